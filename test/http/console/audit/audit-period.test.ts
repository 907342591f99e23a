// The audit trail of some days: both are part of the period, and links lead to those that are often
// wanted.

import { beforeAll, expect, it } from "vitest";
import { dayAfter, readDay } from "../../../../src/web/console/audit/period.ts";
import { ADMIN_PASSWORD } from "../../../support/admin-password.ts";
import { change } from "../../../support/audit.ts";
import { ConsoleBrowser } from "../../../support/pages/console.ts";
import { initToken } from "../../../support/service.ts";

const browser = new ConsoleBrowser();
beforeAll(async () => {
  const days = ["2026-03-01T00:00Z", "2026-03-01T23:59:59.999Z", "2026-03-02T12:00Z", "2026-03-03T00:00Z"];
  for (const [index] of days.entries()) await initToken({ user: `u${index}`, serial: `DAY${index}` });
  for (const [index, at] of days.entries())
    await change(`UPDATE audit SET at_ms = ${Date.parse(at)} WHERE serial = 'DAY${index}'`);
  await browser.signIn("admin", ADMIN_PASSWORD);
});

const found = async (query: string) => {
  const { text } = await browser.get(`/console/audit?serial=DAY*&${query}`);
  return [...new Set([...text.matchAll(/href="\/console\/tokens\/(DAY\d)"/g)].map(([, serial]) => serial))];
};

it("has the first day and the last, whole", async () => {
  expect(await found("")).toEqual(["DAY3", "DAY2", "DAY1", "DAY0"]);
  expect(await found("from=2026-03-01&until=2026-03-01")).toEqual(["DAY1", "DAY0"]);
  expect(await found("from=2026-03-02")).toEqual(["DAY3", "DAY2"]);
  expect(await found("until=2026-03-02")).toEqual(["DAY2", "DAY1", "DAY0"]);
});

it("keeps its days in the form and beside the quick ones, and leaves out what is no day", async () => {
  const { text } = await browser.get("/console/audit?user=u1&from=2026-03-01&until=2026-03-02");
  expect(text).toMatch(/name="from" type="date" value="2026-03-01"/);
  expect(text).toMatch(/name="until" type="date" value="2026-03-02"/);
  const today = new Date().toISOString().slice(0, 10);
  expect(text).toContain(`href="/console/audit?user=u1&amp;from=${today}">Today</a>`);
  expect(await found("from=yesterday&until=2026-13-01")).toHaveLength(4);
  expect([readDay("2026-02-30x"), dayAfter("2026-02-28"), dayAfter("2026-12-31"), dayAfter("")]).toEqual([
    "",
    "2026-03-01",
    "2027-01-01",
    "",
  ]);
});

it.each(["nl", "de"])("has its words in %s", async (language) => {
  browser.language = language;
  expect((await browser.get("/console/audit?from=2026-03-01")).text).not.toContain("undefined");
  browser.language = undefined;
});
