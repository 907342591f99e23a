// Applications that registered an address are told when a session ends: OpenID Connect Back-Channel
// Logout 1.0. The network is the only thing that is not real here.

import { createScheduledController, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { createLocalJWKSet, jwtVerify } from "jose";
import { afterEach, describe, expect, it, vi } from "vitest";
import { entryOf } from "../../../src/core/audit/audit.ts";
import { ASK_AGAIN_MS } from "../../../src/core/login/transaction/challenge.ts";
import { openCode } from "../../../src/core/oidc/grants/code.ts";
import { RETRY_AFTER_MS } from "../../../src/core/oidc/sessions/backchannel.ts";
import { sidFor } from "../../../src/core/oidc/sessions/browser-session.ts";
import worker from "../../../src/index.ts";
import { forgetting } from "../../../src/storage/housekeeping/forget.ts";
import {
  answerFields,
  application,
  authorizePath,
  followLink,
  signInAs,
  visitor,
} from "../../support/oidc/applications.ts";
import { asAdmin, ORIGIN, request } from "../../support/service.ts";
import { callAt, realPorts } from "../../support/storage/ports.ts";

const URI = "https://wiki.example/backchannel";
const sent: { readonly uri: string; readonly token: string; readonly redirect: string | undefined }[] = [];
let answer = () => new Response(null, { status: 200 });
vi.spyOn(globalThis, "fetch").mockImplementation(async (uri, init) => {
  const token = String(new URLSearchParams(init?.body as URLSearchParams).get("logout_token"));
  sent.push({ uri: String(uri), token, redirect: init?.redirect });
  return answer();
});
afterEach(() => {
  sent.length = 0;
  answer = () => new Response(null, { status: 200 });
});

/** Signs in, and redeems the code, so that the application has got something. */
async function signedIn(user: string, uri = URI) {
  const id = await application({ backchannel_logout_uri: uri });
  const person = await visitor(user);
  const told = answerFields(await signInAs(person, await followLink(person.browser, authorizePath(id))));
  const { sealer, grants } = await realPorts();
  const code = await openCode(sealer, told.code ?? "", Date.now());
  if (!code) throw new Error("no code");
  const entries = { given: noEntry(), replayed: noEntry() };
  expect(await grants.redeem(code, false, Date.now(), entries)).toMatchObject({ clientId: id });
  return { id, person, session: code.session, sid: await sidFor(code.session, id) };
}

const noEntry = () => entryOf(callAt(Date.now()), { success: true, event: "TOKENS_GIVEN" });

/**
 * The next one after the time in which a lost reply may be asked for again: until then the row of
 * an ended session stays.
 */
const cron = () =>
  worker.scheduled(createScheduledController({ scheduledTime: new Date(Date.now() + ASK_AGAIN_MS) }), env as Env);

const ring = (sid: string) => runDurableObjectAlarm(env.LOGOUT.getByName(sid));

describe("a sign-out", () => {
  it("is told by a token that names the session as this client knows it, and is no id_token", async () => {
    const { id, person, sid } = await signedIn("alice");
    await person.browser.post("/oidc/logout", {});
    await vi.waitFor(async () => {
      await ring(sid);
      expect(sent).toHaveLength(1);
    });
    const [{ uri, token, redirect } = { uri: "", token: "", redirect: "" }] = sent;
    expect([uri, redirect]).toEqual([URI, "manual"]);
    const keys = createLocalJWKSet((await request("/oidc/jwks")).json);
    const { payload } = await jwtVerify(token, keys, { issuer: ORIGIN, audience: id, typ: "logout+jwt" });
    expect(payload).toMatchObject({ sid, events: { "http://schemas.openid.net/event/backchannel-logout": {} } });
    expect(payload).not.toHaveProperty("nonce");
    expect(await ring(sid)).toBe(false); // nothing is left to send
  });

  it("is told where the way back is not registered, too", async () => {
    const { id, person, sid } = await signedIn("heidi");
    const { signer } = await realPorts();
    const id_token_hint = await signer.sign("RS256", "JWT", { iss: ORIGIN, aud: id, sub: "s", sid, exp: 1 });
    const fields = new URLSearchParams({ id_token_hint, post_logout_redirect_uri: "https://evil.example/" });
    expect((await followLink(person.browser, `/oidc/logout?${fields}`)).status).toBe(200);
    await vi.waitFor(async () => {
      await ring(sid);
      expect(sent).toHaveLength(1);
    });
  });

  it("is told to a client whose tokens are over long since", async () => {
    const { person, sid } = await signedIn("dave");
    await forgetting(env.DB, Date.now() + 24 * 3600_000).grants();
    await person.browser.post("/oidc/logout", {});
    await vi.waitFor(async () => {
      await ring(sid);
      expect(sent).toHaveLength(1);
    });
  });

  it("is told again while that fails, and not for ever", async () => {
    const { person, sid } = await signedIn("bob");
    answer = () => new Response(null, { status: 302, headers: { Location: "https://evil.example/" } });
    vi.spyOn(console, "error").mockImplementation(() => {});
    await person.browser.post("/oidc/logout", {});
    await vi.waitFor(async () => {
      await ring(sid);
      expect(sent.length).toBeGreaterThan(0);
    });
    for (let tries = 0; tries < 10; tries++) await ring(sid);
    expect(sent).toHaveLength(1 + RETRY_AFTER_MS.length);
    expect(new Set(sent.map(({ uri }) => uri))).toEqual(new Set([URI]));
  });
});

describe("an address that is not public, and was registered before that was refused", () => {
  const uri = "https://10.1.2.3/logout";
  async function signsOut(user: string, allowed: "on" | "off"): Promise<string> {
    const { person, sid } = await signedIn(user, uri);
    await runInDurableObject(env.LOGOUT.getByName(sid), (object) => {
      const inside = object as unknown as { env: object };
      inside.env = { ...inside.env, WEBHOOK_ALLOW_PRIVATE: allowed };
    });
    await person.browser.post("/oidc/logout", {});
    return sid;
  }

  it("is not called, now or later, and the log says why", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const sid = await signsOut("heidi", "off");
    await vi.waitFor(async () => {
      await ring(sid);
      expect(log.mock.calls.join()).toContain("WEBHOOK_ALLOW_PRIVATE");
    });
    expect(await ring(sid)).toBe(false); // nothing is left to send
    expect(sent).toEqual([]);
  });

  it("is called where the operator allows it", async () => {
    const sid = await signsOut("ivan", "on");
    await vi.waitFor(async () => {
      await ring(sid);
      expect(sent).toHaveLength(1);
    });
    expect(sent).toMatchObject([{ uri, redirect: "manual" }]);
  });
});

