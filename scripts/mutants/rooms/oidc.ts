import { GUARD_SQL, type Room, readsOnly } from "./room.ts";

export const oidc: Room = {
  subjects: [
    {
      file: "storage/oidc/assertions.ts",
      near: ["storage/oidc/assertions"],
      far: ["http/oidc/client-authentication"],
    },
    { file: "storage/oidc/clients.ts", near: ["storage/oidc/clients"], far: ["http/oidc/clients"] },
    {
      file: "storage/oidc/client-statements.ts",
      near: ["storage/oidc/clients"],
      far: ["storage/shards/clients", "http/oidc/clients"],
    },
    { file: "storage/oidc/copy-clients.ts", near: ["storage/shards/clients"], far: [] },
    {
      file: "storage/oidc/grants.ts",
      near: ["storage/oidc/grants", "http/oidc/token", "http/oidc/userinfo"],
      far: ["storage/shards/oidc"],
    },
    { file: "storage/oidc/keys.ts", near: ["storage/oidc/signer"], far: [] },
    {
      file: "storage/oidc/browser-sessions.ts",
      near: ["storage/oidc/browser-sessions", "storage/oidc/session-looks"],
      far: ["web/oidc/logout", "web/oidc/backchannel", "storage/shards/browser-sessions"],
    },
    {
      file: "storage/oidc/session-row.ts",
      near: ["storage/oidc/browser-sessions"],
      far: ["oidc/signed-in", "web/me/ended"],
    },
    { file: "storage/oidc/logout-notices.ts", near: ["web/oidc/backchannel"], far: ["web/me/ended"] },
  ],
  unnoticed: [
    readsOnly("storage/oidc/clients.ts", `FROM oidc_client WHERE ${GUARD_SQL}`, GUARD_SQL),
    readsOnly("storage/oidc/clients.ts", `id = :id AND ${GUARD_SQL}`, GUARD_SQL),
    readsOnly("storage/oidc/client-statements.ts", `\${TAKEN} AND ${GUARD_SQL}\`, parameters`, GUARD_SQL),
    readsOnly(
      "storage/oidc/client-statements.ts",
      `SELECT 1 FROM oidc_client WHERE id = :id AND ${GUARD_SQL}`,
      GUARD_SQL,
    ),
    ...[
      { was: "done.given.changes > 0 && row", is: "row" },
      { was: ">", is: ">=" },
    ].map((change) => ({
      file: "storage/oidc/grants.ts",
      at: "done.given.changes > 0 && row) return grantIn(row);\n      return done.known",
      ...change,
      because: "the first statement revokes a grant that was there, so a row that is live was written by this batch",
    })),
    {
      file: "storage/oidc/grants.ts",
      at: "done.given.changes > 0 && row) return grantIn(row);\n      return done.known",
      was: "done.given.changes > 0 && row",
      is: "done.given.changes > 0",
      because: "a grant that was written just now is live; the check is for the type",
    },
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
      file: "storage/oidc/logout-notices.ts",
      at: "results.length === 0",
      was: "results.length === 0",
      is: "false",
      because: "with nothing to tell of, two statements find nothing, and cron is spared them",
    },
    {
      file: "storage/oidc/logout-notices.ts",
      at: "signed_in_at_ms <= :begun_before",
      was: "<=",
      is: "<",
      because: "a session of that very moment is told of by the next cron",
    },
  ],
};
