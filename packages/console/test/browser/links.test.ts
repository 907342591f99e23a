// The console's enrolment links in a real browser: one is made for a person elsewhere, found again,
// and withdrawn.

import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { LANGUAGES } from "../../../../src/lib/words.ts";
import { itLooksAtItsPages } from "../../../../test/browser/support/axe.ts";
import { makeAppPhone, postFormAsAdmin, readScreen } from "../../../../test/browser/support/enrol-link.ts";
import { expectWell } from "../../../../test/browser/support/look.ts";
import { useSite } from "../../../../test/browser/support/site.ts";
import { CONSOLE_LOOKED_AT } from "../support/looked-at.ts";
import { heading, notice, openSignedIn } from "./support/console.ts";

const site = useSite();
let id: string;
beforeAll(async () => {
  await postFormAsAdmin(site, "/token/init", { type: "tiqr", user: "listed", serial: "LISTED1" });
  for (const [key, value] of [
    ["name", "Åsa Lindström"],
    ["email", "asa.lindstrom@research.university.example"],
  ] as const)
    await postFormAsAdmin(site, "/user/attribute", { user: "listed", key, value });
  const { detail } = await postFormAsAdmin(site, "/token/enrollmentlink", { serial: "LISTED1" });
  id = detail.id;
});

const row = (page: Page, user: string) => page.locator("tbody tr", { hasText: user });

/**
 * Makes a link in the console, as an administrator finds the way, and returns its address as shown.
 */
async function make(page: Page, user: string): Promise<string> {
  await page.goto("/console/enrol");
  await page.getByRole("link", { name: "Create a link instead" }).click();
  await page.locator("main").getByLabel("User").fill(user);
  await page.getByLabel("Valid for").selectOption({ label: "an hour" });
  await page.getByLabel("PIN").selectOption({ label: "none, if the settings allow it" });
  await page.getByRole("button", { name: "Create the link" }).click();
  await page.getByLabel(`Someone new: create the user ${user}`).check();
  await page.getByRole("button", { name: "Create the link" }).click();
  expect(await heading(page)).toBe(`A link for ${user}`);
  const until = await page.locator("main time").getAttribute("datetime");
  expect(Date.parse(until ?? "") - Date.now()).toBeGreaterThan(3500_000);
  expect(Date.parse(until ?? "") - Date.now()).toBeLessThanOrEqual(3600_000);
  return (await page.locator("main code").textContent()) ?? "";
}

async function withdraw(page: Page, user: string): Promise<void> {
  await page.goto("/console/links");
  await row(page, user).getByRole("link", { name: "Withdraw" }).click();
  expect(await page.locator("main dl.facts dd").allTextContents()).toContain(user);
  await page.getByRole("button", { name: "Withdraw the link" }).click();
  expect(await notice(page)).toBe("The link is withdrawn.");
  expect(await row(page, user).count()).toBe(0);
}

describe("every page of links", () => {
  it.each(LANGUAGES)("is accessible and fits in %s", async (language) => {
    const page = await openSignedIn(site, "/console/links", { language });
    expect(await row(page, "listed").count()).toBe(1);
    await expectWell(page, "console-links");
    for (const [name, path] of [
      ["no-links", "links?user=nobody"],
      ["withdraw-link", `links/${id}/withdraw`],
      ["token-with-link", "tokens/LISTED1"],
      ["new-link", "links/new"],
    ] as const) {
      await page.goto(`/console/${path}`);
      expect(await page.getAttribute("html", "lang")).toBe(language);
      await expectWell(page, `console-${name}`);
    }
    await page.locator("#user").fill({ en: "asa lind", nl: "Asa Lind", de: "Lind, Asa" }[language]);
    await page.locator("main .form button").click();
    await page.locator("input[name=person]").last().waitFor();
    await expectWell(page, "console-new-link-whom");
    await page.locator("input[name=person]").last().check();
    await page.locator("main .form button").click();
    await page.locator("main code").waitFor();
    await expectWell(page, "console-link-made");
  });
});

describe("a link that went astray", () => {
  it("is made, found and withdrawn, even without scripts, and its page says so to the person", async () => {
    for (const javaScript of [true, false]) {
      const user = javaScript ? "astray" : "scriptless";
      const page = await openSignedIn(site, "/console", { javaScript });
      const link = await make(page, user);
      await page.getByRole("link", { name: "All registration links" }).click();
      expect(await row(page, user).textContent()).toContain("not used yet");
      const person = await site.openPage(new URL(link).pathname);
      expect(await heading(person)).toBe("Register your phone");
      await withdraw(page, user);
      await person.reload();
      expect(await heading(person)).toBe("This link has been withdrawn");
    }
  });

  it("is withdrawn under way: the person's page turns by itself, and the QR code opens nothing", async () => {
    const page = await openSignedIn(site, "/console");
    const { pathname } = new URL(await make(page, "underway"));
    const person = await site.openPage(pathname);
    // The page then answers 410. If a script has asked for it, Chromium reports that in its
    // console, so the status is replaced.
    await person.route(`**${pathname}`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, ...(response.status() === 410 ? { status: 200 } : {}) });
    });
    await person.getByRole("button", { name: "Show the QR code" }).click();
    const code = await readScreen(person);
    await page.goto("/console/links");
    expect(await row(page, "underway").textContent()).toContain("waiting for the phone");
    await row(page, "underway").getByRole("link", { name: "TiQR" }).click();
    expect(await page.getByRole("table", { name: "Registration links" }).count()).toBe(1);
    await withdraw(page, "underway");
    await person.getByRole("heading", { name: "This link has been withdrawn" }).waitFor();
    expect((await makeAppPhone().enroll(code)).told).toBe("bad-metadata");
  });

  it("stays if the question is cancelled, and is shown as ended once it has", async () => {
    const page = await openSignedIn(site, `/console/links/${id}/withdraw`);
    await page.getByRole("link", { name: "Cancel" }).click();
    expect(await row(page, "listed").count()).toBe(1);
    await page.goto(`/console/links/${"0".repeat(64)}/withdraw`);
    expect(await notice(page)).toBe("That link was no longer valid.");
  });

  it("is found by user, realm and serial", async () => {
    const page = await openSignedIn(site, "/console/links");
    await page.locator("main").getByLabel("Serial", { exact: true }).fill("LISTED*");
    await page.getByRole("button", { name: "Search" }).click();
    expect(await page.locator("tbody th").allTextContents()).toEqual(["listed"]);
    await page.locator("main").getByLabel("Name, user, email or serial").fill("nobody");
    await page.getByRole("button", { name: "Search" }).click();
    expect(await page.locator("tbody tr").count()).toBe(0);
    await page.goto("/console/links?user=lindstrom");
    expect(await page.locator("tbody th").allTextContents()).toEqual(["listed"]);
    expect(await page.locator("tbody mark").allTextContents()).toEqual(["Lindström", "lindstrom"]);
  });
});

itLooksAtItsPages(CONSOLE_LOOKED_AT);
