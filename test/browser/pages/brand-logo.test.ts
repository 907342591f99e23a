// The operator's own logo at the top of every page, from a host of theirs.

import { expect, it } from "vitest";
import { useSite } from "../support/site.ts";

const LOGO = "https://cdn.example.org/brand.svg";
const site = useSite({ BRAND_LOGO_URL: LOGO });
const svg = (width: number, height: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="9000" height="9000" fill="#c00"/></svg>`;

async function boxFor(body: string) {
  const page = await site.openPage("/before", {}, "<title>Before</title>");
  await page.route(LOGO, (route) => route.fulfill({ contentType: "image/svg+xml", body }));
  await page.goto("/login");
  return page.locator(".brand-logo img").boundingBox();
}

it.each([
  [400, 400, 40, 40],
  [400, 100, 160, 40],
  [800, 100, 160, 20],
])("of %i by %i is shown as %i by %i, in its own shape", async (width, height, shownWidth, shownHeight) => {
  const box = await boxFor(svg(width, height));
  expect([box?.width, box?.height]).toEqual([shownWidth, shownHeight]);
});

it("leaves no broken frame when it does not load", async () => {
  // An empty answer is no picture, and no error that the page reports.
  expect((await boxFor(""))?.height).toBe(0);
});
