// Attacks on a sign-in at Microsoft, by name.

import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { buildApp } from "../../../src/index.ts";
import { watchedDatabase } from "../../support/bindings.ts";
import { mailService, withMail } from "../../support/mail.ts";
import { signInAs, visitor } from "../../support/oidc/applications.ts";
import {
  answerFrom,
  askEntra,
  begin,
  bind,
  confirm,
  employee,
  formTo,
  fromMicrosoft,
  makeTenant,
  useMicrosoft,
} from "../../support/oidc/entra.ts";
import { Microsoft, makeSigningKey, somebody } from "../../support/oidc/microsoft.ts";
import { claimsIn } from "../../support/oidc/oidc.ts";
import { checkedByDocument } from "../../support/openapi.ts";
import { Browser, hiddenIn, stateIn } from "../../support/pages/browser.ts";
import { ABROAD, AT_HOME, browserAt, phoneAt } from "../../support/phones/whereabouts.ts";
import { asAdmin, check, poll, type Send, withSettings } from "../../support/service.ts";

useMicrosoft();
const tenant = await makeTenant();
const { microsoft } = tenant;
const CROSS_SITE = { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };
const MINUTE = 60_000;

afterEach(() => vi.useRealTimers());
const later = (ms: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });
const openLogins = async (user: string) =>
  (await asAdmin("GET", "/audit/?event=CHALLENGE_TRIGGERED")).json.result.value.auditdata.filter(
    (row: { user: string }) => row.user === user,
  ).length;

