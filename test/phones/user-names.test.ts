// User names on their way through a QR code: metadata and link must name the same identity to every
// phone, and the login must succeed, in spite of iOS's bad escaping of the userId. The applications
// here send JSON, which is not decoded twice.

import { describe, expect, it } from "vitest";
import { PHONE_NAMES, type PhoneName, TEST_PHONES } from "../support/phones/all.ts";
import { line } from "../support/phones/enrolled.ts";
import { admin, request, tokenOf } from "../support/service.ts";

const NAMES: readonly { what: string; name: string }[] = [
  { what: "plain letters", name: "Hans-Peter_2.test" },
  { what: "marks that no URL escapes", name: "a!b~c*d'e(f)" },
  { what: "spaces", name: "two  spaces here" },
  { what: "a plus", name: "a+b" },
  { what: "an @", name: "hans@example.org" },
  { what: "slashes", name: "a/b//c" },
  { what: "a percent sign", name: "100%" },
  { what: "what looks escaped already", name: "a%20b%C3%BC+%2B" },
  { what: "a colon", name: "user:password" },
  { what: "umlauts", name: "jürgen groß" },
  { what: "emoji", name: "👩‍👩‍👧 und 🦊" },
  { what: "an ampersand and an equals sign", name: "a&b=c&response=1" },
  { what: "a question mark", name: "who?x=1" },
  { what: "a number sign", name: "a#b" },
  { what: "quotes", name: `"a" 'b' \`c\`` },
  { what: "brackets, a backslash, a bar, a caret", name: "<a>[b]{c}\\|^" },
  { what: "200 characters", name: "n".repeat(200) },
  { what: "200 umlauts", name: "ü".repeat(200) },
  { what: "200 emoji", name: "🦊".repeat(200) },
];

/**
 * PHP's client does not decode the link, so it finds only names that are written in it unchanged.
 */
const phpFinds = (name: string): boolean => encodeURIComponent(name) === name;
const PHP_FINDS = ["plain letters", "marks that no URL escapes", "200 characters"];

const json = async (path: string, fields: Record<string, string>) =>
  (
    await request(path, {
      method: "POST",
      headers: { ...(await admin()), "Content-Type": "application/json" },
      body: JSON.stringify(fields),
    })
  ).json;

/**
 * An enrolment and a login up to its QR code. Each phone has its own realm, so each name is a
 * different user for each.
 */
async function shown(name: PhoneName, user: string) {
  const of = { user, realm: `realm-${name}` };
  const { send, heard } = line();
  const phone = TEST_PHONES[name]({ send });
  const made = await json("/token/init", { type: "tiqr", pin: "1234", ...of });
  expect(made.result).toMatchObject({ status: true });
  expect(await phone.enroll(made.detail.tiqrenroll.value)).toEqual({ ok: true, words: "success" });
  const { detail } = await json("/validate/check", { pass: "1234", ...of });
  const { value: link } = detail.attributes;
  heard.length = 0;
  const finalize = () => json("/validate/check", { transaction_id: detail.transaction_id, ...of });
  return { phone, link, heard, finalize, serial: made.detail.serial, identity: `${user}_realm-${name}` };
}

describe.each(NAMES)("a name with $what", ({ name: user }) => {
  it.each(PHONE_NAMES.filter((name) => name !== "php" || phpFinds(user)))("logs in on %s", async (name) => {
    const { phone, link, heard, finalize, identity } = await shown(name, user);
    expect(phone.accounts).toMatchObject([{ identity }]);
    expect(phone.userIn(link)).toBe(identity);
    expect(await phone.login(link)).toMatchObject({ ok: true });
    expect(heard).toHaveLength(1);
    expect((await finalize()).result).toMatchObject({ value: true, authentication: "ACCEPT" });
  });
});

describe("a name that the link has to escape", () => {
  it.each(NAMES.filter(({ name }) => !phpFinds(name)))(
    "cannot log in on php, which does not decode it: $what",
    async ({ name }) => {
      const { phone, link, heard, finalize, identity } = await shown("php", name);
      expect(phone.accounts).toMatchObject([{ identity }]);
      expect(phone.userIn(link)).toBe(encodeURIComponent(identity));
      expect(await phone.login(link)).toEqual({ ok: false, words: "identity not found" });
      expect(heard).toEqual([]);
      expect((await finalize()).result).toMatchObject({ value: false });
    },
  );
});

it("logs in on php only if nothing is escaped", () => {
  expect(NAMES.filter(({ name }) => phpFinds(name)).map(({ what }) => what)).toEqual(PHP_FINDS);
});

describe("a wrong response under a name that iOS garbles", () => {
  it("still counts for its token", async () => {
    const { phone, link, heard, serial } = await shown("ios", "a&b=c+d@e");
    await phone.login(link, "wrong PIN");
    expect(heard).toEqual(['{"responseCode":201,"attemptsLeft":9}']);
    expect(await tokenOf(serial)).toMatchObject({ failcount: 1 });
  });
});
