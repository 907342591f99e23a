// Pictures of the pages, some of which the documents show.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { inProject } from "../../../scripts/lib/project.ts";
import type { Look } from "./site.ts";

/** The looks of which pictures are taken. */
const PICTURED = ["en light 1280", "en dark 320"];

/** A picture may differ by a few pixels: fonts round a line's height. */
const TOLERATED_PIXELS = 8;

/**
 * Takes a picture of the page in the looks above, if asked to: `PICTURES=DIR npm run test:browser`
 * writes every page to DIR, and `UPDATE_IMAGES=1` those that a document shows, which are in
 * docs/images. Without these it says when a page no longer has the height of its picture there.
 * Most changes that a reader would see change it.
 */
export async function screenshot(page: Page, name: string, { language, theme, width }: Look): Promise<void> {
  if (!PICTURED.includes(`${language} ${theme} ${width}`)) return;
  const file = `${name}-${theme}-${width}.png`;
  const take = (path: string) => page.screenshot({ path, fullPage: true, animations: "disabled" });
  if (process.env.PICTURES) await take(join(process.env.PICTURES, file));
  const path = inProject(`docs/images/${file}`);
  if (!existsSync(path)) return;
  if (process.env.UPDATE_IMAGES === "1") {
    await take(path);
    return;
  }
  const kept = readFileSync(path).readUInt32BE(20); // the height in the header of a PNG
  const now = await page.evaluate(() => document.documentElement.scrollHeight);
  if (Math.abs(kept - now) > TOLERATED_PIXELS)
    console.warn(
      `docs/images/${file} is stale: ${kept} pixels high, and the page ${now}. UPDATE_IMAGES=1 writes it again.`,
    );
}
