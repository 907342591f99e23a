// What needs a script: a button that copies a text, a box that shows what is typed into a hidden
// field, and times in the browser's own zone. Without a script neither button nor box is there, and
// times are in UTC.

import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openSignedIn } from "../../../packages/console/test/browser/support/console.ts";
import { axe } from "../support/axe.ts";
import { postFormAsAdmin } from "../support/enrol-link.ts";
import { useSite } from "../support/site.ts";

const site = useSite();

it("shows the typed PIN, and hides it again before the form is sent", async () => {
  const page = await site.openPage("/login");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("user");
  await page.locator("#user").fill("anna");
  await page.locator("#pin").fill("1234");
  await page.getByLabel("Show PIN").check();
  expect(await page.getAttribute("#pin", "type")).toBe("text");
  expect(await axe(page)).toEqual([]);
  await page.getByLabel("Show PIN").uncheck();
  expect(await page.getAttribute("#pin", "type")).toBe("password");
  await page.getByLabel("Show PIN").check();
  // The type that the field has when the page's own script sends the form.
  const sent = page.evaluate(
    () =>
      new Promise((resolve) => {
        document.addEventListener("submit", () => resolve(document.querySelector<HTMLInputElement>("#pin")?.type));
      }),
  );
  await page.locator("#pin").press("Enter");
  expect(await sent).toBe("password");
  await page.locator('[data-state="wrong-user"]').waitFor();
});

it("copies the serial of a token, and says so for a moment", async () => {
  await postFormAsAdmin(site, "/token/init", { type: "tiqr", user: "copied", serial: "COPIED1" });
  const page = await openSignedIn(site, "/console/tokens/COPIED1");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const button = page.getByRole("button", { name: "Copy" }).first();
  await button.click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("COPIED1");
  await page.getByRole("button", { name: "Copied" }).waitFor();
  await button.waitFor();
});

it("are not there without a script", async () => {
  const page = await site.openPage("/login", { javaScript: false });
  expect(await page.getByLabel("Show PIN").isVisible()).toBe(false);
});

describe("times", () => {
  const PATH = "/console/tokens/COPIED1";
  const created = (page: Page) => page.locator("time").first();

  it("are in the zone of the browser and in the language of the page, with UTC in the title", async () => {
    const zone = "Pacific/Kiritimati";
    const page = await openSignedIn(site, PATH, { language: "de", zone });
    const at = new Date(String(await created(page).getAttribute("datetime")));
    const written = { dateStyle: "medium", timeStyle: "short", timeZone: zone } as const;
    expect(await created(page).textContent()).toBe(new Intl.DateTimeFormat("de", written).format(at));
    expect(await created(page).getAttribute("title")).toBe(`${at.toISOString().slice(0, 19).replace("T", " ")} UTC`);
  });

  it("are so, too, in what comes into the page later; near ones say their day", async () => {
    const page = await openSignedIn(site, PATH, { language: "nl", zone: "UTC" });
    const text = await page.evaluate(async () => {
      const part = document.createElement("p");
      const at = (hoursAgo: number) => new Date(Date.now() - hoursAgo * 3_600_000).toISOString();
      part.innerHTML = [0, 24, 48].map((ago) => `<time data-form="near" datetime="${at(ago)}"></time>`).join("|");
      document.querySelector("main")?.append(part);
      await Promise.resolve();
      return part.textContent;
    });
    expect(text).toMatch(/^vandaag \d\d:\d\d\|gisteren \d\d:\d\d\|\d+ \w+\.? \d{4},? \d\d:\d\d$/);
  });

  it("are in UTC without a script", async () => {
    const page = await openSignedIn(site, PATH, { zone: "Pacific/Kiritimati", javaScript: false });
    const at = String(await created(page).getAttribute("datetime"));
    expect(await created(page).textContent()).toBe(`${at.slice(0, 16).replace("T", " ")} UTC`);
  });
});
