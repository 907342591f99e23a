// The search of the audit trail on the console, in a trail that is longer than what one look
// examines.

import { beforeAll, expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { writeMany } from "../../../../test/support/audit.ts";
import { initToken } from "../../../../test/support/service.ts";
import { ConsoleBrowser } from "../support/console-browser.ts";

const browser = new ConsoleBrowser();
const at = "1700000000000 + i * 1000";
const page = async (path: string) => (await browser.get(path)).text.replaceAll("&amp;", "&");
const linkIn = (text: string, rel: string) =>
  new RegExp(`<a href="([^"]+)" rel="${rel}">([^<]+)<`).exec(text)?.slice(1);

beforeAll(async () => {
  await browser.follow(await browser.signIn("admin", ADMIN_PASSWORD));
  await initToken({ user: "anna", serial: "OLD-1" });
  await writeMany(6000, at, { user: "'other'" });
});

it("says how far it has searched, and searches further from there", async () => {
  const first = await page("/console/audit?serial=OLD*");
  expect(first).toContain("Nothing found so far.");
  expect(first).toMatch(/2023-11-14 22:\d\d:\d\d UTC/);
  const [further = "", words] = linkIn(first, "next") ?? [];
  expect([further, words]).toEqual([
    expect.stringMatching(/^\/console\/audit\?serial=OLD\*&after=\d+$/),
    "Search further back",
  ]);
  const end = await page(further);
  expect(end).toContain("POST /token/init");
  expect(linkIn(end, "next")).toBe(undefined);
  expect(linkIn(end, "first")).toEqual(["/console/audit?serial=OLD*", "Newest entries"]);
});

it("shows a page of many, how many there are at least, and the way to older ones", async () => {
  const first = await page("/console/audit?user=other");
  expect(first).toContain("At least 900 in all.");
  const [older = "", words] = linkIn(first, "next") ?? [];
  expect(words).toBe("Older entries");
  expect(await page(older)).not.toContain("At least");
  // This search ends behind its first page, so the number would only say that there is a second
  // one.
  const full = await page("/console/audit?action=*");
  expect([full.includes("At least"), linkIn(full, "next")?.[1]]).toEqual([false, "Older entries"]);
});

it("finds the history of a token among the rows of its user, and leads to the rest of it", async () => {
  const token = await page("/console/tokens/OLD-1");
  expect(token).toContain("POST /token/init");
  const [, all = ""] = /href="(\/console\/audit\?[^"]+)"/.exec(token) ?? [];
  expect(all).toBe("/console/audit?serial=*OLD-1*&user=anna&realm=realm1");
  expect(await page(all)).toContain("POST /token/init");
});

it("says in the line to which a phone folds the search what is searched for", async () => {
  const said = async (search: string) =>
    /<details class="folded"><summary>(.*?)<\/summary>/s.exec(await page(`/console/audit${search}`))?.[1];
  expect(await said("")).toBe("Search");
  expect((await said("?user=anna&success=0&event=PIN_FAIL&reason=*lock*"))?.replaceAll("<wbr/>", "")).toBe(
    "Search: anna* · refused · Wrong PIN · *lock*",
  );
});

it("has the fields that few searches need behind a summary, which is open while one of them is in use", async () => {
  for (const [search, isOpen] of [
    ["", false],
    ["?user=anna&success=0", false],
    ["?event=PIN_FAIL", true],
    ["?serial=TIQR1", true],
    ["?period=today", true],
    ["?reason=wrong-pin", true],
    ["?realm=default", true],
  ] as const) {
    const [, form = ""] =
      /<form method="get" action="\/console\/audit"(.*?)<\/form>/s.exec(await page(`/console/audit${search}`)) ?? [];
    const [line = "", folded = ""] = form.split(/<details(?: open="")?>/);
    expect([search, form.includes("<details open"), folded.includes("<summary>")]).toEqual([search, isOpen, true]);
    expect([...line.matchAll(/<(?:input|select|button)\b[^>]*(?:name|type)="(\w+)"/g)].map(([, name]) => name)).toEqual(
      ["search", "success", "submit"],
    );
    expect(folded.match(/<a href="[^"]*\bperiod=/g)).toHaveLength(12);
  }
});
