// CONSOLE_IDLE_MINUTES and CONSOLE_MAX_HOURS: how long a session of the console lasts.

import { afterEach, expect, it, vi } from "vitest";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { enrol, requestOver, resultOf, serviceAccount, withSettings } from "../../../../test/support/service.ts";
import { ConsoleBrowser, leadsTo } from "../support/console-browser.ts";

const MINUTE = 60_000;
const send = await withSettings({ CONSOLE_IDLE_MINUTES: "30", CONSOLE_MAX_HOURS: "2" });

const later = (ms: number): void => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });
};
afterEach(() => vi.useRealTimers());

const isOpen = async (browser: ConsoleBrowser) => (await browser.get("/console/tokens")).status === 200;

/** Uses the session every 20 minutes: how many minutes it lasted. */
async function lasted(browser: ConsoleBrowser): Promise<number> {
  for (let minutes = 20; minutes < 200; minutes += 20) {
    later(20 * MINUTE);
    if (!(await isOpen(browser))) return minutes;
  }
  return Number.POSITIVE_INFINITY;
}

/** The console's session is a token of /auth. */
async function signedInByPhone(): Promise<ConsoleBrowser> {
  const { phone } = await enrol({ user: "admin", realm: "administrators" });
  const auth = async (fields: Record<string, string>) =>
    requestOver(send, "/auth", { method: "POST", body: new URLSearchParams({ username: "admin", ...fields }) });
  const { transaction_id, ticket, attributes } = (await auth({ password: ADMIN_PASSWORD })).json.detail;
  await phone.login(attributes.value);
  const browser = new ConsoleBrowser(send);
  browser.cookie = resultOf(await auth({ transaction_id, ticket })).token;
  return browser;
}

it("ends after so long without use", async () => {
  await serviceAccount("idle", ["tokenlist"]);
  const browser = new ConsoleBrowser(send);
  await browser.signIn("idle", "service");
  later(29 * MINUTE);
  expect(await isOpen(browser)).toBe(true);
  later(31 * MINUTE);
  expect(await isOpen(browser)).toBe(false);
});

it("ends after an hour with a password alone, and after the longest time with a phone", async () => {
  await serviceAccount("desk", ["tokenlist"]);
  const browser = new ConsoleBrowser(send);
  await browser.signIn("desk", "service");
  expect(await lasted(browser)).toBe(60);
  vi.useRealTimers();
  expect(await lasted(await signedInByPhone())).toBe(120);
});

it("ends for good with a sign-out, though an older copy of its cookie could have lasted", async () => {
  const browser = await signedInByPhone();
  const copy = new ConsoleBrowser(send);
  copy.cookie = browser.cookie;
  for (let turn = 0; turn < 4; turn++) {
    later(20 * MINUTE);
    expect(await isOpen(copy)).toBe(true);
  }
  browser.cookie = copy.cookie;
  expect(leadsTo(await browser.post("/console/sign-out"))).toBe("/console/sign-in");
  expect(await isOpen(copy)).toBe(false);
});

it("an hour's token of /auth stays one", async () => {
  const browser = await signedInByPhone();
  const headers = { "PI-Authorization": browser.cookie ?? "" };
  later(61 * MINUTE);
  expect((await requestOver(send, "/token/", { headers })).status).toBe(401);
});
