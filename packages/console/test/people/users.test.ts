// Users in the console: the list, all that there is of a person on one page, and the deletion of
// all of it.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { Right } from "../../../../src/core/caller.ts";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { auditRows } from "../../../../test/support/audit.ts";
import {
  asAdmin,
  check,
  enrol,
  initToken,
  openLogin,
  type Reply,
  resultOf,
  serviceAccount,
} from "../../../../test/support/service.ts";
import { ConsoleBrowser, leadsTo } from "../support/console-browser.ts";

const USERS = "/console/users";
const ANNA = `${USERS}/corp/anna`;

const browser = new ConsoleBrowser();
beforeAll(async () => {
  await enrol({ user: "anna", realm: "corp", serial: "ANNA1", pin: "1234" });
  await enrol({ user: "anna", realm: "corp", serial: "ANNA2", pin: "1234", description: "the old one" });
  await asAdmin("POST", "/token/set", { serial: "ANNA2", validity_period_end: "2031-12-31T23:59+0000" });
  await initToken({ user: "anna", serial: "OTHER" });
  for (let n = 10; n < 27; n++) await initToken({ user: `many${n}`, realm: "crowd" });
  await browser.signIn("admin", ADMIN_PASSWORD);
});

async function as(name: string, rights: readonly Right[]): Promise<ConsoleBrowser> {
  await serviceAccount(name, rights);
  const one = new ConsoleBrowser();
  await one.signIn(name, "service");
  return one;
}
const namesIn = ({ text }: Reply) =>
  [...text.matchAll(/href="\/console\/users\/([^"/]+\/[^"/]+)"/g)].map(([, one]) => one);
const leads = ({ text }: Reply, rel: string) =>
  new RegExp(`<a href="([^"]+)" rel="${rel}"`).exec(text)?.[1]?.replaceAll("&amp;", "&") ?? "";
const headings = ({ text }: Reply) => [...text.matchAll(/<h2[^>]*>([^<]*)/g)].map(([, title]) => title);
const buttons = ({ text }: Reply) =>
  [...text.matchAll(/class="button (\w+)"[^>]*>([^<]*)/g)].map(([, kind, label]) => `${kind}: ${label}`);

describe("the list", () => {
  it("finds users by the beginning of a name, or anywhere in it, in a realm", async () => {
    expect(namesIn(await browser.get(`${USERS}?user=ann`))).toEqual(["corp/anna", "realm1/anna"]);
    expect(namesIn(await browser.get(`${USERS}?user=anna&realm=corp`))).toEqual(["corp/anna"]);
    const none = await browser.get(`${USERS}?user=nna`);
    expect(namesIn(none)).toEqual([]);
    expect(none.text).toContain("Search inside names");
    expect(namesIn(await browser.get(`${USERS}?user=*nna`))).toHaveLength(2);
  });

  it("goes on by cursor, forwards and back", async () => {
    const first = await browser.get(`${USERS}?realm=crowd`);
    expect(namesIn(first)).toHaveLength(15);
    // As many as the page has: it says nothing that the link to the next page does not.
    expect(first.text).not.toContain("At least");
    const second = await browser.get(leads(first, "next"));
    expect(namesIn(second)).toEqual(["crowd/many25", "crowd/many26"]);
    expect(namesIn(await browser.get(leads(second, "prev")))).toEqual(namesIn(first));
  });
});

