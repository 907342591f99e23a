// The enrolment page in Chromium: a person with a mail, a browser and a phone that reads the screen.

import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { asAdmin, makeLink, makePhone, scan } from "./support/enrol-link.ts";
import { axe, overflow, screenshot, tabThrough } from "./support/look.ts";
import { LANGUAGES, type Look, THEMES, useSite, WIDTHS } from "./support/site.ts";

const site = useSite({ ENROLLMENT_VALIDITY_SECONDS: "5", CHALLENGE_VALIDITY_SECONDS: "20" });

const press = (page: Page, name: string) => page.getByRole("button", { name }).click();
const sees = (page: Page, title: string) => page.getByRole("heading", { name: title, exact: true }).waitFor();
let people = 0;
const somebody = (): string => `person${++people}`;

async function expectWell(page: Page, name: string, look: Look): Promise<void> {
  await screenshot(page, name, look);
  expect([name, await overflow(page)]).toEqual([name, 0]);
  expect([name, await axe(page)]).toEqual([name, []]);
}

describe("a person who got a link", () => {
  it("registers the phone, chooses a PIN and tries a login, each state live", async () => {
    const user = somebody();
    const page = await site.openPage(await makeLink(site, { user }));
    const phone = makePhone();
    await press(page, "Show the QR code");
    const code = await scan(page);
    expect(code).toMatch(/^tiqrenroll:\/\/http:\/\/127\.0\.0\.1:/);

    // The phone fetches the metadata, and takes its time with the rest.
    const metadata = (await (await fetch(code.slice("tiqrenroll://".length))).json()) as {
      service: { enrollmentUrl: string };
    };
    await page.getByText("Your phone has read the code").waitFor();
    await press(page, "Show a new code");
    const second = await scan(page);
    expect(second).not.toBe(code);
    expect((await phone.enroll(second)).told).toBe("enrolled");
    const late = await fetch(metadata.service.enrollmentUrl, {
      method: "POST",
      body: new URLSearchParams({ secret: "ab".repeat(32) }),
    });
    expect(await late.text()).not.toBe("OK");

    await sees(page, "Your phone is registered");
    await page.getByLabel("PIN").fill("4711");
    await press(page, "Save the PIN");
    await page.getByText("Your PIN is saved.").waitFor();

    await press(page, "Try a login");
    expect((await phone.login(await scan(page))).told).toBe("logged-in");
    await sees(page, "All done");
    const check = await fetch(`${site.server.origin}/validate/check`, {
      method: "POST",
      body: new URLSearchParams({ user, pass: "4711" }),
    });
    expect(((await check.json()) as { result: { authentication: string } }).result.authentication).toBe("CHALLENGE");
  });

  it("does all of it without scripts, too", async () => {
    const page = await site.openPage(await makeLink(site, { user: somebody() }), { javaScript: false });
    const phone = makePhone();
    await press(page, "Show the QR code");
    const link = await page.locator('a[href^="tiqrenroll:"]').getAttribute("href");
    expect((await phone.enroll(link ?? "")).told).toBe("enrolled");
    await page.reload();
    await sees(page, "Your phone is registered");
    await page.getByLabel("PIN").fill("4711");
    await press(page, "Save the PIN");
    await press(page, "Try a login");
    const login = await page.locator('a[href^="tiqrauth:"]').getAttribute("href");
    expect((await phone.login(login ?? "")).told).toBe("logged-in");
    await press(page, "I have confirmed");
    await sees(page, "All done");
  });

  it("does all of it with the keyboard alone, which stands at what is new", async () => {
    const page = await site.openPage(await makeLink(site, { user: somebody(), pin: "none" }));
    const phone = makePhone();
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    const tabTo = async (text: string) => {
      for (let presses = 0; presses < 10 && (await focused()) !== text; presses++) await page.keyboard.press("Tab");
      expect(await focused()).toBe(text);
    };
    await tabTo("Show the QR code");
    await page.keyboard.press("Enter");
    await phone.enroll(await scan(page));
    await sees(page, "Your phone is registered");
    await expect.poll(focused).toBe("Your phone is registered");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Try a login");
    await page.keyboard.press("Enter");
    await phone.login(await scan(page));
    await sees(page, "All done");
  });

  it("is shown the same code again, in this browser alone, also when coming from the mail", async () => {
    const path = await makeLink(site, { user: somebody() });
    const page = await site.openPage(path);
    await press(page, "Show the QR code");
    const code = await scan(page);
    await page.reload();
    expect(await scan(page)).toBe(code);
    // From another site, as a webmail is.
    await page.goto(`data:text/html,<a href="${site.server.origin}${path}">the mail</a>`);
    await page.click("a");
    expect(await scan(page)).toBe(code);
    const stranger = await site.openPage(path);
    await sees(stranger, "This link was used already");
  });

  it("sees a code expire, and gets another", async () => {
    const page = await site.openPage(await makeLink(site, { user: somebody() }));
    await press(page, "Show the QR code");
    const code = await scan(page);
    await page.getByText("The code has expired").waitFor();
    await press(page, "Show a new code");
    expect(await scan(page)).not.toBe(code);
  });

  it("is warned of somebody who scans the code, too", async () => {
    const page = await site.openPage(await makeLink(site, { user: somebody() }));
    await press(page, "Show the QR code");
    const code = await scan(page);
    await makePhone().enroll(code);
    await makePhone().enroll(code);
    await page.reload();
    await page.getByText("The code was scanned more than once").waitFor();
  });

  it("on a phone is offered the app before the code", async () => {
    const page = await site.openPage(await makeLink(site, { user: somebody() }), { width: 390 });
    await press(page, "Show the QR code");
    const [button, code] = [page.getByRole("link", { name: "Open in the Tiqr app" }), page.locator(".qr")];
    const [above, below] = [await button.boundingBox(), await code.boundingBox()];
    expect(above?.y).toBeLessThan(below?.y ?? 0);
    expect(await button.getAttribute("href")).toBe(await scan(page));
  });

  it("tries again after a test login that came to nothing", async () => {
    const page = await site.openPage(await makeLink(site, { user: somebody(), pin: "none" }));
    const phone = makePhone();
    await press(page, "Show the QR code");
    await phone.enroll(await scan(page));
    await press(page, "Try a login");
    await press(page, "I have confirmed");
    await page.getByText("The test login was not confirmed").waitFor();
    await press(page, "Try a login");
    await phone.login(await scan(page));
    await sees(page, "All done");
  });
});

