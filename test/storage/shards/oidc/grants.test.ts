// Tokens of OpenID Connect with three databases: what a person granted is in the person's database,
// and goes along when the person is moved.

import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { moveSlots } from "../../../../packages/commands/shards/move.ts";
import { readConfig } from "../../../../src/config/read-config.ts";
import { REFRESH_REPEAT_MS } from "../../../../src/core/oidc/grants/refresh.ts";
import { addSession, basic, codeFor, makeClient, redemption } from "../../../support/oidc/oidc.ts";
import { asAdminOver, enrol, postOver, requestOver, resultOf } from "../../../support/service.ts";
import { database, having, MAP, makeDatabases, NAMES, type Name, userHomedIn, withMap } from "../three.ts";

const OFFLINE = ["openid", "profile", "offline_access"];

await makeDatabases();
const send = await withMap();
const wiki = await makeClient({}, send);

const ask = (fields: Record<string, string>, over = send) => postOver(over, "/oidc/token", fields, basic(wiki));
const refresh = (refresh_token: string, over = send) => ask({ grant_type: "refresh_token", refresh_token }, over);
const introspect = async (token: string, client = wiki) =>
  (await postOver(send, "/oidc/introspect", { token }, basic(client))).json;
const userinfo = (token: string, over = send) =>
  requestOver(over, "/oidc/userinfo", { headers: { Authorization: `Bearer ${token}` } });

async function signedIn(name: Name, prefix: string) {
  const user = await userHomedIn(name, prefix);
  const { serial } = await enrol({ user, pin: "1234" }, { send });
  const session = { ...(await addSession(serial, undefined, database(name))), database: name };
  return { user, serial, session };
}

describe.each(NAMES)("a user in %s", (name) => {
  it("has the grant and its rows of the trail there, and nowhere else", async () => {
    const { user, serial, session } = await signedIn(name, "oidc");
    const code = await codeFor(wiki, session, { scope: OFFLINE });
    const { json } = await ask(redemption(code));
    expect((await userinfo(json.access_token)).json.preferred_username).toBe(user);
    for (const token of [json.access_token, json.refresh_token]) {
      expect((await introspect(token)).active).toBe(true);
      expect((await introspect(token, { ...wiki, client_secret: "wrong" })).error).toBe("invalid_client");
    }
    expect((await refresh(json.refresh_token)).status).toBe(200);
    expect(await having("SELECT 1 FROM oidc_grant WHERE user = ?", user)).toEqual([name]);
    for (const event of ["TOKENS_GIVEN", "TOKENS_REFRESHED"])
      expect(await having("SELECT 1 FROM audit WHERE user = ? AND event = ?", user, event)).toEqual([name]);
    expect((await asAdminOver(send, "POST", `/token/disable/${serial}`)).status).toBe(200);
    expect((await userinfo(json.access_token)).status).toBe(401);
    expect(await introspect(json.access_token)).toEqual({ active: false });
    expect((await ask(redemption(code))).json.error).toBe("invalid_grant");
  });
});

it("what was refused to a client is one list over all databases, page by page", async () => {
  const client = await makeClient({}, send);
  const askAs = (form: Record<string, string>) => postOver(send, "/oidc/token", form, basic(client));
  for (const name of NAMES) {
    const { session } = await signedIn(name, "refused");
    const code = await codeFor(client, session);
    expect((await askAs(redemption(code))).status).toBe(200);
    expect((await askAs(redemption(code))).status).toBe(400);
  }
  const sizes: number[] = [];
  const path = `/oidc/clients/${client.client_id}/refusals?page_size=2`;
  for (let after: string | null = ""; after !== null; ) {
    const page = resultOf(await asAdminOver(send, "GET", after ? `${path}&after=${after}` : path));
    for (const refusal of page.refusals) expect(refusal).toMatchObject({ parameter: "code", remedy: "redeem-once" });
    sizes.push(page.refusals.length);
    after = page.after;
  }
  expect(sizes.reduce((sum, size) => sum + size)).toBe(NAMES.length);
  expect(sizes.length).toBeGreaterThan(1);
});

describe("a user who is moved", () => {
  afterEach(() => vi.useRealTimers());
  const AFTER = { ...MAP, SHARD_SLOTS: "DB_2=55-ff" };
  const named = (name: Name) => ({ name, db: database(name) });

  it("is asked to come again meanwhile, and keeps session, grants and refresh tokens", async () => {
    const { user, session } = await signedIn("DB_1", "moved");
    const { json } = await ask(redemption(await codeFor(wiki, session, { scope: OFFLINE })));
    const early = await codeFor(wiki, session);
    const second = (await refresh(json.refresh_token)).json;
    const moving = await withMap({ SHARD_MOVING: "55-a9" } as unknown as Partial<Env>);
    expect((await refresh(json.refresh_token, moving)).status).toBe(503);
    const { settings } = readConfig({ ...env, ...MAP });
    const slots = { from: 0x55, to: 0xa9 };
    expect((await moveSlots({ from: named("DB_1"), to: named("DB_2"), slots, map: settings })).taken).toEqual([]);
    for (const table of ["browser_session", "oidc_grant"])
      expect(await having(`SELECT 1 FROM ${table} WHERE user = ?`, user)).toEqual(["DB_2"]);

    const after = await withMap(AFTER as unknown as Partial<Env>);
    expect((await userinfo(json.access_token, after)).status).toBe(200);
    // The time of the last refresh goes along.
    expect((await refresh(json.refresh_token, after)).json.refresh_token).toBe(second.refresh_token);
    const next = await refresh(second.refresh_token, after);
    expect(next.status).toBe(200);
    // A code names a token by the id that it had in the other database.
    expect((await ask(redemption(early), after)).json.error).toBe("invalid_grant");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + REFRESH_REPEAT_MS });
    const replay = await refresh(second.refresh_token, after);
    expect(replay.json.error).toBe("invalid_grant");
    expect((await refresh(next.json.refresh_token, after)).json.error).toBe("invalid_grant");
  });
});
