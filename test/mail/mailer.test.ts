// Mails as the mail service gets them, by the real binding of the local runtime and by one that
// refuses.

import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readConfig } from "../../src/config/read-config.ts";
import type { Letter } from "../../src/core/ports/people/mail.ts";
import { LANGUAGES } from "../../src/lib/words.ts";
import { createMail } from "../../src/mail/mailer.ts";
import type { Settings } from "../../src/settings.ts";
import { mailService } from "../support/mail.ts";

const LINK: Letter = {
  kind: "link",
  user: "anna",
  link: "https://tiqr.test/enrol/0123456789abcdefghijkl",
  expiresAtMs: Date.UTC(2027, 2, 4, 5, 6),
};
const AT = { user: "anna", atMs: Date.UTC(2027, 2, 4, 5, 6), client: "192.0.2.7" } as const;
const NOTICES = (["recovered", "disowned", "signed-out", "adding", "removed", "pin"] as const).map(
  (about): Letter => ({ kind: "notice", about, ...AT }),
);
const NEW_BROWSER: Letter = { kind: "new-browser", proximity: "elsewhere", ...AT };
const DISOWNED = { kind: "disowned", realm: "realm1", serial: "TIQR1", isInUse: false, ...AT } as const;

const DESK = (["link", "pin", "stop"] as const).map(
  (about): Letter => ({ kind: "desk", about, user: "anna", atMs: AT.atMs }),
);
const WAIT: Letter = { kind: "wait", user: "anna", atMs: AT.atMs, goodFromMs: AT.atMs + 86_400_000 };
const NOT_CALLER: Letter = { kind: "not-caller", realm: "realm1", ...AT };

const settingsWith = (more: Partial<Settings> = {}): Settings => ({
  ...readConfig(env).settings,
  mailFrom: "login@mail.test",
  ...more,
});
const mailOf = (service: ReturnType<typeof mailService>, more?: Partial<Settings>) =>
  createMail({ MAIL: service.settings["MAIL" as keyof Env], ASSETS }, settingsWith(more));

const { ASSETS } = env;

const logged: string[] = [];
beforeEach(() => {
  logged.length = 0;
  vi.spyOn(console, "error").mockImplementation((...said) => void logged.push(said.join(" ")));
});
afterEach(() => {
  vi.restoreAllMocks();
});

it("is there only with the binding and the sender's address", () => {
  const { MAIL } = mailService().settings as { MAIL?: unknown };
  expect(createMail({}, settingsWith())).toBeUndefined();
  expect(createMail({ MAIL, ASSETS }, settingsWith({ mailFrom: "" }))).toBeUndefined();
  expect(createMail({ MAIL, ASSETS }, settingsWith())).toBeDefined();
});

it("the local runtime's own binding takes each letter", async () => {
  const MAIL = (env as unknown as { LOCAL_MAIL: SendEmail }).LOCAL_MAIL;
  const mail = createMail({ MAIL, ASSETS }, settingsWith({ serviceDisplayName: 'Ünïcode "quoted", Login' }));
  for (const letter of [LINK, ...NOTICES, NEW_BROWSER, ...DESK, WAIT, NOT_CALLER, DISOWNED])
    expect(await mail?.send("anna@example.org", letter, "de")).toBeUndefined();
  expect(logged).toEqual([]);
});