const LOOKS = LANGUAGES.flatMap((language) =>
  THEMES.flatMap((theme) => WIDTHS.map((width) => ({ language, theme, width }) as const)),
);

describe.each(LOOKS)("in $language, $theme, $width pixels wide", (look) => {
  it("every state is accessible and fits", async () => {
    const user = somebody();
    const { serial } = (await asAdmin(site, "/token/init", { user, type: "tiqr" })).detail;
    const path = await makeLink(site, { user, serial });
    const page = await site.openPage(path, look);
    const phone = makePhone();
    const submit = (step: string) => page.locator(`form[action$="/${step}"] button`).click();
    await expectWell(page, "enrol-fresh", look);
    await submit("start");
    const code = await scan(page);
    await expectWell(page, "enrol-started", look);
    await page.locator('[data-mark="code-expired-0"]').waitFor();
    await expectWell(page, "enrol-expired", look);
    await submit("code");
    const fresh = await scan(page);
    expect(fresh).not.toBe(code);
    await fetch(fresh.slice("tiqrenroll://".length));
    await page.locator('[data-mark="fetched-1"]').waitFor();
    await expectWell(page, "enrol-fetched", look);
    await submit("code");
    await phone.enroll(await scan(page));
    await page.locator('form[action$="/pin"]').waitFor();
    await expectWell(page, "enrol-enrolled", look);
    await submit("login");
    const login = await scan(page);
    await expectWell(page, "enrol-trial", look);
    await phone.login(login);
    await expect.poll(() => page.locator("form").count()).toBe(0);
    await expectWell(page, "enrol-done", look);
    await expectWell(await site.openPage(path, look), "enrol-used", look);
  });
});

describe("the page", () => {
  it("is walked through with the keyboard, and shows where it is", async () => {
    const page = await site.openPage(await makeLink(site, { user: somebody() }));
    const reached = await tabThrough(page);
    expect(reached.map(({ text }) => text)).toContain("Show the QR code");
    expect(reached.filter(({ ring }) => !ring)).toEqual([]);
  });
});
