// Three databases, as administrators see them: one list, one trail, one sum.

import { describe, expect, it } from "vitest";
import { codeIn, EnrolBrowser } from "../../support/pages/enrol-page.ts";
import {
  admin,
  asAdminOver,
  enrol,
  makePhone,
  ORIGIN,
  openLogin,
  postOver,
  requestOver,
  resultOf,
} from "../../support/service.ts";
import { database, having, makeDatabases, NAMES, userHomedIn, withMap } from "./three.ts";

/** Two users in each database, in no order. */
const users: string[] = [];

await makeDatabases();
const send = await withMap();
for (const prefix of ["list-b", "List-a"])
  for (const name of NAMES) {
    const user = await userHomedIn(name, prefix);
    users.push(user);
    await enrol({ user, pin: "1234" }, { send });
  }

const get = async (path: string) => asAdminOver(send, "GET", path);

/** Walks through a list by its cursors, there and back. */
async function walk(path: string, rowsOf: (value: Record<string, unknown[]>) => unknown[]) {
  const pages: unknown[][] = [];
  let last = "";
  for (let after: string | null = ""; after !== null && pages.length < 20; ) {
    const value = resultOf(await get(`${path}${after === "" ? "" : `&after=${after}`}`));
    pages.push(rowsOf(value));
    last = value.before ?? last;
    after = value.after;
  }
  const back: unknown[][] = [pages.at(-1) ?? []];
  for (let before: string | null = last; before !== null && back.length < 20; ) {
    const value = resultOf(await get(`${path}&before=${before}`));
    back.unshift(rowsOf(value));
    before = value.before;
  }
  return { pages, back };
}

describe("the list of tokens", () => {
  it("merges by its key, page by page, there and back", async () => {
    const { pages, back } = await walk("/token/?sortby=username&pagesize=2&username=list*", ({ tokens = [] }) =>
      tokens.map((token) => (token as { username: string }).username),
    );
    const inOrder = [...users].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
    expect(pages.flat()).toEqual(inOrder);
    expect(pages.map((page) => page.length)).toEqual([2, 2, 2]);
    expect(back.flat()).toEqual(inOrder);
  });

  it.each(["serial", "username", "realm", "description", "active", "failcount", "rollout_state", "id"])(
    "has each token once in numbered pages by %s",
    async (sortBy) => {
      const seen: string[] = [];
      for (const page of [1, 2, 3]) {
        const value = resultOf(await get(`/token/?sortby=${sortBy}&pagesize=2&page=${page}&username=list*`));
        expect(value.count).toBe(6);
        seen.push(...value.tokens.map(({ username }: { username: string }) => username));
      }
      expect(seen.toSorted()).toEqual(users.toSorted());
    },
  );

  it("of one user comes from the user's database", async () => {
    for (const user of users) {
      const { tokens, count } = resultOf(await get(`/token/?user=${user}`));
      expect([count, tokens[0].username]).toEqual([1, user]);
    }
  });
});

it("the list of users has all of them, and the realms are known", async () => {
  await enrol({ user: "zoe", realm: "corp.example", pin: "1234" }, { send });
  const found = resultOf(await get("/user/?username=list*")).map(({ username }: { username: string }) => username);
  expect(found.toSorted()).toEqual(users.toSorted());
  expect(Object.keys(resultOf(await get("/realm/")))).toEqual(expect.arrayContaining(["corp.example", "realm1"]));
});

it("people without a phone are found in all, page by page, and counted", async () => {
  const without: string[] = [];
  for (const [index, name] of [...NAMES, ...NAMES].entries()) {
    const user = await userHomedIn(name, `bare-${index}`);
    without.push(user);
    const row = database(name).prepare("INSERT INTO user (name, realm, created_at_ms) VALUES (?, 'realm1', 0)");
    await row.bind(user).run();
  }
  const linked = without.filter((_, index) => index < 2);
  for (const user of linked) await asAdminOver(send, "POST", "/token/enrollmentlink", { user });
  const read = async (phones: string) => {
    const names: string[] = [];
    for (let after: string | null = ""; after !== null && names.length < 20; ) {
      const cursor: string = after === "" ? "" : `&after=${after}`;
      const { json } = await get(`/user/?phones=${phones}&pagesize=2${cursor}`);
      names.push(...json.result.value.map(({ username }: { username: string }) => username));
      after = json.detail?.after ?? null;
    }
    return names;
  };
  expect((await read("none")).toSorted()).toEqual(without.toSorted());
  expect((await read("none-without-link")).toSorted()).toEqual(
    without.filter((user) => !linked.includes(user)).toSorted(),
  );
  const { people } = resultOf(await get("/audit/statistics"));
  expect(people).toEqual({ total: 13, with_phone: 7, invited: 2, link_expired: 0 });
});

