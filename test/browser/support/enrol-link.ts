// Tests of the enrolment page need more than a browser: an administrator who makes links, and a
// phone that reads the screen.

import type { Page } from "playwright-core";
import type { App } from "../../../phone/enrolment-link.ts";
import { Phone } from "../../../phone/phone.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { readQrIn } from "./look.ts";
import type { TestSite } from "./site.ts";

async function call(
  site: TestSite,
  path: string,
  body: URLSearchParams | string,
  headers: Record<string, string> = {},
) {
  const response = await fetch(site.server.origin + path, { method: "POST", body, headers });
  // biome-ignore lint/suspicious/noExplicitAny: replies are looked into freely
  return (await response.json()) as any;
}

/** Calls the API as the administrator of `useSite`. */
export const postFormAsAdmin = async (site: TestSite, path: string, fields: Record<string, string>) =>
  call(site, path, new URLSearchParams(fields), await asAdministrator(site));

/** The same, as JSON: for values that are more than texts. */
export const postAsAdmin = async (site: TestSite, path: string, value: object) =>
  call(site, path, JSON.stringify(value), { ...(await asAdministrator(site)), "Content-Type": "application/json" });

const tokens = new WeakMap<TestSite, string>();

/** The header of calls to the API. One sign-in is enough for a test file. */
export async function asAdministrator(site: TestSite): Promise<Record<string, string>> {
  if (!tokens.has(site)) {
    const { result } = await call(site, "/auth", new URLSearchParams({ username: "admin", password: ADMIN_PASSWORD }));
    tokens.set(site, result.value.token);
  }
  return { "PI-Authorization": tokens.get(site) ?? "" };
}

/** Makes a link with these fields and returns its path. */
export async function makeLinkAt(site: TestSite, fields: Record<string, string>): Promise<string> {
  const { detail } = await postFormAsAdmin(site, "/token/enrollmentlink", fields);
  return new URL(detail.link).pathname;
}

export const makeAppPhone = (app?: App, call: (url: string, init?: RequestInit) => Promise<Response> = fetch): Phone =>
  new Phone({
    fetch: (url, init) => call(url, init),
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    protocol: 2,
    app,
    accounts: [],
  });

const PATIENCE_MS = 15_000;

/**
 * Reads the QR code on the screen as soon as one other than `before` is shown. The code may
 * disappear while it is being read.
 */
export async function readScreen(page: Page, before?: string): Promise<string> {
  const untilMs = Date.now() + PATIENCE_MS;
  const code = page.locator(".qr");
  await code.waitFor();
  while (Date.now() < untilMs) {
    const text = await readQrIn(code).catch(() => undefined);
    if (text !== undefined && text !== before) return text;
  }
  throw new Error("no QR code can be read on the screen");
}
