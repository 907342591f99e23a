// Lists read a bounded number of rows, however many tokens, users and links there are.

import { beforeAll, describe, expect, it } from "vitest";
import { insertMany, MANY, type Reading, readingApp } from "../support/many-rows.ts";
import { asAdminOver } from "../support/service.ts";

const MAX_ROWS = 2000;

let app: Reading;
beforeAll(async () => {
  app = await readingApp();
  await asAdminOver(app.send, "GET", "/token/");
  await insertMany();
});

async function look(path: string) {
  app.rowsRead();
  const reply = await asAdminOver(app.send, "GET", path);
  const rows = app.rowsRead();
  expect(rows).toBeGreaterThan(0);
  expect(rows).toBeLessThanOrEqual(MAX_ROWS);
  return reply;
}

const TOKEN_FILTERS = [
  "",
  "sortby=id",
  "sortby=id&sortdir=desc",
  "sortby=username",
  "sortdir=desc",
  "pagesize=1000",
  "page=30",
  "serial=BIG00000099",
  "serial=big000*",
  "serial=*99",
  "serial=x*",
  "username=user77",
  "username=user7*",
  "username=*77",
  "user=user77%40big2",
  "realm=big1",
  "realm=big1&serial=BIG0001*",
  "realm=big1&username=user1*",
  "realm=b*",
  "realm=none*",
  "description=phone%207",
  "description=*7",
  "description=none",
  "rollout_state=clientwait",
  "assigned=false",
  "active=false",
  "revoked=true",
  "failcounter_exceeded=true",
  "failcounter_exceeded=false",
  "failcounter_exceeded=true&serial=*1",
  "failcounter_exceeded=false&pagesize=500",
  "outform=csv&pagesize=500",
];

/** Looks at a list and at the pages beside it. */
async function lookAround(path: string, query: string): Promise<void> {
  const { status, json } = await look(`${path}?${query}`);
  expect(status).toBe(200);
  const { after } = json?.detail ?? json?.result.value ?? {};
  if (!after) return;
  const rest = query.replace(/\bpage=\d+/, "");
  for (const cursor of [`after=${after}`, `before=${after}`])
    expect((await look(`${path}?${rest}&${cursor}`)).status).toBe(200);
}

describe(`with ${MANY} tokens, users and links`, () => {
  it.each(TOKEN_FILTERS)("tokens are listed by %s", (query) => lookAround("/token/", query));

  it.each([
    "",
    "username=user77",
    "username=USER7*",
    "username=*77",
    "realm=big1",
    "realm=b*",
    "realm=none*",
    "realm=big1&username=user1*",
  ])("users are listed by %s", (query) => lookAround("/user/", query));

  it.each([
    "",
    "pagesize=1000",
    "user=user77%40big2",
    "serial=BIG*",
    "serial=*1",
    "realm=big1",
    "realm=none*",
    `id=${"0".repeat(64)}`,
  ])("links are listed by %s", (query) => lookAround("/token/enrollmentlink", query));

  it.each(["/realm/", "/defaultrealm", "/system/"])("%s is read", async (path) => {
    expect((await look(path)).status).toBe(200);
  });
});
