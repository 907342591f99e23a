// A page that is merged from the pages of several databases has each row once, however much the
// databases have examined.

import { describe, expect, it } from "vitest";
import type { ListPage, Paging } from "../../../../src/core/ports/paging.ts";
import { comparePlaces, compareValues, mergePages, throughPage } from "../../../../src/storage/sql/scan/merge-pages.ts";

/** One database's part of a list of numbers, and how many of them a scan examines. */
function partOf(rows: readonly number[], examined: number, paging: Paging, descending = false): ListPage<number> {
  const sorted = rows.toSorted((a, b) => (descending ? b - a : a - b));
  const [from, to] = [paging.after?.[0] as number, paging.before?.[0] as number];
  const beyond = (row: number, place: number) => (descending ? row < place : row > place);
  const within = paging.after
    ? sorted.filter((row) => beyond(row, from))
    : paging.before
      ? sorted.filter((row) => row !== to && !beyond(row, to)).reverse()
      : sorted;
  const seen = within.slice(0, examined);
  const page = seen.slice(0, paging.size);
  const isCut = within.length > examined;
  const end = page.length < seen.length ? page.at(-1) : isCut ? seen.at(-1) : undefined;
  const cursor = end === undefined ? undefined : [end];
  const inOrder = paging.before ? page.reverse() : page;
  return {
    rows: inOrder,
    places: inOrder.map((row) => [row]),
    count: seen.length,
    exact: !isCut && !paging.after && !paging.before,
    after: paging.before ? undefined : cursor,
    before: paging.before ? cursor : undefined,
    descending,
  };
}

const PARTS = [[1, 2, 3, 10, 11], [4, 7, 8, 10, 20, 21, 22], [], [5, 6, 9]];
const ALL = PARTS.flat().sort((a, b) => a - b);

describe("merged pages", () => {
  it.each([1, 2, 3, 5, 100].flatMap((size) => [1, 2, 4, 100].map((examined) => ({ size, examined }))))(
    "have each row once, in order, there and back: $size a page, $examined examined",
    ({ size, examined }) => {
      for (const descending of [false, true]) {
        const ask = (paging: Paging) => {
          const parts = PARTS.map((part) => partOf(part, examined, throughPage(paging), descending));
          const merged = mergePages(parts, paging);
          if (!merged.ok) throw new Error(JSON.stringify(merged.reason));
          return merged;
        };
        const first = ask({ number: 1, size, after: undefined, before: undefined });
        const pages = [first];
        for (let { after } = first; after && pages.length < 30; { after } = pages.at(-1) ?? first)
          pages.push(ask({ number: 1, size, after, before: undefined }));
        const inOrder = descending ? ALL.toReversed() : ALL;
        expect(pages.flatMap(({ rows }) => rows)).toEqual(inOrder);
        const back = [pages.at(-1) ?? first];
        for (let before = back[0]?.before; before && back.length < 30; before = back[0]?.before)
          back.unshift(ask({ number: 1, size, after: undefined, before }));
        expect(back.flatMap(({ rows }) => rows)).toEqual(inOrder);
      }
    },
  );

  it("by number are those of the whole list, as far as it is known", () => {
    const ask = (number: number, examined: number) => {
      const paging = { number, size: 4, after: undefined, before: undefined };
      return mergePages(
        PARTS.map((part) => partOf(part, examined, throughPage(paging))),
        paging,
      );
    };
    for (const number of [1, 2, 3, 4])
      expect(ask(number, 100)).toMatchObject({ rows: ALL.slice(number * 4 - 4, number * 4), exact: true });
    expect(ask(4, 2)).toMatchObject({ ok: false, reason: { code: "invalid-parameter" } });
  });
});

it("places are compared as SQLite does", () => {
  expect(compareValues(2, 10)).toBeLessThan(0);
  expect(compareValues(10, "1")).toBeLessThan(0);
  expect(compareValues(null, 0)).toBeLessThan(0);
  expect(compareValues("a", "ab")).toBeLessThan(0);
  // Code units would put the last character before the one in front of it.
  expect(compareValues("\u{ff21}", "\u{10ffff}")).toBeLessThan(0);
  expect(comparePlaces(["a", 2], ["a", 10])).toBeLessThan(0);
  expect(comparePlaces(["a", 2], ["a", 2])).toBe(0);
});
