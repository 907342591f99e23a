// The buttons that need a script: one copies a text, and a box shows what is typed into a hidden
// field. Without a script neither is there.

import { expect, it } from "vitest";
import { openSignedIn } from "../support/console.ts";
import { asAdmin } from "../support/enrol-link.ts";
import { axe } from "../support/look.ts";
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
  await asAdmin(site, "/token/init", { type: "tiqr", user: "copied", serial: "COPIED1" });
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
