// The console's sign-in with the phone, on a server whose QR codes live for eight seconds. They
// expire in all windows at the same time.

import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { axe } from "../../../../test/browser/support/axe.ts";
import { makeAppPhone, postFormAsAdmin } from "../../../../test/browser/support/enrol-link.ts";
import { overflow } from "../../../../test/browser/support/look.ts";
import { useSite } from "../../../../test/browser/support/site.ts";
import { heading, notice, openAsked } from "./support/console.ts";

const site = useSite({ CHALLENGE_VALIDITY_SECONDS: "8" });

const posts = (page: Page) => {
  const seen: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") seen.push(new URL(request.url()).pathname);
  });
  return seen;
};

it("a page whose QR code expires leads to the password by itself, once, and says so; so does its button without a script, and a confirmation asks again", async () => {
  const phone = makeAppPhone();
  const { detail } = await postFormAsAdmin(site, "/token/init", {
    type: "tiqr",
    user: "admin",
    realm: "administrators",
  });
  expect((await phone.enroll(detail.tiqrenroll.value)).told).toBe("enrolled");

  const confirming = await openAsked(site);
  await phone.login(await confirming.locator("input[name=link]").first().inputValue());
  await confirming.waitForURL("**/console");
  await confirming.goto("/console/confirm?to=/console/tokens");
  await confirming.locator("main form.form button").click();
  const scriptless = await openAsked(site, { javaScript: false });
  const opened = Date.now();
  const english = await openAsked(site);
  const german = await openAsked(site, { language: "de", theme: "dark", width: 320 });
  const typing = await openAsked(site);
  await typing.locator("summary").click();
  await typing.getByLabel("Code from the app").fill("123");
  const live = [english, german].map((page) => [page, posts(page)] as const);

  await confirming.waitForURL("**/console/confirm?to=%2Fconsole%2Ftokens&ended=expired");
  expect(await notice(confirming)).toContain("Please try again");
  expect(await confirming.locator("input[name=to]").inputValue()).toBe("/console/tokens");
  for (const [page] of live) {
    await page.waitForURL("**/console/sign-in?ended=expired");
    expect(await notice(page)).toMatch(/expired|abgelaufen/);
    expect([await axe(page), await overflow(page)]).toEqual([[], 0]);
  }
  await scriptless.waitForTimeout(Math.max(0, opened + 8100 - Date.now()));
  await scriptless.getByRole("button", { name: "I have confirmed" }).click();
  expect(await notice(scriptless)).toContain("The QR code has expired");
  expect([await heading(scriptless), await scriptless.inputValue("#username")]).toEqual([
    "Sign in to the console",
    "admin",
  ]);
  await english.waitForTimeout(1000);
  // No page is taken from somebody who types, until they have stopped.
  expect(await typing.getByLabel("Code from the app").inputValue()).toBe("123");
  await typing.getByLabel("Code from the app").fill("");
  await typing.locator("summary").click();
  await typing.waitForURL("**/console/sign-in?ended=expired");
  for (const [page, sent] of live) {
    expect(sent).toEqual([]);
    expect(new URL(page.url()).search).toBe("?ended=expired");
  }
});
