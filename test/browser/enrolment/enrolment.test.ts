// The enrolment page in Chromium: a person with a mail, a browser and a phone that reads the
// screen.

import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { makeAppPhone, makeLinkAt, readScreen } from "../support/enrol-link.ts";
import { useSite } from "../support/site.ts";
import { tabThrough } from "../support/tab-through.ts";

const site = useSite();

const press = (page: Page, name: string) => page.getByRole("button", { name }).click();
const sees = (page: Page, title: string) => page.getByRole("heading", { name: title, exact: true }).waitFor();
async function typePin(page: Page, pin: string, repeat = pin): Promise<void> {
  await page.getByLabel("PIN", { exact: true }).fill(pin);
  await page.getByLabel("Repeat the PIN").fill(repeat);
}
let people = 0;
const somebody = (): string => `person${++people}`;

describe("a person with a link", () => {
  it("registers the phone, chooses a PIN and tries a login, each state live", async () => {
    const user = somebody();
    const page = await site.openPage(await makeLinkAt(site, { user }));
    const phone = makeAppPhone();
    await press(page, "Show the QR code");
    const code = await readScreen(page);
    expect(code).toMatch(/^tiqrenroll:\/\/http:\/\/127\.0\.0\.1:/);

    // The phone fetches the metadata, and has not yet sent its secret.
    const metadata = (await (await fetch(code.slice("tiqrenroll://".length))).json()) as {
      service: { enrollmentUrl: string };
    };
    await page.getByText("Your phone has scanned the code").waitFor();
    await press(page, "Show a new code");
    const second = await readScreen(page, code);
    expect((await phone.enroll(second)).told).toBe("enrolled");
    const late = await fetch(metadata.service.enrollmentUrl, {
      method: "POST",
      body: new URLSearchParams({ secret: "ab".repeat(32) }),
    });
    expect(await late.text()).not.toBe("OK");

    await sees(page, "Your phone has sent its key");
    expect(await page.getByRole("button", { name: "Try it" }).count()).toBe(0);
    await typePin(page, "4711");
    await press(page, "Save PIN");
    await page.getByText("Your PIN is saved.").waitFor();
    // A screen reader continues here, but there is nothing to press.
    const focused = page.locator("h1:focus");
    expect(await focused.evaluate((heading) => getComputedStyle(heading).outlineStyle)).toBe("none");

    await press(page, "Try it");
    expect((await phone.login(await readScreen(page))).told).toBe("logged-in");
    await sees(page, "All done");
    const check = await fetch(`${site.server.origin}/validate/check`, {
      method: "POST",
      body: new URLSearchParams({ user, pass: "4711" }),
    });
    expect(((await check.json()) as { result: { authentication: string } }).result.authentication).toBe("CHALLENGE");
  });

  it("can do everything without scripts, too", async () => {
    const page = await site.openPage(await makeLinkAt(site, { user: somebody() }), { javaScript: false });
    const phone = makeAppPhone();
    await press(page, "Show the QR code");
    const link = await page.locator('a[href^="tiqrenroll:"]').getAttribute("href");
    expect((await phone.enroll(link ?? "")).told).toBe("enrolled");
    await page.reload();
    await sees(page, "Your phone has sent its key");
    await typePin(page, "4711", "4771");
    await press(page, "Save PIN");
    await page.getByText("The two PINs don’t match.").waitFor();
    await typePin(page, "4711");
    await press(page, "Save PIN");
    await press(page, "Try it");
    const login = await page.locator('a[href^="tiqrauth:"]').getAttribute("href");
    expect((await phone.login(login ?? "")).told).toBe("logged-in");
    await press(page, "I have confirmed");
    await sees(page, "All done");
  });

  it("continues without a PIN, and can still choose one", async () => {
    const page = await site.openPage(await makeLinkAt(site, { user: somebody() }));
    const phone = makeAppPhone();
    await press(page, "Show the QR code");
    await phone.enroll(await readScreen(page));
    await sees(page, "Your phone has sent its key");
    await page.getByRole("link", { name: "Continue without a PIN" }).click();
    await page.getByRole("button", { name: "Try it" }).waitFor();
    await page.getByRole("link", { name: "Choose a PIN after all" }).click();
    await page.getByLabel("PIN", { exact: true }).waitFor();
    await page.getByRole("link", { name: "Continue without a PIN" }).click();
    await press(page, "Try it");
    await phone.login(await readScreen(page));
    await sees(page, "All done");
  });

  it("can do everything with the keyboard alone, and the focus moves to each new part", async () => {
    const page = await site.openPage(await makeLinkAt(site, { user: somebody() }));
    const phone = makeAppPhone();
    // biome-ignore lint/performance/useDomNodeTextContent: the button also has words that only a phone shows
    const focused = () => page.evaluate(() => (document.activeElement as HTMLElement).innerText);
    const tabTo = async (text: string) => {
      for (let presses = 0; presses < 10 && (await focused()) !== text; presses++) await page.keyboard.press("Tab");
      expect(await focused()).toBe(text);
    };
    await tabTo("Show the QR code");
    await page.keyboard.press("Enter");
    await phone.enroll(await readScreen(page));
    await sees(page, "Your phone has sent its key");
    await expect.poll(focused, { timeout: 10_000 }).toBe("Your phone has sent its key");
    for (let field = 1; field <= 2; field++) {
      await page.keyboard.press("Tab");
      await page.keyboard.type("2468");
    }
    await page.keyboard.press("Enter");
    await page.getByText("Your PIN is saved.").waitFor();
    await tabTo("Try it");
    await page.keyboard.press("Enter");
    await phone.login(await readScreen(page));
    await sees(page, "All done");
  });

  it("sees the same code again, but only in this browser, even when coming from the mail", async () => {
    const path = await makeLinkAt(site, { user: somebody() });
    const page = await site.openPage(path);
    await press(page, "Show the QR code");
    const code = await readScreen(page);
    await page.reload();
    expect(await readScreen(page)).toBe(code);
    // The link comes from another site, such as a webmail.
    await page.goto(`data:text/html,<a href="${site.server.origin}${path}">the mail</a>`);
    await page.click("a");
    expect(await readScreen(page)).toBe(code);
    const stranger = await site.openPage(path);
    await sees(stranger, "This link has already been used");
  });

  it("is warned of another phone that scans the code, too", async () => {
    const page = await site.openPage(await makeLinkAt(site, { user: somebody() }));
    await press(page, "Show the QR code");
    const code = await readScreen(page);
    await makeAppPhone().enroll(code);
    const another = { headers: { "User-Agent": "another app" } };
    expect((await fetch(code.slice("tiqrenroll://".length), another)).status).toBe(400);
    await page.reload();
    await page.getByText("The code was scanned more than once").waitFor();
  });

  it("on a phone is offered the app before the code", async () => {
    const page = await site.openPage(await makeLinkAt(site, { user: somebody() }), { width: 390, phone: true });
    await press(page, "Continue in the app");
    const [button, code] = [page.getByRole("link", { name: "Open in the Tiqr app" }), page.locator(".qr")];
    const [above, below] = [await button.boundingBox(), await code.boundingBox()];
    expect(above?.y).toBeLessThan(below?.y ?? 0);
    expect(await button.getAttribute("href")).toBe(await readScreen(page));
  });

  it("tries again after a test login that came to nothing", async () => {
    const page = await site.openPage(await makeLinkAt(site, { user: somebody(), pin: "none" }));
    const phone = makeAppPhone();
    await press(page, "Show the QR code");
    await phone.enroll(await readScreen(page));
    await press(page, "Try it");
    await press(page, "I have confirmed");
    await page.getByText("The test sign-in wasn’t confirmed").waitFor();
    await press(page, "Try it");
    await phone.login(await readScreen(page));
    await sees(page, "All done");
  });
});

describe("the page", () => {
  it("can use it with the keyboard, and sees the focus", async () => {
    const page = await site.openPage(await makeLinkAt(site, { user: somebody() }));
    const reached = await tabThrough(page);
    expect(reached.map(({ text }) => text)).toContain("Show the QR code");
    expect(reached.filter(({ ring }) => !ring)).toEqual([]);
  });
});
