// A scan finds every row once, there and back, whichever way its window is read, and reads no more
// than it may.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { Cursor, ListPage, Paging } from "../../../../src/core/ports/paging.ts";
import { matches, patternParameter } from "../../../../src/storage/sql/like.ts";
import { isLongFrom, misfitOf, pageOf, type Scan, scanStatement } from "../../../../src/storage/sql/scan/scan.ts";
import { many } from "../../../support/audit.ts";

/** A page of 20 is half of it, from which on the whole window comes back. */
const MOST = 40;
const FIRST: Paging = { number: 1, size: 5, after: undefined, before: undefined };
/** Every third begins with a capital, and two realms have each name. */
const NAMES = `CASE WHEN i % 3 THEN 'u' ELSE 'U' END || (i / 2), 'r' || (i % 2), 0`;

await env.DB.exec(`INSERT INTO user (name, realm, created_at_ms) ${many(201, NAMES)}`);

const scanOf = (pattern: string, isLong?: string): Scan => ({
  source: "user",
  read: "user.*",
  keys: ["user.name COLLATE NOCASE", "user.id"],
  within: [],
  lower: ["user.name COLLATE NOCASE >= ''"],
  upper: [],
  as: "user",
  wanted: [matches("user.name", "name", pattern)],
  from: "user",
  ref: "user.id",
  columns: "user.*",
  further: { later: "user.id + 1" },
  mostExamined: MOST,
  ...(isLong === undefined ? {} : { isLong }),
});

interface Row {
  readonly id: number;
  readonly name: string;
  readonly later: number | null;
}

async function pageWith(scan: Scan, pattern: string, paging: Partial<Paging>, descending = false) {
  const scanPaging = { ...FIRST, ...paging, descending };
  const { results, meta } = await scanStatement<Row>(env.DB, scan, scanPaging, {
    name: patternParameter(pattern),
  }).all();
  const page = pageOf<Row>(scan, scanPaging, results as never);
  if (!page.ok) throw new Error(page.reason.code);
  return { ...page, read: meta.rows_read };
}

const idsOf = ({ rows }: Pick<ListPage<Row>, "rows">) => rows.map(({ id }) => id);

async function idsLike(pattern: string, order: string) {
  const sql = `SELECT id FROM user WHERE ${matches("name", "name", pattern).replace(":name", "?")} ORDER BY ${order}`;
  const { results } = await env.DB.prepare(sql).bind(patternParameter(pattern)).all<{ id: number }>();
  return results.map(({ id }) => id);
}

describe.each(["*", "*7", "*77*", "u1*", "nobody"])("of %s", (pattern) => {
  it.each([3, 9, 19, 20, 40, 1000])("every row is found once, there and back, in pages of %d", async (size) => {
    for (const descending of [false, true]) {
      const scan = scanOf(pattern, descending ? "true" : undefined);
      const found: number[] = [];
      const back: number[] = [];
      let page = await pageWith(scan, pattern, { size }, descending);
      let last = page;
      for (; ; page = await pageWith(scan, pattern, { size, after: page.after }, descending)) {
        found.push(...idsOf(page));
        if (found.length > 1000) throw new Error("the scan does not end");
        if (page.rows.length > 0) last = page;
        if (!page.after) break;
      }
      back.unshift(...idsOf(last));
      for (page = last; page.before; ) {
        page = await pageWith(scan, pattern, { size, before: page.before }, descending);
        back.unshift(...idsOf(page));
        if (back.length > 1000) throw new Error("the scan back does not end");
      }
      const direction = descending ? "DESC" : "ASC";
      const all = await idsLike(pattern, `name COLLATE NOCASE ${direction}, id ${direction}`);
      expect([found, back]).toEqual([all, all]);
    }
  });
});

describe("the count", () => {
  it("is exact up to as many rows as a scan examines, in any order, and then no more", async () => {
    const within = (rows: number): Scan => ({ ...scanOf("*"), within: [`user.id <= ${rows}`] });
    for (const size of [5, 1000]) {
      expect(await pageWith(within(MOST), "*", { size })).toMatchObject({ count: MOST, exact: true });
      expect(await pageWith(within(MOST + 1), "*", { size })).toMatchObject({ count: MOST, exact: false });
      const scanPaging = { ...FIRST, size, order: "user.id DESC", descending: false };
      const statement = scanStatement<Row>(env.DB, within(MOST), scanPaging, { name: "%" });
      const page = pageOf<Row>(within(MOST), scanPaging, (await statement.all()).results as never);
      expect(page).toMatchObject({ ok: true, count: MOST, after: undefined });
      expect(page.ok && idsOf(page)[0]).toBe(MOST);
    }
  });

  it("ends after the page where the list is long, which has numbered pages all the same", async () => {
    const long = scanOf("*", "true");
    expect(await pageWith(long, "*", { size: 5 })).toMatchObject({ count: 6, exact: false });
    const third = await pageWith(long, "*", { size: 5, number: 3 });
    expect(idsOf(third)).toEqual((await idsLike("*", "name COLLATE NOCASE, id")).slice(10, 15));
    await expect(pageWith(long, "*", { size: 5, number: 9 })).rejects.toThrow("invalid-parameter");
  });
});

