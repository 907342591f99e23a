// The console after an attack, in Chromium: the overview shows the wave of failures, and one form
// unlocks the locked tokens.

import { beforeAll, describe, expect, it } from "vitest";
import { LANGUAGES } from "../../../../src/lib/words.ts";
import { axe, itLooksAtItsPages } from "../../../../test/browser/support/axe.ts";
import { enrolAt } from "../../../../test/browser/support/login.ts";
import { expectWell, overflow } from "../../../../test/browser/support/look.ts";
import { useSite } from "../../../../test/browser/support/site.ts";
import { CONSOLE_LOOKED_AT } from "../support/looked-at.ts";
import { heading, notice, openSignedIn } from "./support/console.ts";

const site = useSite({ RATE_LIMITS: "off" });
const WAVE = {
  en: "Many failed sign-ins in the last hour: 33, mostly wrong PIN",
  nl: "Veel mislukte inlogpogingen in het afgelopen uur: 33, meestal onjuiste pincode",
  de: "Viele fehlgeschlagene Anmeldungen in der letzten Stunde: 33, meist falsche PIN",
} as const;

beforeAll(async () => {
  for (const user of ["anna", "berta", "carla"]) {
    await enrolAt(site, user);
    const body = () => new URLSearchParams({ user, pass: "0000" });
    for (let i = 0; i < 11; i++) await fetch(`${site.server.origin}/validate/check`, { method: "POST", body: body() });
  }
});

describe("the console after an attack", () => {
  it.each(LANGUAGES)("tells of the wave, and is accessible and fits in %s", async (language) => {
    const page = await openSignedIn(site, "/console", { language });
    expect(await page.locator(".notice strong").first().textContent()).toBe(`${WAVE[language]}.`);
    for (const [name, path] of [
      ["wave", "/console"],
      ["unlock", "/console/unlock"],
    ] as const) {
      await page.goto(path);
      await expectWell(page, `console-${name}`);
    }
    await page.locator('form[action$="/preview"] button').click();
    await page.waitForURL("**/preview*");
    await expectWell(page, "console-unlock-preview");
  });

  it("leads to the rows, and from the locked tokens to their unlocking", async () => {
    const page = await openSignedIn(site, "/console");
    await page.locator('.notice a[href*="reason=wrong-pin"]').click();
    expect(await page.locator("tbody tr").first().textContent()).toContain("A wrong PIN was entered for");
    await page.goto("/console/tokens?state=locked");
    await page.getByRole("link", { name: "Unlock many" }).click();
    await page.getByRole("button", { name: "Count them first" }).click();
    expect(await page.locator(".lead").textContent()).toBe("3 tokens match.");
    expect([await overflow(page), await axe(page)]).toEqual([0, []]);
    await page.getByRole("button", { name: "Unlock" }).click();
    expect([await heading(page), await notice(page)]).toEqual(["Unlock many tokens", "3 tokens are unlocked."]);
    await page.goto("/console/tokens?state=locked");
    expect(await page.locator("tbody tr").count()).toBe(0);
  });
});

itLooksAtItsPages(CONSOLE_LOOKED_AT);
