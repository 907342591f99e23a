// Cursors of the trail: what an answer gives leads on, and nothing else does.

import { expect, it } from "vitest";
import { readTrailCursor } from "../../../src/http/audit/trail-cursor.ts";

it.each([
  ["588", 588],
  ["12,588", [12, 588]],
  // A database without a match on the page is read from its newest row again.
  [`${Number.MAX_SAFE_INTEGER},588`, [Number.MAX_SAFE_INTEGER, 588]],
])("%s leads on", (text, cursor) => {
  expect(readTrailCursor(text)).toEqual({ ok: true, cursor });
});

it.each(["", "-1", "1,", "1.5", "9007199254740992", "1,99999999999999999"])("%j does not", (text) => {
  expect(readTrailCursor(text).ok).toBe(false);
});
