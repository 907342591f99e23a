// The page about the API, closed and with a family of routes open. It is for developers, and
// heavier than the pages that people meet.

import { expect, it } from "vitest";
import { axe, itLooksAtItsPages, overflow, screenshot } from "../support/look.ts";
import { THEMES, useSite, WIDTHS } from "../support/site.ts";

const site = useSite({});
const LOOKS = THEMES.flatMap((theme) => WIDTHS.map((width) => ({ language: "en", theme, width }) as const));

it.each(LOOKS)("is accessible and fits in $theme, $width pixels wide", async (look) => {
  const page = await site.openPage("/docs", look);
  await screenshot(page, "docs", look);
  expect(await axe(page)).toEqual([]);
  // All at once would be more than axe can examine in time.
  await page.evaluate(
    "for (const each of document.querySelectorAll('.main > :nth-child(4) details')) each.open = true",
  );
  await screenshot(page, "docs-open", look);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(await axe(page)).toEqual([]);
});

itLooksAtItsPages();
