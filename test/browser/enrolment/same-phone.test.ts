// An enrolment on the phone that shows the page: Chromium presses the button as on Android and as
// on an iPhone, and the address that it would hand to an app goes, as it is, to a phone that reads
// links as that app does.

import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { APPS, type App } from "../../../phone/enrolment-link.ts";
import { LANGUAGES } from "../../../src/lib/words.ts";
import { makeAppPhone, makeLinkAt, postFormAsAdmin, readScreen } from "../support/enrol-link.ts";
import { fillSignIn, waitForState } from "../support/login.ts";
import { expectWell } from "../support/look.ts";
import { type Look, THEMES, useSite } from "../support/site.ts";
import { useTls } from "../support/tls.ts";

const origin = await useTls(() => Number(new URL(site.server.origin).port));
const site = useSite({ PUBLIC_URL: origin });

const USER_AGENTS: Readonly<Record<App, string>> = {
  android:
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
  ios: "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1",
};
const onPhone = (app: App): Look => ({ userAgent: USER_AGENTS[app], phone: true, width: 360 });

const button = (page: Page) => page.locator("[data-opens-app]");
const notice = (page: Page) => page.locator("[data-not-opened]");
let people = 0;

async function openWithCode(look: Look): Promise<Page> {
  const page = await site.openPage(origin + (await makeLinkAt(site, { user: `person${++people}` })), look);
  await page.locator('form[action$="/start"] button').click();
  await button(page).waitFor();
  return page;
}

/** Presses the button, and returns the address that Chromium asks its system to open. */
async function press(page: Page): Promise<string> {
  const [request] = await Promise.all([
    page.waitForEvent("request", (each) => /^tiqr/.test(each.url())),
    button(page).tap(),
  ]);
  return request.url();
}

/** A phone that reaches the server under the address in its links. */
const phoneOf = (app: App) => makeAppPhone(app, (url, init) => fetch(url.replace(origin, site.server.origin), init));

describe.each(APPS)("on %s", (app) => {
  it("the button opens what the app can read, and it enrols", async () => {
    const page = await openWithCode(onPhone(app));
    const code = await readScreen(page);
    const address = await press(page);
    expect(code).toContain(`tiqrenroll://${origin}/ttype/tiqr?`);
    expect(address).toBe(code.replace("https://", app === "android" ? "https:x@" : "https//"));
    const [other] = APPS.filter((each) => each !== app);
    expect((await phoneOf(other as App).enroll(address)).told).toBe("not-a-link");
    expect((await phoneOf(app).enroll(address)).told).toBe("enrolled");
    await page.getByRole("heading", { name: "Your phone has sent its key", exact: true }).waitFor();
  });
});

it("the link of a login reaches the app unchanged, and the phone answers it", async () => {
  const [user, pin] = ["Jürgen & Söhne: a/b?c#d+e@f '100%'", "1234"];
  const phone = phoneOf("android");
  const { detail } = await postFormAsAdmin(site, "/token/init", { type: "tiqr", user, pin, realm: "r" });
  expect((await phone.enroll(detail.tiqrenroll.value)).told).toBe("enrolled");
  const page = await site.openPage(`${origin}/login`, onPhone("android"));
  await fillSignIn(page, { user: `${user}@r`, pin });
  const address = await press(page);
  // Chromium escapes the apostrophe, which says the same.
  expect(address.replaceAll("%27", "'")).toBe(await button(page).getAttribute("href"));
  expect(address).toContain(`?${origin}/login/back`);
  expect((await phone.login(address)).told).toBe("logged-in");
  await waitForState(page, "accepted");
});

/** From now on time passes only in `runFor`. */
async function stopTime(page: Page): Promise<void> {
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
}

describe("the notice that the app did not open", () => {
  const isSeen = (page: Page) => notice(page).isVisible();

  it("comes two seconds after the press, and not before", async () => {
    const page = await openWithCode(onPhone("android"));
    await stopTime(page);
    expect(await isSeen(page)).toBe(false);
    await press(page);
    await page.clock.runFor(1999);
    expect(await isSeen(page)).toBe(false);
    await page.clock.runFor(1);
    expect(await isSeen(page)).toBe(true);
    expect(await notice(page).getAttribute("role")).toBe("status");
  });

  it.each(["visibilitychange", "pagehide", "blur"])("does not come to a person whom a %s took away", async (event) => {
    const page = await openWithCode(onPhone("ios"));
    await stopTime(page);
    await press(page);
    await page.clock.runFor(500);
    await page.evaluate((name) => {
      Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
      document.dispatchEvent(new Event(name, { bubbles: true }));
    }, event);
    await page.clock.runFor(5000);
    expect(await isSeen(page)).toBe(false);
    // Back on the page, they press again, and nothing happens.
    await press(page);
    await page.clock.runFor(2000);
    expect(await isSeen(page)).toBe(true);
  });

  it("is there from the start without a script", async () => {
    expect(await isSeen(await openWithCode({ ...onPhone("android"), javaScript: false }))).toBe(true);
  });

  it("says what is true: this link is of no use on another screen", async () => {
    const page = await openWithCode(onPhone("android"));
    const elsewhere = await site.openPage(page.url());
    await elsewhere.getByRole("heading", { name: "This link has already been used" }).waitFor();
    expect(await notice(page).textContent()).toContain("you need a new link");
  });

  it.each(LANGUAGES)("is accessible and fits in %s", async (language) => {
    const look = { ...onPhone("android"), language };
    const page = await openWithCode(look);
    await stopTime(page);
    await press(page);
    await page.clock.runFor(2000);
    expect(await isSeen(page)).toBe(true);
    await page.clock.resume(); // axe waits, too
    const looks = THEMES.map((theme) => ({ ...look, theme }));
    await expectWell(page, "enrol-not-opened", looks);
  });
});
