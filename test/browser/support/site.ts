// The real worker and a real browser. The worker is one per test file, and the browser one per
// process. Its pages report what went wrong: errors
// in the console, exceptions, failed requests, violations of the security policy. A test that opens
// a page fails if there is any.

import type { Browser, BrowserContext, Cookie, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import type { Outbound } from "../../../scripts/serve/listen.ts";
import type { LANGUAGES } from "../../../src/lib/words.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { sharedChromium } from "./chromium.ts";
import { type SiteServer, startSiteServer } from "./server.ts";

export const THEMES = ["light", "dark"] as const;
/** The narrowest width of WCAG 2.2 (1.4.10), and that of a desktop. */
export const WIDTHS = [320, 1280] as const;

/** Every pair of a language, a theme and a width, and the looks of the pictures: ./pictures.ts. */
export const LOOKS = [
  { language: "en", theme: "light", width: 1280 },
  { language: "en", theme: "dark", width: 320 },
  { language: "de", theme: "light", width: 320 },
  { language: "nl", theme: "dark", width: 1280 },
  { language: "de", theme: "dark", width: 1280 },
  { language: "nl", theme: "light", width: 320 },
] as const satisfies readonly Look[];

export interface Look {
  readonly language?: (typeof LANGUAGES)[number];
  readonly theme?: (typeof THEMES)[number];
  readonly width?: number;
  readonly height?: number;
  readonly javaScript?: boolean;
  /** With a touch screen instead of a mouse. */
  readonly phone?: boolean;
  /** Chromium derives its client hints from it. */
  readonly userAgent?: string;
  readonly reducedMotion?: "reduce" | "no-preference";
  /** The time zone of the browser: "Europe/Amsterdam". */
  readonly zone?: string;
  /** What the browser has kept from an earlier visit. */
  readonly cookies?: readonly Cookie[];
}

export interface TestSite {
  readonly server: SiteServer;
  readonly browser: Browser;
  /**
   * Opens `path` in a separate window, which closes at the end of the test. If `html` is given, the
   * window shows that, as if the server had answered with it, under the policy of its pages.
   */
  openPage(path: string, look?: Look, html?: string): Promise<Page>;
}

/**
 * Call this at the top of a test file. `env`: settings of the server besides those below.
 * `outbound`: what the server's own requests reach.
 */
export function useSite(env: Record<string, string> = {}, outbound?: Outbound): TestSite {
  let server: SiteServer | undefined;
  let browser: Browser | undefined;
  let windows: { context: BrowserContext; problems: string[] }[] = [];

  const settings = {
    MASTER_KEY: btoa("0123456789abcdef0123456789abcdef"),
    MASTER_KEY_PREVIOUS: "",
    BOOTSTRAP_ADMIN: `admin:${ADMIN_PASSWORD}`,
    PIN_ITERATIONS: "1000",
    TIQR_SERVICE_DISPLAY_NAME: "Example University",
    ...env,
  };

  beforeAll(async () => {
    // One after the other: while a server starts, TMPDIR is a folder that goes with that server.
    browser = await sharedChromium();
    server = await startSiteServer(inject("migratedState"), settings, outbound);
  });

  afterAll(async () => {
    for (const context of browser?.contexts() ?? []) await context.close();
    await server?.stop();
  });

  afterEach(async () => {
    const closing = windows;
    windows = [];
    for (const { context } of closing) await context.close();
    expect(closing.flatMap(({ problems }) => problems)).toEqual([]);
  });

  const there = <Thing>(thing: Thing | undefined): Thing => {
    if (thing === undefined) throw new Error("only inside a test");
    return thing;
  };

  return {
    get server() {
      return there(server);
    },
    get browser() {
      return there(browser);
    },
    async openPage(path, look = {}, html) {
      const { language = "en", theme = "light", width = 1280, height = 800, javaScript = true } = look;
      const context = await there(browser).newContext({
        baseURL: there(server).origin,
        locale: language,
        colorScheme: theme,
        viewport: { width, height },
        javaScriptEnabled: javaScript,
        ignoreHTTPSErrors: true,
        hasTouch: look.phone ?? false,
        isMobile: look.phone ?? false,
        ...(look.userAgent === undefined ? {} : { userAgent: look.userAgent }),
        ...(look.zone === undefined ? {} : { timezoneId: look.zone }),
        reducedMotion: look.reducedMotion ?? "no-preference",
      });
      const problems: string[] = [];
      windows.push({ context, problems });
      await context.addCookies(look.cookies ?? []);
      const page = await context.newPage();
      await noteProblems(page, problems);
      if (html !== undefined) {
        const { headers } = await fetch(there(server).origin);
        await page.route(path, (route) => route.fulfill({ body: html, headers: Object.fromEntries(headers) }));
      }
      await page.goto(path, { waitUntil: "load" });
      return page;
    },
  };
}

/** Call this before the page loads anything. */
export async function noteProblems(page: Page, problems: string[]): Promise<void> {
  let status: number | undefined;
  page.on("response", (response) => {
    if (response.request().isNavigationRequest()) status = response.status();
    else if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
  });
  page.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return;
    // Chromium reports a page that answers 404 or the like, even if that is intended.
    if (message.location().url === page.url() && message.text().includes(`a status of ${status}`)) return;
    problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`exception: ${error.message}`));
  page.on("requestfailed", (request) => {
    const error = request.failure()?.errorText;
    // If a page is left while it waits for news, the browser ends its request.
    if (error !== "net::ERR_ABORTED") problems.push(`failed: ${request.url()} ${error}`);
  });
  // Chromium reports violations in the console, too, but not all of them.
  await page.exposeFunction("noteViolation", (text: string) => problems.push(`policy: ${text}`));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      (window as unknown as { noteViolation(text: string): void }).noteViolation(`${violatedDirective} ${blockedURI}`);
    });
  });
}
