import { MAY, MAY_EVERYWHERE, readsOnly, type Unnoticed } from "../unnoticed.ts";

export const tokens: readonly Unnoticed[] = [
  readsOnly(`\${join} AND ${MAY}`, MAY),
  readsOnly(`\`${MAY} AND \${inRealms("token.realm")}\`,`, MAY),
  readsOnly(`AS who WHERE ${MAY}`, MAY),
  readsOnly(`('', :own) AND ${MAY_EVERYWHERE}`, MAY_EVERYWHERE),
  {
    at: "lock.token_id IS NOT NULL",
    is: "true",
    because: "a row has a token; the condition has SQLite look at the token that answered only where there is a row",
  },
  {
    at: "cut.ok ? { ...cut, rows: cut.rows.map(({ id }) => id) } : cut",
    is: "({ ...cut, rows: cut.rows.map(({ id }) => id) })",
    because: "cutOf refuses only a page that is too far into a list, and this look asks for the first one alone",
  },
  {
    at: "FROM token WHERE serial = :serial AND session_hash = :session_hash\n       ON CONFLICT",
    was: "serial = :serial",
    is: "true",
    because: "session hashes are drawn, and no two tokens have the same",
  },
];
