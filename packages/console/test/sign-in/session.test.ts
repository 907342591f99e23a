// The console's session: its cookie, the requests of other sites, its end, and the rights of its
// account.

import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Right } from "../../../../src/core/caller.ts";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import {
  admin,
  asAdmin,
  enrol,
  initToken,
  ORIGIN,
  poll,
  request,
  resultOf,
  serviceAccount,
  tokenOf,
  withSettings,
} from "../../../../test/support/service.ts";
import {
  CONSOLE_COOKIE,
  ConsoleBrowser,
  hiddenFields,
  leadsTo,
  newPerson,
  SAME_ORIGIN,
  signInLeadingTo,
} from "../support/console-browser.ts";

const MINUTE = 60_000;
const later = (ms: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });
afterEach(() => vi.useRealTimers());

async function signedIn(name = "admin", password = ADMIN_PASSWORD): Promise<ConsoleBrowser> {
  const browser = new ConsoleBrowser();
  expect(leadsTo(await browser.follow(await browser.signIn(name, password)))).toBe("/console");
  return browser;
}
async function asService(name: string, rights: readonly Right[]): Promise<ConsoleBrowser> {
  await serviceAccount(name, rights);
  return signedIn(name, "service");
}

describe("the sign-in", () => {
  it("puts the session into a cookie for this host alone, which no script reads and no other site sends", async () => {
    const reply = await new ConsoleBrowser().signIn("admin", ADMIN_PASSWORD);
    expect(reply.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        new RegExp(`^${CONSOLE_COOKIE}=[\\w.%+/-]+; Max-Age=900; Path=/; HttpOnly; Secure; SameSite=Strict$`),
      ),
    ]);
    expect(reply.headers.get("Cache-Control")).not.toContain("public");
    expect(reply.text).toBe("");
  });

  it("is refused without a cookie, in words and with 401", async () => {
    const browser = new ConsoleBrowser();
    const reply = await browser.signIn("admin", "wrong");
    expect(reply.status).toBe(401);
    expect(reply.text).toContain("Wrong account or password");
    expect(reply.headers.getSetCookie()).toEqual([]);
  });

  it("says that it needs cookies to a browser that keeps none", async () => {
    const browser = new ConsoleBrowser();
    const reply = await browser.signIn("admin", ADMIN_PASSWORD);
    browser.cookie = undefined;
    const page = await browser.follow(reply);
    expect(page.status).toBe(400);
    expect(page.text).toContain("blocks cookies");
  });

  it("is accepted from its own address if a proxy in front ends TLS, although the request's address says http", async () => {
    const send = await withSettings({});
    const statusFrom = async (Origin: string) => {
      const body = new URLSearchParams({ username: "admin", password: "wrong" });
      const behind = new Request("http://tiqr.test/console/sign-in", { method: "POST", headers: { Origin }, body });
      return (await send(behind)).status;
    };
    expect([await statusFrom(ORIGIN), await statusFrom("http://tiqr.test")]).toEqual([401, 403]);
  });

  it("asks an administrator's phone, and sets the cookie only after its answer", async () => {
    await serviceAccount("phil", ["*" as Right]);
    const { phone } = await enrol({ user: "phil", realm: "administrators" });
    const browser = new ConsoleBrowser();
    const stepPage = await browser.signIn("phil", "service");
    expect(stepPage.status).toBe(200);
    expect(stepPage.headers.getSetCookie()).toEqual([]);
    expect(stepPage.headers.get("Cache-Control")).toBe("no-store");
    const step = hiddenFields(stepPage);
    const early = await browser.post("/console/sign-in/phone", step);
    expect(early.text).toContain("hasn’t confirmed yet");
    expect(hiddenFields(early)).toEqual(step);
    expect(browser.cookie).toBeUndefined();
    await phone.login(step.link ?? "");
    expect(resultOf(await poll(step.transaction_id ?? ""))).toBe(true);
    const { ticket: _, ...withoutTicket } = step;
    await new ConsoleBrowser().post("/console/sign-in/phone", withoutTicket);
    expect(leadsTo(await browser.follow(await browser.post("/console/sign-in/phone", step)))).toBe("/console");
    expect((await browser.get("/console")).status).toBe(200);
    expect((await new ConsoleBrowser().post("/console/sign-in/phone", step)).status).toBe(401);
  });
});

describe("a page", () => {
  const PAGES = [
    "/console",
    "/console/tokens",
    "/console/enrol",
    "/console/links",
    "/console/links/new",
    "/console/transactions",
    "/console/audit",
    "/console/settings",
  ];

  it.each(PAGES)("%s leads who is not signed in to the sign-in", async (path) => {
    expect(leadsTo(await new ConsoleBrowser().get(path))).toBe(signInLeadingTo(path));
    const forged = new ConsoleBrowser();
    forged.cookie = "a.b.c";
    expect(leadsTo(await forged.get(path))).toBe(signInLeadingTo(path, "over"));
    expect(forged.cookie).toBeUndefined();
  });

  it.each(PAGES)("%s is kept nowhere, framed nowhere, and renews the session", async (path) => {
    const browser = await signedIn();
    const reply = await browser.get(path);
    expect(reply.status).toBe(200);
    expect(Object.fromEntries(reply.headers)).toMatchObject({ "cache-control": "no-store", "x-frame-options": "DENY" });
    expect(reply.headers.getSetCookie()).toHaveLength(1);
  });
});

