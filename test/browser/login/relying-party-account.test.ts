// The service account of examples/relying-party: when it signs in, and what the website does when the service is busy. The
// website's requests are recorded on their way; the service's answers are real.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AccountRefused, ServiceAccount } from "../../../examples/relying-party/service-account.ts";
import { type Example, startExample } from "../../../scripts/lib/example.ts";
import { launchChromium } from "../support/chromium.ts";
import { begin, scan } from "../support/login.ts";

const MADE_UP = `${"1".repeat(20)}.${"a".repeat(43)}`;
const ALMOST_AN_HOUR_MS = 3_550_000;

const state = mkdtempSync(join(tmpdir(), "example-test-"));
let example: Example;
let browser: Browser;
let asked: string[] = [];
let laterMs = 0;
const options = {
  now: () => Date.now() + laterMs,
  fetch: (...[url, init]: Parameters<typeof fetch>) => {
    asked.push(new URL(String(url)).pathname);
    return fetch(url, init);
  },
};

beforeAll(async () => {
  [example, browser] = await Promise.all([startExample(state, options), launchChromium()]);
});
beforeEach(() => {
  [asked, laterMs] = [[], 0];
  example.restartWebsite();
});
afterAll(async () => {
  await browser?.close();
  await example?.stop();
  rmSync(state, { recursive: true, force: true, maxRetries: 5 });
});

/** A visitor logs in. Returns the last text of the page. */
async function visit(): Promise<string | null> {
  const context = await browser.newContext({ locale: "en" });
  const page = await context.newPage();
  await page.goto(`${example.origin}/login`);
  await begin(page, example.alice);
  await scan(example.alice, page);
  await page.waitForURL(new RegExp(`^${example.origin}/`));
  const text = await page.textContent("body");
  await context.close();
  return text;
}

/** A browser comes back with a code that the service never issued. */
async function comeBack(code: string): Promise<Response> {
  const begun = await fetch(`${example.origin}/login`, { redirect: "manual" });
  const cookie = (begun.headers.get("Set-Cookie") ?? "").split(";")[0] ?? "";
  const returned = new URLSearchParams({
    code,
    state: new URL(begun.headers.get("Location") ?? "").searchParams.get("state") ?? "",
  });
  return fetch(`${example.origin}/back?${returned}`, { headers: { Cookie: cookie }, redirect: "manual" });
}

const signIns = () => asked.filter((path) => path === "/auth").length;
const signIn = (password = example.account.password) =>
  example.service.post("/auth", { username: example.account.username, password });

describe("the website's account", () => {
  it("signs in once for many returns, and never for those without a code or with a made-up one", async () => {
    expect(await visit()).toContain("You are alice");
    expect(asked).toEqual(["/auth", "/login/redeem"]);
    for (const code of [MADE_UP, "x", ""]) expect((await comeBack(code)).status).toBe(403);
    expect(await visit()).toContain("You are alice");
    expect(signIns()).toBe(1);
    expect(asked).toHaveLength(5);
  });

  it("signs in once for simultaneous returns", async () => {
    const replies = await Promise.all(Array.from({ length: 8 }, () => comeBack(MADE_UP)));
    expect(replies.map(({ status }) => status)).toEqual(Array(8).fill(403));
    expect(signIns()).toBe(1);
    expect(asked).toHaveLength(9);
  });

  it("signs in again shortly before its token expires", async () => {
    await comeBack(MADE_UP);
    laterMs = ALMOST_AN_HOUR_MS - 60_000;
    await comeBack(MADE_UP);
    expect(signIns()).toBe(1);
    laterMs = ALMOST_AN_HOUR_MS;
    await comeBack(MADE_UP);
    expect(signIns()).toBe(2);
  });

  it("signs in again when its session was ended, and the visitor notices nothing", async () => {
    await comeBack(MADE_UP);
    const { token } = (await signIn()).json.result.value;
    const ended = await fetch(`${example.service.origin}/auth/sessions`, {
      method: "DELETE",
      headers: { Authorization: token },
    });
    expect(ended.status).toBe(200);
    asked = [];
    expect(await visit()).toContain("You are alice");
    expect(asked).toEqual(["/login/redeem", "/auth", "/login/redeem"]);
  });
});

describe("a service that does not sign the website in", () => {
  it("is the website's fault at 401, and gets the wrong password only once a minute", async () => {
    const { service, account } = example;
    const mistaken = new ServiceAccount({
      service: service.origin,
      account: { ...account, password: "mistaken" },
      ...options,
    });
    const call = () => mistaken.post("/login/redeem", {});
    for (const _ of [1, 2]) await expect(call()).rejects.toThrow(AccountRefused);
    expect(asked).toEqual(["/auth"]);
    laterMs = 60_000;
    await expect(call()).rejects.toThrow(AccountRefused);
    expect(asked).toEqual(["/auth", "/auth"]);
  });

  // This test is last: after it the account has to wait for a minute.
  it("is busy, not a bad login, at 429: the website says when to try again, and waits as long itself", async () => {
    for (let tries = 0; tries < 10; tries++) await signIn("wrong");
    expect((await signIn()).status).toBe(429);
    const [first, second] = [await comeBack(MADE_UP), await comeBack(MADE_UP)];
    for (const reply of [first, second]) {
      expect(reply.status).toBe(503);
      expect(Number(reply.headers.get("Retry-After"))).toBeGreaterThan(0);
      expect(Number(reply.headers.get("Retry-After"))).toBeLessThanOrEqual(60);
      expect(await reply.text()).toMatch(/^Please reload this page in \d+ seconds\.$/);
      expect(reply.headers.has("Set-Cookie")).toBe(false);
    }
    expect(asked).toEqual(["/auth"]);
    laterMs = 61_000;
    await comeBack(MADE_UP);
    expect(asked).toEqual(["/auth", "/auth"]);
  });
});
