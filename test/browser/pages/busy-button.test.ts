// A button that has been pressed and waits for its answer: its text stays readable, even under the
// pointer, and it says that it is busy. The answer is held back while the test looks.

import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { contrast } from "../support/contrast.ts";
import { makeLinkAt } from "../support/enrol-link.ts";
import { enrolAt, fillSignIn } from "../support/login.ts";
import { type TestSite, THEMES, useSite } from "../support/site.ts";

const site: TestSite = useSite();
/** WCAG 2.2, 1.4.3, for text of normal size. */
const AA = 4.5;

/** Holds back what the page sends there until the returned function is called. */
async function holdBack(page: Page, path: RegExp): Promise<() => void> {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(path, async (route) => {
    await held;
    await route.continue();
  });
  return letGo;
}

/** Presses the button, which then waits under the pointer. */
async function pressed(page: Page, name: string) {
  const button = page.getByRole("button", { name });
  await button.hover();
  await button.click();
  await button.and(page.locator(":disabled")).waitFor();
  return button;
}

async function expectBusy(page: Page, name: string): Promise<void> {
  const button = await pressed(page, name);
  expect(await button.getAttribute("aria-busy")).toBe("true");
  expect(await button.evaluate((it) => it.matches(":hover"))).toBe(true);
  expect(await contrast(button)).toBeGreaterThanOrEqual(AA);
  await page.mouse.move(0, 0);
  expect(await contrast(button)).toBeGreaterThanOrEqual(AA);
}

describe.each(THEMES)("a button that is busy, in %s", (theme) => {
  it("is read on the login page, whether it is the first choice or the second", async () => {
    const person = await enrolAt(site, `busy-${theme}`);
    const page = await site.openPage("/login", { theme });
    const begun = await holdBack(page, /\/login\/begin$/);
    await page.locator("#user").fill(person.user);
    await page.locator("#pin").fill(person.pin);
    await expectBusy(page, "Show the QR code");
    begun();
    await page.locator(".qr img").waitFor();
    const cancelled = await holdBack(page, /\/login\/cancel$/);
    await expectBusy(page, "Cancel");
    cancelled();
    await page.locator('[data-state="cancelled"]').waitFor();
    expect(await page.locator("[aria-busy]").count()).toBe(0);
  });

  it("is read on the enrolment page", async () => {
    const page = await site.openPage(await makeLinkAt(site, { user: `busy-enrol-${theme}` }), { theme });
    const started = await holdBack(page, /\/start$/);
    await expectBusy(page, "Show the QR code");
    started();
    const renewed = await holdBack(page, /\/code$/);
    await expectBusy(page, "Show a new code");
    renewed();
    await page.locator("main button:enabled").waitFor();
    expect(await page.locator("[aria-busy]").count()).toBe(0);
  });
});

it("a button whose answer was lost is busy no longer", async () => {
  const person = await enrolAt(site, "busy-lost");
  const page = await site.openPage("/login");
  await fillSignIn(page, person);
  await page.route(/\/login\/cancel$/, (route) => route.fulfill({ status: 200, contentType: "text/html", body: "" }));
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.locator("[data-failed]").waitFor();
  expect(await page.locator("button:disabled, [aria-busy]").count()).toBe(0);
});
