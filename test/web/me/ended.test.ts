// What is ended because of a thief stays ended: sessions, and what applications hold beyond them.

import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { handleOf } from "../../../src/core/me/myself.ts";
import type { BrowserSession } from "../../../src/core/ports/oidc/browser-sessions.ts";
import worker from "../../../src/index.ts";
import { enrolledUser } from "../../support/login.ts";
import type { PersonAtBrowser } from "../../support/oidc/applications.ts";
import {
  addSession,
  codeFor,
  type MadeClient,
  makeClient,
  redeem,
  refreshWith,
  userinfoWith,
} from "../../support/oidc/oidc.ts";
import { Browser } from "../../support/pages/browser.ts";
import { locationIn, ME_SIGN_IN, openMe, send, signedIn } from "../../support/pages/me.ts";
import { asAdmin } from "../../support/service.ts";

let wiki: MadeClient;
beforeAll(async () => {
  wiki = await makeClient();
});

/** What an application was given for a sign-in with this token. */
const tokensBy = async (serial: string) => tokensIn(await addSession(serial));

async function tokensIn(session: BrowserSession) {
  const code = await codeFor(wiki, session, { scope: ["openid", "offline_access"] });
  const { refresh_token, access_token } = (await redeem(wiki, code)).json;
  return { refresh: String(refresh_token), access: String(access_token) };
}

async function expectWorthless({ refresh, access }: { readonly refresh: string; readonly access: string }) {
  expect((await userinfoWith(access)).status).toBe(401);
  expect((await refreshWith(wiki, refresh)).json.error).toBe("invalid_grant");
}

const enable = (serial: string) => asAdmin("POST", "/token/enable", { serial });

describe("refresh tokens", () => {
  it('end with "that wasn\'t me" for good, those of another phone, too', async () => {
    const anna = await signedIn("anna");
    const [byThis, byOther] = [await tokensBy(anna.serial), await tokensBy((await enrolledUser("anna")).serial)];
    expect((await userinfoWith(byOther.access)).status).toBe(200);
    expect((await send(anna, `/me/not-me/${anna.serial}`, { pin: anna.pin })).status).toBe(200);
    await enable(anna.serial);
    await expectWorthless(byThis);
    await expectWorthless(byOther);
  });

  it("end when all sessions do, though no phone is out of use", async () => {
    const bela = await signedIn("bela");
    const given = [await tokensBy(bela.serial), await tokensBy((await enrolledUser("bela")).serial)];
    expect((await send(bela, `/me/not-me/${bela.serial}/sign-out`)).status).toBe(200);
    for (const each of given) await expectWorthless(each);
  });

  it("end for good with a token that an administrator disables, and those of another token go on", async () => {
    const { serial } = await enrolledUser("carl");
    const [given, byOther] = [await tokensBy(serial), await tokensBy((await enrolledUser("carl")).serial)];
    await asAdmin("POST", "/token/disable", { serial });
    await enable(serial);
    await expectWorthless(given);
    expect((await refreshWith(wiki, byOther.refresh)).status).toBe(200);
    const anew = await tokensBy(serial);
    expect((await refreshWith(wiki, anew.refresh)).status).toBe(200);
  });
});

describe("a session that its person ends from another browser", () => {
  it("takes its refresh tokens along, and those of this browser go on", async () => {
    const emma = await signedIn("emma");
    const id = await env.DB.prepare("SELECT id FROM browser_session WHERE user = 'emma'").first<string>("id");
    const [one, other] = [await addSession(emma.serial), await addSession(emma.serial)];
    const own = await tokensIn({ ...one, id: id ?? "" });
    const [ofOne, ofOther] = [await tokensIn(one), await tokensIn(other)];
    await send(emma, "/me/sessions", { session: await handleOf(one) });
    await expectWorthless(ofOne);
    const next = await refreshWith(wiki, ofOther.refresh);
    expect(next.status).toBe(200);
    // Its row is gone, and the application goes on with what it was given.
    await env.DB.prepare("DELETE FROM browser_session WHERE id = ?").bind(other.id).run();
    await addSession(emma.serial);
    await send(emma, "/me/sessions");
    expect((await refreshWith(wiki, next.json.refresh_token)).json.error).toBe("invalid_grant");
    expect((await refreshWith(wiki, own.refresh)).status).toBe(200);
  });
});

describe("a session that its person has ended from another browser", () => {
  it("does not begin again when its sign-in is sent once more, after cron", async () => {
    const bert = await signedIn("bert");
    const thief: PersonAtBrowser = { ...bert, browser: new Browser() };
    const { link, transactionId } = await thief.browser.begin({ user: bert.user, pin: bert.pin });
    await bert.phone.login(link);
    const kept = new Map(thief.browser.cookies);
    await thief.browser.result(transactionId);
    expect((await openMe(thief)).status).toBe(200);
    await send(bert, "/me/sessions");
    await worker.scheduled(createScheduledController(), env as Env);
    for (const [name, value] of kept) thief.browser.cookies.set(name, value);
    await thief.browser.result(transactionId);
    expect(locationIn(await openMe(thief))).toBe(ME_SIGN_IN);
  });
});

describe("a token whose period is over", () => {
  it("leaves no session and no refresh token good, until the period is longer", async () => {
    const dora = await signedIn("dora");
    const given = await tokensBy(dora.serial);
    const set = (validity_period_end: string) =>
      asAdmin("POST", "/token/set", { serial: dora.serial, validity_period_end });
    await set("2020-01-01T00:00Z");
    expect(locationIn(await openMe(dora))).toBe(ME_SIGN_IN);
    await expectWorthless(given);
    await set("2099-01-01T00:00Z");
    expect((await openMe(dora)).status).toBe(200);
    expect((await refreshWith(wiki, given.refresh)).status).toBe(200);
  });
});