describe("the trail", () => {
  it("lists the rows of all databases by time, newest first", async () => {
    const { auditdata, count } = resultOf(await get("/audit/?page_size=100&user=list*"));
    expect(new Set(auditdata.map(({ user }: { user: string }) => user))).toEqual(new Set(users));
    expect(count).toBe(auditdata.length);
    const dates = auditdata.map(({ date }: { date: string }) => date);
    expect(dates).toEqual([...dates].sort().reverse());
  });

  it.each(["desc", "asc"])("is read by its cursor, %s, each row once", async (order) => {
    const path = `/audit/?user=list*&sortorder=${order}`;
    const idOf = ({ number, user, date }: Record<string, unknown>) => `${number} ${user} ${date}`;
    const all = resultOf(await get(`${path}&page_size=100`)).auditdata.map(idOf);
    const seen: string[] = [];
    for (let after: string | null = ""; after !== null && seen.length <= all.length; ) {
      const value = resultOf(await get(`${path}&page_size=4${after === "" ? "" : `&after=${after}`}`));
      seen.push(...value.auditdata.map(idOf));
      after = value.after;
    }
    expect(seen).toEqual(all);
    expect((await get(`${path}&after=5`)).status).toBe(400);
  });

  it("has a page far from its start by cursor only, since every database would read all rows before it", async () => {
    const { status, json } = await get("/audit/?page=3&page_size=1000");
    expect([status, json.result.error?.message]).toEqual([400, expect.stringContaining("read it by the cursor")]);
    for (const page of ["page=2&page_size=100", "page_size=1000"])
      expect((await get(`/audit/?${page}`)).status, page).toBe(200);
  });

  it("is verified in each, and a changed row is named with its database", async () => {
    expect(resultOf(await get("/audit/verification")).problems).toEqual([]);
    await database("DB_2").exec("UPDATE audit SET client = '203.0.113.9' WHERE number = 1");
    const { problems } = resultOf(await get("/audit/verification"));
    expect(problems).toEqual([expect.stringMatching(/^DB_2: .*1/)]);
  });

  it("adds its numbers up", async () => {
    for (const user of users.slice(0, 3))
      expect(resultOf(await postOver(send, "/validate/check", { user, pass: "wrong" }))).toBe(false);
    const { failures } = resultOf(await get("/audit/statistics"));
    expect(failures).toContainEqual({ reason: "wrong-pin", count: 3 });
  });
});

it("lists and cancels open logins of all", async () => {
  const ids: string[] = [];
  for (const user of users) ids.push((await openLogin({ user, pass: "1234" }, send)).id);
  const { challenges, count } = resultOf(await get("/token/challenges/"));
  expect([challenges.length, count]).toEqual([6, 6]);
  for (const id of ids)
    expect(resultOf(await asAdminOver(send, "DELETE", `/token/challenges/transaction/${id}`)).deleted).toBe(1);
  expect(resultOf(await get("/token/challenges/")).count).toBe(0);
});

it("opens the locks of many tokens in all databases", async () => {
  const locked = users.slice(0, 3);
  for (const user of locked)
    for (let index = 0; index < 10; index++) await postOver(send, "/validate/check", { user, pass: "wrong" });
  const which = { locked_since: "2020-01-01T00:00Z" };
  expect(resultOf(await asAdminOver(send, "POST", "/token/reset", { ...which, preview: "true" }))).toBe(3);
  expect(resultOf(await asAdminOver(send, "POST", "/token/reset", which))).toBe(3);
  for (const user of locked)
    expect((await postOver(send, "/validate/check", { user, pass: "1234" })).json.detail.transaction_id).toBeDefined();
});

