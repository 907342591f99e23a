// examples/relying-party in Chromium: two websites, one sign-in, and a logout of both.

import { mkdtempSync, rmSync } from "node:fs";
import { type RequestOptions, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningExample, startExample, type Website } from "../../../scripts/example/sites.ts";
import { walkExample } from "../../../scripts/example/walk.ts";
import { sharedChromium } from "../support/chromium.ts";
import { fillSignIn, scanLogin } from "../support/login.ts";
import { noteProblems } from "../support/site.ts";

const state = mkdtempSync(join(tmpdir(), "example-test-"));
let example: RunningExample;
let browser: Browser;
beforeAll(async () => {
  [example, browser] = await Promise.all([startExample(state), sharedChromium()]);
});
afterAll(async () => {
  await example?.stop();
  rmSync(state, { recursive: true, force: true, maxRetries: 5 });
});

async function atTheWiki(
  options: { javaScriptEnabled?: boolean } = {},
): Promise<{ context: BrowserContext; page: Page; problems: string[] }> {
  const context = await browser.newContext({ locale: "en", ...options });
  const page = await context.newPage();
  const problems: string[] = [];
  await noteProblems(page, problems);
  await page.goto(example.wiki.origin);
  return { context, page, problems };
}

const signIn = (page: Page) => page.getByRole("link", { name: "Sign in with your phone" }).click();
const signOut = (page: Page) => page.getByRole("button", { name: "Sign out" }).click();
const bodyOf = (page: Page) => page.textContent("body");
async function isBackAt({ origin }: Website, page: Page): Promise<void> {
  await page.waitForURL(`${origin}/`);
  expect(await bodyOf(page)).toContain("You are alice");
}

/** Sends the path as written, which `fetch` would correct. */
const statusOf = (options: RequestOptions): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request(options, (reply) => resolve(reply.resume().statusCode))
      .on("error", reject)
      .end();
  });

describe("the websites", () => {
  it.each([true, false])("share one scan and one logout (with scripts: %s)", async (javaScriptEnabled) => {
    const { context, page, problems } = await atTheWiki({ javaScriptEnabled });
    const { wiki, chat, alice, service } = example;
    expect(await bodyOf(page)).toContain("You are not signed in.");
    await signIn(page);
    expect(new URL(page.url()).origin).toBe(service.origin);
    expect(await page.textContent("main")).toContain("Wiki");
    await fillSignIn(page, alice);
    await scanLogin(alice, page);
    if (!javaScriptEnabled) await page.getByRole("button", { name: "Continue" }).click();
    await isBackAt(wiki, page);

    await page.goto(chat.origin);
    await signIn(page);
    await isBackAt(chat, page);

    await signOut(page);
    await page.waitForURL(`${chat.origin}/`);
    expect(await bodyOf(page)).toContain("You are not signed in.");
    await signIn(page);
    expect(await page.locator("#user").count()).toBe(1);
    expect(problems).toEqual([]);
    await context.close();
  });

  it("are walked through by npm run example, step by step", async () => {
    const said: string[] = [];
    await walkExample(example, (line) => said.push(line));
    expect(said.filter((line) => line.startsWith("\n"))).toHaveLength(4);
    expect(said.filter((line) => line.includes("phone scans"))).toEqual([expect.stringContaining("logged-in")]);
  });

  it("learn that alice's simulated phone confirms, as npm run example has it", async () => {
    const { context, page } = await atTheWiki();
    await signIn(page);
    await fillSignIn(page, example.alice);
    expect(await example.aliceConfirms()).toBe("logged-in");
    await isBackAt(example.wiki, page);
    await context.close();
  });

  it("accept no sign-in that began in another browser, and no address twice", async () => {
    const [mallory, victim] = [await atTheWiki(), await atTheWiki()];
    await signIn(mallory.page);
    await fillSignIn(mallory.page, example.alice);
    let back = "";
    await mallory.context.route(`${example.wiki.origin}/back*`, (route) => {
      back = route.request().url();
      return route.abort();
    });
    await scanLogin(example.alice, mallory.page);
    await expect.poll(() => back, { timeout: 30_000 }).toContain("code=");
    await signIn(victim.page); // has its own state
    for (const { page } of [victim, victim]) {
      expect((await page.goto(back))?.status()).toBe(403);
      await page.goto(example.wiki.origin);
      expect(await bodyOf(page)).toContain("You are not signed in.");
    }
    await mallory.context.unrouteAll();
    await mallory.page.goto(back);
    expect(await bodyOf(mallory.page)).toContain("You are alice");
    expect((await mallory.page.goto(back))?.status()).toBe(403);
    await Promise.all([mallory.context.close(), victim.context.close()]);
  });

  it("say that the person has cancelled", async () => {
    const { context, page } = await atTheWiki();
    await signIn(page);
    await fillSignIn(page, example.alice);
    await page.getByRole("button", { name: "Cancel" }).click();
    const link = page.locator("a[data-return]");
    await link.or(page.getByText("You are not signed in: access_denied")).first().waitFor();
    if ((await link.count()) > 0) await link.click();
    expect(await bodyOf(page)).toContain("You are not signed in: access_denied");
    await context.close();
  });

  it("let the first of two tabs finish after the second has started", async () => {
    const { context, page } = await atTheWiki();
    await signIn(page);
    const other = await context.newPage();
    await other.goto(`${example.wiki.origin}/login`);
    await fillSignIn(page, example.alice);
    await scanLogin(example.alice, page);
    await isBackAt(example.wiki, page);
    await context.close();
  });

  it("survive a request whose address cannot be read", async () => {
    const { origin } = example.wiki;
    const [host, port] = [new URL(origin).hostname, Number(new URL(origin).port)];
    expect(await statusOf({ host, port, path: "//" })).toBe(400);
    expect((await fetch(origin)).status).toBe(200);
  });
});
