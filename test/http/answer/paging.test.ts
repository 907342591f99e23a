// What a list says of its pages.

import { expect, it } from "vitest";
import type { Cursor } from "../../../src/core/ports/paging.ts";
import type { Sealer } from "../../../src/core/sealer.ts";
import { pagesJson } from "../../../src/http/answer/paging.ts";

const sealer = { seal: async () => "sealed" } as unknown as Sealer;
const AT: Cursor = ["x"];

const next = async (number: number, count: number, exact: boolean, after?: Cursor) => {
  const page = { count, exact, after: undefined, before: undefined, places: [], descending: false };
  return (await pagesJson(sealer, { number, size: 10, after, before: undefined }, page)).next;
};

it("a page is followed by another while rows are left", async () => {
  expect([await next(1, 11, true), await next(2, 20, true), await next(2, 19, true)]).toEqual([2, null, null]);
});

it("a page may be followed by another where the scan ended before the list", async () => {
  expect([await next(1, 10, false), await next(2, 11, false)]).toEqual([2, 3]);
});

it("a page that a cursor names has no number, and so has none that follows", async () => {
  expect([await next(1, 100, true, AT), await next(1, 100, false, AT)]).toEqual([null, null]);
});
