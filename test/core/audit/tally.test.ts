// What a row says that stands for many, read back. Whoever can write to the database must not break
// the pages that show it: the row's signature tells of the change.

import { expect, it } from "vitest";
import { readTally, talliedOf } from "../../../src/core/audit/tally.ts";

const TALLY = { serials: [12, 7], more: 310, networks: { "203.0.113.7": 298 }, moreNetworks: 31 };

it("is read as it was written", () => {
  expect(readTally(JSON.stringify(TALLY))).toEqual(TALLY);
  expect(readTally("")).toBeUndefined();
});

it.each(["{", "null", "7", '"x"', "[]", '{"serials":{"a":1},"networks":[],"more":"1","moreNetworks":null}'])(
  "of a changed row %s is empty",
  (text) => expect(readTally(text)).toEqual({}),
);

it.each([
  [["A"], "A", [12]],
  [["B", "A", "C"], "A,B", [12, 7]],
  [["C"], "", []],
] as const)("of the tokens %j names nothing of others", (serials, serial, counts) => {
  const row = { serial: "A,B", tally: JSON.stringify(TALLY) };
  const count = Math.max(0, ...counts);
  expect(talliedOf(row, serials)).toEqual({ serial, tally: JSON.stringify({ serials: counts }), count });
});
