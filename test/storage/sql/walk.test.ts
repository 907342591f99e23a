// A walk finds every row once, there and back, whichever way a look reads its window, and reads no more than the look may.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { Cursor, Cut, Paging } from "../../../src/core/ports/paging.ts";
import { matches, patternParameter } from "../../../src/storage/sql/like.ts";
import { cutOf, isLongTable, misfitOf, type Walk, walkStatement } from "../../../src/storage/sql/walk.ts";
import { many } from "../../support/audit.ts";

/** A page of 20 is half of it, from which on the whole window comes back. */
const MOST = 40;
const FIRST: Paging = { number: 1, size: 5, after: undefined, before: undefined };
/** Every third begins with a capital, and two realms have each name. */
const NAMES = `CASE WHEN i % 3 THEN 'u' ELSE 'U' END || (i / 2), 'r' || (i % 2), 0`;

beforeAll(async () => {
  await env.DB.exec(`INSERT INTO user (name, realm, created_at_ms) ${many(201, NAMES)}`);
});

const walkOf = (pattern: string, isLong?: string): Walk => ({
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

async function look(walk: Walk, pattern: string, paging: Partial<Paging>, descending = false) {
  const asked = { ...FIRST, ...paging, descending };
  const { results, meta } = await walkStatement<Row>(env.DB, walk, asked, { name: patternParameter(pattern) }).all();
  const cut = cutOf<Row>(walk, asked, results as never);
  if (!cut.ok) throw new Error(cut.reason.code);
  return { ...cut, read: meta.rows_read };
}

const idsOf = ({ rows }: Pick<Cut<Row>, "rows">) => rows.map(({ id }) => id);

async function idsLike(pattern: string, order: string) {
  const sql = `SELECT id FROM user WHERE ${matches("name", "name", pattern).replace(":name", "?")} ORDER BY ${order}`;
  const { results } = await env.DB.prepare(sql).bind(patternParameter(pattern)).all<{ id: number }>();
  return results.map(({ id }) => id);
}

describe.each(["*", "*7", "*77*", "u1*", "nobody"])("of %s", (pattern) => {
  it.each([3, 9, 19, 20, 40, 1000])("every row is found once, there and back, in pages of %d", async (size) => {
    for (const descending of [false, true]) {
      const walk = walkOf(pattern, descending ? "true" : undefined);
      const found: number[] = [];
      const back: number[] = [];
      let cut = await look(walk, pattern, { size }, descending);
      let last = cut;
      for (; ; cut = await look(walk, pattern, { size, after: cut.after }, descending)) {
        found.push(...idsOf(cut));
        if (found.length > 1000) throw new Error("the walk does not end");
        if (cut.rows.length > 0) last = cut;
        if (!cut.after) break;
      }
      back.unshift(...idsOf(last));
      for (cut = last; cut.before; ) {
        cut = await look(walk, pattern, { size, before: cut.before }, descending);
        back.unshift(...idsOf(cut));
        if (back.length > 1000) throw new Error("the walk back does not end");
      }
      const direction = descending ? "DESC" : "ASC";
      const all = await idsLike(pattern, `name COLLATE NOCASE ${direction}, id ${direction}`);
      expect([found, back]).toEqual([all, all]);
    }
  });
});

describe("the count", () => {
  it("is exact up to as many rows as a look examines, in any order, and then no more", async () => {
    const within = (rows: number): Walk => ({ ...walkOf("*"), within: [`user.id <= ${rows}`] });
    for (const size of [5, 1000]) {
      expect(await look(within(MOST), "*", { size })).toMatchObject({ count: MOST, exact: true });
      expect(await look(within(MOST + 1), "*", { size })).toMatchObject({ count: MOST, exact: false });
      const asked = { ...FIRST, size, order: "user.id DESC", descending: false };
      const statement = walkStatement<Row>(env.DB, within(MOST), asked, { name: "%" });
      const cut = cutOf<Row>(within(MOST), asked, (await statement.all()).results as never);
      expect(cut).toMatchObject({ ok: true, count: MOST, after: undefined });
      expect(cut.ok && idsOf(cut)[0]).toBe(MOST);
    }
  });

  it("ends behind the page where the list is long, which has numbered pages all the same", async () => {
    const long = walkOf("*", "true");
    expect(await look(long, "*", { size: 5 })).toMatchObject({ count: 6, exact: false });
    const third = await look(long, "*", { size: 5, number: 3 });
    expect(idsOf(third)).toEqual((await idsLike("*", "name COLLATE NOCASE, id")).slice(10, 15));
    await expect(look(long, "*", { size: 5, number: 9 })).rejects.toThrow("invalid-parameter");
  });
});

describe("a look reads", () => {
  it("what is read for a row that fits, and for no other", async () => {
    for (const size of [5, 1000]) {
      const { rows } = await look(walkOf("u1*"), "u1*", { size });
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.every(({ id, later }) => later === id + 1)).toBe(true);
    }
  });

  it("its window once, and the rows of its page twice more", async () => {
    const plain = ({ further: _, ...walk }: Walk): Walk => walk;
    const read = async (pattern: string, size: number, isLong?: string, after?: Paging["after"]) =>
      (await look(plain(walkOf(pattern, isLong)), pattern, { size, after })).read;
    expect(await read("*", 1000)).toBe(MOST + 1);
    expect(await read("nobody", 1000)).toBe(MOST + 1);
    expect(await read("nobody", 5)).toBeLessThanOrEqual(MOST + 5);
    expect(await read("*", 5)).toBeLessThanOrEqual(MOST + 5 + 2 * 5);
    expect(await read("*", 5, "true")).toBeLessThanOrEqual(2 * 6 + 5 + 2 * 5);
    expect(await read("*", 5, undefined, ["u", 0])).toBeLessThanOrEqual(2 * 6 + 5 + 2 * 5);
    // In vain, a look tries a few rows for each of the page first.
    expect(await read("nobody", 5, "true")).toBeLessThanOrEqual(MOST + 5 + 4 * 6);
  });
});

describe("a page says where it lies", () => {
  const walk = walkOf("*");
  const whole: Walk = { ...walk, within: ["user.id <= 10"] };
  const ordered = async (page: Partial<Paging>) => {
    const asked = { ...FIRST, ...page, order: "user.id DESC", descending: false };
    const { results } = await walkStatement<Row>(env.DB, whole, asked, { name: "%" }).all();
    const cut = cutOf<Row>(whole, asked, results as never);
    if (!cut.ok) throw new Error(cut.reason.code);
    return cut;
  };

  /** A cursor has a name as it is written, and a place has it in lower case; SQLite finds the same row by both. */
  const placed = (cursor: Cursor | undefined) =>
    cursor?.map((value) => (typeof value === "string" ? value.toLowerCase() : value));

  it("the first has nothing before it, and each other has", async () => {
    const first = await look(walk, "*", {});
    expect([first.before, placed(first.after)]).toEqual([undefined, first.places.at(-1)]);
    const second = await look(walk, "*", { number: 2 });
    expect([placed(second.before), placed(second.after)]).toEqual([second.places[0], second.places.at(-1)]);
    const behind = await look(walk, "*", { after: first.after });
    expect(idsOf(behind)).toEqual(idsOf(second));
    expect(behind.before).toEqual(second.before);
    const back = await look(walk, "*", { before: second.before });
    expect([idsOf(back), back.before, back.after]).toEqual([idsOf(first), undefined, first.after]);
  });

  it("the last has nothing behind it", async () => {
    const last = await look(whole, "*", { number: 2 });
    expect([last.rows.length, placed(last.before), last.after]).toEqual([5, last.places[0], undefined]);
  });

  it("in an order of its own it has a number and no cursor", async () => {
    for (const number of [1, 2]) {
      const cut = await ordered({ number });
      expect(idsOf(cut)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1].slice(5 * (number - 1), 5 * number));
      expect([cut.before, cut.after, cut.places]).toEqual([undefined, undefined, []]);
    }
  });

  it("a place has the text in lower case where the index does not mind the case", async () => {
    const { places, rows } = await look(walk, "*", { size: 40 });
    expect(rows.some(({ name }) => name.startsWith("U"))).toBe(true);
    expect(places).toEqual(rows.map(({ id, name }) => [name.toLowerCase(), id]));
  });

  it("and has it as it is written where the case counts", async () => {
    const byRealm: Walk = { ...walk, keys: ["user.realm", "user.name"], lower: ["user.realm >= ''"] };
    const { places, rows } = await look(byRealm, "*", { size: 40 });
    expect(places.map(([, name]) => name)).toEqual(rows.map(({ name }) => name));
  });

  it.each(["after", "before"])("a cursor of another list is refused by its parameter: %s", (parameter) => {
    const refused = misfitOf(walk, { ...FIRST, [parameter]: ["u1"] });
    expect(refused?.reason).toMatchObject({ message: expect.stringContaining(`parameter ${parameter}:`) });
    expect(misfitOf(walk, { ...FIRST, [parameter]: ["u1", 1] })).toBeUndefined();
  });
});

