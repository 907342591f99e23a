// The console's sign-in with the phone in a real browser.

import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import type { Phone } from "../../../../phone/phone.ts";
import { responseOf } from "../../../../scripts/lib/service-phone.ts";
import { LANGUAGES } from "../../../../src/lib/words.ts";
import { axe, itLooksAtItsPages } from "../../../../test/browser/support/axe.ts";
import { makeAppPhone, postFormAsAdmin } from "../../../../test/browser/support/enrol-link.ts";
import { expectWell, overflow } from "../../../../test/browser/support/look.ts";
import { type Look, useSite } from "../../../../test/browser/support/site.ts";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { CONSOLE_LOOKED_AT } from "../support/looked-at.ts";
import { openAsked } from "./support/console.ts";

const site = useSite();
const phone: Phone = makeAppPhone();
beforeAll(async () => {
  const { detail } = await postFormAsAdmin(site, "/token/init", {
    type: "tiqr",
    user: "admin",
    realm: "administrators",
  });
  expect((await phone.enroll(detail.tiqrenroll.value)).told).toBe("enrolled");
});

const openStep = (look: Look = {}): Promise<Page> => openAsked(site, look);

it("on the phone itself a button opens the app, before the code, and digits sign in a phone without a network", async () => {
  const context = await site.browser.newContext({
    baseURL: site.server.origin,
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    locale: "en",
  });
  const page = await context.newPage();
  await page.goto("/console");
  await page.locator("#username").fill("admin");
  await page.locator("#password").fill(ADMIN_PASSWORD);
  await page.locator("#password").press("Enter");
  const button = page.getByRole("link", { name: "Open in the Tiqr app" });
  const link = (await button.getAttribute("href")) ?? "";
  expect((await button.boundingBox())?.y).toBeLessThan((await page.locator(".qr").boundingBox())?.y ?? 0);
  expect(link).toBe(await page.locator("input[name=link]").first().inputValue());
  await page.locator("summary").click();
  await page.getByLabel("Code from the app").fill(await responseOf(phone, link));
  await page.getByRole("button", { name: "Sign in with this code" }).click();
  await page.waitForURL("**/console");
  await context.close();
});

it.each(LANGUAGES)("is accessible and fits in %s", async (language) => {
  const page = await openStep({ language });
  await expectWell(page, "console-second-factor");
});

it("can be done with only the keyboard, digits included", async () => {
  const page = await site.openPage("/console");
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  const tabTo = async (text: string) => {
    for (let presses = 0; presses < 10 && (await focused()) !== text; presses++) await page.keyboard.press("Tab");
    expect(await focused()).toBe(text);
  };
  await page.locator("input[autofocus]:focus").waitFor(); // keys before that would be lost
  await page.keyboard.type("admin");
  await page.keyboard.press("Tab");
  await page.keyboard.type(ADMIN_PASSWORD);
  await page.keyboard.press("Enter");
  await page.locator(".qr img").waitFor();
  const digits = await responseOf(phone, await page.locator("input[name=link]").first().inputValue());
  await tabTo("Enter code if your phone is offline");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.type(digits);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/console");
});

describe("the confirmation of a session", () => {
  const signedIn = async (look: Look = {}) => {
    const page = await openStep(look);
    await phone.login(await page.locator("input[name=link]").first().inputValue());
    await page.waitForURL("**/console");
    return page;
  };

  it.each([
    { language: "en", theme: "light", width: 1280 },
    { language: "nl", theme: "dark", width: 320 },
  ] as const)("goes on by itself once the phone has answered, and leads back, in $language", async (look) => {
    const page = await signedIn(look);
    await page.goto("/console/confirm?to=/console/tokens");
    expect([await axe(page), await overflow(page)]).toEqual([[], 0]);
    await page.locator("main form.form button").click();
    await page.locator(".qr img").waitFor();
    expect([await axe(page), await overflow(page)]).toEqual([[], 0]);
    await phone.login(await page.locator("input[name=link]").first().inputValue());
    await page.waitForURL("**/console/tokens?done=confirmed");
  });
});

itLooksAtItsPages(CONSOLE_LOOKED_AT);
