// A search through more rows than a list reads: it finds every row once, there and back, counts a
// short list, and says how far it has come in a long one.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { Paging } from "../../../../src/core/ports/paging.ts";
import { matches, patternParameter } from "../../../../src/storage/sql/like.ts";
import { lengthOf, pageOf, type Scan, scanStatement } from "../../../../src/storage/sql/scan/scan.ts";
import { many } from "../../../support/audit.ts";

const [ROWS, MOST] = [2500, 1100];
const FIRST: Paging = { number: 1, size: 5, after: undefined, before: undefined };

await env.DB.exec(`INSERT INTO user (name, realm, created_at_ms) ${many(ROWS, "'u' || (i / 2), 'r' || (i % 2), 0")}`);

interface PageRequest extends Partial<Paging> {
  readonly descending?: boolean;
  readonly order?: string;
  readonly upTo?: number;
  readonly isLong?: string;
}

async function search(pattern: string, { upTo = ROWS, isLong, ...paging }: PageRequest = {}) {
  const scan: Scan = {
    source: "user",
    read: "user.*",
    keys: ["user.name COLLATE NOCASE", "user.id"],
    within: [`user.id <= ${upTo}`],
    lower: ["user.name COLLATE NOCASE >= ''"],
    upper: [],
    as: "user",
    wanted: [matches("user.name", "name", pattern)],
    from: "user",
    ref: "user.id",
    columns: "user.*",
    mostExamined: MOST,
    length: lengthOf("user"),
    ...(isLong === undefined ? {} : { isLong }),
  };
  const scanPaging = { ...FIRST, descending: false, ...paging };
  const { results, meta } = await scanStatement<{ id: number }>(env.DB, scan, scanPaging, {
    name: patternParameter(pattern),
  }).all();
  const page = pageOf<{ id: number }>(scan, scanPaging, results as never);
  if (!page.ok) throw new Error(page.reason.code);
  return { ...page, ids: page.rows.map(({ id }) => id), read: meta.rows_read };
}

describe.each(["*77*", "*9", "nobody", "*"])("a search for %s", (pattern) => {
  it.each([90, 1000])("finds every row once, there and back, in pages of %d", async (size) => {
    for (const descending of [false, true]) {
      const found: number[] = [];
      let page = await search(pattern, { size, descending });
      let last = page;
      for (; ; page = await search(pattern, { size, descending, after: page.after })) {
        found.push(...page.ids);
        if (page.ids.length > 0) last = page;
        if (!page.after) break;
      }
      const back = [...last.ids];
      for (page = last; page.before; ) {
        page = await search(pattern, { size, descending, before: page.before });
        back.unshift(...page.ids);
      }
      const way = descending ? "DESC" : "ASC";
      const { results } = await env.DB.prepare(
        `SELECT id FROM user WHERE ${matches("name", "name", pattern).replace(":name", "?")}
         ORDER BY name COLLATE NOCASE ${way}, id ${way}`,
      )
        .bind(patternParameter(pattern))
        .all<{ id: number }>();
      const all = results.map(({ id }) => id);
      expect([found, back]).toEqual([all, all]);
    }
  });
});

it("counts a list that it has read to the end, to the last row, and in any order", async () => {
  expect(await search("*9", { upTo: MOST })).toMatchObject({ count: 110, exact: true, progress: undefined });
  expect(await search("nobody", { upTo: MOST })).toMatchObject({ count: 0, exact: true, after: undefined });
  expect((await search("*9", { upTo: MOST, order: "user.id DESC" })).ids[0]).toBe(1099);
  await expect(search("*9", { upTo: MOST + 1, order: "user.id DESC" })).rejects.toThrow("invalid-parameter");
});

it("says how far it has come when its page is not full, and is content with a full one", async () => {
  const nothing = await search("nobody");
  expect(nothing).toMatchObject({ count: 0, exact: false, progress: { examined: MOST, of: ROWS } });
  expect(nothing.after).toBeDefined();
  expect(await search("*9", { size: 500 })).toMatchObject({ count: 106, progress: { examined: MOST, of: ROWS } });
  expect((await search("*9")).progress).toBeUndefined();
});

it("ends with its page in a long list, and else reads its window three times at most", async () => {
  expect(await search("*", { isLong: "true" })).toMatchObject({ count: 6, exact: false });
  expect((await search("*", { isLong: "true" })).read).toBeLessThan(40);
  expect((await search("*9", { after: ["u1", 0] })).read).toBeLessThan(120);
  expect((await search("nobody")).read).toBeLessThanOrEqual(2 * MOST + 10);
  expect((await search("*9")).read).toBeLessThanOrEqual(3 * MOST + 100);
});
