// The console's pages in states that are rarely seen: errors, questions, empty lists, further
// pages, ended sessions. Each is shown in two looks that differ in everything.

import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { axe, itLooksAtItsPages } from "../../../../test/browser/support/axe.ts";
import { postAsAdmin, postFormAsAdmin } from "../../../../test/browser/support/enrol-link.ts";
import { overflow } from "../../../../test/browser/support/look.ts";
import { useSite } from "../../../../test/browser/support/site.ts";
import { tabThrough } from "../../../../test/browser/support/tab-through.ts";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { CONSOLE_LOOKED_AT } from "../support/looked-at.ts";
import { cookieOfSession, fillConsoleSignIn, heading, notice, openSignedIn } from "./support/console.ts";

const site = useSite({ TIQR_MAX_ACTIVE_TOKEN_PER_USER: "0", CIBA: "on", DEVICE_GRANT: "on" });
const LOOKS = [
  { language: "en", theme: "light", width: 1280 },
  { language: "de", theme: "dark", width: 320 },
] as const;
/** Service accounts with a single right, and their password. */
const ACCOUNTS = { looks: "tokenlist", nothing: "enable" };
const PASSWORD = `of an account with few rights, ${ADMIN_PASSWORD}`;
/** One more than a page of a list holds. */
const MANY = 16;
const QUESTIONS = ["enable", "disable", "reset", "link", "unassign", "delete", "setrandompin", "removepin"];
let link: string;
/** The pages of one client, one endpoint and one account. */
let ofOne: readonly string[];

/** As an attacker would like to have it registered. */
const FOREIGN = `https://wiki.exarnple-${"sign-in-".repeat(6)}of-your-company.com/back`;
const authorizePath = (client_id: string, redirect_uri: string) =>
  `/oidc/authorize?${new URLSearchParams({ client_id, redirect_uri, response_type: "code", scope: "openid" })}`;

beforeAll(async () => {
  const init = (user: string, serial: string) =>
    postFormAsAdmin(site, "/token/init", { type: "tiqr", user, serial, pin: "1234" });
  for (let number = 1; number <= MANY; number++) await init("many", `MANY${String(number).padStart(2, "0")}`);
  link = (await postFormAsAdmin(site, "/token/enrollmentlink", { serial: "MANY01" })).detail.id;
  for (const [name, right] of Object.entries(ACCOUNTS))
    await postAsAdmin(site, "/accounts", { name, rights: [right], realms: null, password: PASSWORD });
  const client = { client_name: "Wiki", redirect_uris: ["https://wiki.example/back"] };
  const { client_id } = (await postAsAdmin(site, "/oidc/clients", client)).result.value;
  const asking = {
    client_name: "Shop",
    grant_types: ["urn:openid:params:grant-type:ciba"],
    backchannel_token_delivery_mode: "poll",
    require_binding_message: false,
  };
  const shop = (await postAsAdmin(site, "/oidc/clients", asking)).result.value;
  const refused = ["https://wiki.example/login", FOREIGN].map((address) => authorizePath(client_id, address));
  for (const path of refused) expect((await fetch(site.server.origin + path)).status).toBe(400);
  const { id } = (await postAsAdmin(site, "/events/endpoints", { url: "https://events.example/in" })).result.value;
  const key = (await postAsAdmin(site, "/accounts/looks/keys", {})).result.value;
  ofOne = [
    ...refused,
    `/console/clients/${client_id}/refusals`,
    `/console/clients/${client_id}/register?address=${encodeURIComponent(FOREIGN)}`,
    ...["", "/change", "/secret", "/remove"].map((page) => `/console/clients/${client_id}${page}`),
    ...["", "/change"].map((page) => `/console/clients/${shop.client_id}${page}`),
    ...["", "/change", "/secret", "/remove"].map((page) => `/console/endpoints/${id}${page}`),
    ...["/change", "/delete", `/keys/${key.id}`].map((page) => `/console/account/looks${page}`),
  ];
});

/**
 * Checks that nothing is inaccessible or beyond the edge, and that the keyboard reaches everything
 * and shows where it is.
 */
async function expectWell(page: Page, name: string): Promise<void> {
  expect([name, await axe(page), await overflow(page)]).toEqual([name, [], 0]);
  const interactive = page
    .locator("a[href], button, input, select, textarea, summary, [tabindex='0']")
    .filter({ visible: true });
  const reached = await tabThrough(page);
  expect([name, reached.length, reached.filter(({ ring }) => !ring)]).toEqual([name, await interactive.count(), []]);
}

