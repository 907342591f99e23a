// Searches by a part of a name among 25 000 tokens and people: up to 20 000 are searched whole in
// one request, and beyond that the answer says how far it has come and where to go on.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "../../src/core/caller.ts";
import type { TokenFilter } from "../../src/core/ports/tokens/management.ts";
import { readTokenList } from "../../src/storage/tokens/list.ts";
import { asAdminOver } from "../support/service.ts";
import { type CountingApp, INSERTING_MS, readingApp } from "../support/storage/many-rows.ts";
import { parametersIn } from "../support/storage/plans.ts";
import { realPorts } from "../support/storage/ports.ts";

const [ROWS, WHOLE] = [25_000, 20_000];
/** Each row of a look is read three times at most, along an index: src/storage/sql/scan. */
const MAX_ROWS = 3 * WHOLE + 3000;

const { settings } = await realPorts();
let app: CountingApp;
beforeAll(async () => {
  app = await readingApp();
  await asAdminOver(app.send, "GET", "/token/");
  const numbers = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS})`;
  const realm = `CASE WHEN i > ${ROWS - WHOLE} THEN 'whole' ELSE 'rest' END`;
  await env.DB.batch([
    env.DB.prepare(
      `${numbers} INSERT INTO user (realm, name, created_at_ms) SELECT ${realm}, printf('jan%07d', i), i FROM n`,
    ),
    env.DB.prepare(
      `${numbers} INSERT INTO token (serial, generation, realm, user, description, active, revoked, rollout_state,
         max_fail, suite, created_at_ms)
       SELECT printf('S%07d', i), 1, ${realm}, printf('jan%07d', i), 'phone ' || i, i <> ${ROWS}, 0, 'enrolled', 10,
         'OCRA-1:HOTP-SHA256-8:QH10-S064', i FROM n`,
    ),
  ]);
}, INSERTING_MS);

async function look(path: string, most = MAX_ROWS) {
  app.rowsRead();
  const { json } = await asAdminOver(app.send, "GET", path);
  const rows = app.rowsRead();
  expect(rows).toBeLessThanOrEqual(most);
  const { value, detail } = json.result.value.tokens
    ? { value: json.result.value, detail: json.result.value }
    : { value: { tokens: json.result.value }, detail: json.detail };
  return {
    found: value.tokens.length as number,
    count: value.count as number | undefined,
    exact: value.count_exact,
    after: detail?.after as string | null | undefined,
    progress: detail?.progress,
  };
}

describe("of 20 000 rows one request finds", () => {
  it.each([
    `username=*${ROWS}`,
    `username=*${ROWS}*`,
    `username=jan002*${ROWS % 10_000}`,
    `serial=*${ROWS}`,
    `serial=S*${ROWS}`,
    `description=*${ROWS}`,
    "active=false",
  ])("the one token that fits %s", async (query) => {
    expect(await look(`/token/?realm=whole&${query}`)).toMatchObject({
      found: 1,
      count: 1,
      exact: true,
      after: null,
      progress: null,
    });
  });

  it("how many fit", async () => {
    expect(await look("/token/?realm=whole&username=*00")).toMatchObject({
      found: 15,
      count: WHOLE / 100,
      exact: true,
    });
  });

  it("the one person", async () => {
    expect(await look(`/user/?realm=whole&username=*${ROWS}`)).toMatchObject({ found: 1, after: undefined });
    expect(await look(`/user/?realm=whole&username=jan002*${ROWS % 10_000}&pagesize=15`)).toMatchObject({ found: 1 });
  });
});

describe("of more", () => {
  it.each([
    ["/token/", `username=*${ROWS}`],
    ["/token/", `serial=*${ROWS}`],
    ["/token/", `description=*${ROWS}`],
    ["/token/", "realm=w*e&active=false"],
    ["/user/", `username=*${ROWS}`],
  ])("%s says how far %s has come, and finds it at the cursor", async (path, query) => {
    const first = await look(`${path}?${query}`);
    expect(first).toMatchObject({ found: 0, progress: { examined: WHOLE, of: ROWS } });
    expect(await look(`${path}?${query}&after=${first.after}`)).toMatchObject({ found: 1, progress: null });
  });

  it.each([
    "/token/?username=jan00250*",
    "/token/?serial=s00250*",
    "/token/?description=phone%2024999*",
    "/user/?username=jan00250*&pagesize=15",
    "/user/?search=jan00250&pagesize=15",
  ])("%s uses an index", async (path) => {
    expect(await look(path, 150)).toMatchObject({ found: 1 });
  });
});

it.each<[Partial<TokenFilter>, string]>([
  [{ username: "*7", active: false }, "token_by_serial"],
  [{ username: "jan*7", description: "*7" }, "token_by_username"],
  [{ realm: "rest", username: "*7", rolloutState: "c*" }, "token_by_realm"],
])("a search for %j reads %s alone, however often it reads it", async (filter, index) => {
  const texts: string[] = [];
  const prepare = (sql: string) => {
    texts.push(sql);
    return env.DB.prepare(sql);
  };
  const noting = { prepare, batch: env.DB.batch.bind(env.DB) } as unknown as D1Database;
  const page = { number: 1, size: 15, after: undefined, before: undefined, sortBy: undefined, descending: undefined };
  const nobody = { name: "", generation: 0 } as Caller;
  await readTokenList(noting, settings, nobody, "tokenlist", filter as TokenFilter, page, 0);
  const sql = texts.find((text) => text.startsWith("WITH page")) ?? "";
  const plan = env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`).bind(...Array(parametersIn(sql)).fill(""));
  const details = (await plan.all<{ detail: string }>()).results.map(({ detail }) => detail);
  expect(details.filter((detail) => detail.includes(` USING COVERING INDEX ${index} (`))).toHaveLength(3);
  // SQLite would make one of all rows, to use it once.
  expect(details.filter((detail) => detail.includes("AUTOMATIC"))).toEqual([]);
});
