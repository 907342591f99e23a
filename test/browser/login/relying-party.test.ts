// examples/relying-party in Chromium: one redirect and one call protect a website.

import { mkdtempSync, rmSync } from "node:fs";
import { type RequestOptions, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Example, startExample } from "../../../scripts/lib/example.ts";
import { launchChromium } from "../support/chromium.ts";
import { begin, scan, waitForState } from "../support/login.ts";
import { noteProblems } from "../support/site.ts";

const state = mkdtempSync(join(tmpdir(), "example-test-"));
let example: Example;
let browser: Browser;
beforeAll(async () => {
  [example, browser] = await Promise.all([startExample(state), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await example?.stop();
  rmSync(state, { recursive: true, force: true, maxRetries: 5 });
});

async function atTheWebsite(
  options: { javaScriptEnabled?: boolean } = {},
): Promise<{ context: BrowserContext; page: Page; problems: string[] }> {
  const context = await browser.newContext({ locale: "en", ...options });
  const page = await context.newPage();
  const problems: string[] = [];
  await noteProblems(page, problems);
  await page.goto(example.origin);
  return { context, page, problems };
}

/** Sends the path as written, which `fetch` would correct. */
const statusOf = (options: RequestOptions): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request(options, (reply) => resolve(reply.resume().statusCode))
      .on("error", reject)
      .end();
  });

describe("the website", () => {
  it.each([true, false])("knows who comes back from the login page (with scripts: %s)", async (javaScriptEnabled) => {
    const { context, page, problems } = await atTheWebsite({ javaScriptEnabled });
    expect(await page.textContent("body")).toContain("You are not signed in.");
    await page.getByRole("link", { name: "Sign in with your phone" }).click();
    expect(page.url()).toContain(`${example.service.origin}/login?return_to=`);
    expect(await page.textContent("main")).toContain(new URL(example.origin).host);
    await begin(page, example.alice);
    await scan(example.alice, page);
    if (!javaScriptEnabled) await page.getByRole("button", { name: "Continue" }).click();
    await page.waitForURL(`${example.origin}/`);
    expect(await page.textContent("body")).toContain(`You are alice@default, signed in with ${example.alice.serial}`);
    await page.getByRole("button", { name: "Sign out" }).click();
    expect(await page.textContent("body")).toContain("You are not signed in.");
    expect(problems).toEqual([]);
    await context.close();
  });

  it("learns that alice's simulated phone confirms, as npm run example has it", async () => {
    const { context, page } = await atTheWebsite();
    await page.goto(`${example.origin}/login`);
    await begin(page, example.alice);
    expect(await example.aliceConfirms()).toBe("logged-in");
    await page.waitForURL(`${example.origin}/`);
    await context.close();
  });

  it("accepts no login that began in another browser, and no address twice", async () => {
    const [mallory, victim] = [await atTheWebsite(), await atTheWebsite()];
    await mallory.page.goto(`${example.origin}/login`);
    await begin(mallory.page, example.alice);
    let back = "";
    await mallory.context.route(`${example.origin}/back*`, (route) => {
      back = route.request().url();
      return route.abort();
    });
    await scan(example.alice, mallory.page);
    await expect.poll(() => back).toContain("code=");
    await victim.page.goto(`${example.origin}/login`); // has its own state
    for (const { page } of [victim, victim]) {
      expect((await page.goto(back))?.status()).toBe(403);
      await page.goto(example.origin);
      expect(await page.textContent("body")).toContain("You are not signed in.");
    }
    await mallory.context.unrouteAll();
    await mallory.page.goto(back);
    expect(await mallory.page.textContent("body")).toContain("You are alice");
    expect((await mallory.page.goto(back))?.status()).toBe(403);
    await Promise.all([mallory.context.close(), victim.context.close()]);
  });

  it("lets the first of two tabs finish after the second has started", async () => {
    const { context, page } = await atTheWebsite();
    await page.goto(`${example.origin}/login`);
    const other = await context.newPage();
    await other.goto(`${example.origin}/login`);
    await begin(page, example.alice);
    await scan(example.alice, page);
    await page.waitForURL(`${example.origin}/`);
    expect(await page.textContent("body")).toContain("You are alice");
    await context.close();
  });

  it("survives a request whose address cannot be read", async () => {
    const [host, port] = [new URL(example.origin).hostname, Number(new URL(example.origin).port)];
    expect(await statusOf({ host, port, path: "//" })).toBe(400);
    expect((await fetch(example.origin)).status).toBe(200);
  });

  it("offers no login to an address other than its own", async () => {
    const { context, page } = await atTheWebsite();
    const query = new URLSearchParams({ return_to: "http://127.0.0.1:1/", state: "s" });
    expect((await page.goto(`${example.service.origin}/login?${query}`))?.status()).toBe(400);
    await waitForState(page, "unreturnable");
    expect(await page.locator("form").count()).toBe(0);
    await context.close();
  });
});
