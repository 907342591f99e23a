// Each page's script in browsers that lack something, or say what no standard knows: what waits for
// a phone goes on, whatever becomes of that which only adorns the page.

import type { Page } from "playwright-core";
import { afterEach, beforeAll, expect, it } from "vitest";
import type { Phone } from "../../../phone/phone.ts";
import type { EnrolledPerson } from "../../../scripts/lib/service-client.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { makeAppPhone, makeLinkAt, postFormAsAdmin, readScreen as scanEnrolment } from "../support/enrol-link.ts";
import { enrolAt, fillSignIn, scanLogin, waitForState } from "../support/login.ts";
import { useSite } from "../support/site.ts";

interface Odd {
  /** Runs before the scripts of the page. */
  readonly spoil: (languages: readonly string[]) => void;
  readonly languages?: readonly string[];
  /** What the browser reports of the parts that cannot start. */
  readonly reports?: RegExp;
}

const speak = (languages: readonly string[]) => Object.defineProperty(navigator, "languages", { get: () => languages });
const speaks = (...languages: string[]): Odd => ({ spoil: speak, languages });

const ODD: Record<string, Odd> = {
  // Chromium under LANG=C.
  "speaks en-US@posix": speaks("en-US@posix"),
  "speaks no language": speaks(),
  "speaks nonsense": speaks("", "en_US", "en-", "en-US-u-", "*", "\u{1f4f1}"),
  "keeps nothing": {
    spoil: () => {
      for (const name of ["localStorage", "sessionStorage"])
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException("Access is denied for this document.", "SecurityError");
          },
        });
    },
  },
  "has no WebSocket": { spoil: () => Reflect.deleteProperty(window, "WebSocket") },
  "has no Intl": { spoil: () => Reflect.deleteProperty(window, "Intl"), reports: /^Intl is not defined$/ },
};

const site = useSite({
  SELF_SERVICE: "pin",
  // So that there is the page of a universal link.
  TIQR_SERVICE_IDENTIFIER: "login.example.org",
  TIQR_URL_FORMAT: "universal",
  TIQR_UNIVERSAL_LINK_BASE: "https://login.example.org",
});
let alice: EnrolledPerson;
let links: string[];
const administrators: Phone = makeAppPhone();
beforeAll(async () => {
  alice = await enrolAt(site, "alice");
  links = await Promise.all(Object.keys(ODD).map((_, index) => makeLinkAt(site, { user: `odd${index}` })));
  const { detail } = await postFormAsAdmin(site, "/token/init", {
    type: "tiqr",
    user: "admin",
    realm: "administrators",
  });
  expect((await administrators.enroll(detail.tiqrenroll.value)).told).toBe("enrolled");
});

let close: (() => Promise<void>) | undefined;
afterEach(() => close?.());

async function open({ spoil, languages = ["en"] }: Odd): Promise<{ page: Page; reported: string[] }> {
  const context = await site.browser.newContext({
    baseURL: site.server.origin,
    locale: "en",
    extraHTTPHeaders: { "Accept-Language": languages.join() || "en" },
  });
  close = () => context.close();
  const page = await context.newPage();
  const reported: string[] = [];
  page.on("pageerror", ({ message }) => reported.push(message));
  await page.addInitScript(spoil, languages);
  return { page, reported };
}

const press = (page: Page, name: string) => page.getByRole("button", { name }).click();

async function signsIn(page: Page): Promise<void> {
  await page.goto("/login");
  await fillSignIn(page, alice);
  const left = await page.textContent("[data-left]");
  await expect.poll(() => page.textContent("[data-left]"), { timeout: 10_000 }).not.toBe(left);
  await scanLogin(alice, page);
  await waitForState(page, "accepted");
}

/** `page.js`, and `enrol.js` for a transaction. */
async function changesItsPin(page: Page): Promise<void> {
  await page.goto("/me");
  await page.getByRole("link", { name: "Change the PIN" }).click();
  await press(page, "Show the QR code");
  await scanLogin(alice, page);
  await page.locator("[data-reveals]").check();
  expect(await page.getAttribute("#pin", "type")).toBe("text");
}

async function enrols(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await press(page, "Show the QR code");
  expect((await makeAppPhone().enroll(await scanEnrolment(page))).told).toBe("enrolled");
  await page.locator(".qr").waitFor({ state: "detached" });
}

async function administers(page: Page, user: string): Promise<void> {
  await page.goto("/console");
  await page.locator("#username").fill("admin");
  await page.locator("#password").fill(ADMIN_PASSWORD);
  await page.locator("#password").press("Enter");
  await administrators.login(await page.locator("input[name=link]").first().inputValue());
  await page.waitForURL("**/console");

  await page.goto("/console/enrol");
  await page.locator("#user").fill(user);
  await page.locator("main .form button").click();
  await page.locator("input[name=person]").check();
  await page.locator("main .form button").click();
  expect((await makeAppPhone().enroll(await scanEnrolment(page))).told).toBe("enrolled");
  await page.waitForURL("**/console/enrol/state");

  await page.goto("/console/new-users");
  const names = Array.from({ length: 200 }, (_, at) => `${user}-${at};p@example.org;`).join("\n");
  const buffer = Buffer.from(`name;e-mail;groups\n${names}\n`);
  await page.locator("#file").setInputFiles({ name: "users.csv", mimeType: "text/csv", buffer });
  const [running] = await Promise.all([
    page.waitForResponse((response) => /\/console\/jobs\/[^/]+$/.test(response.url())),
    press(page, "Check the file"),
  ]);
  expect(await running.text()).toContain('data-job="on"');
  await page.waitForSelector('[data-job="over"]');
}

async function reads(page: Page): Promise<void> {
  await page.goto("/docs");
  await page.locator("#filter").fill("no such call");
  await page.waitForFunction(() => document.querySelector("details[data-words]:not([hidden])") === null);

  await page.goto("/tiqrauth/?u=anna_default&s=82872703535360142800&q=816146eaf9&i=login.example.org&v=2");
  await page.evaluate(() => document.addEventListener("click", (event) => event.preventDefault()));
  await page.locator("[data-opens-app]").press("Enter");
  await page.locator("[data-not-opened].warning").waitFor();
}

it.each(Object.keys(ODD))("a browser that %s does all that a page's script does", async (name) => {
  const odd = ODD[name] as Odd;
  const at = Object.keys(ODD).indexOf(name);
  const { page, reported } = await open(odd);
  await signsIn(page);
  await changesItsPin(page);
  await enrols(page, links[at] ?? "");
  await administers(page, `odd-${at}`);
  await reads(page);
  expect(reported.filter((text) => !odd.reports?.test(text))).toEqual([]);
});
