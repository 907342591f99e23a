// /call in a real browser, with and without a script: from the number to what the agent sees.

import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { LANGUAGES } from "../../../src/lib/words.ts";
import { itLooksAtItsPages } from "../support/axe.ts";
import { asAdministrator } from "../support/enrol-link.ts";
import { beginAt, enrolAt, scanLogin, waitForState } from "../support/login.ts";
import { expectWell } from "../support/look.ts";
import { type Look, THEMES, useSite, WIDTHS } from "../support/site.ts";

const site = useSite({ HELP_TEXT: "the help desk, +31 20 123 45 67" });

async function api(method: "GET" | "POST", user: string, fields: Record<string, string> = {}) {
  const headers = { "Content-Type": "application/json", ...(await asAdministrator(site)) };
  const body = method === "GET" ? {} : { body: JSON.stringify(fields) };
  return (await fetch(`${site.server.origin}/user/default/${user}/caller`, { method, headers, ...body })).json();
}

async function typed(user: string, look: Look = {}): Promise<Page> {
  const { detail } = await api("POST", user, { act: "pin" });
  const page = await site.openPage("/call", look);
  await page.locator("#user").fill(user);
  await page.locator("#number").fill(detail.number);
  await page.locator("main form button").click();
  await page.locator('form[action="/call/ways"]').waitFor();
  return page;
}

it("reads well in each language and theme, at each width", async () => {
  const person = await enrolAt(site, "anna");
  const looks = LANGUAGES.flatMap((language) =>
    THEMES.flatMap((theme) => WIDTHS.map((width) => ({ language, theme, width }) as const)),
  );
  const english = looks.filter(({ language }) => language === "en");
  await expectWell(await site.openPage("/call"), "call", looks);
  for (const language of LANGUAGES) {
    const page = await typed("anna", { language });
    // As large at the width at which neither wraps; expectWell leaves the narrowest behind.
    const sizes = await Promise.all(
      ["ways", "refuse"].map((to) => page.locator(`form[action="/call/${to}"] button`).boundingBox()),
    );
    expect(sizes[0]?.height).toBe(sizes[1]?.height);
    await expectWell(page, `call-who-${language}`, english);
    await page.locator('form[action="/call/ways"] button').click();
    await page.locator("#pin").waitFor();
    await expectWell(page, `call-ways-${language}`, english);
    await page.locator('form[action="/call/phone"] button').click();
    await page.locator(".qr img").waitFor();
    await expectWell(page, `call-phone-${language}`, english);
    await scanLogin(person, page);
    await page.locator(".notice.success").waitFor();
    await expectWell(page, `call-done-${language}`, english);
  }
});

it.each([true, false])("shows phone and PIN to the agent, and takes all back (script: %s)", async (javaScript) => {
  const user = `bea-${javaScript}`;
  const person = await enrolAt(site, user, { pin: "2468" });
  const page = await typed(user, { javaScript });
  await page.getByRole("button", { name: "Yes, I called" }).click();
  await page.getByRole("button", { name: "Confirm with my phone" }).click();
  await scanLogin(person, page);
  if (!javaScript) await page.locator('form[action="/call/confirmed"][data-when-changed] button').click();
  await page.getByText("Done: phone").waitFor();
  await page.locator("#pin").fill("2468");
  await page.getByRole("button", { name: "Confirm with my PIN" }).click();
  await page.getByText("Done: phone, PIN").waitFor();
  const state = async () => (await api("GET", user)).result.value.calls[0];
  expect(await state()).toMatchObject({ state: "good", proved: ["phone", "pin"] });
  await page.getByRole("button", { name: "I didn’t call" }).click();
  await page.getByRole("heading", { name: "Thank you" }).waitFor();
  expect(await state()).toMatchObject({ state: "refused" });
});

it("asks for a PIN of one's own after a sign-in with one of the help desk", async () => {
  const person = await enrolAt(site, "cleo");
  const headers = { "Content-Type": "application/json", ...(await asAdministrator(site)) };
  const body = JSON.stringify({ user: "cleo" });
  const drawn = await fetch(`${site.server.origin}/token/setrandompin`, { method: "POST", headers, body });
  const { pin } = (await drawn.json()).detail;
  const page = await beginAt(site, { ...person, pin });
  await scanLogin(person, page);
  await waitForState(page, "new-pin");
  await expectWell(page, "new-pin", [{ language: "en", theme: "dark", width: 320 }]);
  await page.locator("#pin").fill("97531");
  await page.locator("#repeat").fill("97531");
  await page.locator("#repeat").press("Enter");
  await waitForState(page, "accepted");
});

it("shows a person at /me who waits for access", async () => {
  const person = await enrolAt(site, "dirk");
  const page = await beginAt(site, person);
  await scanLogin(person, page);
  await waitForState(page, "accepted");
  await api("POST", "dirk", { waits: "true" });
  await page.getByRole("link", { name: "My phones" }).click();
  await page.getByText("waits for access").waitFor();
  await expectWell(page, "me-waits", [{ language: "en", theme: "light", width: 320 }]);
  await page.getByRole("button", { name: "I didn’t call" }).click();
  await page.getByText("The help desk sees that it wasn’t you").waitFor();
});

itLooksAtItsPages();
