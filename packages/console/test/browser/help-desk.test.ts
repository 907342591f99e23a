// The calls of docs/help-desk.md in a real browser, in each language, by the two presets of a help
// desk: from the page of the person, which the search of the header opens, each is over in four
// clicks at most. Forty starters are registered in six, by the preset for it.

import type { Cookie, Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { LANGUAGES, type Language } from "../../../../src/lib/words.ts";
import { itLooksAtItsPages } from "../../../../test/browser/support/axe.ts";
import { makeAppPhone, postFormAsAdmin } from "../../../../test/browser/support/enrol-link.ts";
import { expectWell } from "../../../../test/browser/support/look.ts";
import { useSite } from "../../../../test/browser/support/site.ts";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { type DESK_CALLS, PRESETS } from "../../accounts/presets.ts";
import { CONSOLE_LOOKED_AT } from "../support/looked-at.ts";
import { consoleWordsFor } from "../support/words.ts";
import { cookieOfSession, fillConsoleSignIn, openSignedIn } from "./support/console.ts";

// The wrong PINs of all calls come from one address.
const site = useSite({ DAY_PASS: "pages", RATE_LIMITS: "off" });
const DESKS = ["helpDesk", "helpDeskPhones"] as const;
const MOST_CLICKS = 4;
const MOST_CLICKS_OF_STARTERS = 6;
const ACCOUNTS = [...DESKS, "enroller"] as const;
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

/** Where the words of a language have a phrase, and with what. */
const phrasesIn = (words: unknown, path = ""): readonly (readonly [string, unknown])[] =>
  typeof words === "object" && words !== null
    ? Object.entries(words).flatMap(([name, value]) => phrasesIn(value, `${path}.${name}`))
    : [[path, words]];

/** The phrase of a button, by its English. */
async function phraseFor(english: string, language: Language): Promise<string> {
  const place = phrasesIn(consoleWordsFor("en")).find(([, phrase]) => phrase === english)?.[0];
  const phrase = new Map(phrasesIn(consoleWordsFor(language))).get(place ?? "");
  if (typeof phrase !== "string") throw new Error(`no button says ${english}`);
  return phrase;
}

async function makePerson(user: string, serial = user.toUpperCase()): Promise<void> {
  const fields = { type: "tiqr", user, serial, description: "Jan’s iPhone", pin: "1234" };
  const { detail } = await postFormAsAdmin(site, "/token/init", fields);
  expect((await makeAppPhone().enroll(detail.tiqrenroll.value)).told).toBe("enrolled");
  await postFormAsAdmin(site, "/user/attribute", { user, key: "name", value: "Jan Jansen" });
}

beforeAll(async () => {
  const { result } = await json("/auth", {}, { username: "admin", password: ADMIN_PASSWORD });
  for (const name of ACCOUNTS)
    await json(
      "/accounts",
      { "PI-Authorization": result.value.token },
      { name, password: "a long password of a desk", rights: PRESETS[name].rights },
    );
  for (const name of LANGUAGES) await makePerson(`jan-${name}`);
  await makePerson("two-phones");
  await makePerson("two-phones", "SECOND");
});

interface Desk {
  readonly page: Page;
  /** Presses what says this in English. */
  readonly press: (name: string) => Promise<void>;
  readonly clicks: () => number;
}

const sessions = new Map<string, Cookie>();

/** Signs the account in, unless it is; then it stands before the list of people. */
async function openAs(account: (typeof ACCOUNTS)[number], language: Language): Promise<Desk> {
  const kept = sessions.get(account);
  const look = { language };
  const page = await site.openPage(kept ? "/console/users" : "/console", kept ? { ...look, cookies: [kept] } : look);
  if (!kept) {
    await fillConsoleSignIn(page, account, "a long password of a desk", "/console/users");
    const session = await cookieOfSession(page);
    if (session) sessions.set(account, session);
  }
  let clicks = 0;
  return {
    page,
    clicks: () => clicks,
    async press(name) {
      clicks += 1;
      const phrase = await phraseFor(name, language);
      const exactly = new RegExp(`^${phrase}$`);
      await page.locator("main :is(a, button)", { hasText: exactly }).first().click({ timeout: 5000 });
      await page.waitForLoadState();
    },
  };
}

/** Opens the person by the search of the header: keys alone. */
async function takeCall(preset: (typeof DESKS)[number], user: string, language: Language = "en"): Promise<Desk> {
  await makePerson(user);
  const desk = await openAs(preset, language);
  const { page } = desk;
  await page.keyboard.press("/");
  await page.keyboard.type(user);
  await Promise.all([page.waitForURL(`**/users/default/${user}`, { timeout: 5000 }), page.keyboard.press("Enter")]);
  return desk;
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
    await page.locator(".notice.success").waitFor();
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
    await page.locator(".notice.success").waitFor();
    expect(await logsIn(user, "1234")).toBe(false);
  },
  async whichPhone({ page }) {
    expect(await page.locator(".history li").count()).toBeGreaterThan(0);
    expect(await page.locator("main table").first().textContent()).toContain("Jan’s iPhone");
  },
  async wrongPerson({ page, press }, user) {
    await press("Phone lost");
    await press("Stop the old phone and create a link");
    await page.locator("main code").waitFor();
    await press("Undo");
    await press("Give the phone back");
    await page.locator(".notice.success").waitFor();
    expect(await logsIn(user, "1234")).toBe(true);
  },
};

describe.each(DESKS.flatMap((preset) => LANGUAGES.map((language) => [preset, language] as const)))(
  "the preset %s in %s",
  (preset, language) => {
    const calls: readonly DeskCall[] = PRESETS[preset].calls;

    it.each(calls)("plays the call %s in at most four clicks", async (call) => {
      const play = CALLS[call];
      if (!play) throw new Error(`nobody plays ${call}`);
      const user = `${preset}-${call}-${language}`.toLowerCase();
      const desk = await takeCall(preset, user, language);
      await play(desk, user);
      expect(desk.clicks()).toBeLessThanOrEqual(MOST_CLICKS);
    });
  },
);

it.each(LANGUAGES)("forty starters get their links in at most six clicks: %s", async (language) => {
  const { page, press, clicks } = await openAs("enroller", language);
  const lines = Array.from({ length: 40 }, (_, at) => `new-${language}-${at},Jan Jansen,jan${at}@corp.example`);
  const file = {
    name: "starters.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(["login,name,e-mail", ...lines].join("\n")),
  };
  await press("Import users");
  await page.locator("#file").setInputFiles(file);
  await press("Check the file");
  await page.waitForSelector('[data-job="over"]');
  await page.locator("main form button").first().click();
  await page.waitForSelector('[data-job="over"]');
  const loading = page.waitForEvent("download");
  await page.locator("main a[download]").first().click();
  let text = "";
  for await (const chunk of await (await loading).createReadStream()) text += String(chunk);
  expect(text.match(/\/enrol\//g)).toHaveLength(40);
  // Choosing the file, importing and the result's file are clicks, too.
  expect(clicks() + 3).toBeLessThanOrEqual(MOST_CLICKS_OF_STARTERS);
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
    "/console/users/default/two-phones/lost",
    `${at}/not-me`,
    `${at}/block`,
  ]) {
    await page.goto(path);
    expect(await page.locator("main dl.facts dd").allTextContents()).toContain("Jan Jansen");
    await expectWell(page, `console-six-${path.split("/").slice(-2).join("-")}`);
  }
});

itLooksAtItsPages(CONSOLE_LOOKED_AT);
