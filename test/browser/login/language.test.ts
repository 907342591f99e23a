// A person changes the language in the middle of a sign-in or an enrolment, with a script and
// without one.

import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { axe } from "../support/axe.ts";
import { makeLinkAt } from "../support/enrol-link.ts";
import { enrolAt, fillSignIn, linkOn, scanLogin, transactionOn, waitForState } from "../support/login.ts";
import { overflow } from "../support/look.ts";
import { useSite } from "../support/site.ts";

const site = useSite();

const languageOf = (page: Page) => page.getAttribute("html", "lang");
const choose = (page: Page, name: string) =>
  Promise.all([page.waitForEvent("load"), page.locator(".languages button", { hasText: name }).click()]);

/** What axe-core runs in a page is a script, too. */
async function expectWell(page: Page, javaScript: boolean): Promise<void> {
  expect(await overflow(page)).toBe(0);
  if (javaScript) expect(await axe(page)).toEqual([]);
}

describe.each([
  ["with a script", true],
  ["without a script", false],
])("a language that is chosen %s", (_, javaScript) => {
  it("leaves the login under way, which the phone answers", async () => {
    const person = await enrolAt(site, `chooses${javaScript}`);
    const page = await site.openPage("/login", { javaScript });
    await choose(page, "Nederlands");
    expect(await languageOf(page)).toBe("nl");
    await fillSignIn(page, person);
    const before = [await transactionOn(page), await linkOn(page)];
    await choose(page, "Deutsch");
    expect([await languageOf(page), await page.getAttribute("[data-login]", "data-state")]).toEqual(["de", "waiting"]);
    expect([await transactionOn(page), await linkOn(page)]).toEqual(before);
    await expectWell(page, javaScript);
    await scanLogin(person, page);
    if (!javaScript) await page.locator("[data-without-script] button").click();
    await waitForState(page, "accepted");
    expect(await page.textContent("h1")).toBe("Sie sind angemeldet");
    expect(await page.locator(".languages").count()).toBe(0);
  });

  it("leaves the enrolment under way", async () => {
    const page = await site.openPage(await makeLinkAt(site, { user: `learns${javaScript}` }), {
      javaScript,
      width: 320,
    });
    await page.locator('form[action$="/start"] button').click();
    await page.locator(".qr img").waitFor();
    const before = await linkOn(page);
    await choose(page, "Deutsch");
    expect([await languageOf(page), await linkOn(page)]).toEqual(["de", before]);
    await expectWell(page, javaScript);
  });
});