describe("a stranger", () => {
  it("who sends somebody's sealed request from another site does nothing with it", async () => {
    const anna = await employee("anna");
    const fields = formTo(await askEntra(tenant, anna), "/login/begin") ?? {};
    const victim = new Browser();
    const cross = await victim.post("/login/begin", fields, CROSS_SITE);
    expect([cross.status, cross.text.includes("tiqrauth"), victim.cookies.size]).toEqual([403, false, 0]);
    const noSender = await victim.post("/login/begin", fields, { Origin: "", "Sec-Fetch-Site": "" });
    expect([noSender.status, await openLogins("anna")]).toEqual([403, 0]);
    const answer = { redirect_uri: microsoft.redirectUri, id_token: "x", state: "y" };
    const sent = await victim.post("/entra/answer", answer, CROSS_SITE);
    expect([sent.status, formTo(sent, microsoft.redirectUri)]).toEqual([404, undefined]);
  });

  it("cannot have an answer sent to another address, or anything else than an answer", async () => {
    const browser = new Browser();
    for (const redirect_uri of [
      "https://evil.example/",
      `${microsoft.redirectUri}/`,
      `${microsoft.redirectUri}?x`,
      "",
    ]) {
      const sent = await browser.post("/entra/answer", { redirect_uri, id_token: "x" });
      expect([sent.status, stateIn(sent), sent.text.includes("<form method")]).toEqual([400, "unreadable", false]);
    }
    const more = { redirect_uri: microsoft.redirectUri, error: "access_denied", code: "x", evil: "y" };
    expect(formTo(await browser.post("/entra/answer", more), microsoft.redirectUri)).toEqual({
      error: "access_denied",
    });
  });

  it("who shows a hint again opens a login of the same person, whose answer goes to Microsoft alone", async () => {
    const bob = await employee("bob");
    const id_token_hint = await microsoft.sign(microsoft.claimsOf(bob));
    const thief = { ...bob, browser: new Browser() };
    const page = await askEntra(tenant, thief, {
      id_token_hint,
      nonce: "thief",
      redirect_uri: "https://evil.example/",
    });
    expect(page.status).toBe(400);
    const first = await confirm(bob, await askEntra(tenant, bob, { id_token_hint, nonce: "own" }));
    expect(claimsIn((await answerFrom(bob, tenant, first)).fields?.id_token ?? "").nonce).toBe("own");
    const { transactionId } = await begin(thief, await askEntra(tenant, thief, { id_token_hint, nonce: "thief" }));
    expect((await poll(transactionId)).json.detail.transaction_state).toBe("open");
    const later = await thief.browser.result(transactionId);
    expect([stateIn(later), later.text.includes("id_token")]).toEqual(["not-yet", false]);
  });

  it("whose site looks like Microsoft's gets nothing: of a hint of its own, or of a stolen one", async () => {
    const alike = new Microsoft(await makeSigningKey(), "login.microsoftonline.com.evil.example");
    const berta = await employee("berta");
    const own = await alike.sign({ ...microsoft.claimsOf(berta), iss: alike.issuer });
    const stolen = await microsoft.sign(microsoft.claimsOf(berta));
    const states = [];
    for (const id_token_hint of [own, stolen]) {
      const form = await microsoft.form(tenant.clientId, berta, { id_token_hint });
      const page = await new Browser().post("/entra/authorize", form, fromMicrosoft(alike));
      states.push([page.status, stateIn(page)]);
      const actions = [...page.text.matchAll(/<form[^>]* action="([^"]*)"/g)].map(([, action]) => action);
      expect(actions.every((action) => action?.startsWith("/"))).toBe(true);
      expect(formTo(page, "/entra/answer")?.redirect_uri).toBe(microsoft.redirectUri);
    }
    expect(states).toEqual([
      [400, undefined],
      [200, "start"],
    ]);
    const elsewhere = await microsoft.form(tenant.clientId, berta, { redirect_uri: alike.redirectUri });
    expect((await new Browser().post("/entra/authorize", elsewhere, fromMicrosoft(alike))).status).toBe(400);
  });

  it("who has a page's login has not its browser", async () => {
    const carl = await employee("carl");
    const { reply, link, transactionId } = await begin(carl, await askEntra(tenant, carl));
    await carl.phone.login(link);
    const fields = formTo(reply, "/login/result") ?? {};
    const elsewhere = await new Browser().post("/login/result", fields);
    expect([stateIn(elsewhere), elsewhere.text.includes("id_token")]).toEqual(["no-cookie", false]);
    // Nor does it say that somebody else is signed in there.
    const eva = await visitor("eva");
    await signInAs(eva);
    expect(stateIn(await eva.browser.post("/login/result", fields))).toBe("no-cookie");
    const application = await check({ user: "carl", transaction_id: transactionId });
    expect(application.json.result.authentication).toBe("REJECT");
    expect(formTo(await carl.browser.post("/login/result", fields), "/entra/answer")).toHaveProperty("id_token");
  });

  it("who changes a sealed request has none", async () => {
    const dora = await employee("dora");
    const { request = "" } = formTo(await askEntra(tenant, dora), "/login/begin") ?? {};
    const middle = Math.floor(request.length / 2);
    const other = request[middle] === "A" ? "B" : "A";
    const flipped = request.slice(0, middle) + other + request.slice(middle + 1);
    for (const changed of ["", "x", request.slice(0, -4), `${request}AAAA`, flipped]) {
      const reply = await dora.browser.post("/login/begin", { request: changed, user: "dora" });
      expect([reply.status, stateIn(reply)]).toEqual([400, "unreadable"]);
    }
  });

  it("who names another person in the form begins the login of the hint's", async () => {
    const emma = await employee("emma");
    await employee("eve");
    const fields = { ...formTo(await askEntra(tenant, emma), "/login/begin"), user: "eve", realm: "realm1" };
    expect((await emma.browser.post("/login/begin", fields)).text).toContain("as emma.");
  });

  it("at whose place the phone is not, is refused as everywhere", async () => {
    const send = await withSettings({ PROXIMITY: "country", TRUSTED_PROXY: "on" } as unknown as Partial<Env>);
    const fred = { ...(await employee("fred")), browser: browserAt(ABROAD, send) };
    const { reply, link } = await begin(fred, await askEntra(tenant, fred));
    await phoneAt(AT_HOME, fred, send).login(link);
    const refused = await fred.browser.post("/login/result", formTo(reply, "/login/result") ?? {});
    expect([stateIn(refused), refused.text.includes("id_token")]).toEqual(["elsewhere", false]);
  });

  it("in whose browser somebody confirms is told to the person by mail, once, as in any new browser", async () => {
    const mail = mailService();
    const send = await withMail(mail, { NEW_BROWSER_MAIL: "on", EMAIL_TEMPLATE: "{user}@example.org" });
    const frank = await employee("frank", "", send);
    for (let time = 0; time < 2; time++) {
      expect(stateIn(await confirm(frank, await askEntra(tenant, frank)))).toBe("accepted");
      await vi.waitUntil(() => mail.sent.length > 0);
    }
    expect(mail.sent).toMatchObject([{ to: "frank@example.org" }]);
  });

  it("with a hint opens so many logins of its person and no more", async () => {
    let left = 3;
    const limit = async () => ({ success: left-- > 0 });
    const send = await withSettings({ RATE_LIMITS: "on", RATE_CHECK: { limit } } as unknown as Partial<Env>);
    const gina = await employee("gina", "", send);
    const page = await askEntra(tenant, gina);
    const states: unknown[] = [];
    for (let time = 0; time < 4; time++) {
      const reply = await gina.browser.post("/login/begin", formTo(page, "/login/begin") ?? {});
      states.push([reply.status, stateIn(reply)]);
    }
    expect(states).toEqual([
      [200, "waiting"],
      [200, "waiting"],
      [200, "waiting"],
      [429, "too-many"],
    ]);
  });

  it("has nothing of Microsoft's texts run in our page", async () => {
    const hugo = await employee("hugo");
    const evil = `"><script>alert(1)</script>`;
    const form = await microsoft.form(tenant.clientId, hugo, { state: evil, nonce: evil });
    const page = await hugo.browser.post("/entra/authorize", form, fromMicrosoft(microsoft));
    const done = await confirm(hugo, page);
    const { last } = await answerFrom(hugo, tenant, done);
    for (const { text } of [page, done, last]) expect(text).not.toContain("<script>alert");
    expect(last.text).toContain("&quot;&gt;&lt;script&gt;");
  });
});