describe("a scan reads", () => {
  it("what is read for a row that fits, and for no other", async () => {
    for (const size of [5, 1000]) {
      const { rows } = await pageWith(scanOf("u1*"), "u1*", { size });
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.every(({ id, later }) => later === id + 1)).toBe(true);
    }
  });

  it("its window once, and the rows of its page twice more", async () => {
    const plain = ({ further: _, ...scan }: Scan): Scan => scan;
    const read = async (pattern: string, size: number, isLong?: string, after?: Paging["after"]) =>
      (await pageWith(plain(scanOf(pattern, isLong)), pattern, { size, after })).read;
    expect(await read("*", 1000)).toBe(MOST + 1);
    expect(await read("nobody", 1000)).toBe(MOST + 1);
    expect(await read("nobody", 5)).toBeLessThanOrEqual(MOST + 5);
    expect(await read("*", 5)).toBeLessThanOrEqual(MOST + 5 + 2 * 5);
    expect(await read("*", 5, "true")).toBeLessThanOrEqual(2 * 6 + 5 + 2 * 5);
    expect(await read("*", 5, undefined, ["u", 0])).toBeLessThanOrEqual(2 * 6 + 5 + 2 * 5);
    // In vain, a scan tries a few rows for each of the page first.
    expect(await read("nobody", 5, "true")).toBeLessThanOrEqual(MOST + 5 + 4 * 6);
  });
});

describe("a page says where it lies", () => {
  const scan = scanOf("*");
  const whole: Scan = { ...scan, within: ["user.id <= 10"] };
  const ordered = async (paging: Partial<Paging>) => {
    const scanPaging = { ...FIRST, ...paging, order: "user.id DESC", descending: false };
    const { results } = await scanStatement<Row>(env.DB, whole, scanPaging, { name: "%" }).all();
    const page = pageOf<Row>(whole, scanPaging, results as never);
    if (!page.ok) throw new Error(page.reason.code);
    return page;
  };

  /**
   * A cursor has a name as it is written, and a place has it in lower case; SQLite finds the same
   * row by both.
   */
  const placed = (cursor: Cursor | undefined) =>
    cursor?.map((value) => (typeof value === "string" ? value.toLowerCase() : value));

  it("the first has nothing before it, and each other has", async () => {
    const first = await pageWith(scan, "*", {});
    expect([first.before, placed(first.after)]).toEqual([undefined, first.places.at(-1)]);
    const second = await pageWith(scan, "*", { number: 2 });
    expect([placed(second.before), placed(second.after)]).toEqual([second.places[0], second.places.at(-1)]);
    const behind = await pageWith(scan, "*", { after: first.after });
    expect(idsOf(behind)).toEqual(idsOf(second));
    expect(behind.before).toEqual(second.before);
    const back = await pageWith(scan, "*", { before: second.before });
    expect([idsOf(back), back.before, back.after]).toEqual([idsOf(first), undefined, first.after]);
  });

  it("the last has nothing after it", async () => {
    const last = await pageWith(whole, "*", { number: 2 });
    expect([last.rows.length, placed(last.before), last.after]).toEqual([5, last.places[0], undefined]);
  });

  it("in an order of its own it has a number and no cursor", async () => {
    for (const number of [1, 2]) {
      const page = await ordered({ number });
      expect(idsOf(page)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1].slice(5 * (number - 1), 5 * number));
      expect([page.before, page.after, page.places]).toEqual([undefined, undefined, []]);
    }
  });

  it("a place has the text in lower case where the index does not mind the case", async () => {
    const { places, rows } = await pageWith(scan, "*", { size: 40 });
    expect(rows.some(({ name }) => name.startsWith("U"))).toBe(true);
    expect(places).toEqual(rows.map(({ id, name }) => [name.toLowerCase(), id]));
  });

  it("and has it as it is written where the case counts", async () => {
    const byRealm: Scan = { ...scan, keys: ["user.realm", "user.name"], lower: ["user.realm >= ''"] };
    const { places, rows } = await pageWith(byRealm, "*", { size: 40 });
    expect(places.map(([, name]) => name)).toEqual(rows.map(({ name }) => name));
  });

  it.each(["after", "before"])("a cursor of another list is refused by its parameter: %s", (parameter) => {
    const refused = misfitOf(scan, { ...FIRST, [parameter]: ["u1"] });
    expect(refused?.reason).toMatchObject({ message: expect.stringContaining(`parameter ${parameter}:`) });
    expect(misfitOf(scan, { ...FIRST, [parameter]: ["u1", 1] })).toBeUndefined();
  });
});

describe("a scan stays within the bounds of its list", () => {
  const A_FEW = 12;
  const bounded: Scan = {
    ...scanOf("u19*"),
    further: {},
    lower: ["user.name COLLATE NOCASE >= 'u19'"],
    upper: ["user.name COLLATE NOCASE < 'u1:'"],
  };
  /** All names, with bounds far from the cursors below. */
  const wide: Scan = { ...scanOf("*"), further: {}, upper: ["user.name COLLATE NOCASE < 'v'"] };

  it.each([
    ["from its beginning", bounded, "u19*", {}, false],
    ["from its end", bounded, "u19*", {}, true],
    ["behind a cursor", bounded, "u19*", { after: ["u19", 38] }, false],
    ["before a cursor", bounded, "u19*", { before: ["u19", 39] }, false],
    ["far behind its beginning", wide, "*", { after: ["u9", 0], size: 2 }, false],
    ["far before its end", wide, "*", { before: ["u1", 9], size: 2 }, false],
    ["far before its end, descending", wide, "*", { after: ["u1", 9], size: 2 }, true],
    ["far behind its beginning, descending", wide, "*", { before: ["u9", 0], size: 2 }, true],
  ] as const)("%s", async (_, scan, pattern, paging, descending) => {
    const { rows, read } = await pageWith(scan, pattern, paging, descending);
    expect(rows.length).toBeGreaterThan(0);
    expect(read).toBeLessThanOrEqual(A_FEW);
  });
});

it("a table is as long as the span of its ids", async () => {
  const isLong = async (rows: number) =>
    (await env.DB.prepare(`SELECT ${isLongFrom("user", rows)} AS it`).first<{ it: number }>())?.it === 1;
  expect([await isLong(201), await isLong(202)]).toEqual([true, false]);
});
