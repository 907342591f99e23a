// The pages behind a proxy that ends TLS, as in a real deployment: the cookies are __Host- and
// Secure, while the requests that reach the service use http.

import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { Phone } from "../../../phone/phone.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { makeLinkAt, postFormAsAdmin } from "../support/enrol-link.ts";
import { fillSignIn, linkOn, waitForState } from "../support/login.ts";
import { noteProblems, useSite } from "../support/site.ts";
import { useTls } from "../support/tls.ts";

const origin = await useTls(() => Number(new URL(site.server.origin).port));
const site = useSite({ PUBLIC_URL: origin });

/**
 * Calls the service behind the proxy: Node does not trust the certificate, as a phone would not.
 */
const newPhone = () =>
  new Phone({
    fetch: (url, init) => fetch(url.replace(origin, site.server.origin), init),
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    protocol: 2,
    accounts: [],
  });

async function visit(path: string, work: (page: Page) => Promise<void>): Promise<void> {
  const context = await site.browser.newContext({ baseURL: origin, locale: "en", ignoreHTTPSErrors: true });
  const page = await context.newPage();
  const problems: string[] = [];
  await noteProblems(page, problems);
  await page.goto(path);
  await work(page);
  await context.close();
  expect(problems).toEqual([]);
}
async function expectCookie(page: Page, name: RegExp): Promise<void> {
  const cookie = (await page.context().cookies()).find((each) => name.test(each.name));
  expect(cookie).toMatchObject({ secure: true, httpOnly: true, path: "/", domain: "localhost" });
}

it("a login succeeds, and a WebSocket brings the phone's answer", async () => {
  const { detail } = await postFormAsAdmin(site, "/token/init", { type: "tiqr", user: "alice", pin: "1234" });
  const phone = newPhone();
  expect((await phone.enroll(detail.tiqrenroll.value)).told).toBe("enrolled");
  await visit("/login", async (page) => {
    const heard = page.waitForEvent("websocket").then((socket) => socket.waitForEvent("framereceived"));
    await fillSignIn(page, { user: "alice", pin: "1234" });
    await expectCookie(page, /^__Host-login-\d+$/);
    await heard;
    expect((await phone.login(await linkOn(page))).told).toBe("logged-in");
    await waitForState(page, "accepted");
  });
});

it("an enrolment by a link goes through", async () => {
  await visit(await makeLinkAt(site, { user: "bob" }), async (page) => {
    await expectCookie(page, /^__Host-enrol-/);
    await page.getByRole("button", { name: "Show the QR code" }).click();
    await page.locator(".qr img").waitFor();
    expect((await newPhone().enroll(await linkOn(page))).told).toBe("enrolled");
    await page.getByText("Your phone has sent its key").waitFor();
  });
});

it("a sign-in at the console goes through", async () => {
  await visit("/console", async (page) => {
    const signIn = async () => {
      await page.locator("#username").fill("admin");
      await page.locator("#password").fill(ADMIN_PASSWORD);
      await page.locator("#password").press("Enter");
    };
    await signIn();
    await page.waitForURL("**/console");
    await expectCookie(page, /^__Host-console$/);
    await page.getByRole("button", { name: "Signed in as admin" }).click();
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    expect((await page.context().cookies()).map(({ name }) => name)).toEqual(["tiqr-zone"]);
  });
});
