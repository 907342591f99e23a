// The console's skip link, by keyboard only: it leads past the menu, to the subject of the page.

import { expect, it } from "vitest";
import { axe } from "../../../../test/browser/support/axe.ts";
import { useSite } from "../../../../test/browser/support/site.ts";
import { openSignedIn } from "./support/console.ts";

const site = useSite();

it.each([
  ["/console/tokens", 320],
  ["/console/tokens", 1280],
  ["/console/enrol", 1280],
] as const)("skips the menu and the sign-out of %s, %d pixels wide", async (path, width) => {
  const page = await openSignedIn(site, path, { width });
  const focused = () =>
    page.evaluate(() => {
      const { activeElement: element } = document;
      const isIn = (selector: string) => element?.closest(selector) !== null;
      return { inMain: isIn("main"), inBar: isIn(".header, .menu"), text: element?.textContent };
    });
  await page.keyboard.press("Tab");
  expect(await focused()).toMatchObject({ text: "Skip to the content" });
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("MAIN");
  await page.keyboard.press("Tab");
  expect(await focused()).toMatchObject({ inMain: true, inBar: false });
  // The bar comes before the skip link's target. It must not have moved, and must be within reach.
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  expect(await focused()).toMatchObject({ inMain: false, inBar: true });
  expect(await axe(page)).toEqual([]);
});
