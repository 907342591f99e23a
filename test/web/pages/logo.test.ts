// The default logo is an image that phones can show: without one, iOS gives up an enrolment.

import { expect, it } from "vitest";
import { LOGO_PNG, LOGO_SIZE_PIXELS } from "../../../src/web/pages/logo.ts";
import { readPng } from "../support/read-png.ts";

it("is a valid PNG of the announced size, and small", async () => {
  const { width, height } = await readPng(LOGO_PNG);
  expect({ width, height }).toEqual({ width: LOGO_SIZE_PIXELS, height: LOGO_SIZE_PIXELS });
  expect(LOGO_PNG.length).toBeLessThanOrEqual(4096);
});

it("is opaque in the middle and transparent in its corners, so it suits light and dark backgrounds", async () => {
  const { width, height, rgba } = await readPng(LOGO_PNG);
  const alpha = (x: number, y: number) => rgba[4 * (y * width + x) + 3];
  expect(alpha(width / 2, height / 2)).toBe(255);
  for (const x of [0, width - 1]) for (const y of [0, height - 1]) expect(alpha(x, y)).toBe(0);
});
