// A day pass on our own pages: what it opens, what it does not, and how long. docs/day-pass.md.

import { env } from "cloudflare:workers";
import { decodeJwt } from "jose";
import { expect, it, vi } from "vitest";
import { ACR_MFA, ACR_SFA } from "../../../src/core/oidc/sessions/browser-session.ts";
import { markOf } from "../../../src/core/user.ts";
import { enrolledUser } from "../../support/login.ts";
import { answerFields, authorizePath, followLink } from "../../support/oidc/applications.ts";
import { basic, CALLBACK, makeClient } from "../../support/oidc/oidc.ts";
import { Browser, hiddenIn, linkIn, stateIn } from "../../support/pages/browser.ts";
import { otherPass, passFor, withdrawPass, withPasses } from "../../support/phones/day-pass.ts";
import { asAdmin, initToken, postOver, type Reply, resultOf, type Send } from "../../support/service.ts";
import { rowOf } from "../../support/storage/rows.ts";

/** Gives user and PIN, and returns the page that waits. */
const begin = (browser: Browser, user: string, page?: Reply): Promise<Reply> => {
  const request = page && hiddenIn(page, "request");
  return browser.post("/login/begin", { user, pin: "1234", ...(request ? { request } : {}) });
};

/** Types a code on the page that waits. */
const type = (browser: Browser, page: Reply, response: string): Promise<Reply> => {
  const [transaction_id = "", request] = [hiddenIn(page, "transaction_id"), hiddenIn(page, "request")];
  return browser.post("/login/result", { transaction_id, response, ...(request ? { request } : {}) });
};

async function somebodyWithoutPhone(send: Send, user: string, fields: Record<string, string> = {}) {
  const { serial } = (await initToken({ user, pin: "1234" })).json.detail;
  return { user, serial, pass: await passFor(send, user, fields), browser: new Browser(send) };
}

const signIn = async ({ browser, user, pass }: { browser: Browser; user: string; pass: string }, page?: Reply) =>
  type(browser, await begin(browser, user, page), pass);

const clientPath = (client: { client_id: string }, more: Record<string, string> = {}) =>
  authorizePath(client.client_id, { redirect_uri: CALLBACK, scope: "openid offline_access", ...more });

it.each([
  ["en", "Enter your day pass", "That code isn’t right. Check the digits and try again."],
  ["nl", "Vul uw dagpas in", "Deze code klopt niet. Controleer de cijfers en probeer het opnieuw."],
  ["de", "Tagespass eingeben", "Dieser Code stimmt nicht. Prüfen Sie die Ziffern und versuchen Sie es noch einmal."],
])("has its field on the page, without a QR code that no phone could answer, in %s", async (language, title, wrong) => {
  const pages = await withPasses("pages");
  const { user, pass, browser } = await somebodyWithoutPhone(pages, `page-${language}`);
  await browser.post("/login/language", { language });
  const page = await begin(browser, user);
  expect(page.text).toContain(`${title}</h1>`);
  expect([stateIn(page), linkIn(page)]).toEqual(["waiting", undefined]);
  const again = await type(browser, page, otherPass(pass));
  expect([stateIn(again), linkIn(again)]).toEqual(["wrong-pass", undefined]);
  expect(again.text).toContain(wrong);
  expect(stateIn(await type(browser, again, pass))).toBe("accepted");
});

it("is beside the QR code for a person whose phone may answer, too", async () => {
  const pages = await withPasses("pages");
  const { user, phone } = await enrolledUser("page-both");
  await passFor(pages, user);
  const browser = new Browser(pages);
  const page = await begin(browser, user);
  expect(page.text).toContain("Day pass");
  await phone.login(linkIn(page) ?? "");
  const [transaction_id = ""] = [hiddenIn(page, "transaction_id")];
  const done = await browser.post("/login/result", { transaction_id });
  expect([stateIn(done), done.text.includes("Your phone has confirmed")]).toEqual(["accepted", true]);
  expect((await browser.request("/me")).text).not.toContain("with a day pass");
});

it("opens /me for reading alone", async () => {
  const pages = await withPasses("pages", { SELF_SERVICE: "add remove pin recovery" });
  const person = await somebodyWithoutPhone(pages, "page-me");
  await signIn(person);
  const { browser, serial } = person;
  const overview = await browser.request("/me");
  expect(overview.text).toContain("You have signed in with a day pass, so you can only look here.");
  expect(overview.text).not.toMatch(/href="\/me\/|action="\/me/);
  // Of the sign-in, and of the session that it has begun.
  expect(overview.text.match(/data-name="Phone"><div>Day pass</g)).toHaveLength(2);
  const { sessions } = resultOf(await asAdmin("GET", `/user/realm1/${person.user}`));
  expect(sessions).toMatchObject([{ serial, factor: "pass" }]);
  const whose = await markOf({ user: person.user, realm: "realm1" });
  const phonePath = `/me/phone/${serial}`;
  const refused = async (asking: Promise<Reply>) => {
    const { status, text } = await asking;
    return status === 403 && text.includes("so you can only look here");
  };
  for (const path of ["/me/pin", "/me/add", "/me/recovery", phonePath, `/me/not-me/${serial}`])
    expect([path, await refused(browser.request(path))]).toEqual([path, true]);
  for (const path of ["/me/pin", "/me/add", "/me/sessions", "/me/confirm", phonePath, `/me/not-me/${serial}/sign-out`])
    expect([path, await refused(browser.post(path, { whose, act: "pin" }))]).toEqual([path, true]);
});