describe.each(LOOKS)("in $language, $theme, $width pixels wide", (look) => {
  const english = look.language === "en";

  it("a wrong password is reported, and the name stays", async () => {
    const page = await site.openPage("/console", look);
    await page.locator("#username").fill("admin");
    await page.locator("#password").fill("wrong");
    await page.locator("#password").press("Enter");
    await page.locator(".notice.danger").waitFor();
    expect(await notice(page)).toBe(english ? "Wrong account or password." : "Konto oder Passwort ist falsch.");
    expect(await page.inputValue("#username")).toBe("admin");
    await expectWell(page, "sign-in error");
  });

  it("an ended session leads to the sign-in", async () => {
    const page = await openSignedIn(site, "/console/tokens", look);
    const cookie = await cookieOfSession(page);
    if (!cookie) throw new Error("no session");
    await page.context().addCookies([{ ...cookie, value: "a.b.c" }]);
    await page.goto("/console/audit");
    expect(new URL(page.url()).pathname).toBe("/console/sign-in");
    expect(await notice(page)).toContain(english ? "Your session has ended" : "Ihre Sitzung ist beendet");
    await expectWell(page, "session over");
    await fillConsoleSignIn(page, "admin", ADMIN_PASSWORD, "/console/audit");
  });

  it("an account with few rights sees only what these allow, and is told which others exist", async () => {
    const page = await site.openPage("/console", look);
    await fillConsoleSignIn(page, "looks", PASSWORD, "/console/tokens");
    expect(await page.locator("nav.menu a").count()).toBe(1);
    await expectWell(page, "few rights");
    await page.goto("/console/tokens/MANY01");
    expect(await page.locator("h2").count()).toBe(1);
    await expectWell(page, "few rights: token");
    await page.goto("/console/settings");
    expect(await notice(page)).toContain("configread");
    await expectWell(page, "missing right");
    const without = await site.openPage("/console", look);
    await fillConsoleSignIn(without, "nothing", PASSWORD);
    expect(await notice(without)).toContain("auditlog");
    await expectWell(without, "no rights");
  });

  it("questions name the token", async () => {
    const page = await openSignedIn(site, "/console", look);
    for (const question of [...QUESTIONS, "lost"]) {
      await page.goto(`/console/tokens/MANY01/${question}`);
      const facts = await page.locator("main dl.facts dd").allTextContents();
      expect(facts).toEqual(expect.arrayContaining(["many", "MANY01"]));
      await expectWell(page, question);
    }
    for (const question of ["unlock", "sign-out", `undo/${link}`]) {
      await page.goto(`/console/users/default/many/${question}`);
      expect(await page.locator("main dl.facts dd").allTextContents()).toContain("many");
      await expectWell(page, question);
    }
    await page.goto(`/console/links/${link}/withdraw`);
    expect(await page.textContent("main")).toContain("many");
    await expectWell(page, "withdraw");
  });

  it("an application, an endpoint and an account have a page, and questions before a change", async () => {
    const page = await openSignedIn(site, "/console", look);
    for (const path of ofOne) {
      const status = path.startsWith("/oidc/") ? 400 : 200;
      expect([path, (await page.goto(path))?.status()]).toEqual([path, status]);
      await expectWell(page, path);
    }
  });

  it("a link is made, and shown", async () => {
    const page = await openSignedIn(site, "/console/tokens/MANY02/link", look);
    await page.locator('form[action$="/link"] button').click();
    await page.locator("main code").waitFor();
    expect(await page.textContent("main code")).toMatch(/\/enrol\/[\w-]{22}$/);
    await expectWell(page, "link made");
  });

  it("a random PIN is set, and shown", async () => {
    const page = await openSignedIn(site, "/console/tokens/MANY03", look);
    await page.locator('a[href$="/setrandompin"]').click();
    await page.locator('form[action$="/setrandompin"] button').click();
    await page.locator("main code").waitFor();
    const pin = (await page.textContent("main code")) ?? "";
    expect(pin).toMatch(/^\d{8}$/);
    expect(await heading(page)).toBe(english ? "New PIN for many" : "Neue PIN für many");
    await expectWell(page, "random PIN");
    await page.locator("main a.button[href$=MANY03]").click();
    await page.waitForURL("**/console/tokens/MANY03");
    expect(await page.textContent("main")).not.toContain(pin);
  });

  it("lists are empty", async () => {
    const page = await openSignedIn(site, "/console", look);
    const none = english ? "Nothing found." : "Nichts gefunden.";
    const noneYet = english ? "No sign-in is waiting now." : "Gerade wartet keine Anmeldung.";
    for (const [path, said] of [
      ["tokens?user=nobody", none],
      ["links?user=nobody", none],
      ["transactions", noneYet],
      ["audit?user=nobody", none],
    ] as const) {
      await page.goto(`/console/${path}`);
      expect(await page.locator("main table").count()).toBe(0);
      expect(await page.textContent("main")).toContain(said);
      await expectWell(page, path);
    }
  });

  it("a list has a second page", async () => {
    const page = await openSignedIn(site, "/console/tokens?user=many", look);
    await page.locator("a[rel=next]").click();
    await page.waitForURL("**after=*");
    expect(await page.locator("tbody th a").allTextContents()).toEqual([`MANY${MANY}`]);
    expect(await page.inputValue("#user")).toBe("many");
    await expectWell(page, "page 2");
    await page.locator("a[rel=prev]").click();
    await page.waitForURL("**before=*");
    expect(await page.locator("tbody th").count()).toBe(MANY - 1);
  });

  it("a refused enrolment says why, and keeps the typed fields except the PIN", async () => {
    const page = await openSignedIn(site, "/console/enrol", look);
    await page.locator("#user").fill("erna");
    await page.locator("#pin").fill("1");
    await page.locator("main .form button").click();
    await page.locator("input[name=person]").check();
    await page.locator("#pin").fill("1");
    await page.locator("main .form button").click();
    await page.locator("main .notice", { hasText: "4" }).waitFor();
    expect(await notice(page)).toMatch(/at least 4 characters|mindestens 4 Zeichen/);
    expect([await page.inputValue("#user"), await page.inputValue("#pin")]).toEqual(["erna", ""]);
    await expectWell(page, "enrol error");
  });

  it("an empty list in the console says so", async () => {
    const page = await openSignedIn(site, "/console/nothing", look);
    expect(await page.locator(".tools").count()).toBe(1);
    expect(await heading(page)).toBe(english ? "There is nothing here" : "Hier gibt es nichts");
    await expectWell(page, "nothing");
  });
});

