// Mutants that no test can notice, since the change makes no difference, and why.

import type { Mutant } from "./mutant.ts";

export interface Unnoticed {
  readonly file: string;
  /** A text that occurs once in the file and holds what is changed. */
  readonly at: string;
  /** The text that is changed, and the text in its place. */
  readonly was: string;
  readonly is: string;
  readonly because: string;
}

/** A second wall, which holds should a statement be sent without the first one day. */
const READS_ONLY = "batchForCaller gives nothing of a batch that it refuses, and this statement changes nothing";
const readsOnly = (file: string, at: string, was: string): Unnoticed => ({
  file,
  at,
  was,
  is: "true",
  because: READS_ONLY,
});
const MAY = `\${CALLER_MAY}`;
const GUARD = `\${guard}`;
const GUARD_SQL = `\${guard.sql}`;
const MAY_EVERYWHERE = `\${CALLER_MAY_EVERYWHERE}`;

export const UNNOTICED: readonly Unnoticed[] = [
  readsOnly("storage/sql/caller-guard.ts", `CALLER_MAY_EVERYWHERE = \`${MAY} AND`, MAY),
  readsOnly("storage/users/store.ts", `WHERE realm <> '' AND ${MAY}`, MAY),
  readsOnly("storage/tokens/management.ts", `\${join} AND ${MAY}`, MAY),
  readsOnly("storage/tokens/management.ts", `\`${MAY} AND \${inRealms("token.realm")}\`,`, MAY),
  readsOnly("storage/tokens/list.ts", `AS who WHERE ${MAY}`, MAY),
  readsOnly("storage/tokens/other-addresses.ts", `('', :own) AND ${MAY_EVERYWHERE}`, MAY_EVERYWHERE),
  readsOnly("storage/oidc/clients.ts", `FROM oidc_client WHERE ${GUARD_SQL}`, GUARD_SQL),
  readsOnly("storage/oidc/clients.ts", `id = :id AND ${GUARD_SQL}`, GUARD_SQL),
  readsOnly("storage/oidc/client-statements.ts", `\${TAKEN} AND ${GUARD_SQL}\`, parameters`, GUARD_SQL),
  readsOnly(
    "storage/oidc/client-statements.ts",
    `SELECT 1 FROM oidc_client WHERE id = :id AND ${GUARD_SQL}`,
    GUARD_SQL,
  ),
  ...["*", "id, disabled_at_ms"].map((columns) =>
    readsOnly("storage/webhooks/store.ts", `SELECT ${columns} FROM event_endpoint WHERE ${GUARD_SQL}`, GUARD_SQL),
  ),
  readsOnly("storage/accounts/management.ts", `\${LIST} WHERE ${GUARD_SQL}`, GUARD_SQL),
  readsOnly("storage/accounts/management.ts", `AS known WHERE ${MAY}`, MAY),
  readsOnly("storage/audit/totals.ts", `from_ms = 0 AND ${GUARD}`, GUARD),
  readsOnly("storage/audit/totals.ts", `\${IS_UNSUMMED} AND ${GUARD}`, GUARD),
  readsOnly("storage/objects/count-open.ts", `attempt_id <> '' AND ${GUARD}`, GUARD),
  readsOnly("storage/audit/totals.ts", `FROM housekeeping WHERE ${GUARD}`, GUARD),
  readsOnly("storage/users/look.ts", `IN (\${WHO}) AND ${MAY} AND`, MAY),
  readsOnly("storage/users/attributes.ts", `FROM user WHERE \${THEIRS} AND \${guards}`, `\${guards}`),
  readsOnly("storage/audit/statistics.ts", `>= :since AND ${GUARD}`, GUARD),
  readsOnly("storage/audit/statistics.ts", `>= :since - \${DAY_MS} AND ${GUARD}`, GUARD),
  readsOnly("storage/audit/statistics.ts", `>= :hour_ago AND ${GUARD}`, GUARD),
  readsOnly("storage/audit/statistics.ts", `count > noted AND ${GUARD}`, GUARD),
  readsOnly("storage/audit/statistics.ts", `\${IS_UNSUMMED} AND ${GUARD}`, GUARD),
  ...[
    [`from_ms >= :since - \${DAY_MS}`, `from_ms >= :since - \${DAY_MS}`],
    ["kind = 'answer' AND from_ms >= :since", "from_ms >= :since"],
    ["from_ms >= :hour_ago", "from_ms >= :hour_ago"],
  ].map(([at = "", was = ""]) => ({
    file: "storage/audit/statistics.ts",
    at,
    was,
    is: "true",
    because: "statisticsOf leaves earlier ones out again; the condition keeps them from being read",
  })),
  readsOnly("storage/objects/open-logins.ts", `WHERE attempt_id <> '' AND ${MAY}`, MAY),
  readsOnly("storage/audit/list.ts", `AS last WHERE ${GUARD_SQL}`, GUARD_SQL),
  ...['opensAttempt("audit")} AND ', `FROM (\${some}) WHERE `].map((before) => ({
    file: "storage/audit/list-ways.ts",
    at: `${before}${MAY}`,
    was: MAY,
    is: "true",
    because: "the look that follows is refused to the same caller, and this one changes and tells nothing",
  })),
  ...["row.success", "row.attempt_id <> ''", `\${OF_PHONE}`].map((was) => ({
    file: "storage/audit/sums.ts",
    at: `CASE WHEN row.success AND row.attempt_id <> '' AND \${OF_PHONE} THEN`,
    was,
    is: "true",
    because: "the time of anything but an answer is not read; the condition saves the look for it",
  })),
  ...["seconds < 10", "seconds < 60"].map((at) => ({
    file: "storage/audit/sums.ts",
    at,
    was: "<",
    is: "<=",
    because: "a bound is a multiple of both lengths that meet there, so it is a step of its own by either",
  })),
  {
    file: "storage/audit/sum-rows.ts",
    at: "kind IN ('login', 'failure', 'answer')",
    was: "kind IN ('login', 'failure', 'answer')",
    is: "true",
    because: "the other kind is forgotten sooner; with the kinds named, the primary key finds the rows",
  },
  {
    file: "storage/audit/store.ts",
    at: `split ? \` || CASE WHEN \${IS_SPLIT} THEN ' split' ELSE '' END\` : ""`,
    was: `split ? \` || CASE WHEN \${IS_SPLIT} THEN ' split' ELSE '' END\` : ""`,
    is: `(\` || CASE WHEN \${IS_SPLIT} THEN ' split' ELSE '' END\`)`,
    because: "without a second reading the condition is false, and leaving it out saves a look at the users",
  },
  readsOnly("storage/links/sent-links.ts", `SELECT 1 FROM enrollment_link WHERE hash = :hash AND ${MAY}`, MAY),
  {
    file: "storage/accounts/copy.ts",
    at: "expires_at_ms > 0",
    was: ">",
    is: ">=",
    because: "each session ends later than that; the condition has SQLite search the index",
  },
  {
    file: "storage/accounts/copy.ts",
    at: "id NOT IN (SELECT value ->> 'id' FROM json_each(:keys))",
    was: "id NOT IN (SELECT value ->> 'id' FROM json_each(:keys))",
    is: "true",
    because: "the next statement writes all of them again",
  },
  ...["name", "realm"].map((is) => ({
    file: "storage/sql/subject-query.ts",
    at: "user: name && realm ?",
    was: "name && realm",
    is,
    because: "a named user has a name and a realm, and where none is named there is neither; the check is for the type",
  })),
  {
    file: "storage/sql/subject-query.ts",
    at: `readingsOf(named, settings).split
    ? \`(token.user, token.realm) IN (\${WHO})\`
    : "token.user = :whole_user AND token.realm = :whole_realm"`,
    was: `readingsOf(named, settings).split
    ? \`(token.user, token.realm) IN (\${WHO})\`
    : "token.user = :whole_user AND token.realm = :whole_realm"`,
    is: `(\`(token.user, token.realm) IN (\${WHO})\`)`,
    because: "of a name with one reading both conditions hold for the same tokens, and the shorter one is quicker",
  },
  {
    file: "storage/links/store.ts",
    at: "link.hash = :hash AND link.browser_hash = :browser_hash AND link.asks_pin",
    was: "link.hash = :hash",
    is: "true",
    because: "browser hashes are drawn, and no two links have the same",
  },
  {
    file: "storage/links/withdraw.ts",
    at: `serial IN (SELECT link.serial FROM enrollment_link AS link WHERE \${open})`,
    was: `serial IN (SELECT link.serial FROM enrollment_link AS link WHERE \${open})`,
    is: "true",
    because: "session hashes are drawn, and no two tokens have the same; the condition has SQLite search the index",
  },
  {
    file: "storage/me/store.ts",
    at: "WHERE id = :session AND confirmed_for = :mark",
    was: "id = :session",
    is: "true",
    because: "a mark is drawn, and no other session has it",
  },
  {
    file: "storage/me/store.ts",
    at: "expires_at_ms = 0",
    was: "expires_at_ms = 0",
    is: "true",
    because: "a session that the new PIN has not ended gets the end and the generation that it has",
  },
  {
    file: "storage/me/store.ts",
    at: "active = 1 AND revoked = 0)`,\n          marked",
    was: "revoked = 0",
    is: "true",
    because: "a revoked token gets no new PIN, so none of its sessions is ended by one",
  },
  ...[
    { was: "expires_at_ms > 0", is: "true" },
    { was: ">", is: ">=" },
  ].map((change) => ({
    file: "storage/me/own-sessions.ts",
    at: "expires_at_ms > 0",
    ...change,
    because: "the others have ended already; the condition saves writing them again",
  })),
  ...[
    { was: "done.given.changes > 0 && row", is: "row" },
    { was: ">", is: ">=" },
  ].map((change) => ({
    file: "storage/oidc/grants.ts",
    at: "done.given.changes > 0 && row) return grantIn(row);\n      return done.known",
    ...change,
    because: "the first statement revokes a grant that was there, so a row that is live was written by this batch",
  })),
  ...["return done.known", "if (done.replayed"].map((next) => ({
    file: "storage/oidc/grants.ts",
    at: `done.given.changes > 0 && row) return grantIn(row);\n      ${next}`,
    was: "done.given.changes > 0 && row",
    is: "done.given.changes > 0",
    because: "a grant that was written or raised just now is live; the check is for the type",
  })),
  ...[`\${IS_WRITTEN} AND ${GUARD_SQL}\``, `WHERE \${IS_WRITTEN} AND ${GUARD_SQL} ON CONFLICT`].map((at) => ({
    file: "storage/oidc/client-statements.ts",
    at,
    was: GUARD_SQL,
    is: "true",
    because: "a refused caller has written no metadata, and where those given are there already, so are their hosts",
  })),
  {
    file: "storage/oidc/client-statements.ts",
    at: `host NOT IN (\${HOSTS})`,
    was: `host NOT IN (\${HOSTS})`,
    is: "true",
    because: "the next statement puts the hosts that stay back; the condition saves writing them",
  },
  {
    file: "storage/oidc/copy-clients.ts",
    at: `NOT EXISTS (
         SELECT 1 FROM oidc_client, json_each(oidc_client.metadata, '$.forward_auth_hosts') AS named
         WHERE oidc_client.id = forward_auth_host.client_id AND named.value = forward_auth_host.host)`,
    was: `NOT EXISTS (
         SELECT 1 FROM oidc_client, json_each(oidc_client.metadata, '$.forward_auth_hosts') AS named
         WHERE oidc_client.id = forward_auth_host.client_id AND named.value = forward_auth_host.host)`,
    is: "true",
    because: "the next statement puts the hosts that stay back; the condition saves writing them",
  },
  {
    file: "storage/oidc/copy-clients.ts",
    at: "excluded.changed_at_ms > oidc_client.changed_at_ms",
    was: ">",
    is: ">=",
    because: "every change raises the time, so one time has one state; the condition saves writing it again",
  },
  ...[
    ["storage/accounts/management.ts", "disabled"],
    ["storage/webhooks/store.ts", "enabled"],
  ].map(([file = "", given]) => ({
    file,
    at: `${given} === undefined ? null : Number(${given})`,
    was: `${given} === undefined ? null : Number(${given})`,
    is: `(Number(${given}))`,
    because: "D1 binds NaN, the number of undefined, as null",
  })),
  {
    file: "storage/accounts/management.ts",
    at: "row.realms === null ? null : JSON.parse(row.realms)",
    was: "row.realms === null ? null : JSON.parse(row.realms)",
    is: "(JSON.parse(row.realms))",
    because: "JSON.parse reads null as null; the check is for the type",
  },
  {
    file: "storage/webhooks/store.ts",
    at: "disabled_at_ms IS NULL",
    was: "disabled_at_ms IS NULL",
    is: "true",
    because: "the object of an endpoint that is disabled finds that, and sleeps again",
  },
  {
    file: "storage/me/recovery.ts",
    at: "id <> :lost_id AND revoked = 0",
    was: "revoked = 0",
    is: "true",
    because: "a revoked token is disabled already",
  },
  {
    file: "storage/me/recovery.ts",
    at: "own.user = :user",
    was: "own.user = :user",
    is: "true",
    because: "sealed text is never the same twice, so it is in no other row",
  },
  {
    file: "storage/me/recovery.ts",
    at: `WHERE id = :lost_id AND \${MINE} AND \${USED}`,
    was: `\${MINE}`,
    is: "true",
    because: "the first statement uses a code only for a token that is theirs",
  },
  {
    file: "storage/tokens/lock.ts",
    at: "lock.token_id IS NOT NULL",
    was: "lock.token_id IS NOT NULL",
    is: "true",
    because: "a row has a token; the condition has SQLite look at the token that answered only where there is a row",
  },
  {
    file: "storage/tokens/unlock-many.ts",
    at: "cut.ok ? { ...cut, rows: fitting.map(({ key_1 }) => Number(key_1)) } : cut",
    was: "cut.ok ? { ...cut, rows: fitting.map(({ key_1 }) => Number(key_1)) } : cut",
    is: "({ ...cut, rows: fitting.map(({ key_1 }) => Number(key_1)) })",
    because: "cutOf refuses only a page that is too far into a list, and this look asks for the first one alone",
  },
  ...[
    { at: `FROM oidc_key WHERE \${due} LIMIT 1`, was: `\${due}`, is: "true" },
    { at: "!found", was: "!found", is: "false" },
  ].map((change) => ({
    file: "storage/oidc/keys.ts",
    ...change,
    because: "the batch asks the same again; this look saves making keys that nothing needs",
  })),
  ...["AGAIN", "END_EARLIER"].map((sql) => ({
    file: "storage/oidc/browser-sessions.ts",
    at: `earlier && statement(db, ${sql}, parameters)`,
    was: `earlier && statement(db, ${sql}, parameters)`,
    is: `statement(db, ${sql}, parameters)`,
    because: "without an earlier secret it would look for null, and change nothing",
  })),
  {
    file: "storage/oidc/browser-sessions.ts",
    at: "seen_at_ms < :now",
    was: "<",
    is: "<=",
    because: "the same time would be written again",
  },
  {
    file: "storage/keys/reseal.ts",
    at: "left === 0 && last",
    was: "left === 0 && last",
    is: "left === 0",
    because: "a look that has none left has read a last row; the check is for the type",
  },
  {
    file: "storage/objects/transaction-id.ts",
    at: "block?.length !== ATTEMPT_ID_BYTES",
    was: "block?.length !== ATTEMPT_ID_BYTES",
    is: "false",
    because: "a text of another length decrypts to no 14 digits; the check saves the attempt",
  },
  {
    file: "storage/objects/transaction-id.ts",
    at: "own !== undefined && /^\\d{14}$/.test(own)",
    was: "own !== undefined && /^\\d{14}$/.test(own)",
    is: "/^\\d{14}$/.test(own)",
    because: "the word undefined has no digits; the check is for the type",
  },
  {
    file: "storage/objects/transaction-id.ts",
    at: "!/^\\d{20}$/.test(text)",
    was: "!/^\\d{20}$/.test(text)",
    is: "false",
    because: "no proof of another text was ever made; the check saves the HMAC",
  },
  {
    file: "storage/objects/transaction-object.ts",
    at: '!challenge || this.state() !== "open"',
    was: '!challenge || this.state() !== "open"',
    is: 'this.state() !== "open"',
    because: "the state of null is unknown; the check is for the type",
  },
  {
    file: "storage/tokens/init.ts",
    at: "FROM token WHERE serial = :serial AND session_hash = :session_hash\n       ON CONFLICT",
    was: "serial = :serial",
    is: "true",
    because: "session hashes are drawn, and no two tokens have the same",
  },
  {
    file: "storage/links/store.ts",
    at: "AND EXISTS (SELECT 1 FROM token WHERE serial = :serial AND session_hash = :session_hash)`,\n          begun",
    was: "serial = :serial",
    is: "true",
    because: "session hashes are drawn, and no two tokens have the same",
  },
  {
    file: "core/login/transaction.ts",
    at: "checkChallengeResponse(seen, nowMs()) > 0",
    was: ">",
    is: ">=",
    because: "the method returns more than 0, or -1",
  },
  {
    file: "core/login/transaction.ts",
    at: 'claim.kind === "application" ? claim.named : undefined',
    was: 'claim.kind === "application" ? claim.named : undefined',
    is: "(claim.named)",
    because: "claims of other kinds name no user, and the type says so",
  },
  {
    file: "core/login/transaction.ts",
    at: '!current || stateOf(current, nowMs()) !== "answered"',
    was: '!current || stateOf(current, nowMs()) !== "answered"',
    is: 'stateOf(current, nowMs()) !== "answered"',
    because: "the state of null is unknown; the check is for the type",
  },
  {
    file: "storage/oidc/logout-notices.ts",
    at: "results.length === 0",
    was: "results.length === 0",
    is: "false",
    because: "with nothing to tell of, two statements find nothing, and cron is spared them",
  },
  {
    file: "core/login/transaction.ts",
    at: "!browser || !token",
    was: "!browser || !token",
    is: "!browser",
    because: "what answered is among the candidates; the check is for the type",
  },
];

export const explanationOf = (mutant: Mutant, source: string): Unnoticed | undefined =>
  UNNOTICED.find(({ file, at, was, is }) => {
    const from = source.indexOf(at);
    return (
      file === mutant.file &&
      was === mutant.was &&
      is === mutant.is &&
      from <= mutant.start &&
      mutant.end <= from + at.length
    );
  });
