// The default logo is an image that phones can show: without one, iOS gives up an enrolment.

import { expect, it } from "vitest";
import { worker } from "../../support/service.ts";
import { readPng } from "../support/read-png.ts";

const SIZE_PIXELS = 256;

async function logo(): Promise<Uint8Array<ArrayBuffer>> {
  const response = await worker(new Request("https://tiqr.test/logo.png"));
  expect(response.headers.get("Content-Type")).toBe("image/png");
  expect(response.headers.get("Cache-Control")).toBe("public, max-age=86400");
  return new Uint8Array(await response.arrayBuffer());
}

it("is a valid PNG of the announced size, and small", async () => {
  const png = await logo();
  const { width, height } = await readPng(png);
  expect({ width, height }).toEqual({ width: SIZE_PIXELS, height: SIZE_PIXELS });
  expect(png.length).toBeLessThanOrEqual(4096);
});

it("is opaque in the middle and transparent in its corners, so it suits light and dark backgrounds", async () => {
  const { width, height, rgba } = await readPng(await logo());
  const alpha = (x: number, y: number) => rgba[4 * (y * width + x) + 3];
  expect(alpha(width / 2, height / 2)).toBe(255);
  for (const x of [0, width - 1]) for (const y of [0, height - 1]) expect(alpha(x, y)).toBe(0);
});
