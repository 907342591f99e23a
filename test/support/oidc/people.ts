// People in front of the provider's pages: a browser, a phone, and the walk from the application's
// link back to the application.

import {
  type BrowserPage,
  type PageBrowser,
  PageBrowser as PagesOver,
  qrTextIn,
  textIn,
} from "../../../scripts/lib/page-browser.ts";
import type { EnrolledPerson } from "../login.ts";
import { ORIGIN, type Send, worker } from "../service.ts";

/**
 * `sees` gets each request of the browser. Applications have no server here: the browser stops at
 * their addresses.
 */
export const newBrowser = (send: Send = worker, sees: (request: Request) => void = () => {}): PageBrowser =>
  new PagesOver({ fetch: send, serves: ({ origin }) => origin === ORIGIN, sees });

/** The application's page from which people come. */
const LINK = new URL("https://app.test/");

/** Follows the application's link. */
export const follow = (
  browser: PageBrowser,
  address: URL | string,
  from: URL | undefined = LINK,
): Promise<BrowserPage> => browser.open(address, from);

export const asksToSignIn = (page: BrowserPage): boolean =>
  page.forms.some(({ action }) => action.pathname === "/login/begin");

/** Fills the sign-in page in. */
export const beginSignIn = (
  browser: PageBrowser,
  page: BrowserPage,
  { user, pin }: Pick<EnrolledPerson, "user" | "pin">,
): Promise<BrowserPage> => browser.submit(page, "/login/begin", { user, pin });

/** Confirms on the phone, then continues in the browser. */
export async function confirmOnPhone(
  browser: PageBrowser,
  waiting: BrowserPage,
  { phone }: Pick<EnrolledPerson, "phone">,
): Promise<BrowserPage> {
  const link = qrTextIn(waiting);
  if (link === undefined) throw new Error(`no QR code: ${textIn(waiting)}`);
  const { told } = await phone.login(link);
  if (told !== "logged-in") throw new Error(`the phone says ${told}`);
  return browser.submit(waiting, "/login/result");
}

/**
 * From the application's link to where the browser is led in the end, with a scan if the page asks
 * for one.
 */
export async function followAndSignIn(
  browser: PageBrowser,
  address: URL | string,
  person: EnrolledPerson,
): Promise<BrowserPage> {
  const page = await follow(browser, address);
  if (!asksToSignIn(page)) return page;
  return confirmOnPhone(browser, await beginSignIn(browser, page, person), person);
}

/** The application's address with what it was told, whether by redirect or by form. */
export function broughtTo({ url, status, sent, text }: BrowserPage): URL {
  if (status !== 0) throw new Error(`the browser is still at ${url}: ${status} ${textIn({ text })}`);
  const address = new URL(url);
  for (const [name, value] of Object.entries(sent ?? {})) address.searchParams.set(name, value);
  return address;
}

/** The parameters of the answer to an application. */
export const answerIn = (page: BrowserPage): Record<string, string> => Object.fromEntries(broughtTo(page).searchParams);
