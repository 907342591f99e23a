// The columns that hold sealed text, and SQL that finds rows by the key they are sealed under. The
// indexes for it are in the migrations 0004, 0027, 0041 and 0055.

export interface SealedPlace {
  readonly table: "token" | "oidc_key" | "recovery" | "api_key" | "event_endpoint" | "admin";
  readonly column: string;
  /** The column with the row's name, to which its sealed text is bound. */
  readonly owner: string;
  readonly purpose:
    | "secret"
    | "pin"
    | "pass"
    | "push"
    | "signing-key"
    | "recovery"
    | "api-key"
    | "webhook"
    | "password";
}

/** Accounts come last: while one is under an older root, tokens may be, too (./check.ts). */
export const SEALED_PLACES: readonly SealedPlace[] = [
  { table: "token", column: "sealed_secret", owner: "serial", purpose: "secret" },
  { table: "token", column: "sealed_pin", owner: "serial", purpose: "pin" },
  { table: "token", column: "sealed_pass", owner: "serial", purpose: "pass" },
  { table: "token", column: "sealed_notification_address", owner: "serial", purpose: "push" },
  { table: "oidc_key", column: "sealed_private", owner: "kid", purpose: "signing-key" },
  { table: "recovery", column: "sealed_hashes", owner: "id", purpose: "recovery" },
  { table: "event_endpoint", column: "sealed_secrets", owner: "id", purpose: "webhook" },
  { table: "api_key", column: "sealed_hash", owner: "id", purpose: "api-key" },
  { table: "admin", column: "sealed_password", owner: "name", purpose: "password" },
];

/** The key id at the start of a sealed text or a MAC. */
export const keyIdOf = (column: string): string => `substr(${column}, 1, 8)`;

/** At most `:most` rows not under `:newest`, in the order of key and owner, after these two. */
export function rowsUnderOtherKeys({ table, column, owner }: SealedPlace): string {
  const key = keyIdOf(column);
  const rows = (which: string, order: string) =>
    `SELECT * FROM (SELECT ${key} AS key, ${owner} AS owner, ${column} AS sealed FROM ${table}
     WHERE ${column} IS NOT NULL AND ${which} ORDER BY ${order} LIMIT :most)`;
  // Three ranges use the index; a single condition would also read the rows between them.
  return `${rows(`${key} = :key AND ${key} <> :newest AND ${owner} > :owner`, owner)}
    UNION ALL ${rows(`${key} > :key AND ${key} < :newest`, `${key}, ${owner}`)}
    UNION ALL ${rows(`${key} > max(:key, :newest)`, `${key}, ${owner}`)}
    LIMIT :most`;
}

/** Counts rows not under `:newest`, up to `:most` a column. Two ranges, as `OR` would read all. */
export const COUNT_UNDER_OTHER_KEYS = `SELECT ${SEALED_PLACES.map(({ table, column }) => {
  const key = keyIdOf(column);
  const rows = (which: string) => `SELECT 1 FROM ${table} WHERE ${column} IS NOT NULL AND ${which}`;
  return `(SELECT count(*) FROM (${rows(`${key} < :newest`)} UNION ALL ${rows(`${key} > :newest`)} LIMIT :most))`;
}).join(" + ")} AS count`;
