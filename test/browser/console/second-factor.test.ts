// The console's sign-in with the phone in a real browser, on a server whose QR codes live for eight
// seconds.

import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import type { Phone } from "../../../phone/phone.ts";
import { responseOf } from "../../../scripts/lib/service-phone.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { heading, notice } from "../support/console.ts";
import { asAdmin, makePhone } from "../support/enrol-link.ts";
import { axe, itLooksAtItsPages, overflow, screenshot } from "../support/look.ts";
import { LANGUAGES, type Look, THEMES, useSite, WIDTHS } from "../support/site.ts";

const site = useSite({ CHALLENGE_VALIDITY_SECONDS: "8" });
const phone: Phone = makePhone();
beforeAll(async () => {
  const { detail } = await asAdmin(site, "/token/init", { type: "tiqr", user: "admin", realm: "administrators" });
  expect((await phone.enroll(detail.tiqrenroll.value)).told).toBe("enrolled");
});

/** Signs in as far as the QR code. */
async function asked(look: Look = {}): Promise<Page> {
  const page = await site.openPage("/console", look);
  await page.locator("#username").fill("admin");
  await page.locator("#password").fill(ADMIN_PASSWORD);
  await page.locator("#password").press("Enter");
  await page.locator(".qr img").waitFor();
  return page;
}
const posts = (page: Page) => {
  const seen: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") seen.push(new URL(request.url()).pathname);
  });
  return seen;
};

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

it.each(
  LANGUAGES.flatMap((language) => THEMES.flatMap((theme) => WIDTHS.map((width) => ({ language, theme, width })))),
)("is accessible and fits in $language, $theme, $width pixels wide", async (look) => {
  const page = await asked(look);
  expect([await axe(page), await overflow(page)]).toEqual([[], 0]);
  await screenshot(page, "console-second-factor", look);
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
    const page = await asked(look);
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

  it("asks again when its QR code has expired", async () => {
    const page = await signedIn();
    await page.goto("/console/confirm?to=/console/tokens");
    await page.locator("main form.form button").click();
    await page.waitForURL("**/console/confirm?to=%2Fconsole%2Ftokens&ended=expired");
    expect(await notice(page)).toContain("Please try again");
    expect(await page.locator("input[name=to]").inputValue()).toBe("/console/tokens");
  });
});

describe("when its QR code expires", () => {
  it.each([
    { language: "en", theme: "light", width: 1280 },
    { language: "de", theme: "dark", width: 320 },
  ] as const)("the page leads to the password by itself, once, and says so, in $language", async (look) => {
    const page = await asked(look);
    expect([await axe(page), await overflow(page)]).toEqual([[], 0]);
    const sent = posts(page);
    await page.waitForURL("**/console/sign-in?ended=expired");
    expect(await notice(page)).toMatch(/expired|abgelaufen/);
    expect([await axe(page), await overflow(page)]).toEqual([[], 0]);
    await page.waitForTimeout(1000);
    expect(sent).toEqual([]);
    expect(new URL(page.url()).search).toBe("?ended=expired");
  });

  it("the button says so without script", async () => {
    const page = await asked({ javaScript: false });
    await page.waitForTimeout(8100);
    await page.getByRole("button", { name: "I have confirmed" }).click();
    expect(await notice(page)).toContain("The QR code has expired");
    expect([await heading(page), await page.inputValue("#username")]).toEqual(["Sign in to the console", "admin"]);
  });
});

itLooksAtItsPages();
