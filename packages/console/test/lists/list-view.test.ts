// What a person chooses about a list: the rows of a page and their order, and the times that the
// list of tokens shows.

import { beforeAll, expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { asAdmin, check, enrol, initToken, openLogin, resultOf } from "../../../../test/support/service.ts";
import { ConsoleBrowser } from "../support/console-browser.ts";

const browser = new ConsoleBrowser();
const page = async (path: string) => (await browser.get(path)).text.replaceAll("&amp;", "&");
const serials = async (query: string) =>
  [...(await page(`/console/tokens?${query}`)).matchAll(/tokens\/(VIEW\d\d)"/g)].map(([, serial]) => serial);

beforeAll(async () => {
  await browser.signIn("admin", ADMIN_PASSWORD);
  for (let i = 10; i < 30; i++) await initToken({ user: `viewed${99 - i}`, serial: `VIEW${i}` });
});

it("lists tokens newest first, or in the chosen order", async () => {
  expect((await serials("")).slice(0, 2)).toEqual(["VIEW29", "VIEW28"]);
  expect((await serials("order=oldest")).slice(0, 2)).toEqual(["VIEW10", "VIEW11"]);
  expect((await serials("order=user")).slice(0, 2)).toEqual(["VIEW29", "VIEW28"]);
  expect((await serials("order=serial")).slice(0, 2)).toEqual(["VIEW10", "VIEW11"]);
  expect((await serials("order=constructor")).slice(0, 2)).toEqual(["VIEW29", "VIEW28"]);
});

it("shows as many rows on a page as were chosen, and keeps the choices in links and in the search", async () => {
  expect(await serials("")).toHaveLength(15);
  expect(await serials("pagesize=50")).toHaveLength(20);
  expect(await serials("pagesize=100000")).toHaveLength(15);
  const text = await page("/console/tokens?order=oldest&state=waiting");
  expect(text).toContain('href="/console/tokens?state=waiting&order=oldest&pagesize=50">50</a>');
  expect(text).toContain('href="/console/tokens?state=waiting&order=oldest" aria-current="true">15</a>');
  expect(text).toMatch(/href="\/console\/tokens\?state=waiting&order=oldest&after=[^"]+" rel="next"/);
  expect(text).toContain('<input type="hidden" name="order" value="oldest"/>');
});

it("offers no order where the search has one of its own", async () => {
  const text = await page("/console/tokens?user=viewed&order=oldest");
  expect(text).toContain("20 in all");
  expect(text).toContain("Rows per page");
  expect(text).not.toContain("oldest first");
});

it("lists users newest first, and pages of users, links and the trail have a size", async () => {
  const text = await page("/console/users");
  const names = [...text.matchAll(/\/(viewed\d\d)"/g)].map(([, name]) => name);
  expect(names.slice(0, 2)).toEqual(["viewed70", "viewed71"]);
  expect(text).toContain('href="/console/users?pagesize=50">50</a>');
  expect(await page("/console/audit?user=viewed70&pagesize=50")).toContain('name="pagesize" value="50"');
});

it("shows when a token was made, and when its phone signed in last", async () => {
  const { phone } = await enrol({ user: "times", pin: "1234", serial: "TIMES" });
  expect(await page("/console/tokens?serial=TIMES")).toContain("never");
  const { link, id } = await openLogin({ user: "times", pass: "1234" });
  await phone.login(link);
  await check({ user: "times", pass: "", transaction_id: id });
  const text = await page("/console/tokens?serial=TIMES");
  expect([...text.matchAll(/<time datetime="[^"]+">\d{4}-\d\d-\d\d \d\d:\d\d UTC<\/time>/g)]).toHaveLength(2);
});

it("shows when a user was made known, and when one of the user's phones signed in last", async () => {
  const { phone } = await enrol({ user: "seldom", pin: "1234", serial: "SELDOM" });
  await initToken({ user: "seldom", serial: "SELDOM2" });
  const times = async () => {
    const text = await page("/console/users?user=seldom");
    return [[...text.matchAll(/<time datetime="([^"]+)">/g)].length, text.includes("<span>never</span>")];
  };
  expect(await times()).toEqual([1, true]);
  const { link, id } = await openLogin({ user: "seldom", pass: "1234" });
  await phone.login(link);
  await check({ user: "seldom", pass: "", transaction_id: id });
  expect(await times()).toEqual([2, false]);
  const one = resultOf(await asAdmin("GET", "/user/realm1/seldom"));
  expect(one.last_sign_in_at > one.created_at).toBe(true);
  // A thousand users are not worth a thousand looks at their tokens.
  const [listed] = resultOf(await asAdmin("GET", "/user/?username=seldom"));
  expect(listed).toMatchObject({ created_at: one.created_at });
  expect(listed).not.toHaveProperty("last_sign_in_at");
  expect((await page("/console/users.csv?user=seldom")).trim().split("\r\n")[0]).toContain('"created"');
});

it("lists users oldest first, and links by their ends, as is chosen", async () => {
  const users = await page("/console/users?order=oldest");
  expect([...users.matchAll(/\/(viewed\d\d)"/g)].map(([, name]) => name).slice(0, 2)).toEqual(["viewed89", "viewed88"]);
  for (let i = 10; i < 28; i++)
    await asAdmin("POST", "/token/enrollmentlink", { user: `linked${i}`, validity: String(3600 + i * 60) });
  const linked = async (query: string) =>
    [...(await page(`/console/links${query}`)).matchAll(/linked\d\d/g)].map(([name]) => name);
  expect((await linked("")).slice(0, 2)).toEqual(["linked27", "linked26"]);
  expect((await linked("?order=endsFirst")).slice(0, 2)).toEqual(["linked10", "linked11"]);
  expect(await page("/console/links")).toContain('href="/console/links?order=endsFirst">expiring first</a>');
});

it("leads from the numbers of the overview to what they count", async () => {
  await check({ user: "viewed70", pass: "wrong" });
  const text = await page("/console");
  const [, refused = ""] = /<dt>Refusals<\/dt><dd><a href="([^"]+)"/.exec(text) ?? [];
  expect(refused).toMatch(/^\/console\/audit\?success=REJECT&from=\d{4}-\d\d-\d\d$/);
  const trail = await page(refused);
  expect(trail).toContain("viewed70");
  expect(trail).toContain('<option value="REJECT" selected="">');
  expect(trail).not.toContain("challenged");
  expect(text).toMatch(/href="\/console\/audit\?success=REJECT&reason=[\w-]+&from=/);
});
