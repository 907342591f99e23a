// The fullest pages, each filled as on a normal day: they are small, and nothing in them moves by
// itself.

import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { openSignedIn } from "../../../packages/console/test/browser/support/console.ts";
import type { EnrolledPerson } from "../../../scripts/lib/service-client.ts";
import { makeLinkAt, postFormAsAdmin } from "../support/enrol-link.ts";
import { beginAt, enrolAt } from "../support/login.ts";
import { MOST_BYTES, shift, weight } from "../support/look.ts";
import { useSite, WIDTHS } from "../support/site.ts";

const site = useSite();
let alice: EnrolledPerson;

beforeAll(async () => {
  alice = await enrolAt(site, "alice");
  await postFormAsAdmin(site, "/token/init", { user: "carol", type: "tiqr" });
  for (let i = 0; i < 19; i++) await postFormAsAdmin(site, "/token/init", { user: `person${i}`, type: "tiqr" });
});

async function onConsole(path: string, width: number): Promise<Page> {
  return openSignedIn(site, path, { width });
}

async function onEnrolment(width: number): Promise<Page> {
  const page = await site.openPage(await makeLinkAt(site, { user: "bob" }), { width });
  await page.getByRole("button", { name: "Show the QR code" }).click();
  await page.locator(".qr img").waitFor();
  return page;
}

async function onConsoleEnrolment(width: number): Promise<Page> {
  const page = await onConsole("/console/enrol", width);
  await page.locator("main").getByLabel("User").fill("carol");
  await page.getByRole("button", { name: "Show the QR code" }).click();
  await page.locator(".qr img").waitFor();
  return page;
}

const PAGES: [name: string, open: (width: number) => Promise<Page>][] = [
  ["login, waiting", (width) => beginAt(site, alice, { width })],
  ["enrolment, waiting", onEnrolment],
  ["enrolment on the spot, waiting", onConsoleEnrolment],
  ["overview", (width) => onConsole("/console", width)],
  ["tokens", (width) => onConsole("/console/tokens", width)],
  ["audit trail", (width) => onConsole("/console/audit", width)],
];

/** It has each event and reason to choose from. */
const MOST_BYTES_OF_TRAIL = 20_500;

it.each(PAGES)("%s: less than 20 kB, the trail half a kB more, and nothing moves", async (name, open) => {
  for (const width of WIDTHS) {
    const page = await open(width);
    expect(await weight(page)).toBeLessThan(name === "audit trail" ? MOST_BYTES_OF_TRAIL : MOST_BYTES);
    expect([width, await shift(page)]).toEqual([width, 0]);
  }
});

it.each(PAGES.slice(0, 3))("%s: what is said later leaves the QR code where it is", async (_, open) => {
  for (const width of WIDTHS) {
    const page = await open(width);
    const before = await page.locator(".qr").boundingBox();
    const shown = await page.evaluate(() => {
      const hidden = document.querySelectorAll(".notice[hidden]");
      for (const notice of hidden) notice.removeAttribute("hidden");
      return hidden.length;
    });
    expect(shown).toBeGreaterThan(0);
    expect(await page.locator(".qr").boundingBox()).toEqual(before);
  }
});
