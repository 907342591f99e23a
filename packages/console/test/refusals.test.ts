// The console shows refusals of the API in the language of the page, and in English only if it has
// no words for them.

import { beforeAll, describe, expect, it } from "vitest";
import { reasonHeader } from "../../../src/http/answer/reason-header.ts";
import { wireOf } from "../../../src/http/answer/reason-to-wire.ts";
import { ADMIN_PASSWORD } from "../../../test/support/admin-password.ts";
import { asAdmin, initToken, serviceAccount } from "../../../test/support/service.ts";
import { readReason, reasonText } from "../frame/reason.ts";
import { ConsoleBrowser } from "./support/console-browser.ts";
import { consoleWordsFor } from "./support/words.ts";

const LONG = "x".repeat(1025);

beforeAll(async () => {
  await initToken({ user: "gone", serial: "GONE", pin: "1234" });
  await asAdmin("POST", "/token/revoke", { serial: "GONE" });
});

/** The text of the notice on a page. */
const noticeOf = (text: string): string => /<div class="notice [^>]*>.*?<p>(.*?)<\/p>/s.exec(text)?.[1] ?? "";

async function refusal(language: string, path: string, fields?: Record<string, string>, name = "admin") {
  const browser = new ConsoleBrowser();
  await browser.signIn(name, name === "admin" ? ADMIN_PASSWORD : "service");
  browser.language = language;
  const reply = await (fields ? browser.post(path, fields) : browser.get(path));
  expect(reply.headers.get("Content-Language")).toBe(language);
  return { status: reply.status, said: noticeOf(reply.text) };
}

describe.each([
  ["en", "permanently revoked", "too long", "can’t be stored", "control character", "enter a user", "QR code"],
  ["nl", "definitief ingetrokken", "te lang", "kan worden opgeslagen", "stuurteken", "Vul een gebruiker in", "QR-code"],
  [
    "de",
    "endgültig widerrufen",
    "zu lang",
    "speichern lässt",
    "Steuerzeichen",
    "geben Sie einen Benutzer ein",
    "QR-Code",
  ],
])("in %s", (language, revoked, long, nul, control, noUser, noRoom) => {
  it.each([
    ["a revoked token", revoked, "/console/tokens/GONE/enable", {}],
    ["a PIN that is too long", long, "/console/tokens/GONE/setpin", { pin: LONG }],
    ["a description that is too long", long, "/console/enrol", { user: "x", person: '["x"]', description: LONG }],
    ["a NUL", nul, "/console/enrol", { user: "x", person: '["x"]', pin: "1\0" }],
    ["a control character", control, "/console/enrol", { user: "a\tb" }],
    ["no user", noUser, "/console/enrol", { user: "" }],
    ["a user for whom no QR code has room", noRoom, "/console/enrol", { user: "\u{1f600}".repeat(250) }],
  ])("%s is shown in the language of the page", async (_, said, path, fields) => {
    const answer = await refusal(language, path, fields as Record<string, string>);
    expect(answer.status).toBe(400);
    expect(answer.said).toContain(said);
    expect(answer.said).not.toContain('lang="en"');
  });
});

it.each([
  ["nl", "heeft het recht tokenlist niet"],
  ["de", "fehlt das Recht tokenlist"],
])("an account is told in %s which right it lacks", async (language, said) => {
  await serviceAccount(`lacks-${language}`, ["enable"]);
  const answer = await refusal(language, "/console/tokens", undefined, `lacks-${language}`);
  expect(answer).toEqual({ status: 403, said: expect.stringContaining(said) });
});

it.each([
  ["nl", "Onjuist account of wachtwoord"],
  ["de", "Passwort ist falsch"],
])("a wrong password is reported in %s", async (language, said) => {
  const browser = new ConsoleBrowser();
  browser.language = language;
  const reply = await browser.signIn("admin", "wrong");
  expect([reply.status, noticeOf(reply.text)]).toEqual([401, expect.stringContaining(said)]);
});

it.each([
  ["en", 'pin-too-short;least="6"', "at least 6 characters"],
  ["en", 'pin-too-short;least="1"', "at least 1 character."],
  ["nl", 'pin-too-short;least="6"', "minstens 6 tekens"],
  ["de", 'pin-too-short;least="6"', "mindestens 6 Zeichen"],
  ["de", 'too-many-requests;seconds="60"', "60 Sekunden"],
  ["nl", 'pattern-too-long;name="user";most="50"', "50 tekens"],
] as const)("%s says %s with its numbers", async (language, header, said) => {
  expect(reasonText(consoleWordsFor(language).reasons, readReason(header))).toContain(said);
});

it("a refusal without a translation is shown as the API words it, and marked as English", async () => {
  const path = `/console/tokens/${"x".repeat(1025)}/enable`;
  expect((await refusal("de", path, {})).said).toBe(
    'Der Dienst meldete: <span lang="en">ERR905: The path has a part that is too long, or a NUL character.</span>',
  );
});

it("reads the values of a reason unchanged from the header", () => {
  const name = 'a;b="c" \u00e9\ud800';
  const reason = { code: "missing-parameter", name } as const;
  expect(readReason(reasonHeader(reason, wireOf(reason).evidence))).toMatchObject({
    code: "missing-parameter",
    evidence: { name: name.toWellFormed() },
  });
});