describe("a look stays within the bounds of its list", () => {
  const A_FEW = 12;
  const bounded: Walk = {
    ...walkOf("u19*"),
    further: {},
    lower: ["user.name COLLATE NOCASE >= 'u19'"],
    upper: ["user.name COLLATE NOCASE < 'u1:'"],
  };
  /** All names, with bounds far from the cursors below. */
  const wide: Walk = { ...walkOf("*"), further: {}, upper: ["user.name COLLATE NOCASE < 'v'"] };

  it.each([
    ["from its beginning", bounded, "u19*", {}, false],
    ["from its end", bounded, "u19*", {}, true],
    ["behind a cursor", bounded, "u19*", { after: ["u19", 38] }, false],
    ["before a cursor", bounded, "u19*", { before: ["u19", 39] }, false],
    ["far behind its beginning", wide, "*", { after: ["u9", 0], size: 2 }, false],
    ["far before its end", wide, "*", { before: ["u1", 9], size: 2 }, false],
    ["far before its end, descending", wide, "*", { after: ["u1", 9], size: 2 }, true],
    ["far behind its beginning, descending", wide, "*", { before: ["u9", 0], size: 2 }, true],
  ] as const)("%s", async (_, walk, pattern, paging, descending) => {
    const { rows, read } = await look(walk, pattern, paging, descending);
    expect(rows.length).toBeGreaterThan(0);
    expect(read).toBeLessThanOrEqual(A_FEW);
  });
});

it("a table is long when its ids span ten looks", async () => {
  const isLong = async (most: number) =>
    (await env.DB.prepare(`SELECT ${isLongTable("user", most)} AS it`).first<{ it: number }>())?.it === 1;
  expect([await isLong(20), await isLong(21)]).toEqual([true, false]);
});
