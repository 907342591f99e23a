// People at the login page, and a phone that reads the QR code from the screen.

import type { Page } from "playwright-core";
import { expect } from "vitest";
import { type EnrolledPerson, Service } from "../../../scripts/lib/service-client.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { readQrIn } from "./look.ts";
import type { Look, TestSite } from "./site.ts";

const services = new WeakMap<TestSite, Service>();

/** The service as its administrator, who signs in once. */
async function serviceOf(site: TestSite): Promise<Service> {
  const service = services.get(site) ?? new Service(site.server.origin);
  if (!services.has(site)) await service.signIn("admin", ADMIN_PASSWORD);
  services.set(site, service);
  return service;
}

export const enrolAt = async (
  site: TestSite,
  user: string,
  fields: Record<string, string> = {},
): Promise<EnrolledPerson> => (await serviceOf(site)).enrol(user, fields);

/** Fills the form in, as with a keyboard. */
export async function fillSignIn(page: Page, { user, pin }: Pick<EnrolledPerson, "user" | "pin">): Promise<void> {
  await page.locator("#user").fill(user);
  await page.locator("#pin").fill(pin);
  await page.locator("#pin").press("Enter");
  await page.locator(".qr img").waitFor();
}

export async function beginAt(site: TestSite, enrolled: EnrolledPerson, look?: Look, path = "/login"): Promise<Page> {
  const page = await site.openPage(path, look);
  await fillSignIn(page, enrolled);
  return page;
}

/** Reads the screen as the phone does. */
export async function linkOn(page: Page): Promise<string> {
  const link = await readQrIn(page.locator(".qr"));
  if (link === undefined) throw new Error("no phone can read the QR code");
  return link;
}

export async function scanLogin({ phone }: EnrolledPerson, page: Page): Promise<void> {
  expect((await phone.login(await linkOn(page))).told).toBe("logged-in");
}

export const waitForState = (page: Page, state: string): Promise<unknown> =>
  page.locator(`[data-state="${state}"]`).waitFor();

export const transactionOn = (page: Page): Promise<string> =>
  page.locator("[data-transaction]").evaluate((element) => (element as HTMLElement).dataset.transaction ?? "");
