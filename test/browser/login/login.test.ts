// The login page in Chromium: every state, with a phone that scans the screen.

import { beforeAll, describe, expect, it } from "vitest";
import { type EnrolledPerson, Service } from "../../../scripts/lib/service-client.ts";
import { responseOf, unlike, wrongOne } from "../../../scripts/lib/service-phone.ts";
import { LANGUAGES } from "../../../src/lib/words.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { axe, itLooksAtItsPages } from "../support/axe.ts";
import { beginAt, enrolAt, fillSignIn, linkOn, scanLogin, transactionOn, waitForState } from "../support/login.ts";
import { expectWell, overflow } from "../support/look.ts";
import { useSite } from "../support/site.ts";
import { tabThrough } from "../support/tab-through.ts";

const site = useSite();

let alice: EnrolledPerson;
beforeAll(async () => {
  alice = await enrolAt(site, "alice");
});

describe("the login page", () => {
  it("shows by itself that the phone has answered", async () => {
    const page = await beginAt(site, alice);
    expect(await page.title()).toBe("Scan with your phone · Example University");
    await scanLogin(alice, page);
    await waitForState(page, "accepted");
    expect(await page.textContent("h1")).toBe("You’re signed in");
    expect(await page.textContent("[data-login] .notice.success")).toContain("alice");
    expect(await page.locator("[data-said]").textContent()).toContain("You’re signed in");
    expect(new URL(page.url()).pathname).toBe("/login");
  });

  it("has its secret in a cookie that no script sees", async () => {
    const page = await beginAt(site, alice);
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict", path: "/" });
    expect(await page.evaluate(() => document.cookie)).toBe("");
    expect(await page.content()).not.toContain(cookie?.value ?? "-");
  });

  it("is not shut to a browser that has signed in before when strangers lock the PIN", async () => {
    const person = await enrolAt(site, "known");
    const page = await beginAt(site, person);
    await scanLogin(person, page);
    await waitForState(page, "accepted");
    const device = (await page.context().cookies()).find(({ name }) => name === "tiqr-device");
    expect(device).toMatchObject({ httpOnly: true, sameSite: "Strict", path: "/" });
    const stranger = () =>
      fetch(`${site.server.origin}/validate/check`, {
        method: "POST",
        body: new URLSearchParams({ user: person.user, pass: "0000" }),
      });
    for (let i = 0; i < 10; i++) expect((await stranger()).status).toBe(200);
    const other = await site.openPage("/login");
    await other.locator("#user").fill(person.user);
    await other.locator("#pin").fill(person.pin);
    await other.locator("#pin").press("Enter");
    await waitForState(other, "wrong-user");
    await page.goto(`${site.server.origin}/login?as=other`);
    await fillSignIn(page, person);
    await scanLogin(person, page);
    await waitForState(page, "accepted");
  });

  it.each(LANGUAGES)("is accessible and fits in %s, in every state", async (language) => {
    const page = await site.openPage("/login", { language });
    const looksRight = (name: string) => expectWell(page, name);
    await looksRight("login");
    await page.locator("#user").fill("nobody");
    await page.locator("main form button").click();
    await waitForState(page, "wrong-user");
    await looksRight("login-wrong-user");
    await fillSignIn(page, alice);
    await page.locator("summary").click();
    await looksRight("login-waiting");
    await scanLogin(alice, page);
    await waitForState(page, "accepted");
    await looksRight("login-accepted");
    await page.goto(`${site.server.origin}/login`);
    await waitForState(page, "here");
    await looksRight("login-here");
  });

  it("accepts the digits of a phone without a network, and says when they are wrong", async () => {
    const page = await beginAt(site, alice);
    const link = await linkOn(page);
    const right = await responseOf(alice.phone, link);
    await page.locator("summary").click();
    await page.locator("#response").fill(unlike(right));
    await page.locator("#response").press("Enter");
    await waitForState(page, "wrong-response");
    expect(await linkOn(page)).toBe(link);
    await page.locator("#response").fill(right);
    await page.locator("#response").press("Enter");
    await waitForState(page, "accepted");
  });

  it("stops on request, and can start again", async () => {
    const page = await beginAt(site, alice);
    const service = new Service(site.server.origin);
    const id = await transactionOn(page);
    await page.getByRole("button", { name: "Cancel" }).click();
    await waitForState(page, "cancelled");
    expect(await service.stateOf(id)).toBe("cancelled");
    expect(await page.inputValue("#user")).toBe("alice");
    await fillSignIn(page, alice);
    expect(await transactionOn(page)).not.toBe(id);
  });

  it("shows by itself that an administrator has cancelled, or that too many failed attempts have blocked the login", async () => {
    const service = new Service(site.server.origin);
    await service.signIn("admin", ADMIN_PASSWORD);
    const page = await beginAt(site, alice);
    await service.asAdmin("DELETE", `/token/challenges/transaction/${await transactionOn(page)}`);
    await waitForState(page, "cancelled");

    const bob = await enrolAt(site, "bob");
    await fillSignIn(page, bob);
    const link = await linkOn(page);
    const right = await responseOf(bob.phone, link);
    for (let tries = 0; tries < 10; tries++) await service.answer({ link, user: "bob" }, wrongOne(right, tries));
    await waitForState(page, "blocked");
    await page.locator("#pin").fill(bob.pin);
    await page.locator("#pin").press("Enter");
    await waitForState(page, "locked");
  });

  it("can be used with only the keyboard, from the first field to the end", async () => {
    const page = await site.openPage("/login");
    await page.locator("#user:focus").waitFor(); // the page has put the focus in its first field
    await page.keyboard.type("alice");
    await page.keyboard.press("Tab");
    await page.keyboard.type(alice.pin);
    await page.keyboard.press("Enter");
    await page.locator(".qr img").waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
    const reached = await tabThrough(page);
    const texts = reached.slice(2).map(({ text }) => text); // behind skip link and brand
    expect(texts).toEqual(["Enter code if your phone is offline", "Cancel", "language", "language"]);
    expect(reached.every(({ ring }) => ring)).toBe(true);

    const digits = await responseOf(alice.phone, await linkOn(page));
    await page.locator("summary").focus(); // tabThrough has left the page
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.type(digits);
    await page.keyboard.press("Enter");
    await waitForState(page, "accepted");
  });

  it("works without a script", async () => {
    const page = await beginAt(site, alice, { javaScript: false });
    await page.getByRole("button", { name: "Continue" }).click();
    await waitForState(page, "not-yet");
    await scanLogin(alice, page);
    await page.getByRole("button", { name: "Continue" }).click();
    await waitForState(page, "accepted");
  });

  it("keeps trying without a network, and says so", async () => {
    const { context, page } = await offlinePage();
    await page.locator("[data-offline]").waitFor();
    expect(await page.textContent("[data-offline]")).toContain("keep trying");
    const link = await linkOn(page);
    await alice.phone.login(link);
    await context.setOffline(false);
    await waitForState(page, "accepted");
    await context.close();
  });

  async function offlinePage() {
    // The browser reports each failed request, and here some fail on purpose, so this opens a
    // window of its own.
    const context = await site.browser.newContext({ baseURL: site.server.origin, locale: "en" });
    const page = await context.newPage();
    await page.goto("/login");
    await fillSignIn(page, alice);
    await context.setOffline(true);
    return { context, page };
  }
});

describe("on a phone", () => {
  it("the button that opens the app comes first, with the link of the QR code and the way back to this browser", async () => {
    const context = await site.browser.newContext({
      baseURL: site.server.origin,
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    const page = await context.newPage();
    await page.goto("/login");
    await fillSignIn(page, alice);
    const [button, qr] = [page.locator(".in-app a"), page.locator(".qr")];
    expect(await button.getAttribute("href")).toBe(`${await linkOn(page)}?${site.server.origin}/login/back`);
    expect((await button.boundingBox())?.y).toBeLessThan((await qr.boundingBox())?.y ?? 0);
    expect([await overflow(page), await axe(page)]).toEqual([0, []]);
    await context.close();
  });

  it("and on a desk there is none", async () => {
    const page = await beginAt(site, alice);
    expect(await page.locator(".in-app").isVisible()).toBe(false);
  });
});

itLooksAtItsPages();
