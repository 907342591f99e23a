import { MAY, MAY_EVERYWHERE, readsOnly, type UnnoticedMutant } from "../unnoticed.ts";

export const tokens: readonly UnnoticedMutant[] = [
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
    at: "page.ok ? { ...page, rows: page.rows.map(({ id }) => id) } : page",
    is: "({ ...page, rows: page.rows.map(({ id }) => id) })",
    because: "pageOf refuses only a page that is too far into a list, and this scan asks for the first one alone",
  },
  {
    at: "FROM token WHERE serial = :serial AND session_hash = :session_hash\n       ON CONFLICT",
    was: "serial = :serial",
    is: "true",
    because: "session hashes are drawn, and no two tokens have the same",
  },
];
