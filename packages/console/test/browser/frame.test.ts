// The console's frame without a script: the menu in its three forms, and the account.

import type { Locator, Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { axe } from "../../../../test/browser/support/axe.ts";
import { postFormAsAdmin } from "../../../../test/browser/support/enrol-link.ts";
import { overflow } from "../../../../test/browser/support/look.ts";
import { useSite } from "../../../../test/browser/support/site.ts";
import { heading, openSignedIn } from "./support/console.ts";

const site = useSite();

beforeAll(async () => {
  await postFormAsAdmin(site, "/token/init", { type: "tiqr", user: "jan" });
  await postFormAsAdmin(site, "/user/attribute", { user: "jan", realm: "default", key: "name", value: "Jan Jansen" });
});

const menuOf = (page: Page) => page.locator("nav.menu");
const boxOf = async (part: Locator) => (await part.boundingBox()) ?? { x: -1, y: -1, width: 0, height: 0 };
const opened = (width: number) => openSignedIn(site, "/console/users", { width, javaScript: false });

it("the menu of a phone opens with its button, closes with Escape, and leads on", async () => {
  const page = await opened(360);
  expect(await menuOf(page).isVisible()).toBe(false);
  const button = page.getByRole("button", { name: "Menu", exact: true });
  await button.focus();
  await page.keyboard.press("Enter");
  expect(await menuOf(page).isVisible()).toBe(true);
  // The menu is the next stop of the keyboard, though the account's button stands between.
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest("nav")?.id)).toBe("menu");
  await page.keyboard.press("Escape");
  expect(await menuOf(page).isVisible()).toBe(false);
  await button.click();
  await menuOf(page).getByRole("link", { name: "Jobs" }).click();
  expect(new URL(page.url()).pathname).toBe("/console/jobs");
});

it("the menu stands above the page of a tablet, and beside that of a desktop", async () => {
  for (const [width, beside] of [
    [768, false],
    [1100, true],
  ] as const) {
    const page = await opened(width);
    expect(await page.getByRole("button", { name: "Menu", exact: true }).isVisible()).toBe(false);
    const [menu, main] = [await boxOf(menuOf(page)), await boxOf(page.locator("main"))];
    expect([width, menu.x + menu.width <= main.x, menu.y + menu.height <= main.y]).toEqual([width, beside, !beside]);
    expect(await overflow(page)).toBe(0);
  }
});

it("the account's menu names account, rights and second factor, and signs out", async () => {
  const page = await openSignedIn(site, "/console", { width: 320 });
  await page.getByRole("button", { name: "Signed in as admin" }).click();
  expect(await page.locator("#account-menu").textContent()).toMatch(/admin.*Administrator.*password only/);
  expect([await axe(page), await overflow(page)]).toEqual([[], 0]);
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  expect(await heading(page)).toBe("Sign in to the console");
});

it("one search in the header leads to a person, and a slash to the search", async () => {
  const page = await openSignedIn(site, "/console", { width: 1280 });
  await page.keyboard.press("/");
  const field = page.getByRole("searchbox");
  expect(await field.evaluate((one) => one === document.activeElement)).toBe(true);
  await field.fill("Jan Jansen");
  await field.press("Enter");
  expect(new URL(page.url()).pathname).toBe("/console/users/default/jan");
});
