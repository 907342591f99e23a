// Enrolling in the console of a server whose QR codes live for six seconds.

import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { axe } from "../../../../test/browser/support/axe.ts";
import { makeAppPhone, readScreen } from "../../../../test/browser/support/enrol-link.ts";
import { overflow } from "../../../../test/browser/support/look.ts";
import { useSite } from "../../../../test/browser/support/site.ts";
import { openSignedIn } from "./support/console.ts";

const site = useSite({ ENROLLMENT_VALIDITY_SECONDS: "6" });

const LOOKS = [
  { language: "en", theme: "light", width: 1280 },
  { language: "nl", theme: "dark", width: 320 },
] as const;

it("a code that has expired is covered, and another is a button away", async () => {
  const pages: Page[] = [];
  for (const look of LOOKS) {
    const page = await openSignedIn(site, "/console/enrol", look);
    await page.locator("#user").fill(`late-${look.language}`);
    await page.locator("main .form button").click();
    await page.locator("input[name=person]").check();
    await page.locator("main .form button").click();
    await readScreen(page);
    pages.push(page);
  }
  for (const page of pages) {
    await page.locator(".qr [data-over]").waitFor();
    expect(await page.locator(".qr img").isVisible()).toBe(false);
    expect(await page.textContent("[data-over]")).toMatch(/expired|verlopen/);
    expect(await page.textContent("[data-state]")).toMatch(/expired|verlopen/);
    expect(await page.locator("[data-once]").isVisible()).toBe(false);
    expect([await axe(page), await overflow(page)]).toEqual([[], 0]);
    await page.locator('form[action$="/code"] button').click();
    await page.locator("[data-over]").waitFor({ state: "hidden" });
    expect((await makeAppPhone().enroll(await readScreen(page))).told).toBe("enrolled");
    await page
      .getByRole("heading", { name: /^(The phone has sent its key|De telefoon heeft zijn sleutel gestuurd)$/ })
      .waitFor();
    expect([await axe(page), await overflow(page)]).toEqual([[], 0]);
  }
});
