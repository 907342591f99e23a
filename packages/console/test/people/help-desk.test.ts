// docs/help-desk.md has a card for each call. Each is walked as it says, by both presets of a help
// desk, on a service that demands proof: the button, its right, the proof, who hears, and the undo.

/// <reference types="vite/types/importMeta.d.ts" />

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { GIVING_ACTS, type Proof } from "../../../../src/core/callers/acts.ts";
import { type Agent, agent, askNumber, withDesk } from "../../../../test/support/callers/caller.ts";
import { enrolledUser } from "../../../../test/support/login.ts";
import { mailService } from "../../../../test/support/mail.ts";
import { check, type Reply, type Send } from "../../../../test/support/service.ts";
import { DESK_CALLS, PRESETS, presetNamed } from "../../accounts/presets.ts";
import { SIX, type SixName } from "../../desk/six.ts";
import { accountsWords } from "../../words/accounts.ts";
import { sixWords } from "../../words/desk/six.ts";
import { ConsoleBrowser, leadsTo } from "../support/console-browser.ts";

const [document = ""] = Object.values(
  import.meta.glob<string>("../../../../docs/help-desk.md", { query: "?raw", import: "default", eager: true }),
);
const LINES = ["Caller says", "Button", "Proof", "Person hears", "Undo"] as const;
type Line = (typeof LINES)[number];
type DeskCall = (typeof DESK_CALLS)[number];

const cards = document
  .split(/^## /m)
  .slice(1)
  .map((text) => {
    const [title = "", ...lines] = text.split(/^- /m).map((line) => line.replace(/\s+/g, " ").trim());
    const parts = lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)] as const);
    return { title, names: parts.map(([name]) => name), parts: new Map<string, string>(parts) };
  });
const lineOf = (call: DeskCall, line: Line): string => cards[DESK_CALLS.indexOf(call)]?.parts.get(line) ?? "";

/** The button of each card that has one of the six. */
const BUTTONS: Partial<Record<DeskCall, SixName>> = {
  newPhone: "newPhone",
  lost: "lost",
  forgottenPin: "forgotPin",
  locked: "locked",
  notMe: "notMe",
  notScanned: "newPhone",
  leaver: "left",
};
const BUTTON_CARDS = Object.entries(BUTTONS) as [DeskCall, SixName][];
const rightsIn = (text: string) => [...text.matchAll(/`([a-zA-Z_]+)`/g)].map(([, right = ""]) => right);
const rightsOf = (name: SixName) => SIX[name].rights.flat().filter((right) => right !== "tokenlist");

describe("the cards", () => {
  it("are the eleven calls, in their order, each with the same five lines", () => {
    const titles = DESK_CALLS.map((call, index) => `${index + 1} ${accountsWords.accounts.calls[call][0]}`);
    expect(cards.map(({ title }) => title)).toEqual(titles);
    for (const { title, names } of cards) expect([title, ...names]).toEqual([title, ...LINES]);
  });

  it.each(BUTTON_CARDS)("%s has the button and its rights", (call, name) => {
    const line = lineOf(call, "Button");
    expect(line).toContain(`**${sixWords.six.buttons[name][0]}**`);
    expect(rightsIn(line).toSorted()).toEqual(rightsOf(name).toSorted());
  });

  it.each(BUTTON_CARDS)("%s asks for the proof of its act", (call, name) => {
    const six = SIX[name];
    const word = "act" in six ? (GIVING_ACTS[six.act] === 2 ? "two" : "one") : "none";
    expect(lineOf(call, "Proof")).toMatch(new RegExp(`\\b${word}\\b`));
  });

  it("are played by presets that have the rights", () => {
    for (const preset of ["helpDesk", "helpDeskPhones", "enroller"] as const)
      for (const call of presetNamed(preset).calls ?? []) {
        const has: readonly string[] = PRESETS[preset].rights;
        expect([preset, call, rightsIn(lineOf(call, "Button")).filter((right) => !has.includes(right))]).toEqual([
          preset,
          call,
          [],
        ]);
      }
  });
});

const mail = mailService();
let send: Send;
const desks = {} as Record<"helpDesk" | "helpDeskPhones", { browser: ConsoleBrowser; agent: Agent }>;
beforeAll(async () => {
  send = await withDesk({ ...mail.settings, EMAIL_TEMPLATE: "{user}@example.org", DAY_PASS: "pages" });
  for (const preset of ["helpDesk", "helpDeskPhones"] as const) {
    const browser = new ConsoleBrowser(send);
    desks[preset] = { agent: await agent(preset, send, PRESETS[preset].rights), browser };
    await browser.signIn(preset, "service");
  }
});

