// Expired QR codes on the enrolment page, on a server that gives them little time.

import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { makeLinkAt, readScreen } from "../support/enrol-link.ts";
import { expectWell } from "../support/look.ts";
import { useSite } from "../support/site.ts";

const site = useSite({ ENROLLMENT_VALIDITY_SECONDS: "5" });

const LOOKS = [
  { language: "en", theme: "light", width: 1280 },
  { language: "de", theme: "dark", width: 320 },
] as const;

it("the page shows live that a code has expired, and gives another; an expired link says so", async () => {
  const late = await makeLinkAt(site, { user: "late", validity: "1" });
  const windows: [look: (typeof LOOKS)[number], page: Page, code: string][] = [];
  for (const look of LOOKS) {
    const page = await site.openPage(await makeLinkAt(site, { user: `person-${look.language}` }), look);
    await page.locator('form[action$="/start"] button').click();
    windows.push([look, page, await readScreen(page)]);
  }
  for (const [look, page, code] of windows) {
    await page.locator('[data-state="code-expired"]').waitFor();
    await expectWell(page, "enrol-expired", [look]);
    await page.locator('form[action$="/code"] button').click();
    await readScreen(page, code);
  }
  await expect.poll(async () => (await fetch(site.server.origin + late)).status, { timeout: 5000 }).toBe(410);
  const page = await site.openPage(late);
  await page.getByRole("heading", { name: "This link has expired" }).waitFor();
});
