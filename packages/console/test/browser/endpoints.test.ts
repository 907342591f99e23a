// The console's pages of addresses for events in a real browser: one is added by the form, and its
// pages fit in every look.

import { expect, it } from "vitest";
import { LANGUAGES } from "../../../../src/lib/words.ts";
import { expectWell } from "../../../../test/browser/support/look.ts";
import { useSite } from "../../../../test/browser/support/site.ts";
import { heading, openSignedIn } from "./support/console.ts";

const site = useSite();
const NO_CONNECTION = { en: "no connection", nl: "geen verbinding", de: "keine Verbindung" };

it.each(LANGUAGES)("are accessible and fit in %s", async (language) => {
  const page = await openSignedIn(site, "/console/endpoints/new", { language });
  await page.fill("#url", "https://events.example.org/a-long-path-of-a-receiver/in");
  await page.fill("#events", "CHALLENGE_ANSWERED_FAIL, LOGIN_SUCCESS");
  await page.click("form.form button");
  expect(await page.textContent("code.copied")).toMatch(/^whsec_/);
  await expectWell(page, "console-endpoint-secret");
  await page.click("a.button.secondary[href^='/console/endpoints/']");
  expect(await heading(page)).toBe("events.example.org");
  // This address does not resolve, so the page shows a failure.
  await page.click("form[action$='/test'] button");
  await page.waitForSelector(".notice.danger");
  expect(await page.textContent(".notice.danger")).toContain(NO_CONNECTION[language]);
  expect(await page.textContent("tbody .badge.danger")).toBe(NO_CONNECTION[language]);
  await expectWell(page, "console-endpoint");
  await page.goto("/console/endpoints");
  await expectWell(page, "console-endpoints-one");
});
