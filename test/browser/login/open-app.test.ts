// The button that opens the app is tiqrauth:// even where QR codes are universal links. This also
// tests the only live part of /tiqrauth/ and /tiqrenroll/: the text that appears when no app has
// taken the link.

import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { axe } from "../support/axe.ts";
import { beginAt, enrolAt, linkOn } from "../support/login.ts";
import { THEMES, useSite } from "../support/site.ts";

const site = useSite({
  TIQR_SERVICE_IDENTIFIER: "login.example.org",
  TIQR_URL_FORMAT: "universal",
  TIQR_UNIVERSAL_LINK_BASE: "https://login.example.org",
});
const LOGIN = "/tiqrauth/?u=anna_default&s=82872703535360142800&q=816146eaf9&i=login.example.org&v=2";

/**
 * Presses the button without asking for an app: Chromium would report in its console that there is
 * none.
 */
async function pressButton(page: Page): Promise<void> {
  await page.evaluate(() => document.addEventListener("click", (event) => event.preventDefault()));
  await page.locator("[data-opens-app]").press("Enter");
}

it.each(THEMES)("says more clearly, in %s, that the app is not here, and moves nothing", async (theme) => {
  const page = await site.openPage(LOGIN, { theme });
  const notice = page.getByRole("status");
  const before = { box: await notice.boundingBox(), text: await notice.textContent() };
  await pressButton(page);
  expect(await notice.getAttribute("class")).toBe("notice info");
  await expect.poll(() => notice.getAttribute("class"), { timeout: 5000 }).toBe("notice warning");
  expect({ box: await notice.boundingBox(), text: await notice.textContent() }).toEqual(before);
  expect(await axe(page)).toEqual([]);
});

it("is next to the QR code of a login on a phone, with the link that the app opens from there", async () => {
  const page = await beginAt(site, await enrolAt(site, "anna"), { phone: true, width: 320 });
  const button = page.getByRole("link", { name: "Open in the Tiqr app" });
  expect(await button.isVisible()).toBe(true);
  expect(await linkOn(page)).toMatch(/^https:\/\/login\.example\.org\/tiqrauth\/\?u=anna_/);
  expect(await button.getAttribute("href")).toMatch(/^tiqrauth:\/\/anna_[^/]+@login\.example\.org\/\d{20}\//);
});