describe("time", () => {
  it("ends a request after five minutes: only the way back is left", async () => {
    const ida = await employee("ida");
    const page = await askEntra(tenant, ida);
    later(5 * MINUTE);
    const reply = await ida.browser.post("/login/begin", formTo(page, "/login/begin") ?? {});
    expect([reply.status, stateIn(reply)]).toEqual([400, "outdated"]);
    expect((await answerFrom(ida, tenant, reply)).fields).toMatchObject({ error: "access_denied" });
  });

  it("ends it for a code that was shown before, too, if the form leaves the request out", async () => {
    const jane = await employee("jane");
    const page = await askEntra(tenant, jane);
    later(4.5 * MINUTE);
    const { reply, link, transactionId } = await begin(jane, page);
    await jane.phone.login(link);
    later(MINUTE);
    const late = await jane.browser.post("/login/result", formTo(reply, "/login/result") ?? {});
    expect(stateIn(late)).toBe("outdated");
    const without = await jane.browser.result(transactionId);
    expect(formTo(without, "/entra/answer")).toMatchObject({ error: "access_denied" });
  });

  it("lets a browser that has lost the reply hear the same again, for a minute, and signs nothing new", async () => {
    const kim = await employee("kim");
    const { reply, link } = await begin(kim, await askEntra(tenant, kim));
    await kim.phone.login(link);
    const cookies = new Map(kim.browser.cookies);
    const fields = formTo(reply, "/login/result") ?? {};
    const first = await kim.browser.post("/login/result", fields);
    for (const [name, value] of cookies) kim.browser.cookies.set(name, value);
    // Whoever is blocked by now has been answered before.
    await asAdmin("POST", "/user/realm1/kim/block");
    later(30_000);
    const again = await kim.browser.post("/login/result", fields);
    expect(claimsIn(formTo(first, "/entra/answer")?.id_token ?? "").nonce).toMatch(/^nonce-/);
    expect(formTo(again, "/entra/answer")).toEqual(formTo(first, "/entra/answer"));
  });
});

describe("people", () => {
  it("sign in in two tabs, each for its own window at Microsoft", async () => {
    const lena = await employee("lena");
    const pages = [await askEntra(tenant, lena, { nonce: "one" }), await askEntra(tenant, lena, { nonce: "two" })];
    const begun = [];
    for (const page of pages) begun.push(await begin(lena, page));
    const nonces = [];
    for (const { reply, link } of begun.reverse()) {
      await lena.phone.login(link);
      const done = await lena.browser.post("/login/result", formTo(reply, "/login/result") ?? {});
      nonces.push(claimsIn((await answerFrom(lena, tenant, done)).fields?.id_token ?? "").nonce);
    }
    expect(nonces).toEqual(["two", "one"]);
  });

  it("who share an object id there are nobody: the second is not linked", async () => {
    const mona = await employee("mona");
    await employee("nora");
    await expect(bind("nora", mona.oid)).rejects.toThrow();
    expect((await begin(mona, await askEntra(tenant, mona))).reply.text).toContain("as mona.");
  });

  it("whom a directory has blocked, or nobody links any more, hear so", async () => {
    const olga = await employee("olga");
    const page = await askEntra(tenant, olga);
    await asAdmin("POST", "/user/realm1/olga/block");
    expect(stateIn((await begin(olga, page)).reply)).toBe("deactivated");
    const pia = await employee("pia");
    await bind("pia", somebody().oid);
    expect((await askEntra(tenant, pia)).text).toContain('data-entra="unbound"');
  });
});

it.each(["FROM oidc_client", "external_id ="])("without the database Microsoft hears it: %s", async (lost) => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const DB = watchedDatabase(env.DB, async ({ text }, next) => {
    if (text.includes(lost)) throw new Error("D1 is away");
    return next();
  });
  const app = await buildApp({ ...env, DB } as unknown as Env);
  const context = { waitUntil: () => {} } as unknown as ExecutionContext;
  const send: Send = async (request) => checkedByDocument(request, await app.fetch(request, env, context));
  const rita = await employee(`rita-${lost.length}`, "", send);
  const reply = await askEntra(tenant, rita, { state: "st" });
  expect(formTo(reply, microsoft.redirectUri)).toEqual({ error: "temporarily_unavailable", state: "st" });
  expect(hiddenIn(reply, "request")).toBeUndefined();
  // Not even now does it lead elsewhere.
  const elsewhere = await askEntra(tenant, rita, { redirect_uri: "https://evil.example/" });
  expect([elsewhere.status, formTo(elsewhere, "https://evil.example/")]).toEqual([400, undefined]);
});
it("without its own keys Microsoft hears that it may try again", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  let areAway = false;
  const DB = watchedDatabase(env.DB, async ({ text }, next) => {
    if (areAway && text.includes("oidc_key")) throw new Error("D1 is away");
    return next();
  });
  const app = await buildApp({ ...env, DB } as unknown as Env);
  const send: Send = async (request) => app.fetch(request, env, { waitUntil: () => {} } as unknown as ExecutionContext);
  const sara = await employee("sara", "", send);
  const page = await askEntra(tenant, sara, { state: "st" });
  areAway = true;
  const done = await confirm(sara, page);
  expect((await answerFrom(sara, tenant, done)).fields).toEqual({ error: "temporarily_unavailable", state: "st" });
});
