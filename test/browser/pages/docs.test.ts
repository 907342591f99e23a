// The page about the API, closed and with a family of routes open. It is for developers, and
// heavier than the pages that people meet.

import { expect, it } from "vitest";
import { axe, itLooksAtItsPages } from "../support/axe.ts";
import { overflow } from "../support/look.ts";
import { screenshot } from "../support/pictures.ts";
import { useSite } from "../support/site.ts";

const site = useSite({});
/** Of so large a page, axe takes its time. */
const LOOKS = [
  { language: "en", theme: "light", width: 320 },
  { language: "en", theme: "dark", width: 1280 },
] as const;

it.each(LOOKS)("is accessible and fits in $theme, $width pixels wide", async (look) => {
  const page = await site.openPage("/docs", look);
  await screenshot(page, "docs", look);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  // All at once would be more than axe can examine in time. What is closed is there, too.
  await page.evaluate("for (const each of document.querySelectorAll('#validate details')) each.open = true");
  await screenshot(page, "docs-open", look);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(await axe(page)).toEqual([]);
});

it("shows the calls that have each word of the filter, and opens the one that the address names", async () => {
  const page = await site.openPage("/docs#post-token-setpin", { language: "en", theme: "light", width: 1280 });
  const calls = page.locator("details[data-words]");
  const all = await calls.count();
  const seen = () => calls.locator("visible=true").evaluateAll((each) => each.map(({ id }) => id));
  expect(await page.locator("details[data-words][open]").getAttribute("id")).toBe("post-token-setpin");
  await page.locator("#filter").fill("SETPIN post");
  expect(await seen()).toEqual(["post-token-setpin", "post-token-setpin-serial"]);
  expect(await page.getByRole("heading", { level: 2, name: "audit" }).isVisible()).toBe(false);
  await page.locator("#filter").fill("nothing like it");
  expect(await seen()).toEqual([]);
  expect(await page.getByRole("status").textContent()).not.toBe("");
  await page.locator("#filter").fill("");
  expect(await seen()).toHaveLength(all);
});

itLooksAtItsPages();
