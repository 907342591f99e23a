// The console in a browser: signs in as the administrator of `useSite`, and reads its pages.

import type { Page } from "playwright-core";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import type { Look, Site } from "./site.ts";

/** `lands`: the page to which the sign-in leads this account. */
export async function signIn(page: Page, name = "admin", password = ADMIN_PASSWORD, lands = "/console"): Promise<void> {
  await page.locator("#username").fill(name);
  await page.locator("#password").fill(password);
  await Promise.all([page.waitForURL(`**${lands}`), page.locator("#password").press("Enter")]);
}

export async function openSignedIn(site: Site, path: string, look: Look = {}): Promise<Page> {
  const page = await site.openPage("/console", look);
  await signIn(page);
  if (path !== "/console") await page.goto(path);
  return page;
}

export const heading = (page: Page) => page.locator("h1").textContent();
export const notice = (page: Page) => page.locator(".notice").first().textContent();
/** The cookie of the session, if there is one. */
export const sessionOf = async (page: Page) =>
  (await page.context().cookies()).find(({ name }) => name === "__Host-console");
