// A page with a code that expires while somebody types the digits for it. The codes live for eight
// seconds.

import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { type EnrolledPerson, Service } from "../../../scripts/lib/service-client.ts";
import { responseOf } from "../../../scripts/lib/service-phone.ts";
import { LANGUAGES } from "../../../src/lib/words.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { beginAt, enrolAt, transactionOn, waitForState } from "../support/login.ts";
import { expectWell } from "../support/look.ts";
import { useSite } from "../support/site.ts";

const site = useSite({ CHALLENGE_VALIDITY_SECONDS: "8", SELF_SERVICE: "pin" });

let alice: EnrolledPerson;
beforeAll(async () => {
  alice = await enrolAt(site, "alice");
});

/** Not from the screen, which takes a slow machine as long as the code lives. */
const digitsOn = async (page: Page, { phone } = alice): Promise<string> =>
  responseOf(phone, (await page.locator("[data-opens-app]").getAttribute("href")) ?? "");
const field = (page: Page) => page.locator("#response");
const openBox = (page: Page) => page.locator("summary").click();
const renewal = (page: Page, before: string) =>
  page.locator(`[data-transaction]:not([data-transaction="${before}"])`).waitFor();

it.each(LANGUAGES)("the sign-in page keeps what was typed, and says so in %s", async (language) => {
  const page = await beginAt(site, alice, { language });
  const id = await transactionOn(page);
  await openBox(page);
  await field(page).pressSequentially("123");
  await page.locator("[data-expired]").waitFor();
  await page.locator("[data-over]").waitFor();
  expect([await transactionOn(page), await field(page).inputValue()]).toEqual([id, "123"]);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("response");
  expect(await page.locator(".qr img").isVisible()).toBe(false);
  const text = await page.locator("[data-expired] p").first().textContent();
  expect(await page.locator("[data-said]").textContent()).toBe(text);
  await expectWell(page, "login-expired");
});

it("shows the next code when the person asks, and knows the digits of the one before", async () => {
  const person = await enrolAt(site, "berta");
  const page = await beginAt(site, person);
  const id = await transactionOn(page);
  const before = await digitsOn(page, person);
  await openBox(page);
  await field(page).fill(before.slice(0, 3));
  await page.getByRole("button", { name: "Show a new code" }).click();
  await renewal(page, id);
  expect([await field(page).inputValue(), await page.locator("[data-renewed]").isVisible()]).toEqual(["", true]);
  await openBox(page);
  await field(page).fill(before);
  await field(page).press("Enter");
  await waitForState(page, "code-before");
  await field(page).fill(await digitsOn(page, person));
  await field(page).press("Enter");
  await waitForState(page, "accepted");
  const service = new Service(site.server.origin);
  await service.signIn("admin", ADMIN_PASSWORD);
  expect(await service.failCountOf(person.serial)).toBe(0);
});

it("renews by itself as soon as nobody types any more", async () => {
  const page = await beginAt(site, alice);
  const id = await transactionOn(page);
  await openBox(page);
  await field(page).fill("123");
  await openBox(page);
  await page.locator("[data-expired]").waitFor();
  await openBox(page);
  await field(page).fill("");
  expect(await transactionOn(page)).toBe(id);
  await openBox(page);
  await renewal(page, id);
});

it("sends digits that were typed too late to no lock, and shows the next code", async () => {
  const person = await enrolAt(site, "carla");
  const page = await beginAt(site, person);
  const id = await transactionOn(page);
  await openBox(page);
  await field(page).fill(await digitsOn(page, person));
  await page.locator("[data-expired]").waitFor();
  await field(page).press("Enter");
  await renewal(page, id);
  const service = new Service(site.server.origin);
  await service.signIn("admin", ADMIN_PASSWORD);
  expect(await service.failCountOf(person.serial)).toBe(0);
});

it("leaves the digits of a confirmation at /me alone, too", async () => {
  const person = await enrolAt(site, "doris");
  const page = await beginAt(site, person);
  await person.phone.login((await page.locator("[data-opens-app]").getAttribute("href")) ?? "");
  await waitForState(page, "accepted");
  await page.goto(`${site.server.origin}/me/pin`);
  const socket = page.waitForEvent("websocket");
  await page.getByRole("button", { name: "Show the QR code" }).click();
  await page.locator(".qr img").waitFor();
  const id = await transactionOn(page);
  const ended = (await socket).waitForEvent("close");
  await openBox(page);
  await field(page).fill("123");
  await ended;
  await page.waitForTimeout(1000); // in which the page would have gone on
  expect([await transactionOn(page), await field(page).inputValue()]).toEqual([id, "123"]);
});