it("signs in to an application that takes it, though it asks for the PIN; not as MFA, without refresh tokens", async () => {
  const pages = await withPasses("pages");
  const client = await makeClient({ day_pass: true, require_pin: true }, pages);
  const person = await somebodyWithoutPhone(pages, "page-client");
  const page = await followLink(person.browser, clientPath(client));
  const { code = "" } = answerFields(await signIn(person, page));
  const fields = { grant_type: "authorization_code", code, redirect_uri: CALLBACK };
  const { json: tokens } = await postOver(pages, "/oidc/token", fields, basic(client));
  expect(tokens).toMatchObject({ scope: "openid", id_token: expect.any(String) });
  expect(tokens).not.toHaveProperty("refresh_token");
  expect(decodeJwt(tokens.id_token)).toMatchObject({ amr: ["pin"], acr: ACR_SFA });
});

it.each([
  ["an application that takes none", {}, {}],
  ["one that asks for the PIN", { require_pin: true }, {}],
  ["a request for MFA", { day_pass: true }, { acr_values: ACR_MFA }],
])("does not sign in to %s, and the page says why", async (_, metadata, parameters) => {
  const pages = await withPasses("pages");
  const client = await makeClient({ client_name: "Vault", ...metadata }, pages);
  const person = await somebodyWithoutPhone(pages, `page-no-${crypto.randomUUID()}`);
  // Nor with the session that it has begun elsewhere.
  expect(stateIn(await signIn(person))).toBe("accepted");
  const page = await followLink(person.browser, clientPath(client, parameters));
  expect(stateIn(page)).toBe("start");
  const refused = await begin(person.browser, person.user, page);
  expect(stateIn(refused)).toBe("pass-elsewhere");
  expect(refused.text).toContain("You have a day pass, but it isn’t accepted here");
  // With a phone the person gets a QR code, and the page says that the pass will not do.
  await enrolledUser("page-vault-phone");
  await passFor(pages, "page-vault-phone");
  const other = new Browser(pages);
  const waiting = await begin(other, "page-vault-phone", await followLink(other, clientPath(client, parameters)));
  expect(waiting.text).toContain("Vault doesn’t accept day passes. Use your phone.");
  expect(linkIn(waiting)).toBeDefined();
});

it("has no more than its own time, and its sign-ins end with it", async () => {
  const pages = await withPasses("pages");
  const late = await somebodyWithoutPhone(pages, "page-late", { hours: "1" });
  const ended = await somebodyWithoutPhone(pages, "page-ended");
  await signIn(late);
  await signIn(ended);
  const isSignedIn = async ({ browser }: { browser: Browser }) =>
    (await browser.request("/me", { redirect: "manual" })).status === 200;
  expect([await isSignedIn(late), await isSignedIn(ended)]).toEqual([true, true]);
  await withdrawPass(pages, ended.user);
  expect(await isSignedIn(ended)).toBe(false);
  const { pass_until_ms: until } = await rowOf(late.serial);
  vi.useFakeTimers({ toFake: ["Date"], now: Number(until) - 1 });
  try {
    // It was used all the time, so that it has not idled out.
    await env.DB.prepare("UPDATE browser_session SET seen_at_ms = ? WHERE user = ?")
      .bind(Number(until) - 1, late.user)
      .run();
    expect(await isSignedIn(late)).toBe(true);
    vi.setSystemTime(Number(until));
    expect(await isSignedIn(late)).toBe(false);
  } finally {
    vi.useRealTimers();
  }
});

it("keeps a sign-in with its last use, and makes no browser known", async () => {
  const pages = await withPasses("pages");
  const person = await somebodyWithoutPhone(pages, "page-last", { uses: "1" });
  const before = [...person.browser.cookies.keys()];
  await signIn(person);
  expect((await person.browser.request("/me", { redirect: "manual" })).status).toBe(200);
  expect([...person.browser.cookies.keys()].filter((name) => !before.includes(name))).toEqual(["__Host-session"]);
  expect(stateIn(await begin(new Browser(pages), person.user))).toBe("unusable");
});
