// Tests measure the same things in every page: accessibility (axe-core), width, weight, and the way
// of the keyboard. They also take its picture.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type axeCore from "axe-core";
import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { inProject } from "../../../scripts/lib/project.ts";
import { isOfRoute, LOOKED_AT } from "../../support/pages/looked-at.ts";
import { readQr } from "../../web/support/read-qr.ts";
import { readPng } from "./png.ts";
import { LOOKS, type Look, WIDTHS } from "./site.ts";

const [NARROWEST] = WIDTHS;

const AXE = readFileSync(inProject("node_modules/axe-core/axe.min.js"), "utf8");

/** The paths that axe-core has examined at the narrowest width, by test file. */
const examined = new Map<string, Set<string>>();
const examinedHere = (): Set<string> => {
  const { testPath = "" } = expect.getState();
  return examined.get(testPath) ?? (examined.set(testPath, new Set()).get(testPath) as Set<string>);
};

/**
 * Returns axe-core's violations, one per line with the elements concerned. All its rules count,
 * best practices too.
 */
export async function axe(page: Page): Promise<string[]> {
  if (page.viewportSize()?.width === NARROWEST) examinedHere().add(new URL(page.url()).pathname);
  await bringAxe(page);
  const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axeCore }).axe.run());
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" ")}`);
}

/** This goes through the debugger, to which the page's policy does not apply. */
async function bringAxe(page: Page): Promise<void> {
  if (await page.evaluate(() => "axe" in window)) return;
  // Later pages of the window have it from the start, which takes a fifth of the time.
  await page.addInitScript(AXE);
  await page.evaluate(AXE);
}

/**
 * The last test of a file: it has looked at each page that ../../support/pages/looked-at.ts expects
 * of it.
 */
export const itLooksAtItsPages = (): void =>
  it("looks at each page that is expected of this file, at the narrowest width", () => {
    const { testPath = "" } = expect.getState();
    const own = Object.entries(LOOKED_AT).filter(([, file]) => testPath.endsWith(`/test/browser/${file}.test.ts`));
    expect(own).not.toEqual([]);
    expect(own.filter(([route]) => ![...examinedHere()].some((path) => isOfRoute(route, path)))).toEqual([]);
  });

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
 * Shows the loaded page in another look. Colours change at once for people who have asked for less motion.
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

interface TabStop {
  readonly text: string;
  readonly ring: boolean;
}

/** What the page notes in `tabThrough`. */
interface TabNotes {
  readonly stops: TabStop[];
  isOver: boolean;
}
type Noting = Window & { tabNotes: TabNotes };

/** So many presses of Tab are made before a look at what the page has noted. */
const PRESSES = 8;

/**
 * Returns what each press of Tab reaches, from the top until it leaves the page: the element's
 * text, and whether it is visible. The page notes each stop when Tab is pressed again.
 */
export async function tabThrough(page: Page): Promise<TabStop[]> {
  await page.evaluate(() => {
    // A page may have put the focus in its first field.
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
    const notes: TabNotes = { stops: [], isOver: false };
    (window as unknown as Noting).tabNotes = notes;
    let last: Element | undefined;
    const note = () => {
      const element = document.activeElement;
      const isOnPage = element !== null && element !== document.body;
      notes.isOver ||= last !== undefined && !isOnPage;
      // A field for a date has a stop for each part of it.
      if (!isOnPage || notes.isOver || element === last) return;
      last = element;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const { top, bottom, width } = element.getBoundingClientRect();
      const inside = width > 0 && bottom > 0 && top < window.innerHeight;
      // biome-ignore lint/performance/useDomNodeTextContent: not what another device would show
      const text = (element as HTMLElement).innerText;
      const name = element.getAttribute("aria-label") ?? element.getAttribute("name") ?? text;
      notes.stops.push({
        text: (name ?? "").replaceAll(/\s+/g, " ").trim(),
        ring: inside && outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2,
      });
    };
    window.addEventListener("keydown", ({ key }) => key === "Tab" && note(), { capture: true });
  });
  const notes = () => page.evaluate(() => (window as unknown as Noting).tabNotes);
  for (let presses = 0; presses < 100 && !(await notes()).isOver; presses += PRESSES)
    for (let press = 0; press < PRESSES; press++) await page.keyboard.press("Tab");
  return (await notes()).stops;
}

/** Reads the QR code in a part of the page from the pixels that a camera would see. */
export async function readQrIn(part: Locator): Promise<string | undefined> {
  const { rgba, width, height } = readPng(await part.screenshot());
  return readQr(rgba, width, height);
}

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
