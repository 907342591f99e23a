// The lists of tokens, users and the trail as a file: the rows of the search, from the page on that
// is shown, and no formula in any cell.

import { beforeAll, expect, it } from "vitest";
import type { Right } from "../../../../src/core/caller.ts";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { asAdmin, initToken, serviceAccount } from "../../../../test/support/service.ts";
import { ConsoleBrowser } from "../support/console-browser.ts";

const browser = new ConsoleBrowser();
const linesOf = async (path: string) => {
  const { status, headers, text } = await browser.get(path);
  expect([status, headers.get("Content-Type")]).toEqual([200, "text/csv; charset=utf-8"]);
  expect(headers.get("Cache-Control")).toBe("no-store");
  return text.split("\r\n").slice(0, -1);
};

beforeAll(async () => {
  await browser.signIn("admin", ADMIN_PASSWORD);
  for (let i = 10; i < 30; i++) await initToken({ user: `out${i}`, serial: `OUT${i}` });
  await asAdmin("POST", "/token/description/OUT12", { description: '=HYPERLINK("x")' });
});

it("has the tokens of the search, in its order", async () => {
  const lines = await linesOf("/console/tokens.csv");
  expect(lines).toHaveLength(21);
  expect(lines[0]).toBe('"serial","user","realm","state","failures","created","last_sign_in","proven","description"');
  expect(lines[1]).toMatch(/^"OUT29","out29","realm1","not-enrolled","0\/10","20[^"]+","","no",""$/);
  expect(await linesOf("/console/tokens.csv?user=out1&state=waiting")).toHaveLength(11);
});

it("guards cells against formulas", async () => {
  const [, line] = await linesOf("/console/tokens.csv?serial=OUT12");
  expect(line).toContain(`"'=HYPERLINK(""x"")"`);
});

it("begins at the page that is shown, whose link leads there", async () => {
  const { text } = await browser.get("/console/tokens");
  expect(text).toContain('<a href="/console/tokens.csv?state=all" download="">Export (CSV)</a>');
  const [, next = ""] = /href="([^"]+)" rel="next"/.exec(text) ?? [];
  const second = (await browser.get(next.replaceAll("&amp;", "&"))).text;
  const [, file = ""] = /href="(\/console\/tokens\.csv[^"]+)"/.exec(second) ?? [];
  const lines = await linesOf(file.replaceAll("&amp;", "&"));
  expect(lines.slice(1).map((line) => line.slice(1, 6))).toEqual(["OUT14", "OUT13", "OUT12", "OUT11", "OUT10"]);
});

it("has users, and entries of the trail", async () => {
  const users = await linesOf("/console/users.csv?user=out2");
  expect(users[0]).toBe(
    '"user","realm","name","email","groups","external_id","created","phones","link_expires","blocked","block_from","block_until"',
  );
  expect(users).toHaveLength(11);
  const trail = await linesOf("/console/audit.csv?serial=OUT12");
  expect(trail[0]).toMatch(/^"number","date","event","success","user","realm","serial"/);
  expect(trail).toHaveLength(3);
});

it("is refused like the page to an account without the right", async () => {
  await serviceAccount("blind", ["auditlog"] as Right[]);
  const other = new ConsoleBrowser();
  await other.signIn("blind", "service");
  const { status, headers } = await other.get("/console/tokens.csv");
  expect([status, headers.get("Content-Type")]).toEqual([403, "text/html; charset=UTF-8"]);
});