const at = (user: string) => `/console/users/realm1/${user}`;
const grey = ({ text }: Reply) =>
  [...text.matchAll(/<button[^>]*disabled[^>]*aria-describedby="why-(\w+)"/g)].map(([, name]) => name);
const undoIn = ({ text }: Reply) => /href="(\/console\/users\/[^"]*\/undo\/[^"]*)"/.exec(text)?.[1];
const letters = (user: string) => mail.sent.filter(({ to }) => String(to).startsWith(`${user}@`)).length;

/** As if the person had shown these at /call, which has tests of its own. */
async function show(desk: Agent, user: string, proofs: readonly Proof[]): Promise<void> {
  const { id } = await askNumber(desk, user);
  await env.DB.prepare("UPDATE caller SET proved = ?, good_from_ms = ?, good_until_ms = ? WHERE id = ?")
    .bind(proofs.join(" "), Date.now(), Date.now() + 900_000, id)
    .run();
}

interface Walk {
  readonly call: DeskCall;
  readonly before?: (user: string) => Promise<unknown>;
  /** The one press on the page to which the button leads. */
  readonly press: (by: ConsoleBrowser, user: string, serial: string) => Promise<Reply>;
  readonly page: (user: string, serial: string) => string;
  readonly proofs: readonly Proof[];
}
const lock = async (user: string) => {
  for (let n = 0; n < 10; n++) await check({ user, pass: "wrong" });
};
const WALKS: readonly Walk[] = [
  {
    call: "newPhone",
    page: (user) => `${at(user)}/new-phone`,
    press: (by, user, serial) => by.post(`${at(user)}/new-phone`, { serial }),
    proofs: ["phone", "pin"],
  },
  {
    call: "lost",
    page: (_, serial) => `/console/tokens/${serial}/lost`,
    press: (by, _, serial) => by.post(`/console/tokens/${serial}/lost`),
    proofs: ["pin", "code"],
  },
  {
    call: "forgottenPin",
    page: (user) => `${at(user)}/new-pin`,
    press: (by, user) => by.post(`${at(user)}/new-pin`),
    proofs: ["phone", "browser"],
  },
  {
    call: "locked",
    before: lock,
    page: (user) => `${at(user)}/unlock`,
    press: (by, user) => by.post(`${at(user)}/unlock`),
    proofs: [],
  },
  {
    call: "notMe",
    page: (user) => `${at(user)}/not-me`,
    press: (by, user) => by.post(`${at(user)}/not-me`, { pin: "yes", stop: "on" }),
    proofs: ["phone", "code"],
  },
  {
    call: "leaver",
    page: (user) => `${at(user)}/block`,
    press: (by, user) => by.post(`${at(user)}/block`),
    proofs: [],
  },
];

describe.each(["helpDesk", "helpDeskPhones"] as const)("the preset %s, where proof is required", (preset) => {
  const calls: readonly DeskCall[] = PRESETS[preset].calls;

  it.each(WALKS)("walks the card $call", async ({ call, before, page, press, proofs }) => {
    const { browser, agent: desk } = desks[preset];
    const user = `${preset}-${call}`.toLowerCase();
    const { serial } = await enrolledUser(user);
    const name = BUTTONS[call] as SixName;
    if (name === "locked") expect(grey(await browser.get(at(user)))).toContain(name);
    await before?.(user);
    const person = await browser.get(at(user));
    const plays = calls.includes(call) || (call === "lost" && presetNamed(preset).stops === true);
    expect(grey(person).includes(name)).toBe(!plays);
    if (!plays) {
      expect(person.text).toContain("Your account lacks the right enrollTIQR.");
      return;
    }
    expect(person.text).toContain(`href="${at(user)}/${SIX[name].page}"`);
    const asked = await browser.get(page(user, serial));
    expect(asked.text).toContain('class="facts"');
    if (!calls.includes(call)) return;
    if (proofs.length > 0) {
      expect(asked.text).toContain("Without it, this is refused.");
      expect((await press(browser, user, serial)).status).toBe(403);
      await show(desk, user, proofs.slice(0, 1));
      expect((await press(browser, user, serial)).status).toBe(403);
      await show(desk, user, proofs);
      expect((await browser.get(page(user, serial))).text).toContain('data-enough="yes"');
    } else expect(asked.text).toContain('data-proof="none"');
    const done = await press(browser, user, serial);
    expect([200, 303]).toContain(done.status);
    if (lineOf(call, "Person hears") === "nothing") expect(letters(user)).toBe(0);
    else await vi.waitFor(() => expect(letters(user)).toBeGreaterThan(0));
    const undo = undoIn(done);
    expect(undo !== undefined).toBe(/page (of the link|with the PIN)|as on card [13]/.test(lineOf(call, "Undo")));
    if (undo) expect(leadsTo(await browser.post(undo))).toBe(`${at(user)}?done=undone`);
  });

  it("stops a lost phone without proof, and leads to it", async () => {
    const { browser } = desks[preset];
    const user = `${preset}-stop`.toLowerCase();
    const { serial, pin } = await enrolledUser(user);
    const page = (await browser.get(`/console/tokens/${serial}/lost`)).text;
    expect(page).toContain("Stop the phone now");
    expect(page).not.toContain(`action="/console/tokens/${serial}/lost"`);
    const stopped = await browser.post(`/console/tokens/${serial}/disable`, { user, realm: "realm1" });
    expect(leadsTo(stopped)).toBe(`${at(user)}?done=disabled`);
    expect((await check({ user, pass: pin })).json.result.authentication).toBe("REJECT");
  });

  it("signs out and stops without proof, if somebody else signed in", async () => {
    const { browser } = desks[preset];
    const user = `${preset}-out`.toLowerCase();
    const { pin } = await enrolledUser(user);
    expect((await browser.get(`${at(user)}/not-me`)).text).not.toContain('name="pin"');
    expect(leadsTo(await browser.post(`${at(user)}/not-me`, { stop: "on" }))).toBe(`${at(user)}?done=signedOutStopped`);
    expect((await check({ user, pass: pin })).json.result.authentication).toBe("REJECT");
  });
});

describe("a lost phone, once it is proven", () => {
  const stop = async (user: string) => {
    const { serial } = await enrolledUser(user);
    await desks.helpDeskPhones.browser.post(`/console/tokens/${serial}/disable`, { user, realm: "realm1" });
    return `/console/tokens/${serial}/lost`;
  };

  it("makes room for another one that works, though it was stopped before", async () => {
    const { browser, agent: desk } = desks.helpDeskPhones;
    const page = await stop("proven");
    await show(desk, "proven", ["pin", "code"]);
    const made = await browser.post(page);
    expect(made.text).not.toContain("The token is still off.");
    const { results } = await env.DB.prepare("SELECT active, sealed_secret FROM token WHERE user = 'proven'").all();
    expect(results).toEqual([{ active: 1, sealed_secret: null }]);
  });

  it("with one proof gets a link that nobody at the desk sees, and stays off", async () => {
    const { browser, agent: desk } = desks.helpDeskPhones;
    const page = await stop("mailed");
    await show(desk, "mailed", ["pin"]);
    const form = (await browser.get(page)).text;
    expect(form).toContain('type="hidden" name="only"');
    expect(form).not.toContain("/replace");
    const made = await browser.post(page, { only: "yes" });
    expect([made.status, made.text.includes("The token is still off.")]).toEqual([200, true]);
    expect(made.text).not.toMatch(/class="qr|mailto:mailed@[^"]*enrol|class="copied"/);
    expect(made.text).toContain("/withdraw");
    await vi.waitFor(() => expect(letters("mailed")).toBeGreaterThan(0));
  });

  it("offers a day pass to who has only left it at home, and not for a stopped one", async () => {
    const { serial } = await enrolledUser("at-home");
    const { browser } = desks.helpDeskPhones;
    const path = `/console/tokens/${serial}/lost`;
    expect((await browser.get(path)).text).toContain(`action="${at("at-home")}/pass"`);
    expect((await desks.helpDesk.browser.get(path)).text).not.toContain("/pass");
    await browser.post(`/console/tokens/${serial}/disable`, { user: "at-home", realm: "realm1" });
    expect((await browser.get(path)).text).not.toContain("/pass");
  });
});

it("of several phones, the caller says which", async () => {
  const { browser } = desks.helpDeskPhones;
  const one = await enrolledUser("two-phones");
  expect(leadsTo(await browser.get(`${at("two-phones")}/lost`))).toBe(`/console/tokens/${one.serial}/lost`);
  const other = await enrolledUser("two-phones");
  const [lost, next] = [
    await browser.get(`${at("two-phones")}/lost`),
    await browser.get(`${at("two-phones")}/new-phone`),
  ];
  for (const { serial } of [one, other]) {
    expect(lost.text).toContain(`href="/console/tokens/${serial}/lost"`);
    expect(next.text).toContain(`href="${at("two-phones")}/new-phone?serial=${serial}"`);
  }
  expect(next.text).not.toContain('<form method="post" action="/console/users');
});