describe("the page of a user", () => {
  it("has the phones with their validity, and those of no other user", async () => {
    const page = await browser.get(ANNA);
    expect(page.status).toBe(200);
    expect([...page.text.matchAll(/href="\/console\/tokens\/(\w+)"/g)].map(([, serial]) => serial).slice(0, 2)).toEqual(
      ["ANNA1", "ANNA2"],
    );
    expect(page.text).toContain("until 2031-12-31");
    expect(page.text).toContain("the old one");
    expect(page.text).not.toContain("OTHER");
  });

  it("names an open sign-in once, a link, and the history of this user only", async () => {
    await asAdmin("POST", "/token/enrollmentlink", { user: "anna", realm: "corp" });
    await check({ user: "anna", pass: "wrong" });
    await openLogin({ user: "anna", realm: "corp", pass: "1234" });
    const page = await browser.get(ANNA);
    expect(headings(page)).toEqual([
      "Phones",
      "Registration links",
      "Open sign-ins",
      "History",
      "Sessions",
      "Recovery codes",
      "Details",
      "Delete",
    ]);
    expect(page.text.match(/action="\/console\/transactions\/\w+\/cancel"/g)).toHaveLength(1);
    expect(page.text).not.toContain("anna@realm1");
  });

  it("offers what a locked phone needs, first, and asks", async () => {
    await enrol({ user: "locked", serial: "LOCKED", pin: "1234" });
    await enrol({ user: "locked", serial: "OFF", pin: "1234" });
    expect((await browser.get(`${USERS}/realm1/locked`)).text).not.toContain("/reset");
    for (let n = 0; n < 10; n++) await check({ user: "locked", pass: "wrong" });
    await asAdmin("POST", "/token/disable", { serial: "OFF" });
    const page = await browser.get(`${USERS}/realm1/locked`);
    expect(page.text).toContain('href="/console/tokens/LOCKED/reset?from=person"');
    const token = await browser.get("/console/tokens/LOCKED");
    expect(/class="button primary" href="([^"]+)"/.exec(token.text)?.[1]).toBe("/console/tokens/LOCKED/reset");
    expect(buttons(token).slice(-2)).toEqual(["danger: Revoke", "danger: Delete"]);
    expect(headings(token).at(-1)).toBe("Revoke or delete");
    await asAdmin("POST", "/token/reset", { serial: "OFF" });
    expect((await browser.get(`${USERS}/realm1/locked`)).text).toContain(
      'href="/console/tokens/OFF/enable?from=person"',
    );
  });

  it("leads to forms that know the user", async () => {
    const page = await browser.get(ANNA);
    for (const path of ["/console/links/new", "/console/enrol"]) {
      expect(page.text).toContain(`href="${path}?user=anna&amp;realm=corp"`);
      const { text } = await browser.get(`${path}?user=anna&realm=corp`);
      expect(text).toMatch(/name="user"[^>]* value="anna"/);
      expect(text).toMatch(/name="realm"[^>]* value="corp"/);
    }
  });

  it("is reached from the tokens of the user, and says so of a user who is not known", async () => {
    for (const path of ["/console/tokens?user=anna", "/console/tokens/ANNA1"])
      expect(namesIn(await browser.get(path))).toContain("corp/anna");
    const none = await browser.get(`${USERS}/corp/nobody`);
    expect([none.status, none.text.includes("There is no such user.")]).toEqual([400, true]);
  });

  it("shows an account what it may see, and asks for nothing that would be noted as refused", async () => {
    const looks = await as("looks", ["userlist"]);
    expect(headings(await looks.get(ANNA))).toEqual(["Sessions", "Recovery codes", "Details"]);
    expect(await auditRows({ administrator: "looks", reason: "missing-right" })).toEqual([]);
    expect((await looks.post(`${ANNA}/delete`)).status).toBe(403);
    const tokens = await as("tokens only", ["tokenlist"]);
    expect((await tokens.get(ANNA)).status).toBe(403);
    expect(namesIn(await tokens.get("/console/tokens/ANNA1"))).toEqual([]);
  });

  it.each(["en", "nl", "de"])("has its words in %s", async (language) => {
    browser.language = language;
    for (const path of [USERS, ANNA, `${ANNA}/delete`]) {
      const { status, text } = await browser.get(path);
      expect([path, status, text.includes("undefined")]).toEqual([path, 200, false]);
      expect(text).toContain(`<html lang="${language}"`);
    }
    browser.language = undefined;
  });
});

it("a user is signed out everywhere, by an account with the right", async () => {
  const begun = Date.now();
  await env.DB.prepare(
    `INSERT INTO browser_session (id, user, realm, serial, token_id, token_generation, amr, client, signed_in_at_ms, seen_at_ms,
       expires_at_ms, secret_hash)
     SELECT 's', user, realm, serial, id, generation, '["swk"]', 'unknown', ?1, ?1, ?1 + 3600000, 'h' FROM token WHERE serial = 'ANNA1'`,
  )
    .bind(begun)
    .run();
  const good = () => env.DB.prepare("SELECT count(*) AS n FROM browser_session WHERE expires_at_ms > 0").first("n");
  expect(await good()).toBe(1);
  const desk = await as("desk", ["userlist"]);
  const { text } = await desk.get(ANNA);
  expect(text).not.toContain(`${ANNA}/sign-out`);
  for (const said of ["Last seen", `<time datetime="${new Date(begun).toISOString()}`, "unknown", "None. The"])
    expect(text).toContain(said);
  expect((await desk.post(`${ANNA}/sign-out`)).status).toBe(403);
  expect(await good()).toBe(1);
  expect(leadsTo(await browser.post(`${ANNA}/sign-out`))).toBe(`${ANNA}?done=userSignedOut`);
  expect(await good()).toBe(0);
  expect((await browser.get(ANNA)).text).toContain("Not signed in on any browser.");
});

it("a user is deleted with all data, and only after a question", async () => {
  await enrol({ user: "gone/away", realm: "corp", serial: "GONE" });
  const page = `${USERS}/corp/gone%2Faway`;
  const question = await browser.get(`${page}/delete`);
  expect(question.text).toContain("<dt>Login</dt><dd>gone/away</dd>");
  expect((await browser.get(page)).status).toBe(200);
  expect(leadsTo(await browser.post(`${page}/delete`))).toBe(`${USERS}?done=userDeleted`);
  expect((await browser.get(page)).text).toContain("There is no such user.");
  expect(resultOf(await asAdmin("GET", "/token/?serial=GONE")).tokens).toEqual([]);
});

it("a user of the administrators’ realm is deleted only after the phone has confirmed, which leads back to the user", async () => {
  const boss = new ConsoleBrowser();
  await boss.signIn("admin", ADMIN_PASSWORD);
  await enrol({ user: "admin", realm: "administrators", serial: "BOSS" });
  const page = `${USERS}/administrators/admin`;
  expect(leadsTo(await boss.post(`${page}/delete`))).toBe(`/console/confirm?to=${encodeURIComponent(page)}`);
});
