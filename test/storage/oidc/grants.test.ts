// Grants in D1: whose step does what, condition by condition. The flows are in
// test/http/oidc/token.test.ts.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { entryOf } from "../../../src/core/audit/audit.ts";
import { REFRESH_IDLE_MS, REFRESH_REPEAT_MS } from "../../../src/core/oidc/grants/refresh.ts";
import type { BrowserSession } from "../../../src/core/ports/oidc/browser-sessions.ts";
import type { AuthorizationCode } from "../../../src/core/ports/oidc/grants.ts";
import { toHex } from "../../../src/lib/bytes.ts";
import { randomBytes } from "../../support/login.ts";
import { addSession, beginSession, CALLBACK, type MadeClient, makeClient } from "../../support/oidc/oidc.ts";
import { callAt, NO_NOTE, realPorts } from "../../support/storage/ports.ts";

const { grants } = await realPorts();
const NOW = Date.now();
const entry = () => entryOf(callAt(NOW), { success: true, event: "TOKENS_GIVEN" });
const ENTRIES = { given: entry(), replayed: entry() };

const run = (sql: string, ...values: unknown[]) =>
  env.DB.prepare(sql)
    .bind(...values)
    .run();

const [wiki, chat] = [await makeClient(), await makeClient()];
const alice = await beginSession("alice");
await beginSession("bob");
for (const [name, realm] of [
  ["alice", "staff"],
  ["alice", "corp"],
  ["aaron", "realm1"],
])
  await run("INSERT INTO user (name, realm, created_at_ms, display_name) VALUES (?, ?, 0, 'Another')", name, realm);
await run("UPDATE user SET display_name = 'Alice' WHERE name = 'alice' AND realm = 'realm1'");

const codeOf = (session: BrowserSession, client = wiki): AuthorizationCode => ({
  id: toHex(randomBytes(16)),
  clientId: client.client_id,
  redirectUri: CALLBACK,
  scope: ["openid", "offline_access"],
  nonce: undefined,
  codeChallenge: undefined,
  session,
  expiresAtMs: NOW + 60_000,
});
const redeem = (code: AuthorizationCode, refreshes = true, nowMs = NOW) =>
  grants.redeem(code, refreshes, nowMs, ENTRIES);
const refresh = (id: string, number: number, client = wiki, nowMs = NOW) =>
  grants.refresh({ id, number, user: "alice", realm: "realm1" }, client.client_id, undefined, nowMs, ENTRIES);
/** When a repeat is none any more. */
const LATER = NOW + REFRESH_REPEAT_MS;
const look = (id: string) => grants.look({ id, user: "alice", realm: "realm1" }, NOW);

const rowOf = (id: string) =>
  env.DB.prepare("SELECT refresh_number, revoked_at_ms, expires_at_ms FROM oidc_grant WHERE id = ?").bind(id).first();

async function granted(session = alice, client = wiki): Promise<string> {
  const code = codeOf(session, client);
  expect(await redeem(code)).toMatchObject({ refreshNumber: 1 });
  return code.id;
}

describe("a code", () => {
  it("that comes again is a replay, and one whose sign-in has ended gives nothing", async () => {
    const code = codeOf(alice);
    await redeem(code);
    expect(await redeem(code)).toBe("replayed");
    expect(await redeem(code, true, NOW + 1)).toBe("replayed");
    expect(await rowOf(code.id)).toMatchObject({ revoked_at_ms: NOW });
    expect(await redeem(codeOf({ ...alice, id: "no such session" }))).toBe("ended");
  });

  it.each([
    ["another person", () => ({ user: "bob" })],
    ["another realm", () => ({ realm: "staff" })],
    ["another token", () => ({ token: { ...alice.token, id: 999_999 } })],
    ["another state of the token", () => ({ token: { ...alice.token, generation: alice.token.generation - 1 } })],
  ])("of %s than the token's gives nothing", async (_, changed) => {
    const code = codeOf({ ...alice, ...changed() });
    expect(await redeem(code)).toBe("ended");
    expect(await env.DB.prepare("SELECT 1 FROM oidc_grant WHERE id = ?").bind(code.id).first()).toBeNull();
  });

  it("gives what ends with the session, where there is no refresh token", async () => {
    const session = await addSession(alice.serial);
    const code = codeOf(session);
    expect(await redeem(code, false)).toMatchObject({ expiresAtMs: session.expiresAtMs, refreshNumber: undefined });
    const ends = (atMs: number) =>
      env.DB.prepare("UPDATE browser_session SET expires_at_ms = ? WHERE id = ?").bind(atMs, session.id).run();
    await ends(NOW + 1);
    expect(await look(code.id)).toBeDefined();
    await ends(NOW);
    expect(await look(code.id)).toBeUndefined();
    expect(await redeem(codeOf(session))).toBe("ended");
  });
});