describe("another site", () => {
  it.each([
    ["another origin", { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" }],
    ["another origin alone", { Origin: "https://evil.example" }],
    ["another host of the same site", { Origin: "https://other.tiqr.test", "Sec-Fetch-Site": "same-site" }],
    ["a foreign origin that calls itself same", { Origin: "https://evil.example", "Sec-Fetch-Site": "same-origin" }],
    ["a sandboxed frame", { Origin: "null", "Sec-Fetch-Site": "cross-site" }],
    ["nowhere", {}],
    ["an origin that is hidden", { Origin: "null" }],
    ["an address that was typed", { "Sec-Fetch-Site": "none" }],
  ])("changes nothing: %s", async (_, from: Record<string, string>) => {
    await initToken({ user: "csrf", serial: "CSRF", pin: "1234" });
    const browser = await signedIn();
    const reply = await browser.post("/console/tokens/CSRF/disable", {}, from);
    expect(reply.status).toBe(403);
    expect((await tokenOf("CSRF")).active).toBe(true);
    expect((await browser.post("/console/sign-out", {}, from)).status).toBe(403);
    expect(
      (await new ConsoleBrowser().post("/console/sign-in", { username: "admin", password: ADMIN_PASSWORD }, from))
        .status,
    ).toBe(403);
  });

  it.each([SAME_ORIGIN, { Origin: ORIGIN }, { Origin: ORIGIN, "Sec-Fetch-Site": "same-origin" }])(
    "is not one that says %j",
    async (from: Record<string, string>) => {
      const browser = await signedIn();
      expect(leadsTo(await browser.post("/console/sign-out", {}, from))).toBe("/console/sign-in");
    },
  );

  it("gets nothing by a link: no GET changes anything", async () => {
    await initToken({ user: "linked", serial: "LINKED", pin: "1234" });
    const browser = await signedIn();
    for (const action of [
      "disable",
      "enable",
      "reset",
      "revoke",
      "delete",
      "unassign",
      "replace",
      "link",
      "setpin",
      "removepin",
      "setrandompin",
      "state",
    ])
      await browser.get(`/console/tokens/LINKED/${action}`);
    const { id } = (await asAdmin("POST", "/token/enrollmentlink", { serial: "LINKED" })).json.detail;
    expect((await browser.get(`/console/links/${id}/withdraw`)).status).toBe(200);
    expect(resultOf(await asAdmin("GET", "/token/enrollmentlink?serial=LINKED")).count).toBe(1);
    expect(await tokenOf("LINKED")).toMatchObject({ active: true, revoked: false, username: "linked" });
  });
});

describe("a session", () => {
  it("ends 15 minutes after its last use, and each use starts them again", async () => {
    const browser = await signedIn();
    later(14 * MINUTE);
    expect((await browser.get("/console/tokens")).status).toBe(200);
    later(14 * MINUTE);
    expect((await browser.get("/console/tokens")).status).toBe(200);
    const stolen = browser.cookie;
    later(15 * MINUTE + 1000);
    expect(leadsTo(await browser.get("/console/tokens"))).toBe(signInLeadingTo("/console/tokens", "over"));
    expect(browser.cookie).toBeUndefined();
    // The session also ends on the server: a kept cookie opens nothing, here or at the API.
    browser.cookie = stolen;
    expect(leadsTo(await browser.get("/console/tokens"))).toBe(signInLeadingTo("/console/tokens", "over"));
    expect((await request("/token/", { headers: { Authorization: stolen ?? "" } })).status).toBe(401);
  });

  it("ends after an hour, however much it is used", async () => {
    const browser = await signedIn();
    for (let turn = 1; turn <= 5; turn++) {
      later(11 * MINUTE);
      expect((await browser.get("/console/tokens")).status).toBe(200);
    }
    later(6 * MINUTE);
    expect(leadsTo(await browser.get("/console/tokens"))).toBe(signInLeadingTo("/console/tokens", "over"));
  });

  it("ends with the sign-out", async () => {
    const browser = await signedIn();
    await browser.post("/console/sign-out");
    expect(browser.cookie).toBeUndefined();
  });

  it("ends with a new password of its account, at the next page", async () => {
    const browser = await asService("gone", ["tokenlist"]);
    await env.DB.prepare("UPDATE admin SET generation = generation + 1 WHERE name = 'gone'").run();
    expect(leadsTo(await browser.get("/console/tokens"))).toBe(signInLeadingTo("/console/tokens", "over"));
    expect(browser.cookie).toBeUndefined();
  });
});

describe("an account without the right", () => {
  it.each([
    ["/console", "auditlog"],
    ["/console/tokens", "tokenlist"],
    ["/console/tokens/NORIGHT", "tokenlist"],
    ["/console/links", "enrollTIQR"],
    ["/console/links/0/withdraw", "enrollTIQR"],
    ["/console/transactions", "getchallenges"],
    ["/console/audit", "auditlog"],
    ["/console/settings", "configread"],
  ])("learns at %s which it lacks: %s", async (path, right) => {
    const browser = await asService(`lacks ${path}`, ["enable"]);
    const reply = await browser.get(path);
    expect(reply.status).toBe(403);
    expect(reply.text).toContain(`doesn’t have the right ${right}`);
  });

  it("changes nothing", async () => {
    await initToken({ user: "kept", serial: "KEPT", pin: "1234" });
    const browser = await asService("reader", ["tokenlist"]);
    const before = await tokenOf("KEPT");
    for (const action of [
      "disable",
      "revoke",
      "delete",
      "unassign",
      "replace",
      "link",
      "setpin",
      "removepin",
      "setrandompin",
      "reset",
    ])
      expect((await browser.post(`/console/tokens/KEPT/${action}`, { pin: "9999" })).status).toBe(403);
    expect((await browser.post("/console/enrol", { user: "x" })).text).toContain("doesn’t have the right enrollTIQR");
    expect((await browser.post("/console/links/new", { user: "x" })).text).toContain(
      "doesn’t have the right enrollTIQR",
    );
    const { id } = (await asAdmin("POST", "/token/enrollmentlink", { serial: "KEPT" })).json.detail;
    expect((await browser.post(`/console/links/${id}/withdraw`)).status).toBe(403);
    expect(resultOf(await asAdmin("GET", "/token/enrollmentlink?serial=KEPT")).count).toBe(1);
    expect(await tokenOf("KEPT")).toEqual(before);
    const page = await browser.get("/console/tokens/KEPT");
    expect(page.status).toBe(200);
    expect(page.text).not.toContain("/disable");
    expect(page.text).not.toContain(id);
    expect(page.text).not.toContain("doesn’t have the right");
  });
});

it("an administrator's own token of /auth is not a cookie, but the cookie's works at the API", async () => {
  const browser = await signedIn();
  const headers = { Authorization: browser.cookie ?? "" };
  expect((await request("/token/", { headers })).status).toBe(200);
  const plain = await request("/console", { headers: await admin(), redirect: "manual" });
  expect(leadsTo(plain)).toBe("/console/sign-in");
});

describe("a link for a person elsewhere", () => {
  it("is made for the token of the page, shown once, and opens the enrolment page", async () => {
    await initToken({ user: "away", serial: "AWAY" });
    const browser = new ConsoleBrowser();
    await browser.signIn("admin", ADMIN_PASSWORD);
    expect((await browser.get("/console/tokens/AWAY")).text).toContain('href="/console/tokens/AWAY/link"');
    expect((await browser.get("/console/tokens/AWAY/link")).text).not.toContain("/enrol/");
    const answer = await browser.post("/console/tokens/AWAY/link");
    const [, path] = /https:\/\/tiqr\.test(\/enrol\/[\w-]+)/.exec(answer.text) ?? [];
    expect((await browser.get(path ?? "")).status).toBe(200);
    expect((await browser.get("/console/tokens/AWAY")).text).not.toContain(path);
    expect(answer.headers.get("Cache-Control")).toBe("no-store");
  });

  it("is made for a new token, as the form says; a form that the API refuses comes back as it was", async () => {
    const browser = await signedIn();
    const fields = { user: "fresh", realm: "elsewhere", person: newPerson("fresh"), validity: "3600", pin: "none" };
    const refused = await browser.post("/console/links/new", { ...fields, validity: "0" });
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining("Invalid validity")]);
    expect(refused.text).toContain('value="elsewhere"');
    expect(refused.text).toMatch(/<option value="none" selected/);
    const answer = await browser.post("/console/links/new", fields);
    expect([answer.text, answer.headers.get("Cache-Control")]).toEqual([
      expect.stringMatching(/https:\/\/tiqr\.test\/enrol\/[\w-]{22}/),
      "no-store",
    ]);
    const row = await env.DB.prepare("SELECT * FROM enrollment_link WHERE user = 'fresh'").first();
    expect(row).toMatchObject({ realm: "elsewhere", replaces: null, asks_pin: 0 });
    expect(Number(row?.expires_at_ms) - Number(row?.made_at_ms)).toBe(3600_000);
  });

  it("is withdrawn once, and has ended for the second who tries", async () => {
    const { id } = (await asAdmin("POST", "/token/enrollmentlink", { user: "second" })).json.detail;
    const browser = await signedIn();
    const withdraw = async () => leadsTo(await browser.post(`/console/links/${id}/withdraw`));
    expect([await withdraw(), await withdraw()]).toEqual([
      "/console/links?done=withdrawn",
      "/console/links?done=linkOver",
    ]);
    expect(leadsTo(await browser.get(`/console/links/${id}/withdraw`))).toBe("/console/links?done=linkOver");
  });
});