it.each(LANGUAGES)("has words for each letter in %s, each in its place", async (language) => {
  const service = mailService();
  const mail = mailOf(service, { helpText: "Help desk: 020 123 4567", helpUrl: "https://help.example.org" });
  for (const letter of [
    LINK,
    ...NOTICES,
    NEW_BROWSER,
    ...DESK,
    WAIT,
    NOT_CALLER,
    DISOWNED,
    { ...DISOWNED, isInUse: true },
  ])
    await mail?.send("anna@example.org", letter, language);
  expect(new Set(service.sent.map(({ subject }) => subject)).size).toBe(14);
  for (const { subject, text } of service.sent) {
    expect(subject + text).not.toMatch(/undefined|\[object|=>|\n{3}/);
    // Whoever finds a QR code, or what one says, in a mail knows that it is forged.
    expect(text).not.toMatch(/tiqr(auth|enroll):|<img|data:/);
    expect(text).toContain("2027");
    expect(text).toContain("anna");
  }
  const [link, ...others] = service.sent;
  expect(link?.text).toContain(`\n\n${LINK.kind === "link" && LINK.link}\n\n`);
  for (const { text } of [link, ...others.slice(0, 11)].filter((one) => one !== undefined))
    expect(text).toContain("Help desk: 020 123 4567\nhttps://help.example.org\n");
  // Where the help desk sits is nobody's business.
  const ofDesk = others.slice(7, 11);
  for (const one of others) expect(one.text.includes("192.0.2.7")).toBe(!ofDesk.includes(one));
});

describe("a hostile name", () => {
  const EVIL = "anna\r\nBcc: evil@example.net\u2028\n\nYou have won";

  it("begins no header and no line", async () => {
    const service = mailService();
    const mail = mailOf(service, { serviceDisplayName: EVIL });
    const hostile = { user: EVIL, client: EVIL, atMs: 0 };
    await mail?.send("a@example.org", { ...LINK, user: EVIL } as Letter, "en");
    await mail?.send("a@example.org", { kind: "notice", about: "pin", ...hostile }, "en");
    await mail?.send("a@example.org", { kind: "disowned", realm: EVIL, serial: EVIL, isInUse: true, ...hostile }, "en");
    expect(service.sent).toHaveLength(3);
    for (const { subject, from, text } of service.sent) {
      expect(subject + from.name).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      expect(text.split("\n").filter((line) => /^(Bcc|You have won)/.test(line))).toEqual([]);
    }
  });

  it("of any length does not push out what the mail is about", async () => {
    const service = mailService();
    await mailOf(service)?.send("a@example.org", { ...LINK, user: "😀".repeat(5000) } as Letter, "en");
    expect(service.sent[0]?.text.length).toBeLessThan(1200);
    expect(service.sent[0]?.text.isWellFormed()).toBe(true);
  });
});

it.each([
  "two@example.org,evil@example.net",
  "line@example.org\nBcc: evil@example.net",
  "line@example.org\r",
  "Anna <anna@example.org>",
  "null@example.org\u0000",
  "no address",
  `${"a".repeat(250)}@example.org`,
  "",
])("sends nothing to %j", async (to) => {
  const service = mailService();
  expect(await mailOf(service)?.send(to, LINK, "en")).toBe("refused");
  expect(service.tries()).toBe(0);
});

it.each([
  ["E_DAILY_LIMIT_EXCEEDED", "limit"],
  ["E_RATE_LIMIT_EXCEEDED", "limit"],
  ["E_SENDER_NOT_VERIFIED", "sender"],
  ["E_SENDER_DOMAIN_NOT_AVAILABLE", "sender"],
  ["E_RECIPIENT_NOT_ALLOWED", "refused"],
  ["E_RECIPIENT_SUPPRESSED", "refused"],
  ["E_DELIVERY_FAILED", "refused"],
  ["E_VALIDATION_ERROR", "refused"],
  ["E_INTERNAL_SERVER_ERROR", "unavailable"],
  ["10203", "unavailable"],
])("a refusal with %s is reported as %s, and its code alone is logged", async (code, fault) => {
  expect(await mailOf(mailService(() => code))?.send("anna@example.org", LINK, "en")).toBe(fault);
  expect(logged).toEqual([
    `mail: a mail (link) was not sent: ${code.startsWith("E_") ? code : "no answer, or an unknown error"}`,
  ]);
});

it("reads a code that came in the message alone", async () => {
  const MAIL = { send: () => Promise.reject(new Error("E_DAILY_LIMIT_EXCEEDED: anna@example.org")) };
  expect(await createMail({ MAIL, ASSETS }, settingsWith())?.send("anna@example.org", LINK, "en")).toBe("limit");
  expect(logged.join()).not.toContain("anna@");
});
