// Attacks by way of the person's browser: session fixation, and login CSRF (RFC 6749 §10.12).
// Requests that are changed on their way, and clickjacking, are in
// test/web/oidc/authorize-attacks.test.ts.

import * as oidc from "openid-client";
import { beforeAll, describe, expect, it } from "vitest";
import type { PageBrowser } from "../../../scripts/lib/page-browser.ts";
import { type EnrolledPerson, enrolledUser } from "../../support/login.ts";
import { beginWithClient, type Client, configured, overWorker, registered } from "../../support/oidc/clients.ts";
import {
  answerIn,
  asksToSignIn,
  beginSignIn,
  confirmOnPhone,
  follow,
  followAndSignIn,
  newBrowser,
} from "../../support/oidc/people.ts";
import { walk } from "../../support/oidc/walk.ts";
import { ORIGIN } from "../../support/service.ts";

const EVIL = new URL("https://evil.test/");
let [person, mallory]: EnrolledPerson[] = [];
let client: Client;
let config: oidc.Configuration;

beforeAll(async () => {
  [person, mallory] = [await enrolledUser("visitor"), await enrolledUser("mallory")];
  client = await registered({ client_name: "Wiki" });
  config = await configured(client);
});

const link = async (parameters: Record<string, string> = {}): Promise<URL> =>
  (await beginWithClient(config, client, parameters)).address;
const silent = async (browser: PageBrowser) => answerIn(await follow(browser, await link({ prompt: "none" })));
const signedIn = async (browser: PageBrowser, by = person as EnrolledPerson): Promise<void> => {
  await walk({ client, person: by, browser, config });
};
const NAME = "__Host-session";
const secretIn = (browser: PageBrowser): string => browser.cookiesFor(ORIGIN).get(NAME) ?? "";

describe("session fixation", () => {
  it("fails: a session that was in the browser before is not the one that the person signs in to", async () => {
    const attackers = newBrowser();
    await signedIn(attackers, mallory);
    const value = secretIn(attackers);
    expect(await silent(attackers)).toHaveProperty("code");
    const victim = newBrowser();
    victim.plant(ORIGIN, NAME, value);
    const page = await follow(victim, await link({ prompt: "login" }));
    await confirmOnPhone(victim, await beginSignIn(victim, page, person as EnrolledPerson), person as EnrolledPerson);
    expect(secretIn(victim)).not.toBe(value);
    // The attacker's copy has not become the person's session, and has ended with it.
    expect(await silent(attackers)).toMatchObject({ error: "login_required" });
  });

  it("fails with a made-up session, which no sign-in takes over", async () => {
    const attackers = newBrowser();
    await signedIn(attackers, mallory);
    const made = secretIn(attackers).replace(/[A-Za-z0-9]/g, "A");
    const victim = newBrowser();
    victim.plant(ORIGIN, NAME, made);
    expect(asksToSignIn(await follow(victim, await link()))).toBe(true);
    await followAndSignIn(victim, await link(), person as EnrolledPerson);
    expect(secretIn(victim)).not.toBe(made);
  });

  it("gives the session's cookie to this host alone, out of reach of scripts", async () => {
    const lines: string[] = [];
    const browser = newBrowser(async (request) => {
      const response = await overWorker(request);
      lines.push(...response.headers.getSetCookie());
      return response;
    });
    await signedIn(browser);
    const line = lines.findLast((each) => each.startsWith(`${NAME}=`) && !/Max-Age=0\b/i.test(each)) ?? "";
    expect(line).toMatch(/; HttpOnly\b/i);
    expect(line).toMatch(/; Secure\b/i);
    expect(line).toMatch(/; Path=\/(;|$)/i);
    expect(line).toMatch(/; SameSite=Lax\b/i);
    expect(line).not.toMatch(/; Domain=/i);
  });
});

describe("login CSRF", () => {
  it("fails: another site cannot send the sign-in form in the person's browser", async () => {
    const attackers = newBrowser();
    const page = await follow(attackers, await link());
    const form = page.forms.find(({ action }) => action.pathname === "/login/begin");
    const victim = newBrowser();
    const { user, pin } = mallory as EnrolledPerson;
    const sent = await victim.post(`${ORIGIN}/login/begin`, { ...form?.fields, user, pin }, EVIL);
    expect(sent.status).toBe(403);
    expect(victim.cookiesFor(ORIGIN).size).toBe(0);
  });

  it("fails: a sign-in that the attacker began and confirmed does not end in the person's browser", async () => {
    const attackers = newBrowser();
    const waiting = await beginSignIn(attackers, await follow(attackers, await link()), mallory as EnrolledPerson);
    const victim = newBrowser();
    for (const from of [EVIL, new URL(`${ORIGIN}/login`)]) {
      const result = waiting.forms.find(({ action }) => action.pathname === "/login/result");
      const shown = await victim.post(`${ORIGIN}/login/result`, result?.fields ?? {}, from);
      expect(shown.status === 0).toBe(false);
    }
    expect(await silent(victim)).toMatchObject({ error: "login_required" });
    // The attacker's own browser can go on.
    expect((await confirmOnPhone(attackers, waiting, mallory as EnrolledPerson)).status).toBe(0);
  });

  it("fails at the application: an answer that another browser began has another state, nonce and verifier", async () => {
    const attackers = newBrowser();
    const theirs = await followAndSignIn(attackers, await link(), mallory as EnrolledPerson);
    const own = await beginWithClient(config, client);
    await expect(oidc.authorizationCodeGrant(config, theirs.url, own.checks)).rejects.toThrow();
    const disguised = new URL(theirs.url);
    disguised.searchParams.set("state", own.checks.expectedState);
    await expect(oidc.authorizationCodeGrant(config, disguised, own.checks)).rejects.toThrow();
  });
});