describe("a grant", () => {
  it("says of its own person what is known", async () => {
    const person = { user: "alice", realm: "realm1", displayName: "Alice" };
    expect(await look(await granted())).toMatchObject({ person });
  });

  it("with a refresh token outlives its session", async () => {
    const session = await addSession(alice.serial);
    const id = await granted(session);
    await run("UPDATE browser_session SET expires_at_ms = 0 WHERE id = ?", session.id);
    expect(await look(id)).toBeDefined();
    expect(await refresh(id, 1)).toMatchObject({ refreshNumber: 2 });
  });

  it.each<[string, string, (client: MadeClient, user: string) => string]>([
    ["client", "oidc_client WHERE id = ?", (client) => client.client_id],
    ["user", "user WHERE name = ?", (_, user) => user],
  ])("is over when its %s is removed, raises no number, and a code gives none", async (what, of, key) => {
    const client = await makeClient();
    const session = await beginSession(`whose ${what} goes`);
    const id = await granted(session, client);
    await run(`DELETE FROM ${of}`, key(client, session.user));
    expect(await look(id)).toBeUndefined();
    expect(await refresh(id, 1, client)).toBe("ended");
    expect(await redeem(codeOf(session, client))).toBe("ended");
    expect(await rowOf(id)).toMatchObject({ refresh_number: 1 });
  });
});

it("a grant ends at its time", async () => {
  const id = await granted();
  const endMs = NOW + REFRESH_IDLE_MS;
  const name = { id, user: "alice", realm: "realm1" };
  expect(await grants.look(name, endMs - 1)).toMatchObject({ expiresAtMs: endMs });
  expect(await grants.look(name, endMs)).toBeUndefined();
});

it.each(["active = 0", "revoked = 1", "generation = generation + 1"])(
  "a token with %s gives nothing, raises no number, and what it gave is over",
  async (is) => {
    const session = await beginSession(`carol ${is}`);
    const id = await granted(session);
    const change = (set: string) =>
      env.DB.prepare(`UPDATE token SET ${set} WHERE serial = ?`).bind(session.serial).run();
    await change(is);
    expect(await look(id)).toBeUndefined();
    expect(await refresh(id, 1)).toBe("ended");
    expect(await redeem(codeOf(session))).toBe("ended");
    expect(await rowOf(id)).toMatchObject({ refresh_number: 1 });
  },
);

describe("a refresh", () => {
  it("raises the number of its own grant alone", async () => {
    const [one, two] = [await granted(), await granted()];
    expect(await refresh(one, 1)).toMatchObject({ refreshNumber: 2 });
    expect(await look(two)).toMatchObject({ refreshNumber: 1 });
  });

  it("by another client does nothing, and revokes nothing", async () => {
    const id = await granted();
    expect(await refresh(id, 1, chat)).not.toHaveProperty("refreshNumber");
    await refresh(id, 1);
    for (const nowMs of [NOW, LATER]) expect(await refresh(id, 1, chat, nowMs)).toBe("ended");
    expect(await look(id)).toMatchObject({ refreshNumber: 2 });
  });

  it("with a number that is still to come does nothing, and with an older one it is a replay, once", async () => {
    const id = await granted();
    expect(await refresh(id, 2)).toBe("ended");
    expect(await refresh(id, 1)).toMatchObject({ refreshNumber: 2 });
    const other = await granted();
    await refresh(other, 1);
    expect(await refresh(id, 1, wiki, LATER)).toBe("replayed");
    expect(await refresh(id, 1, wiki, LATER)).toBe("ended");
    expect([await look(id), await look(other)]).toMatchObject([undefined, { refreshNumber: 2 }]);
  });

  it("with the previous number finds the successor until the time since the rise is over, and changes nothing", async () => {
    const id = await granted();
    expect(await refresh(id, 1)).toMatchObject({ refreshNumber: 2, isRepeat: false });
    const row = await rowOf(id);
    for (const nowMs of [NOW, LATER - 1])
      expect(await refresh(id, 1, wiki, nowMs)).toMatchObject({ refreshNumber: 2, isRepeat: true });
    expect(await rowOf(id)).toEqual(row);
    expect(await refresh(id, 1, wiki, LATER)).toBe("replayed");
  });

  it("with the one before that is a replay at once, and so is one whose rise has no time", async () => {
    const [id, old] = [await granted(), await granted()];
    for (const number of [1, 2]) await refresh(id, number);
    expect(await refresh(id, 1)).toBe("replayed");
    await refresh(old, 1);
    await run("UPDATE oidc_grant SET refreshed_at_ms = NULL WHERE id = ?", old);
    expect(await refresh(old, 1)).toBe("replayed");
  });

  it("that repeats gets no scope that was not granted", async () => {
    const id = await granted();
    const asking = (scope: string) =>
      grants.refresh({ id, number: 1, user: "alice", realm: "realm1" }, wiki.client_id, [scope], NOW, ENTRIES);
    expect(await asking("openid")).toMatchObject({ isRepeat: false });
    expect(await asking("openid")).toMatchObject({ isRepeat: true });
    expect(await asking("email")).toBe("wider");
  });
});

it("a revocation is of one grant of the client's own, and keeps its time", async () => {
  const [id, other] = [await granted(), await granted()];
  const revoke = (client: MadeClient, nowMs: number) =>
    grants.revoke({ id, user: "alice", realm: "realm1" }, client.client_id, nowMs, NO_NOTE);
  await revoke(chat, NOW);
  expect(await look(id)).toBeDefined();
  for (const nowMs of [NOW, NOW + 1]) await revoke(wiki, nowMs);
  expect([await look(id), await look(other)]).toMatchObject([undefined, { refreshNumber: 1 }]);
  expect(await refresh(id, 1)).toBe("ended");
  expect(await rowOf(id)).toMatchObject({ refresh_number: 1, revoked_at_ms: NOW });
});
