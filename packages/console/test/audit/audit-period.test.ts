// The audit trail of some days: both are part of the period, and links lead to those that are often
// wanted.

import { beforeAll, describe, expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { runSql } from "../../../../test/support/audit.ts";
import { initToken } from "../../../../test/support/service.ts";
import { dayOf, momentsOf, quickDays, readDay } from "../../audit/period.ts";
import { CONSOLE_COOKIE, ConsoleBrowser } from "../support/console-browser.ts";

const browser = new ConsoleBrowser();
beforeAll(async () => {
  const days = ["2026-03-01T00:00Z", "2026-03-01T23:59:59.999Z", "2026-03-02T12:00Z", "2026-03-03T00:00Z"];
  for (const [index] of days.entries()) await initToken({ user: `u${index}`, serial: `DAY${index}` });
  for (const [index, at] of days.entries())
    await runSql(`UPDATE audit SET at_ms = ${Date.parse(at)} WHERE serial = 'DAY${index}'`);
  await browser.signIn("admin", ADMIN_PASSWORD);
});

const inZone = (zone: string) => ({
  Cookie: `${CONSOLE_COOKIE}=${browser.cookie}; tiqr-zone=${encodeURIComponent(zone)}`,
});

const serialsOf = async (query: string, headers: Record<string, string> = {}) => {
  const { text } = await browser.get(`/console/audit?serial=DAY*&${query}`, headers);
  return [...new Set([...text.matchAll(/href="\/console\/tokens\/(DAY\d)"/g)].map(([, serial]) => serial))];
};

it("has the first day and the last, whole", async () => {
  expect(await serialsOf("")).toEqual(["DAY3", "DAY2", "DAY1", "DAY0"]);
  expect(await serialsOf("from=2026-03-01&until=2026-03-01")).toEqual(["DAY1", "DAY0"]);
  expect(await serialsOf("from=2026-03-02")).toEqual(["DAY3", "DAY2"]);
  expect(await serialsOf("until=2026-03-02")).toEqual(["DAY2", "DAY1", "DAY0"]);
});

it("keeps its days in the form and beside the quick ones, and leaves out what is not a day", async () => {
  const { text } = await browser.get("/console/audit?user=u1&from=2026-03-01&until=2026-03-02");
  expect(text).toMatch(/name="from" type="text"[^>]* value="2026-03-01"/);
  expect(text).toMatch(/name="until" type="text"[^>]* value="2026-03-02"/);
  expect(text).toContain('href="/console/audit?user=u1&amp;period=yesterday">Yesterday</a>');
  expect(await serialsOf("from=yesterday&until=2026-13-01")).toHaveLength(4);
  expect(["2026-02-30x", "2026-13-01", "1.13.2026", "28/11/2026"].map(readDay)).toEqual(["", "", "", ""]);
  expect(["2026-03-01", "1.3.2026", "01-03-2026"].map(readDay)).toEqual(Array(3).fill("2026-03-01"));
});

describe("a day", () => {
  const of = (zone: string, from: string, until = from) => Object.values(momentsOf({ from, until }, zone));

  it("is that of the zone, also when its clocks change", () => {
    expect(of("UTC", "2026-12-31")).toEqual(["2026-12-31T00:00:00.000Z", "2027-01-01T00:00:00.000Z"]);
    expect(of("Europe/Amsterdam", "2026-03-29")).toEqual(["2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z"]);
    expect(of("America/St_Johns", "2026-01-05")).toEqual(["2026-01-05T03:30:00.000Z", "2026-01-06T03:30:00.000Z"]);
    // Clocks go from midnight to one o'clock.
    expect(of("Africa/Cairo", "2026-04-24")[0]).toBe("2026-04-23T22:00:00.000Z");
    expect(of("Asia/Kolkata", "", "2026-01-05")).toEqual(["", "2026-01-05T18:30:00.000Z"]);
  });

  it("that was yesterday there is chosen by its word", () => {
    const late = Date.parse("2026-03-01T23:30Z");
    expect([dayOf(late, "UTC"), dayOf(late, "Europe/Amsterdam")]).toEqual(["2026-03-01", "2026-03-02"]);
    expect(quickDays("yesterday", late, "UTC")).toEqual({ from: "2026-02-28", until: "2026-02-28" });
    expect(quickDays("yesterday", late, "Europe/Amsterdam")).toEqual({ from: "2026-03-01", until: "2026-03-01" });
    expect([quickDays("constructor", late, "UTC"), quickDays("", late, "UTC")]).toEqual([undefined, undefined]);
  });
});

it("begins when it does in the browser's zone, which the page names", async () => {
  expect(await serialsOf("from=2026-03-02&until=2026-03-02", inZone("Asia/Tokyo"))).toEqual(["DAY2", "DAY1"]);
  for (const [zone, named] of [
    ["Asia/Tokyo", "(Asia/Tokyo)"],
    ["Nowhere/Else", "(UTC)"],
  ] as const)
    expect((await browser.get("/console/audit", inZone(zone))).text).toContain(named);
});

it.each(["nl", "de"])("has its words in %s", async (language) => {
  browser.language = language;
  expect((await browser.get("/console/audit?from=2026-03-01")).text).not.toContain("undefined");
  browser.language = undefined;
});
