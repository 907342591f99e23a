// The console in a browser: signs in as the administrator of `useSite`, and reads its pages.

import type { Cookie, Page } from "playwright-core";
import type { Look, TestSite } from "../../../../../test/browser/support/site.ts";
import { ADMIN_PASSWORD } from "../../../../../test/support/admin-password.ts";

/** `lands`: the page to which the sign-in leads this account. */
export async function fillConsoleSignIn(
  page: Page,
  name = "admin",
  password = ADMIN_PASSWORD,
  lands = "/console",
): Promise<void> {
  await page.locator("#username").fill(name);
  await page.locator("#password").fill(password);
  await Promise.all([page.waitForURL(`**${lands}`), page.locator("#password").press("Enter")]);
}

/** Signs in as far as the QR code, as an administrator with a phone. */
export async function openAsked(site: TestSite, look?: Look): Promise<Page> {
  const page = await site.openPage("/console", look);
  await page.locator("#username").fill("admin");
  await page.locator("#password").fill(ADMIN_PASSWORD);
  await page.locator("#password").press("Enter");
  await page.locator(".qr img").waitFor();
  return page;
}

/** The cookie of a session that has been begun, which serves as many windows as there are. */
const sessions = new WeakMap<TestSite, Cookie>();

/** Opens the page as the administrator, who signs in by the form unless a session is still good. */
export async function openSignedIn(site: TestSite, path: string, look: Look = {}): Promise<Page> {
  const kept = sessions.get(site);
  const page = await site.openPage(kept ? path : "/console", kept ? { ...look, cookies: [kept] } : look);
  if (new URL(page.url()).pathname !== "/console/sign-in") return page;
  if (kept) await page.goto("/console");
  await fillConsoleSignIn(page);
  const session = await cookieOfSession(page);
  if (session) sessions.set(site, session);
  if (path !== "/console") await page.goto(path);
  return page;
}

export const heading = (page: Page) => page.locator("h1").textContent();
export const notice = (page: Page) => page.locator(".notice").first().textContent();
/** The cookie of the session, if there is one. */
export const cookieOfSession = async (page: Page) =>
  (await page.context().cookies()).find(({ name }) => name === "__Host-console");
