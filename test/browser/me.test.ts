// /me in a real browser, with and without its script: what a person sees, a PIN that a phone
// confirms, and a phone that is added.

import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { EnrolledPerson } from "../../scripts/lib/service-client.ts";
import { itLooksAtItsPages } from "./support/axe.ts";
import { makeAppPhone, readScreen as scanCode } from "./support/enrol-link.ts";
import { beginAt, enrolAt, fillSignIn, scanLogin, waitForState } from "./support/login.ts";
import { expectWell } from "./support/look.ts";
import { type Look, THEMES, useSite, WIDTHS } from "./support/site.ts";

const site = useSite({ SELF_SERVICE: "add remove pin recovery" });

async function signedIn(person: EnrolledPerson, look: Look = {}): Promise<Page> {
  const page = await beginAt(site, person, look);
  await scanLogin(person, page);
  if (look.javaScript === false) await page.getByRole("button", { name: "Continue", exact: true }).click();
  await waitForState(page, "accepted");
  await page.getByRole("link", { name: "My phones" }).click();
  await page.getByRole("heading", { level: 1, name: "My phones" }).waitFor();
  return page;
}

it("reads well in each theme, at each width", async () => {
  const looks = THEMES.flatMap((theme) => WIDTHS.map((width) => ({ language: "en", theme, width }) as const));
  const page = await signedIn(await enrolAt(site, "anna"));
  await page.locator("time[title]").first().waitFor(); // the script writes them all at once
  for (const time of await page.locator("time").all()) expect(await time.getAttribute("title")).toContain("UTC");
  await expectWell(page, "me", looks);
  await page.getByRole("link", { name: /^Phone / }).click();
  await expectWell(page, "me-phone", looks);
  await page.goto(`${site.server.origin}/me`);
  await page.getByRole("link", { name: "That wasn’t me" }).first().click();
  await expectWell(page, "me-not-me", looks);
  for (const name of ["add", "recovery", "pin"]) {
    await page.goto(`${site.server.origin}/me/${name}`);
    await expectWell(page, `me-${name}`, looks);
  }
  await page.getByRole("button", { name: "Show the QR code" }).click();
  await page.locator(".qr img").waitFor();
  await expectWell(page, "me-confirm", looks);
  await page.goto(`${site.server.origin}/me/recover`);
  await expectWell(page, "me-recover", looks);
});

it("changes the PIN once the phone has confirmed, live", async () => {
  const person = await enrolAt(site, "bea");
  const page = await signedIn(person);
  await page.getByRole("link", { name: "Change the PIN" }).click();
  await page.getByRole("button", { name: "Show the QR code" }).click();
  await scanLogin(person, page);
  await page.locator("#repeat").waitFor();
  expect(new URL(page.url()).pathname).toBe("/me/pin");
  await page.locator("#pin").fill("98765");
  await page.locator("#repeat").fill("98765");
  await page.locator("#repeat").press("Enter");
  await page.getByText("Your PIN is saved").waitFor();
  await page.goto(`${site.server.origin}/login?as=other`);
  await fillSignIn(page, { user: "bea", pin: "98765" });
});

it.each([true, false])(
  "ends every session, and takes the phone out of use with the PIN (script: %s)",
  async (javaScript) => {
    const person = await enrolAt(site, `dora-${javaScript}`, { pin: "2468" });
    const page = await signedIn(person, { javaScript });
    await page.getByRole("link", { name: "That wasn’t me" }).first().click();
    await page.locator("#pin").fill("9999");
    await page.getByRole("button", { name: "Take it out of use" }).click();
    await page.getByText("That PIN isn’t right").waitFor();
    await page.locator("#pin").fill("2468");
    await page.getByRole("button", { name: "Take it out of use" }).click();
    await page.getByRole("heading", { name: "The phone is out of use" }).waitFor();
  },
);

it("adds a phone, and goes on to the enrolment page, which stays live", async () => {
  const person = await enrolAt(site, "carl");
  const page = await signedIn(person);
  await page.getByRole("link", { name: "Add a phone" }).click();
  await page.getByRole("button", { name: "Show the QR code" }).click();
  await scanLogin(person, page);
  await page.getByRole("button", { name: "Register the phone" }).click();
  await waitForState(page, "fresh");
  await page.getByRole("button", { name: "Show the QR code" }).click();
  expect((await makeAppPhone().enroll(await scanCode(page))).told).toBe("enrolled");
  await waitForState(page, "unproven");
  await page.goto(`${site.server.origin}/me`);
  expect(await page.getByRole("link", { name: /^Phone / }).count()).toBe(2);
});

it("shows recovery codes to copy, to print alone, and to save", async () => {
  const person = await enrolAt(site, "erik");
  const page = await signedIn(person);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("link", { name: "Create ten codes" }).click();
  await page.getByRole("button", { name: "Show the QR code" }).click();
  await scanLogin(person, page);
  await page.getByRole("button", { name: "Create ten codes" }).click();
  await page.locator("[data-codes]").waitFor();
  const codes = await page.locator("[data-codes] code").allTextContents();
  await expectWell(page, "me-codes");
  await page.getByRole("button", { name: "Copy" }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(codes.join("\n"));
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe("recovery-codes.txt");
  const text = readFileSync(await saved.path(), "utf8");
  for (const part of [...codes, "erik", "Example University", "/me/recover"]) expect(text).toContain(part);
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute("data-printed", "");
  });
  await page.getByRole("button", { name: "Print" }).click();
  await page.locator("[data-printed]").waitFor();
  await page.emulateMedia({ media: "print" });
  const onPaper = (selector: string) => page.locator(selector).filter({ visible: true }).count();
  expect(await onPaper(".sheet code")).toBe(10);
  expect(await onPaper(".header, .footer, .notice, .button")).toBe(0);
});

it("works without a script: codes, and the way back without the phone", async () => {
  const person = await enrolAt(site, "dora");
  const page = await signedIn(person, { javaScript: false });
  await page.getByRole("link", { name: "Create ten codes" }).click();
  await page.getByRole("button", { name: "Show the QR code" }).click();
  await scanLogin(person, page);
  await page.getByRole("button", { name: "I have confirmed" }).click();
  await page.getByRole("button", { name: "Create ten codes" }).click();
  const codes = await page.locator("[data-codes] code").allTextContents();
  expect(codes).toHaveLength(10);
  await page.goto(`${site.server.origin}/login?as=other`);
  await page.getByRole("link", { name: "I no longer have my phone" }).click();
  await page.locator("#user").fill("dora");
  await page.locator("#pin").fill(person.pin);
  await page.locator("#code").fill(codes[0] ?? "");
  await page.getByRole("button", { name: "Register a new phone" }).click();
  await page.getByRole("heading", { name: "Register your phone" }).waitFor();
});

itLooksAtItsPages();
