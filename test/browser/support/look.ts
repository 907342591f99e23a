// Tests measure the same things in every page: accessibility, width, weight and movement.

import { gzipSync } from "node:zlib";
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { readQr } from "../../web/support/read-qr.ts";
import { axe } from "./axe.ts";
import { screenshot } from "./pictures.ts";
import { pixelsOf } from "./png.ts";
import { LOOKS, type Look } from "./site.ts";

/**
 * The looks in which a page must fit and need not be examined again: axe-core has seen each theme
 * at each width, and each language.
 */
const FIT_ALONE: readonly Look[] = LOOKS.slice(4);

/**
 * Checks that nothing is inaccessible or beyond an edge, and takes a picture for the documentation
 * if asked to. It does so in each of `looks`, which are those of the page's language unless given,
 * without another load of the page, and leaves it in the first.
 */
export async function expectWell(page: Page, name: string, looks?: readonly Look[]): Promise<void> {
  const language = await page.getAttribute("html", "lang");
  const all = looks ?? LOOKS.filter((look) => look.language === language);
  expect([name, language, all.length]).not.toEqual([name, language, 0]);
  for (const look of all) {
    await wear(page, look);
    await screenshot(page, name, look);
    expect([name, look, await overflow(page), await hiddenInTables(page)]).toEqual([name, look, 0, 0]);
    if (!FIT_ALONE.includes(look)) expect([name, look, await axe(page)]).toEqual([name, look, []]);
  }
  if (all[0]) await wear(page, all[0]);
}

/**
 * Shows the loaded page in another look. Colours change at once for people who have asked for less
 * motion.
 */
export async function wear(page: Page, { theme = "light", width = 1280 }: Look): Promise<void> {
  await page.setViewportSize({ width, height: page.viewportSize()?.height ?? 800 });
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  await page.waitForFunction((wanted) => innerWidth === wanted, width);
}

/** The number of pixels by which the page extends beyond the right edge of the window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/**
 * The number of pixels by which a table extends beyond its own edge, so that one would have to
 * scroll. Takes the worst table of the page.
 */
export const hiddenInTables = (page: Page): Promise<number> =>
  page.evaluate(() =>
    Math.max(0, ...[...document.querySelectorAll(".table")].map((box) => box.scrollWidth - box.clientWidth)),
  );

/** The most that a page may weigh, with everything it loads. */
export const MOST_BYTES = 20_000;

/**
 * The bytes of a page as it is shown now, and of everything it loads, each compressed as Cloudflare
 * does. Pictures are already compressed. What a script fetches later is not part of the page.
 */
export async function weight(page: Page): Promise<number> {
  const loaded = await page.evaluate(() =>
    (performance.getEntriesByType("resource") as PerformanceResourceTiming[])
      .filter(({ initiatorType }) => initiatorType !== "fetch")
      .map(({ name }) => name),
  );
  let bytes = gzipSync(await page.content()).length;
  for (const url of new Set(loaded)) {
    const response = await page.request.get(url);
    const body = await response.body();
    bytes += response.headers()["content-type"]?.startsWith("image/") ? body.length : gzipSync(body).length;
  }
  return bytes;
}

const WATCHED_MS = 300;

/**
 * How much has moved by itself since the page was loaded, until a moment from now (CLS). Movement
 * caused by a person's press does not count.
 */
export const shift = (page: Page): Promise<number> =>
  page.evaluate(
    (watchedMs) =>
      new Promise<number>((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            const { value, hadRecentInput } = entry as unknown as { value: number; hadRecentInput: boolean };
            if (!hadRecentInput) sum += value;
          }
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(sum), watchedMs);
      }),
    WATCHED_MS,
  );

/** Reads the QR code in a part of the page from the pixels that a camera would see. */
export async function readQrIn(part: Locator): Promise<string | undefined> {
  const { rgba, width, height } = pixelsOf(await part.screenshot());
  return readQr(rgba, width, height);
}