it("removes a user's tokens, and the name from every trail", async () => {
  const user = await userHomedIn("DB_1", "leaving");
  await enrol({ user, pin: "1234" }, { send });
  // Rows from before the user was moved here.
  for (const name of ["DB", "DB_2"] as const)
    await database(name)
      .prepare(
        "UPDATE audit SET user = ?, realm = 'realm1', pseudonym = '~gone' WHERE number = (SELECT max(number) FROM audit)",
      )
      .bind(user)
      .run();
  expect((await asAdminOver(send, "DELETE", `/user/realm1/${user}`)).status).toBe(200);
  for (const table of ["audit", "token"])
    expect(await having(`SELECT 1 FROM ${table} WHERE user = ?`, user)).toEqual([]);
  expect(await having("SELECT 1 FROM user WHERE name = ?", user)).toEqual([]);
});

describe("an enrolment link", () => {
  it.each(NAMES)("of a user in %s is made, listed and withdrawn there", async (name) => {
    const user = await userHomedIn(name, "linked");
    const { detail } = (await asAdminOver(send, "POST", "/token/enrollmentlink", { user })).json;
    expect(await having("SELECT 1 FROM enrollment_link WHERE user = ?", user)).toEqual([name]);
    const { links } = resultOf(await get(`/token/enrollmentlink?user=${user}`));
    expect(links.map(({ id }: { id: string }) => id)).toEqual([detail.id]);
    expect(resultOf(await asAdminOver(send, "DELETE", `/token/enrollmentlink/${detail.id}`))).toBe(1);
    const withdrawn = "SELECT 1 FROM enrollment_link WHERE withdrawn_at_ms IS NOT NULL AND user = ?";
    expect(await having(withdrawn, user)).toEqual([name]);
  });

  it.each(NAMES)("of a user in %s leads to a token with a PIN there", async (name) => {
    const user = await userHomedIn(name, "invited");
    const { detail } = (await asAdminOver(send, "POST", "/token/enrollmentlink", { user, pin: "choose" })).json;
    const path = detail.link.slice(ORIGIN.length);
    const browser = new EnrolBrowser(send);
    const phone = makePhone(send);
    expect((await phone.enroll(codeIn(await browser.start(path)))).told).toBe("enrolled");
    expect((await browser.step(path, "pin", { pin: "4321" })).status).toBe(303);
    expect(await having("SELECT 1 FROM token WHERE user = ? AND rollout_state = 'enrolled'", user)).toEqual([name]);
    expect((await phone.login((await openLogin({ user, pass: "4321" }, send)).link)).told).toBe("logged-in");
  });
});

it("gives no number of a page of the trail that it would refuse", async () => {
  for (const name of NAMES) {
    const named = database(name).prepare(
      "SELECT name FROM pragma_table_info('audit') WHERE name NOT IN ('number', 'user')",
    );
    const columns = (await named.raw()).join();
    await database(name)
      .prepare(
        `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
         INSERT INTO audit (user, ${columns}) SELECT 'copy', ${columns} FROM (SELECT * FROM audit LIMIT 1), n`,
      )
      .run();
  }
  const page = async (number: number) => resultOf(await get(`/audit/?user=copy&page_size=400&page=${number}`));
  expect(await page(1)).toMatchObject({ count: 1200, next: 2 });
  const { next, prev, after } = await page(2);
  expect([prev, next, after === null]).toEqual([1, null, false]);
});

it("an account that has signed out may do nothing in any database", async () => {
  const headers = await admin();
  expect((await requestOver(send, "/auth", { method: "DELETE", headers })).status).toBe(200);
  expect(await having("SELECT 1 FROM ended_session")).toEqual([...NAMES]);
  for (const name of NAMES) {
    const user = await userHomedIn(name, "after");
    expect((await postOver(send, "/token/init", { type: "tiqr", user, pin: "1234" }, headers)).status).toBe(401);
  }
});
