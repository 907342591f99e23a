// Lists read a bounded number of rows, however many tokens, users and links there are.

import { beforeAll, describe, expect, it } from "vitest";
import { admin, asAdminOver, enrol, openLogin, poll, request } from "../support/service.ts";
import { type CountingApp, INSERTING_MS, insertMany, MANY, readingApp } from "../support/storage/many-rows.ts";

const MAX_ROWS = 1300;
/** A search reads each of 20 000 rows of an index up to three times: test/size/searches.test.ts. */
const MAX_SEARCH_ROWS = 64_000;

let app: CountingApp;
beforeAll(async () => {
  app = await readingApp();
  await asAdminOver(app.send, "GET", "/token/");
  await insertMany();
}, INSERTING_MS);

async function look(path: string, most = MAX_ROWS) {
  app.rowsRead();
  const reply = await asAdminOver(app.send, "GET", path);
  const rows = app.rowsRead();
  expect(rows).toBeGreaterThan(0);
  expect(rows).toBeLessThanOrEqual(most);
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
  "serial=x*",
  "username=user77",
  "username=user7*",
  "user=user77%40big2",
  "realm=big1",
  "description=phone%207",
  "description=none",
  "failcounter_exceeded=true",
  "failcounter_exceeded=false",
  "failcounter_exceeded=true&serial=*1",
  "failcounter_exceeded=false&pagesize=500",
  "outform=csv&pagesize=500",
];

const TOKEN_SEARCHES = [
  "serial=*99",
  "username=*77",
  "realm=big1&serial=BIG0001*",
  "realm=big1&username=user1*",
  "realm=b*",
  "realm=none*",
  "description=*7",
  "rollout_state=clientwait",
  "assigned=false",
  "active=false",
  "revoked=true",
];

/** Looks at a list and at the pages beside it. */
async function lookAround(path: string, query: string, most = MAX_ROWS): Promise<void> {
  const { status, json } = await look(`${path}?${query}`, most);
  expect(status).toBe(200);
  const { after } = json?.detail ?? json?.result.value ?? {};
  if (!after) return;
  const rest = query.replace(/\bpage=\d+/, "");
  for (const cursor of [`after=${after}`, `before=${after}`])
    expect((await look(`${path}?${rest}&${cursor}`, most)).status).toBe(200);
}

describe(`with ${MANY} tokens, users and links`, () => {
  it.each(TOKEN_FILTERS)("tokens are listed by %s", (query) => lookAround("/token/", query));
  it.each(TOKEN_SEARCHES)("tokens are searched by %s", (query) => lookAround("/token/", query, MAX_SEARCH_ROWS));
  it.each(["username=*77", "realm=b*", "realm=none*", "realm=big1&username=user1*", "phones=none&username=*77"])(
    "users are searched by %s",
    (query) => lookAround("/user/", query, MAX_SEARCH_ROWS),
  );

  it.each([
    "",
    "username=user77",
    "username=USER7*",
    "realm=big1",
    "phones=none",
    "phones=none&pagesize=15",
    "phones=none&sortdir=desc",
    "phones=none-without-link",
    "phones=link-expired&pagesize=15",
    "phones=none&realm=big1&pagesize=100",
    "phones=none-without-link&username=user7*",
    "search=user7",
    "search=BIG0000",
    "search=nobody&realm=none*",
    "search=user7&realm=none*&pagesize=100",
    "search=user7&phones=none",
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

  it.each([
    // A long list is not counted, so these read little but their page. A page of all users that a
    // look examines is longer.
    ["/token/", 110],
    ["/token/?sortby=username", 110],
    ["/token/?realm=b*", 110],
    ["/token/?failcounter_exceeded=false", 150],
    ["/user/?pagesize=15", 140],
    ["/user/", 910],
    // Half of the people have a phone, and all the others a link that is open.
    ["/user/?phones=none-without-link", 20],
    ["/user/?phones=link-expired", 20],
    // The count of these may be that of all.
    ["/token/?serial=BIG0001*", 570],
    ["/user/?realm=big1&pagesize=15", 1020],
  ])("%s reads at most %d rows", async (path, most) => {
    const { status, json } = await look(path, most);
    expect(status).toBe(200);
    const { after } = json?.detail ?? json?.result.value ?? {};
    if (after) expect((await look(`${path}${path.includes("?") ? "&" : "?"}after=${after}`, most)).status).toBe(200);
  });

  it.each(["/realm/", "/defaultrealm", "/system/"])("%s is read", async (path) => {
    expect((await look(path)).status).toBe(200);
  });
});

it("a phone's answer is accepted while lists are read, each of which reads few rows", async () => {
  const { phone } = await enrol({ user: "beside", pin: "1234" });
  await admin();
  app.rowsRead();
  const lists = ["", "serial=*9", "description=none", "failcounter_exceeded=true", "sortby=username"].map((query) =>
    asAdminOver(app.send, "GET", `/token/?${query}`),
  );
  const { link, id } = await openLogin({ user: "beside", pass: "1234" });
  const [answer, ...listed] = await Promise.all([phone.login(link), ...lists]);
  expect(answer.told).toBe("logged-in");
  expect(listed.map(({ status }) => status)).toEqual(lists.map(() => 200));
  expect(app.rowsRead()).toBeLessThanOrEqual(lists.length * MAX_ROWS);
  expect((await poll(id)).json.result.value).toBe(true);
});

it("refuses a page too far into a long list, and an order that it cannot have", async () => {
  const refusal = async (query: string) => {
    const { status, json } = await request(`/token/?${query}`, { headers: await admin() });
    return `${status} ${json.result.error?.message}`;
  };
  expect(await refusal("page=40")).toMatch(/^400 ERR905: Invalid parameter page: .*after\.$/);
  expect(await refusal("sortby=description")).toMatch(/^400 ERR905: Invalid parameter sortby: /);
  expect(await refusal("after=x")).toMatch(/^400 ERR905: Invalid parameter after: /);
  const cursorOf = async (query: string) =>
    (await request(`/token/?${query}`, { headers: await admin() })).json.result.value.after as string;
  const [own, other] = [await cursorOf(""), await cursorOf("sortby=id")];
  expect(await refusal(`after=${other}`)).toMatch(
    /^400 ERR905: Invalid parameter after: the cursor is not of this list\.$/,
  );
  expect(await refusal(`after=${own}&before=${own}`)).toMatch(/^400 ERR905: Invalid parameter before: /);
  expect(await refusal(`sortby=id&after=${other}&page=2`)).toMatch(/^400 ERR905: Invalid parameter page: /);
  expect(await refusal("sortby=description&username=user7")).toBe("200 undefined");
});
