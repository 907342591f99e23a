// A search that has not filled its page goes on by itself, shows how far it is, and can be stopped.
// The parts are made up here: so many tokens would take longer to make than the rest of the tests.

import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { postFormAsAdmin } from "../../../../test/browser/support/enrol-link.ts";
import { useSite } from "../../../../test/browser/support/site.ts";
import { openSignedIn } from "./support/console.ts";

const site = useSite();
const PARTS = 4;

/** Puts the sign of an unfinished search into the pages of all parts but the last. */
async function inParts(page: Page, holdAt = PARTS + 1): Promise<void> {
  await page.route("**/console/tokens?*", async (route) => {
    const part = Number(new URL(route.request().url()).searchParams.get("after") ?? 1);
    if (part >= holdAt) return;
    const response = await route.fetch({
      url: `${site.server.origin}/console/tokens?serial=${part === 3 ? "FOUND" : "NONE"}`,
    });
    const before = part === 1 ? "" : '<a href="/console/tokens?serial=x">First</a><a rel="prev" href="?">Previous</a>';
    const nav =
      part === PARTS
        ? `<nav class="pages">${before}</nav>`
        : `<nav class="pages">${before}<a rel="next" href="/console/tokens?serial=x&after=${part + 1}">Search further</a>
           <span role="status" data-examined="20000" data-of="70000" data-text="Looked at {n} of about {of}.">20000</span>
           <button type="button" class="button secondary" data-stop hidden>Stop searching</button></nav>`;
    const body = (await response.text()).replace(/<\/section>(?![\s\S]*<\/section>)/, `${nav}</section>`);
    await route.fulfill({ response, body });
  });
}

describe("a search through a long list", () => {
  it("brings what later parts find", async () => {
    await postFormAsAdmin(site, "/token/init", { type: "tiqr", user: "found", serial: "FOUND1", pin: "1234" });
    const page = await openSignedIn(site, "/console");
    await inParts(page);
    await page.goto(`${site.server.origin}/console/tokens?serial=x`);
    await page.locator("tbody a", { hasText: "FOUND1" }).waitFor();
    expect(await page.locator("tbody tr").count()).toBe(1);
    await page.locator('a[rel="next"]').waitFor({ state: "detached" });
    // The pages before were empty.
    expect(await page.locator('[rel="prev"], a:text("First")').count()).toBe(0);
  });

  it("says how far it is, and stops when asked", async () => {
    const page = await openSignedIn(site, "/console");
    await inParts(page, 3);
    await page.goto(`${site.server.origin}/console/tokens?serial=x`);
    await page.getByText("Looked at 40,000 of about 70,000.").waitFor();
    await page.locator("[data-stop]").click();
    expect(await page.locator('a[rel="next"]').getAttribute("href")).toContain("after=3");
  });
});
