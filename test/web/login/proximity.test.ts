// A phone that answers from somewhere else than the browser that began the sign-in.

import { env } from "cloudflare:workers";
import { expect, it, vi } from "vitest";
import { leadsTo } from "../../../packages/console/test/support/console-browser.ts";
import { auditRowsOnce, emptyTrail } from "../../support/audit.ts";
import { openListener, says } from "../../support/events.ts";
import { enrolledUser, responseOf } from "../../support/login.ts";
import { mailService, withMail } from "../../support/mail.ts";
import { application, authorizePath, followLink, type PersonAtBrowser } from "../../support/oidc/applications.ts";
import { hiddenIn, linkIn, stateIn } from "../../support/pages/browser.ts";
import { openMe, send as sendMine, signedIn } from "../../support/pages/me.ts";
import {
  ABROAD,
  AT_HOME,
  browserAt,
  MOBILE,
  phoneAt,
  sentFrom,
  signInAcross,
  TOR,
  type Whereabouts,
} from "../../support/phones/whereabouts.ts";
import {
  admin,
  asAdmin,
  poll,
  postOver,
  request,
  type Send,
  serviceAccount,
  withSettings,
} from "../../support/service.ts";
import { failureRows } from "../../support/storage/rows.ts";

const across = (person: Parameters<typeof signInAcross>[0], from: Whereabouts, phone: Whereabouts, send?: Send) =>
  signInAcross(person, browserAt(from, send), phoneAt(phone, person, send));

it("is told in the trail, and refuses nobody, as the service is delivered", async () => {
  const person = await enrolledUser("far-tell");
  await emptyTrail();
  expect((await across(person, AT_HOME, MOBILE)).state).toBe("accepted");
  const abroad = await across(person, ABROAD, AT_HOME);
  expect(abroad.state).toBe("accepted");
  const answered = await auditRowsOnce(2, { event: "CHALLENGE_ANSWERED" });
  const done = await auditRowsOnce(2, { event: "LOGIN_SUCCESS" });
  expect(answered.map(({ proximity, browser }) => [proximity, browser])).toEqual([
    ["country", ""],
    ["elsewhere", ""],
  ]);
  expect(done.map(({ proximity, browser }) => [proximity, browser])).toEqual([
    ["country", "new"],
    ["elsewhere", "new"],
  ]);
  const mine = await openMe({ ...person, browser: abroad.browser });
  expect(mine.text).toMatch(/in another country.*in the same country/s);
  expect(mine.text).toContain("new browser");
  const found = await asAdmin("GET", "/audit/?proximity=elsewhere&event=LOGIN_SUCCESS");
  expect(found.json.result.value.auditdata).toMatchObject([{ proximity: "elsewhere", browser: "new" }]);
});

it("is refused by rule in a new browser, with a word to both, and no lock moves", async () => {
  const send = await withSettings({ PROXIMITY: "country" });
  const person = await enrolledUser("far-refused");
  const browser = browserAt(ABROAD, send);
  const { user, pin } = person;
  const { link, transactionId } = await browser.begin({ user, pin });
  const page = await openListener(transactionId, send);
  expect(await phoneAt(AT_HOME, person, send).login(link)).toMatchObject({ told: "refused" });
  await page.hears(says("open"), '{"state":"open","refused":"phone-elsewhere"}');
  const shown = await browser.result(transactionId);
  expect([stateIn(shown), linkIn(shown)]).toEqual(["elsewhere", link]);
  expect(shown.text).toContain('data-known="open-phone-elsewhere"');
  expect(await failureRows(person.serial)).toEqual([]);
  // Where no WebSocket gets through, the page's poll says the same word.
  expect((await poll(transactionId)).json.detail).toMatchObject({
    transaction_state: "open",
    challenge_status: "pending",
    refused: "phone-elsewhere",
  });
  expect(await auditRowsOnce(1, { event: "PHONE_ELSEWHERE" })).toMatchObject([
    {
      reason: "phone-elsewhere",
      serial: person.serial,
      proximity: "elsewhere",
      browser: "new",
      client: AT_HOME.address,
    },
  ]);
  // The right response is the same from the network of the browser, and is judged anew there.
  expect(await phoneAt(ABROAD, person, send).login(link)).toMatchObject({ told: "logged-in" });
  expect(await phoneAt(AT_HOME, person, send).login(link)).toMatchObject({ told: "logged-in" });
  expect(stateIn(await browser.result(transactionId))).toBe("accepted");
});

it("lets in whom it may: a known browser, a trusted network, digits", async () => {
  const send = await withSettings({ PROXIMITY: "provider", PROXIMITY_NETWORKS: "203.0.113.0/24" });
  const person = await enrolledUser("far-known");
  const known = await across(person, AT_HOME, AT_HOME, send);
  expect(known.state).toBe("accepted");
  expect((await signInAcross(person, known.browser, phoneAt(ABROAD, person, send))).state).toBe("accepted");
  expect((await across(person, ABROAD, AT_HOME, send)).state).toBe("accepted");
  const far = await across(person, AT_HOME, MOBILE, send);
  expect(far.state).toBe("elsewhere");
  const digits = await responseOf(person.phone, far.link);
  expect(stateIn(await far.browser.result(far.transactionId, digits))).toBe("accepted");
});

