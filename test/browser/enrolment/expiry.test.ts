// Expired QR codes on the enrolment page, on a server that gives them little time.

import { expect, it } from "vitest";
import { expectWell, makeLink, scan } from "../support/enrol-link.ts";
import { useSite } from "../support/site.ts";

const site = useSite({ ENROLLMENT_VALIDITY_SECONDS: "5" });

it.each([
  { language: "en", theme: "light", width: 1280 },
  { language: "de", theme: "dark", width: 320 },
] as const)("the page shows live that a code has expired, and gives another, in $language", async (look) => {
  const page = await site.openPage(await makeLink(site, { user: `person-${look.language}` }), look);
  await page.locator('form[action$="/start"] button').click();
  const code = await scan(page);
  await page.locator('[data-state="code-expired"]').waitFor();
  await expectWell(page, "enrol-expired", look);
  await page.locator('form[action$="/code"] button').click();
  await scan(page, code);
});

it("an expired link says so", async () => {
  const path = await makeLink(site, { user: "late", validity: "1" });
  await expect.poll(async () => (await fetch(site.server.origin + path)).status, { timeout: 5000 }).toBe(410);
  const page = await site.openPage(path);
  await page.getByRole("heading", { name: "This link has expired" }).waitFor();
});