describe("a session that a change of its token has ended", () => {
  it("is told to the applications that it was used at, and to no other", async () => {
    const [wiki, mail] = [await signedIn("erin"), await signedIn("frank", `${URI}/mail`)];
    await asAdmin("POST", `/token/revoke/${wiki.person.serial}`);
    await cron();
    await vi.waitFor(async () => {
      await ring(wiki.sid);
      expect(sent).toHaveLength(1);
    });
    expect(await ring(await sidFor(wiki.session, mail.id))).toBe(false);
    expect(sent).toMatchObject([{ uri: URI }]);
  });

  it.each([
    ["a revocation", "carol", ({ serial }: { serial: string }) => `/token/revoke/${serial}`],
    ["a block", "cleo", () => "/user/realm1/cleo/block"],
  ])("is told by cron: after %s", async (_, user, change) => {
    const { person, sid } = await signedIn(user);
    await asAdmin("POST", change(person));
    expect(sent).toHaveLength(0);
    await cron();
    await vi.waitFor(async () => {
      await ring(sid);
      expect(sent).toHaveLength(1);
    });
    const left = await env.DB.prepare("SELECT count(*) AS n FROM browser_session WHERE user = ?").bind(user).first("n");
    expect(left).toBe(0);
  });
});

it("sessions of a great many people that end at once are told of by several runs of cron, and none is forgotten before", async () => {
  const { session } = await signedIn("grace");
  const columns = "user, realm, serial, token_id, token_generation, amr, client, signed_in_at_ms, seen_at_ms";
  await env.DB.prepare(
    `WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 250)
     INSERT INTO browser_session (id, secret_hash, expires_at_ms, ${columns})
     SELECT 'many' || n, 'many' || n, 0, ${columns} FROM i JOIN browser_session WHERE id = ?`,
  )
    .bind(session.id)
    .run();
  const left = () => env.DB.prepare("SELECT count(*) AS n FROM browser_session WHERE id LIKE 'many%'").first("n");
  await cron();
  expect(await left()).toBe(50);
  await cron();
  expect(await left()).toBe(0);
});
