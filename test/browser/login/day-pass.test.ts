// The field for a day pass on the sign-in page, and the console's card that makes one.

import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { openSignedIn } from "../../../packages/console/test/browser/support/console.ts";
import { postFormAsAdmin } from "../support/enrol-link.ts";
import { enrolAt, waitForState } from "../support/login.ts";
import { expectWell } from "../support/look.ts";
import { LOOKS, type Look, useSite } from "../support/site.ts";

const site = useSite({ DAY_PASS: "pages" });

/** Makes the pass in the console, and reads it there. */
async function passAtDesk(user: string): Promise<string> {
  const desk = await openSignedIn(site, `/console/users/default/${user}`);
  await desk.getByRole("button", { name: "Create a day pass" }).click();
  return (await desk.locator("code.copied").textContent()) ?? "";
}

async function begin(user: string, look: Look = {}): Promise<Page> {
  const page = await site.openPage("/login", look);
  await page.locator("#user").fill(user);
  await page.locator("#pin").fill("1234");
  await page.locator("#pin").press("Enter");
  await waitForState(page, "waiting");
  return page;
}

beforeAll(async () => {
  for (const user of ["dana", "erik"]) await postFormAsAdmin(site, "/token/init", { type: "tiqr", user, pin: "1234" });
});

it("is open, takes the digits in groups or not, and says what is wrong with others", async () => {
  const pass = await passAtDesk("dana");
  const page = await begin("dana");
  expect(await page.locator(".qr").count()).toBe(0);
  await page.locator("#response").fill("1111 2222 3333");
  await page.locator("#response").press("Enter");
  await waitForState(page, "wrong-pass");
  await page.locator("#response").fill(pass.replaceAll(" ", ""));
  await page.locator("#response").press("Enter");
  await waitForState(page, "accepted");
  await page.goto(`${site.server.origin}/me`);
  await page.getByText("so you can only look here").waitFor();
  await expectWell(page, "me-by-pass");
});

it("works without a script, where nothing offers to wait for a phone", async () => {
  const pass = await passAtDesk("erik");
  const page = await begin("erik", { javaScript: false });
  expect(await page.getByRole("button", { name: "Continue", exact: true }).count()).toBe(0);
  await page.locator("#response").fill(pass);
  await page.getByRole("button", { name: "Sign in with this code" }).click();
  await waitForState(page, "accepted");
});

it.each(["en", "de", "nl"] as const)("reads well in %s, alone and beside a QR code", async (language) => {
  const looks = LOOKS.filter((look) => look.language === language);
  const [alone, both] = [`fay-${language}`, `gus-${language}`];
  await postFormAsAdmin(site, "/token/init", { type: "tiqr", user: alone, pin: "1234" });
  await enrolAt(site, both, { pin: "1234" });
  for (const user of [alone, both]) {
    await postFormAsAdmin(site, `/user/default/${user}/pass`, {});
    await expectWell(await begin(user, { language }), `login-pass-${user}`, looks);
  }
  const desk = await openSignedIn(site, `/console/users/default/${alone}`, { language });
  await expectWell(desk, `console-pass-${language}`, looks);
  await desk.locator('form[action$="/pass/end"] button').click();
  await desk.locator('form[action$="/pass"]').waitFor();
  await expectWell(desk, `console-pass-form-${language}`, looks);
  await desk.locator('form[action$="/pass"] button').click();
  await desk.locator("code.copied").waitFor();
  await expectWell(desk, `console-pass-made-${language}`, looks);
});
