// The calls of docs/help-desk.md in a real browser, by the two presets of a help desk: from the page
// of the person, which the search of the header opens, each is over in four clicks at most.

import type { Cookie, Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { LANGUAGES } from "../../../../src/lib/words.ts";
import { makeAppPhone, postFormAsAdmin } from "../../../../test/browser/support/enrol-link.ts";
import { expectWell } from "../../../../test/browser/support/look.ts";
import { useSite } from "../../../../test/browser/support/site.ts";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { type DESK_CALLS, PRESETS } from "../../accounts/presets.ts";
import { cookieOfSession, fillConsoleSignIn, notice, openSignedIn } from "./support/console.ts";

const site = useSite({ DAY_PASS: "pages" });
const DESKS = ["helpDesk", "helpDeskPhones"] as const;
const MOST_CLICKS = 4;
type DeskCall = (typeof DESK_CALLS)[number];

const json = async (path: string, headers: Record<string, string>, body: object) =>
  (
    await fetch(`${site.server.origin}${path}`, {
      method: "POST",
      headers: { ...headers, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    })
  ).json();
const logsIn = async (user: string, pass: string): Promise<boolean> => {
  const body = new URLSearchParams({ user, pass });
  const reply = await fetch(`${site.server.origin}/validate/check`, { method: "POST", body });
  return (await reply.json()).result.authentication === "CHALLENGE";
};

async function makePerson(user: string): Promise<void> {
  const serial = user.toUpperCase();
  const fields = { type: "tiqr", user, serial, description: "Jan’s iPhone", pin: "1234" };
  const { detail } = await postFormAsAdmin(site, "/token/init", fields);
  expect((await makeAppPhone().enroll(detail.tiqrenroll.value)).told).toBe("enrolled");
  await postFormAsAdmin(site, "/user/attribute", { user, key: "name", value: "Jan Jansen" });
}

beforeAll(async () => {
  const { result } = await json("/auth", {}, { username: "admin", password: ADMIN_PASSWORD });
  for (const name of DESKS)
    await json(
      "/accounts",
      { "PI-Authorization": result.value.token },
      { name, password: "a long password of a desk", rights: PRESETS[name].rights },
    );
  for (const name of LANGUAGES) await makePerson(`jan-${name}`);
});

interface Desk {
  readonly page: Page;
  readonly press: (name: string) => Promise<void>;
  readonly clicks: () => number;
}

const sessions = new Map<string, Cookie>();

/** Opens the person by the search of the header: keys alone. */
async function takeCall(preset: (typeof DESKS)[number], user: string): Promise<Desk> {
  await makePerson(user);
  const kept = sessions.get(preset);
  const page = await site.openPage(kept ? "/console/users" : "/console", kept ? { cookies: [kept] } : {});
  if (!kept) {
    await fillConsoleSignIn(page, preset, "a long password of a desk", "/console/users");
    const session = await cookieOfSession(page);
    if (session) sessions.set(preset, session);
  }
  await page.keyboard.press("/");
  await page.keyboard.type(user);
  await Promise.all([page.waitForURL(`**/users/default/${user}`, { timeout: 5000 }), page.keyboard.press("Enter")]);
  let clicks = 0;
  return {
    page,
    clicks: () => clicks,
    async press(name) {
      clicks += 1;
      const target = page.locator("main :is(a, button)", { hasText: new RegExp(`^${name}$`) }).first();
      await target.click({ timeout: 5000 });
      await page.waitForLoadState();
    },
  };
}

/** What is pressed, and what is so afterwards. */
const CALLS: Partial<Record<DeskCall, (desk: Desk, user: string) => Promise<void>>> = {
  async newPhone({ page, press }, user) {
    await press("New phone");
    await press("Create the link");
    await page.locator("main code").waitFor();
    expect(await logsIn(user, "1234")).toBe(true);
  },
  async lost({ page, press }, user) {
    await press("Phone lost");
    await press("Stop the old phone and create a link");
    await page.locator("main code").waitFor();
    expect(await logsIn(user, "1234")).toBe(false);
  },
  async forgottenPin({ page, press }, user) {
    await press("Forgot PIN");
    await press("Set a new PIN");
    expect(await logsIn(user, (await page.locator("main code").textContent()) ?? "")).toBe(true);
  },
  async locked({ page, press }, user) {
    for (let n = 0; n < 10; n++) await logsIn(user, "wrong");
    await page.reload();
    await press("Locked");
    await press("Unlock");
    expect(await notice(page)).toContain("can sign in again");
    expect(await logsIn(user, "1234")).toBe(true);
  },
  async notMe({ page, press }, user) {
    await press("Not me");
    await press("Sign out and set a new PIN");
    expect(await page.locator("main code").textContent()).toMatch(/^\d+$/);
    expect(await logsIn(user, "1234")).toBe(false);
  },
  async oneName({ page, press }, user) {
    await press("Forgot PIN");
    expect(await page.locator("main dl.facts dd").allTextContents()).toContain(user);
  },
  async notScanned({ page, press }) {
    await press("New phone");
    await press("Stop the old phone and show the QR code");
    await page.locator(".qr img").waitFor();
  },
  async leaver({ page, press }, user) {
    await press("Left");
    await press("Block");
    expect(await page.locator("main").textContent()).toContain("Access is blocked");
    expect(await logsIn(user, "1234")).toBe(false);
  },
  async whichPhone({ page }) {
    expect(await page.locator(".history").textContent()).toContain("registered");
  },
  async wrongPerson({ page, press }, user) {
    await press("Phone lost");
    await press("Stop the old phone and create a link");
    await page.locator("main code").waitFor();
    await press("Undo");
    await press("Give the phone back");
    expect(await notice(page)).toContain("It is undone");
    expect(await logsIn(user, "1234")).toBe(true);
  },
};

describe.each(DESKS)("the preset %s", (preset) => {
  const calls: readonly DeskCall[] = PRESETS[preset].calls;

  it.each(calls)("plays the call %s in at most four clicks", async (call) => {
    const play = CALLS[call];
    if (!play) throw new Error(`nobody plays ${call}`);
    const user = `${preset}-${call}`.toLowerCase();
    const desk = await takeCall(preset, user);
    await play(desk, user);
    expect(desk.clicks()).toBeLessThanOrEqual(MOST_CLICKS);
  });
});

it("the desk without links stops a lost phone in two clicks", async () => {
  const desk = await takeCall("helpDesk", "only-stopped");
  await desk.press("Phone lost");
  await desk.press("Stop the phone now");
  expect(await logsIn("only-stopped", "1234")).toBe(false);
  expect(desk.clicks()).toBe(2);
});

it.each(LANGUAGES)("the pages behind the buttons are accessible and fit in %s", async (language) => {
  const at = `/console/users/default/jan-${language}`;
  const page = await openSignedIn(site, at, { language });
  await expectWell(page, "console-user-six");
  for (const path of [
    `${at}/new-phone`,
    `/console/tokens/JAN-${language.toUpperCase()}/lost`,
    `${at}/not-me`,
    `${at}/block`,
  ]) {
    await page.goto(path);
    expect(await page.locator("main dl.facts dd").allTextContents()).toContain("Jan Jansen");
    await expectWell(page, `console-six-${path.split("/").at(-1)}`);
  }
});
