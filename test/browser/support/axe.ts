// Accessibility, as axe-core sees it.

import { readFileSync } from "node:fs";
import type axeCore from "axe-core";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { inProject } from "../../../scripts/lib/project.ts";
import { isOfRoute, LOOKED_AT, type LookingFiles } from "../../support/pages/looked-at.ts";
import { WIDTHS } from "./site.ts";

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
  // What has passed stays in the page: there is much of it.
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axeCore }).axe.run({
      resultTypes: ["violations"],
    });
    return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
}

/** This goes through the debugger, to which the page's policy does not apply. */
async function bringAxe(page: Page): Promise<void> {
  if (await page.evaluate(() => "axe" in window)) return;
  // Later pages of the window have it from the start, which takes a fifth of the time.
  await page.addInitScript(AXE);
  await page.evaluate(AXE);
}

/** The last test of a file: it has looked at each page that the list expects of it. */
export const itLooksAtItsPages = (list: LookingFiles = LOOKED_AT): void =>
  it("looks at each page that is expected of this file, at the narrowest width", () => {
    const { testPath = "" } = expect.getState();
    const own = Object.entries(list).filter(([, file]) => testPath.endsWith(`/test/browser/${file}.test.ts`));
    expect(own).not.toEqual([]);
    expect(own.filter(([route]) => ![...examinedHere()].some((path) => isOfRoute(route, path)))).toEqual([]);
  });
