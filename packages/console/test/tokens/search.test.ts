// The console's search for tokens: the beginning of a name or serial finds the whole.

import { beforeAll, describe, expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { asAdmin, check, enrol, initToken, tokenOf } from "../../../../test/support/service.ts";
import { ConsoleBrowser } from "../support/console-browser.ts";

const LONG = `${"x".repeat(60)}@example.org`;

let browser: ConsoleBrowser;
beforeAll(async () => {
  for (const [user, serial, realm] of [
    ["joanna", "FIND-1"],
    ["hannah", "FIND-2", "elsewhere"],
    ["berta", "FIND-3"],
    ["a_b", "LOST-4"],
    [LONG, "LOST-5"],
  ] as const)
    await initToken({ user, serial, ...(realm ? { realm } : {}) });
  browser = new ConsoleBrowser();
  await browser.signIn("admin", ADMIN_PASSWORD);
});

async function serialsOf(search: Record<string, string>): Promise<string[]> {
  const { status, text } = await browser.get(`/console/tokens?${new URLSearchParams(search)}`);
  expect(status).toBe(200);
  return [...text.matchAll(/href="\/console\/tokens\/([^"]+)"/g)].map(([, serial = ""]) => serial);
}

describe("the search finds", () => {
  it.each([
    [{ user: "joa" }, ["FIND-1"]],
    [{ user: "JOA" }, ["FIND-1"]],
    [{ user: "ann" }, []],
    [{ user: "*ann*" }, ["FIND-1", "FIND-2"]],
    [{ user: " joanna " }, ["FIND-1"]],
    [{ user: "ann*" }, []],
    [{ user: "*anna" }, ["FIND-1"]],
    [{ user: "*ann*", realm: "elsewhere" }, ["FIND-2"]],
    [{ user: "a_" }, ["LOST-4"]],
    [{ user: "j_" }, []],
    [{ user: "%" }, []],
    [{ user: "nobody" }, []],
    [{ user: LONG }, ["LOST-5"]],
    [{ serial: "find-" }, ["FIND-1", "FIND-2", "FIND-3"]],
    [{ serial: "*-3" }, ["FIND-3"]],
    [{ serial: "FIND*" }, ["FIND-1", "FIND-2", "FIND-3"]],
    [{ serial: "ND*" }, []],
    [{ user: "*ann*", serial: "*2" }, ["FIND-2"]],
    [{ user: "", serial: "" }, ["LOST-5", "LOST-4", "FIND-3", "FIND-2", "FIND-1"]],
  ] as [Record<string, string>, string[]][])("by %j: %j", async (search, serials) => {
    expect(await serialsOf(search)).toEqual(serials);
  });
});

it("finds the tokens that the overview counts as locked", async () => {
  await enrol({ user: "shut", pin: "1234", serial: "SHUT" });
  await asAdmin("POST", "/token/set", { serial: "SHUT", max_failcount: "1" });
  expect(await serialsOf({ state: "locked" })).toEqual([]);
  await check({ user: "shut", pass: "wrong" });
  expect(await serialsOf({ state: "locked" })).toEqual(["SHUT"]);
  const { text } = await browser.get("/console");
  expect(text).toMatch(/<a href="\/console\/tokens\?state=locked"><span class="unseen">Locked tokens: <\/span>1<\/a>/);
  await asAdmin("POST", "/token/revoke", { serial: "SHUT" });
  expect(await serialsOf({ state: "locked" })).toEqual([]);
});

it("says on a token's page which of its logins are locked, and until when", async () => {
  await enrol({ user: "told", pin: "1234", serial: "TOLD" });
  const page = async () => (await browser.get("/console/tokens/TOLD")).text;
  expect(await page()).not.toContain("<dt>Locked</dt>");
  await asAdmin("POST", "/token/set", { serial: "TOLD", max_failcount: "1" });
  await check({ user: "told", pass: "wrong" });
  const [lock] = (await tokenOf("TOLD")).locks as { until: string }[];
  const until = new Date(lock?.until ?? "").toISOString();
  expect(await page()).toContain(`<dt>Locked</dt><dd><ul class="plain"><li>PIN until <time datetime="${until}"`);
});

it("shows the typed text, in the field and in the links to other pages", async () => {
  for (let i = 0; i < 31; i++) await initToken({ user: `page${i}`, serial: `PAGE${String(i).padStart(2, "0")}` });
  const first = await browser.get("/console/tokens?user=page");
  expect(first.text).toContain('value="page"');
  expect(first.text).toContain("31 in all");
  const leads = ({ text }: { text: string }, rel: string) =>
    new RegExp(`<a href="([^"]+)" rel="${rel}"`).exec(text)?.[1]?.replaceAll("&amp;", "&") ?? "";
  expect(leads(first, "next")).toMatch(/^\/console\/tokens\?user=page&state=all&after=[\w.-]+$/);
  const second = await browser.get(leads(first, "next"));
  const third = await browser.get(leads(second, "next"));
  const serialsIn = ({ text }: { text: string }) =>
    [...text.matchAll(/tokens\/(PAGE\d+)"/g)].map(([, serial]) => serial);
  expect(new Set([first, second, third].flatMap(serialsIn)).size).toBe(31);
  expect(leads(third, "next")).toBe("");
  expect(third.text).toContain('<a href="/console/tokens?user=page&amp;state=all">First page</a>');
  expect(serialsIn(await browser.get(leads(third, "prev")))).toEqual(serialsIn(second));
});

it("offers to search in the middle of names when none begins with the text", async () => {
  const { text } = await browser.get("/console/tokens?user=annah");
  expect(text).toContain('href="/console/tokens?user=*annah*&amp;state=all"');
  expect((await browser.get("/console/tokens?user=*annah*")).text).not.toContain("Search inside names");
});
