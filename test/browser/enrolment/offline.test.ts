// The enrolment page without a network, and where no WebSocket gets through. Chromium reports each
// failed request in its console, so these tests open their own windows.

import { describe, expect, it } from "vitest";
import { makeAppPhone, makeLinkAt, readScreen } from "../support/enrol-link.ts";
import { expectWell } from "../support/look.ts";
import { type Look, useSite } from "../support/site.ts";

const site = useSite();
let people = 0;

async function opened(fields: Record<string, string> = {}, look: Look = {}) {
  const path = await makeLinkAt(site, { user: `offline${++people}`, ...fields });
  const { language = "en", theme = "light", width = 1280 } = look;
  const context = await site.browser.newContext({
    baseURL: site.server.origin,
    locale: language,
    colorScheme: theme,
    viewport: { width, height: 800 },
  });
  const page = await context.newPage();
  await page.goto(path);
  return { context, page };
}

describe("a button that was pressed without a network", () => {
  it.each([
    { language: "en", theme: "light", width: 1280 },
    { language: "nl", theme: "dark", width: 320 },
  ] as const)("can be pressed again, and the page says so, in $language", async (look) => {
    const { context, page } = await opened({}, look);
    await context.setOffline(true);
    const button = page.locator('form[action$="/start"] button');
    await button.press("Enter");
    await page.locator("[data-unsent]").waitFor();
    expect(await page.locator("[data-offline]").isVisible()).toBe(false);
    expect(await page.textContent("[data-unsent]")).toMatch(/Press the button again|Klik nog een keer op de knop/);
    await expectWell(page, "enrol-unsent", [look]);
    expect(await button.evaluate((it) => it === document.activeElement)).toBe(true);
    await context.setOffline(false);
    await page.waitForTimeout(1500);
    expect(await page.locator(".qr").count()).toBe(0); // not by itself
    await page.keyboard.press("Enter");
    expect(await readScreen(page)).toMatch(/^tiqrenroll:/);
    await context.close();
  });
});

it("the page continues to wait by itself, as it says", async () => {
  const { context, page } = await opened({ pin: "none" });
  await page.getByRole("button", { name: "Show the QR code" }).click();
  const code = await readScreen(page);
  await context.setOffline(true);
  await page.locator("[data-offline]").waitFor();
  expect(await page.locator("[data-unsent]").isVisible()).toBe(false);
  await makeAppPhone().enroll(code);
  await context.setOffline(false);
  await page.getByRole("heading", { name: "Your phone has sent its key" }).waitFor();
  await context.close();
});

it("the page learns by polls how far the phone is where no WebSocket gets through", async () => {
  const { context, page } = await opened({ pin: "none" });
  await page.routeWebSocket(/\/validate\/events\//, (socket) => socket.close());
  await page.getByRole("button", { name: "Show the QR code" }).click();
  await makeAppPhone().enroll(await readScreen(page));
  await page.getByRole("heading", { name: "Your phone has sent its key" }).waitFor();
  await context.close();
});
