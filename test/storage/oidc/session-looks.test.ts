// Looks at sessions: what they ask of the database, also behind a replica that has not heard of the
// last moment yet.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import type { BrowserKey } from "../../../src/core/ports/oidc/browser-sessions.ts";
import { sha256Hex } from "../../../src/lib/bytes.ts";
import { createPorts } from "../../../src/storage/create-ports.ts";
import { watchedDatabase } from "../../support/bindings.ts";
import { randomBytes } from "../../support/login.ts";
import { beginSession, makeClient } from "../../support/oidc/oidc.ts";
import { realKeyring, realPorts } from "../../support/storage/ports.ts";

const { settings } = await realPorts();
const KEY: BrowserKey = { secretHash: await sha256Hex("secret"), database: undefined };
const STRANGE: BrowserKey = { secretHash: await sha256Hex("strange"), database: undefined };

const clientId = (await makeClient()).client_id;
const session = await beginSession("alice");
const [sessionId, seenAtMs] = [session.id, session.signedInAtMs];
await env.DB.prepare("UPDATE browser_session SET secret_hash = ? WHERE id = ?").bind(KEY.secretHash, sessionId).run();

/**
 * Looks past a replica that has no rows of these tables, and tells how many round trips that took.
 */
async function look(key: BrowserKey | undefined, client: string | undefined, missing: readonly string[] = []) {
  let trips = 0;
  const DB = watchedDatabase(env.DB, async ({ session, sql }, next) => {
    trips++;
    const results = (await next()) as readonly D1Result[];
    if (session !== "first-unconstrained") return results;
    const statements = sql.split("; ");
    return results.map((result, index) =>
      missing.some((table) => statements[index]?.includes(`FROM ${table}`)) ? { ...result, results: [] } : result,
    );
  });
  const means = { randomBytes, qrImage: async () => "" };
  const { browserSessions } = createPorts({ ...env, DB }, await realKeyring(), settings, means);
  const { stored, session } = await browserSessions.look(key, client, seenAtMs + 1);
  return { trips, client: stored?.client.clientId, session: session?.id };
}

it("one that has nothing to find asks nothing", async () => {
  expect(await look(undefined, undefined)).toEqual({ trips: 0, client: undefined, session: undefined });
});

it("one that finds all at the replica asks once", async () => {
  expect(await look(KEY, clientId)).toEqual({ trips: 1, client: clientId, session: sessionId });
  expect(await look(KEY, undefined)).toEqual({ trips: 1, client: undefined, session: sessionId });
  expect(await look(undefined, clientId)).toEqual({ trips: 1, client: clientId, session: undefined });
});

it("a session that has just begun, and a client that was just made, are found past a replica without them", async () => {
  for (const missing of [["browser_session"], ["oidc_client"], ["browser_session", "oidc_client"]])
    expect(await look(KEY, clientId, missing)).toEqual({ trips: 2, client: clientId, session: sessionId });
});

it("only the primary says that there is none", async () => {
  expect(await look(STRANGE, clientId)).toEqual({ trips: 2, client: clientId, session: undefined });
  expect(await look(KEY, "no client")).toEqual({ trips: 2, client: undefined, session: sessionId });
});
