import { GUARD_SQL, readsOnly, type UnnoticedMutant } from "../unnoticed.ts";

export const oidc: readonly UnnoticedMutant[] = [
  ...[
    { was: ">", is: ">=" },
    { was: "<", is: "<=" },
  ].map((change) => ({
    at: "id > :request AND id < :request || 'g'",
    ...change,
    because: "an id has twice as many digits as `:request`, and none has a `g`",
  })),
  readsOnly(`FROM oidc_client WHERE ${GUARD_SQL}`, GUARD_SQL),
  readsOnly(`\${CLIENT_COLUMNS} FROM oidc_client WHERE id = :id AND ${GUARD_SQL}`, GUARD_SQL),
  readsOnly(`\${TAKEN} AND ${GUARD_SQL}\`, parameters`, GUARD_SQL),
  readsOnly(`SELECT 1 FROM oidc_client WHERE id = :id AND ${GUARD_SQL}`, GUARD_SQL),
  ...[
    { was: "done.grant.changes > 0 && row", is: "row" },
    { was: ">", is: ">=" },
  ].map((change) => ({
    at: "done.grant.changes > 0 && row) return grantIn(row);\n      return done.known",
    ...change,
    because: "the first statement revokes a grant that was there, so a row that is live was written by this batch",
  })),
  {
    at: "done.grant.changes > 0 && row) return grantIn(row);\n      return done.known",
    was: "done.grant.changes > 0 && row",
    is: "done.grant.changes > 0",
    because: "a grant that was written just now is live; the check is for the type",
  },
  ...[`\${IS_WRITTEN} AND ${GUARD_SQL}\``, `WHERE \${IS_WRITTEN} AND ${GUARD_SQL} ON CONFLICT`].map((at) => ({
    at,
    was: GUARD_SQL,
    is: "true",
    because: "a refused caller has written no metadata, and where those given are there already, so are their hosts",
  })),
  {
    at: `host NOT IN (\${HOSTS})`,
    is: "true",
    because: "the next statement puts the hosts that stay back; the condition saves writing them",
  },
  {
    at: `NOT EXISTS (
         SELECT 1 FROM oidc_client, json_each(oidc_client.metadata, '$.forward_auth_hosts') AS named
         WHERE oidc_client.id = forward_auth_host.client_id AND named.value = forward_auth_host.host)`,
    is: "true",
    because: "the next statement puts the hosts that stay back; the condition saves writing them",
  },
  {
    at: "excluded.changed_at_ms > oidc_client.changed_at_ms",
    was: ">",
    is: ">=",
    because: "every change raises the time, so one time has one state; the condition saves writing it again",
  },
  ...[
    { at: `FROM oidc_key WHERE \${due} LIMIT 1`, was: `\${due}`, is: "true" },
    { at: "if (!isDue) return 0", was: "!isDue", is: "false" },
  ].map((change) => ({
    ...change,
    because: "the batch asks the same again; this look saves making keys that nothing needs",
  })),
  ...["AGAIN", "END_EARLIER"].map((sql) => ({
    at: `earlier && part(\`\${${sql}} AND \${guard}\`, parameters)`,
    is: `part(\`\${${sql}} AND \${guard}\`, parameters)`,
    because: "without an earlier secret it would look for null, and change nothing",
  })),
  {
    at: "seen_at_ms < :now",
    was: "<",
    is: "<=",
    because: "the same time would be written again",
  },
  {
    at: "results.length === 0",
    is: "false",
    because: "with nothing to tell of, two statements find nothing, and cron is spared them",
  },
  {
    at: "signed_in_at_ms <= :begun_before",
    was: "<=",
    is: "<",
    because: "a session of that very moment is told of by the next cron",
  },
];