it("does not pass by Tor, nor with headers that a client makes up", async () => {
  const send = await withSettings({ PROXIMITY: "country" });
  const person = await enrolledUser("far-tor");
  expect((await across(person, TOR, AT_HOME, send)).state).toBe("elsewhere");
  const forged: Send = (given) => {
    const headers = new Headers(given.headers);
    headers.set("CF-IPCountry", "NL");
    return send(new Request(given, { headers }));
  };
  expect((await across(person, ABROAD, AT_HOME, forged)).state).toBe("elsewhere");
});

it("uses up the sign-in's tries, and not the token's", async () => {
  const send = await withSettings({ PROXIMITY: "country", MAX_FAIL: "2" });
  const person = await enrolledUser("far-tries");
  const { user, pin } = person;
  const browser = browserAt(ABROAD, send);
  const { link, transactionId } = await browser.begin({ user, pin });
  const phone = phoneAt(AT_HOME, person, send);
  // The same answer from as far away is not judged again.
  await phone.login(link);
  await phone.login(link);
  await phone.login(link);
  expect((await poll(transactionId)).json.detail.transaction_state).toBe("open");
  expect((await across(person, AT_HOME, AT_HOME, send)).state).toBe("accepted");
});

it("follows the application's own rule where that is stricter", async () => {
  const kiosk = await application({ client_name: "Kiosk", proximity: "provider" });
  const person = { ...(await enrolledUser("far-kiosk")), browser: browserAt(AT_HOME) } satisfies PersonAtBrowser;
  const page = await followLink(person.browser, authorizePath(kiosk));
  const form = hiddenIn(page, "request") ?? "";
  const { link, transactionId } = await person.browser.begin({ user: person.user, pin: person.pin, request: form });
  await phoneAt(MOBILE, person).login(link);
  expect(stateIn(await person.browser.result(transactionId))).toBe("elsewhere");
  const elsewhere = await across(person, AT_HOME, MOBILE);
  expect(elsewhere.state).toBe("accepted");
  // The limit of such a rule: the session of that browser is enough there.
  expect(leadsTo(await followLink(elsewhere.browser, authorizePath(kiosk)))).toContain("code=");
  const body = JSON.stringify({ client_name: "Kiosk", redirect_uris: ["https://kiosk.example/cb"], proximity: "off" });
  const headers = { ...(await admin()), "Content-Type": "application/json" };
  const refused = await request("/oidc/clients", { method: "POST", body, headers });
  expect(refused.json.result.error.message).toContain("proximity");
});

it("makes browsers strange again once a sign-in is disowned", async () => {
  const anna = await signedIn("far-anna");
  const send = await withSettings({ PROXIMITY: "country" });
  const before = Object.fromEntries(anna.browser.cookies);
  await sendMine(anna, `/me/not-me/${anna.serial}`, { pin: anna.pin });
  await asAdmin("POST", `/token/enable/${anna.serial}`);
  const thief = browserAt(ABROAD, send);
  for (const [name, value] of Object.entries(before)) thief.cookies.set(name, value);
  expect((await signInAcross(anna, thief, phoneAt(AT_HOME, anna, send))).state).toBe("elsewhere");
});

it("is told by mail of a new browser where that is wanted, and once for each sign-in", async () => {
  const mail = mailService();
  const send = await withMail(mail, { NEW_BROWSER_MAIL: "on", EMAIL_TEMPLATE: "{user}@example.org" });
  const person = await enrolledUser("far-mail");
  const { browser, transactionId } = await across(person, AT_HOME, ABROAD, send);
  await browser.result(transactionId);
  await vi.waitUntil(() => mail.sent.length > 0);
  expect((await signInAcross(person, browser, phoneAt(AT_HOME, person, send))).state).toBe("accepted");
  expect(mail.sent).toMatchObject([{ to: "far-mail@example.org" }]);
  expect(mail.sent[0]?.text).toContain("Your phone was: in another country");
  expect(mail.sent[0]?.text).not.toContain("http");
});

it("of an application's visitor is told by network alone, and never refused", async () => {
  const send = await withSettings({ PROXIMITY: "provider" });
  const person = await enrolledUser("far-api");
  await emptyTrail();
  const trusted = await serviceAccount("far-portal", ["clientaddress"]);
  const other = await serviceAccount("far-other", ["tokenlist"]);
  const given = { user: person.user, pass: person.pin, client: AT_HOME.address };
  for (const headers of [trusted, other]) {
    const begun = await postOver(sentFrom(ABROAD, send), "/validate/check", given, headers);
    expect(await phoneAt(AT_HOME, person, send).login(begun.json.detail.attributes.value)).toMatchObject({
      told: "logged-in",
    });
  }
  const opened = await auditRowsOnce(2, { event: "CHALLENGE_TRIGGERED" });
  expect(opened.map(({ client }) => client)).toEqual([AT_HOME.address, ABROAD.address]);
  const answered = await auditRowsOnce(2, { event: "CHALLENGE_ANSWERED" });
  expect(answered.map(({ proximity }) => proximity)).toEqual(["network", ""]);
});

it("costs no column of the object's and no row more, and says nothing when off", async () => {
  const send = await withSettings({ PROXIMITY: "off" });
  const person = await enrolledUser("far-off");
  await emptyTrail();
  expect((await across(person, ABROAD, AT_HOME, send)).state).toBe("accepted");
  const { results } = await env.DB.prepare("SELECT DISTINCT proximity FROM audit").all();
  expect(results).toEqual([{ proximity: "" }]);
});
