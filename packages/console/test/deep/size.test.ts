// The console's pages on a database of many tokens.

import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { writeMany } from "../../../../test/support/audit.ts";
import {
  type CountingApp,
  INSERTING_MS,
  insertMany,
  MANY,
  readingApp,
} from "../../../../test/support/storage/many-rows.ts";
import { ConsoleBrowser } from "../support/console-browser.ts";

/** A page of the console asks the API several times, and notes who looked. */
const MAX_ROWS = 1300;
/** The same with a history, or with the locks of as many tokens as one look examines. */
const MAX_ROWS_WITH_MORE = 3000;

/** It reads each of 20 000 rows of an index up to three times: test/size/searches.test.ts. */
const MAX_ROWS_OF_SEARCH = 64_000;

let app: CountingApp;
let browser: ConsoleBrowser;
beforeAll(async () => {
  app = await readingApp();
  browser = new ConsoleBrowser(app.send);
  await browser.signIn("admin", ADMIN_PASSWORD);
  await insertMany();
  await writeMany(MANY, "1700000000000 + i * 1000", {
    user: "'user' || (i % 100)",
    realm: "'big1'",
    event: "'LOGIN_SUCCESS'",
    action: "'POST /validate/check'",
  });
  // As cron leaves it, which sums the rows every five minutes.
  await env.DB.exec("UPDATE housekeeping SET summed_number = (SELECT max(number) FROM audit)");
}, INSERTING_MS);

it.each([
  "/console",
  "/console/tokens",
  "/console/tokens?pagesize=100",
  "/console/tokens?order=user",
  "/console/tokens?order=serial&state=disabled",
  "/console/tokens?user=user7",
  "/console/tokens?user=*7",
  "/console/tokens?state=locked",
  "/console/users",
  "/console/users?pagesize=100",
  "/console/users?user=user7",
  "/console/users?phones=none",
  "/console/users?phones=none-without-link&pagesize=100",
  "/console/links",
  "/console/links?serial=*9",
  "/console/audit",
  "/console/audit?pagesize=100",
  "/console/audit?page=4000&lookups=true",
  "/console/audit?user=user7",
  "/console/audit?user=*7&realm=big1",
  "/console/audit?event=LOGIN_FAILURE",
  "/console/audit?success=REJECT&from=2023-11-15&until=2023-11-15&lookups=true",
  "/console/transactions",
  "/console/accounts",
  "/console/settings",
])("%s reads a bounded number of rows", async (path) => {
  app.rowsRead();
  const { status } = await browser.get(path);
  const rows = app.rowsRead();
  expect(status).toBe(200);
  expect(rows).toBeLessThanOrEqual(MAX_ROWS);
});

it.each(["/console/tokens?state=disabled&realm=big1", "/console/users?user=*99"])(
  "%s reads as many rows of an index as a search may",
  async (path) => {
    app.rowsRead();
    const { status } = await browser.get(path);
    expect([status, app.rowsRead() <= MAX_ROWS_OF_SEARCH]).toEqual([200, true]);
  },
);

it("a page of the trail that is too far to be counted to leads to the newest entries", async () => {
  const { status, text } = await browser.get("/console/audit?page=4000&user=user7");
  expect([status, text.includes('class="button primary" href="/console/audit?user=user7"')]).toEqual([404, true]);
});

it("the trail without look-ups reads what five looks read at most", async () => {
  app.rowsRead();
  const { status } = await browser.get("/console/audit?success=REJECT&from=2023-11-15&until=2023-11-15");
  expect([status, app.rowsRead() <= 5 * MAX_ROWS]).toEqual([200, true]);
});

it.each(["/console/tokens/BIG00000099", "/console/users/big1/user7"])(
  "%s reads a bounded number of rows, with its history",
  async (path) => {
    app.rowsRead();
    const { status } = await browser.get(path);
    const rows = app.rowsRead();
    expect(status).toBe(200);
    expect(rows).toBeLessThanOrEqual(MAX_ROWS_WITH_MORE);
  },
);

it.each([
  "/console/tokens.csv",
  "/console/tokens.csv?state=locked",
  "/console/users.csv",
  "/console/audit.csv?event=LOGIN_FAILURE",
])("%s is a file of so many looks, each of which reads a bounded number", async (path) => {
  app.rowsRead();
  const { status } = await browser.get(path);
  const rows = app.rowsRead();
  expect(status).toBe(200);
  expect(rows).toBeLessThanOrEqual(10 * MAX_ROWS_WITH_MORE);
});

it("leads through a long list by cursor, forwards and back", async () => {
  const serialsOn = (text: string) => [...text.matchAll(/tokens\/(BIG\d+)"/g)].map(([, serial]) => serial);
  const leads = (text: string, rel: string) =>
    new RegExp(`<a href="([^"]+)" rel="${rel}"`).exec(text)?.[1]?.replaceAll("&amp;", "&") ?? "";
  const first = (await browser.get("/console/tokens")).text;
  expect(first).not.toContain("At least");
  expect((await browser.get("/console/tokens?realm=big1")).text).toContain("At least 500");
  const second = (await browser.get(leads(first, "next"))).text;
  expect(serialsOn(second)).toEqual(Array.from({ length: 15 }, (_, index) => `BIG000${MANY - 15 - index}`));
  expect(serialsOn((await browser.get(leads(second, "prev"))).text)).toEqual(serialsOn(first));
});

it("goes on with a search that has found nothing yet", async () => {
  const { text } = await browser.get("/console/tokens?serial=*00091234");
  expect(text).toContain("Nothing found in the part of the list that was searched.");
  expect(text).toMatch(/<a href="[^"]+" rel="next">Search further<\/a>/);
  expect(text).toMatch(/data-examined="20000" data-of="100\d{3}"/);
});
