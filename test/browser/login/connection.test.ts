// The login page when requests are lost, when it is loaded again, and after a phone has slept.

import type { BrowserContext, Page } from "playwright-core";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { type EnrolledPerson, Service } from "../../../scripts/lib/service-client.ts";
import { responseOf, unlike } from "../../../scripts/lib/service-phone.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { enrolAt, fillSignIn, linkOn, scanLogin, transactionOn, waitForState } from "../support/login.ts";
import { useSite } from "../support/site.ts";

const EVENTS = /\/validate\/events\//;
const site = useSite();
let alice: EnrolledPerson;
let context: BrowserContext | undefined;
beforeAll(async () => {
  alice = await enrolAt(site, "alice");
});
afterEach(() => context?.close());

/**
 * The browser reports each failed request, and here some fail on purpose, so this opens a window of
 * its own.
 */
async function open(): Promise<Page> {
  context = await site.browser.newContext({ baseURL: site.server.origin, locale: "en" });
  const page = await context.newPage();
  await page.goto("/login");
  return page;
}
async function send(page: Page, pin: string): Promise<void> {
  await page.locator("#user").fill("alice");
  await page.locator("#pin").fill(pin);
  await page.locator("#pin").press("Enter");
}
/** The service acts, but its reply is lost. Returns the number of requests. */
async function loseReplies(page: Page, path: string): Promise<{ asked: number }> {
  const seen = { asked: 0 };
  await page.route(path, async (route) => {
    seen.asked++;
    await route.fetch();
    await route.abort();
  });
  return seen;
}
async function failCount({ serial } = alice): Promise<number> {
  const service = new Service(site.server.origin);
  await service.signIn("admin", ADMIN_PASSWORD);
  return service.failCountOf(serial);
}
const comeBack = (page: Page) => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));