it("the keyboard alone is enough for everything: sign in, find a token, disable it, delete it after a question", async () => {
  await postFormAsAdmin(site, "/token/init", { type: "tiqr", user: "keys", serial: "KEYS1", pin: "1234" });
  const page = await site.openPage("/console");
  const focused = () =>
    page.evaluate(() => {
      const { id, textContent } = document.activeElement ?? {};
      return id || textContent;
    });
  /** Presses Tab until the wanted element, given by its id or text, has the focus. */
  const tabTo = async (wanted: string) => {
    for (let presses = 0; presses < 60 && (await focused()) !== wanted; presses++) await page.keyboard.press("Tab");
    expect(await focused()).toBe(wanted);
  };
  const enter = (leadsTo: string) => Promise.all([page.waitForURL(leadsTo), page.keyboard.press("Enter")]);

  await tabTo("username");
  await page.keyboard.type("admin");
  await tabTo("password");
  await page.keyboard.type(ADMIN_PASSWORD);
  await enter("**/console");
  await tabTo("Tokens");
  await enter("**/console/tokens");
  await tabTo("user");
  await page.keyboard.type("key");
  await enter("**/console/tokens?user=key*");
  await tabTo("KEYS1");
  await enter("**/console/tokens/KEYS1");
  await tabTo("Disable");
  await enter("**/console/tokens/KEYS1/disable");
  await tabTo("Disable");
  await enter("**/console/tokens/KEYS1?done=disabled");
  expect(await notice(page)).toBe("The token is disabled.");
  await tabTo("Delete");
  await enter("**/console/tokens/KEYS1/delete");
  expect(await page.locator("main dl.facts dd").allTextContents()).toEqual(expect.arrayContaining(["keys", "KEYS1"]));
  await tabTo("Delete permanently");
  await enter("**/console/tokens?done=deleted");
  expect(await notice(page)).toBe("The token is deleted.");
});

itLooksAtItsPages(CONSOLE_LOOKED_AT);