describe("a form that gets no reply", () => {
  it("is reported as unsent without a network, and can be sent again", async () => {
    const page = await open();
    await context?.setOffline(true);
    await send(page, alice.pin);
    await page.locator("[data-failed]").waitFor();
    expect(await page.locator("main form button").isEnabled()).toBe(true);
    await context?.setOffline(false);
    await page.locator("main form button").click();
    await page.locator(".qr img").waitFor();
  });

  it("counts once when it was a wrong PIN whose reply was lost", async () => {
    const page = await open();
    const before = await failCount();
    const seen = await loseReplies(page, "**/login/begin");
    await send(page, "0000");
    await page.locator("[data-failed]").waitFor();
    // long enough for two more tries, if the page continued by itself
    await page.waitForTimeout(3500);
    expect([seen.asked, await failCount()]).toEqual([1, before + 1]);
  });

  it("counts once when it was wrong digits, and the phone can still answer", async () => {
    const berta = await enrolAt(site, "berta"); // without wrong PINs, which are counted separately
    const page = await open();
    await fillSignIn(page, berta);
    const link = await linkOn(page);
    await page.route("**/login/result", async (route) => {
      if (!route.request().postData()?.includes("response=")) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await page.locator("summary").click();
    await page.locator("#response").fill(unlike(await responseOf(berta.phone, link)));
    await page.locator("#response").press("Enter");
    await page.locator("[data-failed]").waitFor();
    await page.waitForTimeout(3500);
    expect(await failCount(berta)).toBe(1);
    expect((await berta.phone.login(link)).told).toBe("logged-in");
    await waitForState(page, "accepted");
  });

  it("shows the service's message when it cannot answer, and reports a page of another server as a failure", async () => {
    const page = await open();
    const body = (await (await page.request.get("/login")).text()).replace(
      'data-state="start"',
      'data-state="unavailable"',
    );
    await page.route("**/login/begin", (route) => route.fulfill({ status: 503, contentType: "text/html", body }));
    await send(page, alice.pin);
    await waitForState(page, "unavailable");
    await page.unrouteAll();
    await page.route("**/login/begin", (route) => route.fulfill({ status: 403, body: "no" }));
    await send(page, alice.pin);
    await page.locator("[data-failed]").waitFor();
    await page.unrouteAll();
    await send(page, "9".repeat(1025));
    await waitForState(page, "unreadable");
  });
});

describe("a login under way", () => {
  it("is there again when the page is loaded again, and is forgotten at its end", async () => {
    const page = await open();
    await fillSignIn(page, alice);
    const id = await transactionOn(page);
    await page.reload();
    await waitForState(page, "waiting");
    expect(await transactionOn(page)).toBe(id);
    // Nobody has asked whether the phone has confirmed.
    expect(await page.locator("[data-notice]").count()).toBe(0);
    expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain(alice.pin);
    await scanLogin(alice, page);
    await waitForState(page, "accepted");
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await page.reload();
    await waitForState(page, "here");
    await page.getByRole("link", { name: "Sign in as someone else" }).click();
    await waitForState(page, "start");
    await page.goto("/");
    await page.goBack();
    await waitForState(page, "start");
    await fillSignIn(page, alice);
  });

  it("is accepted at once when the phone has answered while the page was gone", async () => {
    const page = await open();
    await fillSignIn(page, alice);
    const link = await linkOn(page);
    await page.goto("about:blank");
    expect((await alice.phone.login(link)).told).toBe("logged-in");
    await page.goBack();
    await waitForState(page, "accepted");
  });
});

describe("where no WebSocket gets through", () => {
  it("the page polls without waiting at the server, and tries no second socket", async () => {
    const page = await open();
    let sockets = 0;
    await page.routeWebSocket(EVENTS, (socket) => {
      sockets++;
      socket.close();
    });
    const polls: string[] = [];
    page.on("request", (request) => request.url().includes("/validate/poll") && polls.push(request.url()));
    await fillSignIn(page, alice);
    await expect.poll(() => polls.length, { timeout: 20_000 }).toBeGreaterThan(2);
    expect(sockets).toBe(1);
    const id = await transactionOn(page);
    expect(new Set(polls)).toEqual(new Set([`${site.server.origin}/validate/polltransaction/${id}`]));
    await scanLogin(alice, page);
    await waitForState(page, "accepted");
  });

  it("the page gives up a socket that opens and says nothing", async () => {
    const page = await open();
    await page.routeWebSocket(EVENTS, () => {});
    await fillSignIn(page, alice);
    await scanLogin(alice, page);
    await waitForState(page, "accepted");
  });

  it("the page listens again after a break, because a socket had got through", async () => {
    const page = await open();
    let sockets = 0;
    await page.routeWebSocket(EVENTS, (socket) => {
      if (++sockets > 1) return socket.connectToServer();
      socket.send('{"state":"open"}');
      return socket.close();
    });
    await fillSignIn(page, alice);
    await expect.poll(() => sockets, { timeout: 10_000 }).toBe(2);
    await scanLogin(alice, page);
    await waitForState(page, "accepted");
    expect(sockets).toBe(2);
  });
});

it("news of the same login leaves what is typed, and the cursor in it", async () => {
  const page = await open();
  let tell: (() => void) | undefined;
  await page.routeWebSocket(EVENTS, (socket) => {
    socket.send('{"state":"open"}');
    tell ??= () => socket.send('{"state":"open","refused":"phone-elsewhere"}');
  });
  await fillSignIn(page, alice);
  await page.locator("summary").click();
  await page.locator("#response").pressSequentially("123");
  const seen = await page.locator("[data-transaction]").elementHandle();
  tell?.();
  await seen?.waitForElementState("hidden"); // the view is another one
  expect(await page.locator("#response").inputValue()).toBe("123");
  await page.keyboard.type("4");
  expect(await page.locator("#response").inputValue()).toBe("1234");
});

describe("after a sleep", () => {
  it("the page asks at once, even if its connection has died without a sign", async () => {
    const page = await open();
    await page.routeWebSocket(EVENTS, (socket) => socket.send('{"state":"open"}')); // and then never says anything
    await fillSignIn(page, alice);
    await scanLogin(alice, page);
    await page.waitForTimeout(1500);
    expect(await page.locator("[data-login=waiting]").count()).toBe(1);
    await comeBack(page);
    await page.locator("[data-state=accepted]").waitFor({ timeout: 3000 });
  });

  it("and so does a page whose poll is dead", async () => {
    const page = await open();
    await page.routeWebSocket(EVENTS, (socket) => socket.close());
    let polls = 0;
    await page.route("**/validate/polltransaction/**", (route) => (++polls === 1 ? undefined : route.continue()));
    await fillSignIn(page, alice);
    await expect.poll(() => polls).toBe(1);
    await scanLogin(alice, page);
    await comeBack(page);
    await page.locator("[data-state=accepted]").waitFor({ timeout: 3000 });
  });

  it("the countdown has gone on, whichever clock has stood still", async () => {
    const page = await open();
    await fillSignIn(page, alice);
    await page.evaluate(() => {
      const now = Date.now;
      performance.now = () => 0;
      Date.now = () => now() + 60_000;
    });
    await expect.poll(() => page.textContent("[data-left]"), { timeout: 3000 }).toMatch(/^(0:5\d|1:00)$/);
  });
});
