// The locks of a token, each for its own path: nothing that strangers can do closes the path of
// vouched logins, and each lock opens by itself after a growing wait.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { withoutSentence } from "../../support/house/sentence.ts";
import { responseOf, wrongOnes } from "../../support/login.ts";
import {
  asAdmin,
  check,
  type EnrolledToken,
  enrol,
  openLogin,
  post,
  type QrLogin,
  resultOf,
  tokenOf,
} from "../../support/service.ts";
import { failureRows } from "../../support/storage/rows.ts";

const LOCKED = "Failcounter exceeded";
const SCAN = "Please scan the QR Code";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const letPass = (minutes: number) => vi.setSystemTime(Date.now() + minutes * 60_000);
const say = async (user: string, pass: string): Promise<string> => (await check({ user, pass })).json.detail.message;
async function wrongPins(user: string, count = 10): Promise<void> {
  for (let i = 0; i < count; i++) expect(await say(user, "0000")).toBe("wrong otp pin");
}
async function trigger(user: string): Promise<QrLogin> {
  const { detail } = (await asAdmin("POST", "/validate/triggerchallenge", { user })).json;
  return { link: detail.attributes.value, id: detail.transaction_id };
}

/** The reply to the phone, in protocol 2. */
async function answer({ link }: QrLogin, response: string): Promise<string> {
  const [, sessionKey = ""] = /^tiqrauth:\/\/[^/]+\/([^/]+)\//.exec(link) ?? [];
  const headers = { "X-TIQR-Protocol-Version": "2" };
  const fields = { sessionKey, userId: "x", response, operation: "login" };
  return withoutSentence((await post("/ttype/tiqr", fields, headers)).text);
}
async function wrongResponses({ phone }: EnrolledToken, opened: QrLogin, count = 10): Promise<string> {
  let said = "";
  for (const wrong of wrongOnes(await responseOf(phone, opened.link), count)) said = await answer(opened, wrong);
  return said;
}
const blockedFor = (minutes: number) => `{"responseCode":204,"duration":${minutes}}`;
const INVALID_CHALLENGE = '{"responseCode":203}';
async function logIn(user: string, { phone }: EnrolledToken, opened: QrLogin): Promise<boolean> {
  await phone.login(opened.link);
  return (await check({ user, transaction_id: opened.id })).json.result.value;
}

describe("wrong PINs of a stranger", { timeout: 30_000 }, () => {
  it("delay thirty people by a minute, and none of them needs an administrator", { timeout: 60_000 }, async () => {
    const people = await Promise.all(
      Array.from({ length: 30 }, async (_, i) => ({
        user: `person${i}`,
        enrolled: await enrol({ user: `person${i}`, pin: "1234" }),
      })),
    );
    await Promise.all(people.map(({ user }) => wrongPins(user)));
    for (const { user } of people) expect(await say(user, "1234")).toBe(LOCKED);
    letPass(1);
    for (const { user, enrolled } of people)
      expect(await logIn(user, enrolled, await openLogin({ user, pass: "1234" }))).toBe(true);
  });

  it("touch no login that is open, answered or not, and none that a service account begins", async () => {
    const enrolled = await enrol({ user: "calm", pin: "1234" });
    const [first, second] = [
      await openLogin({ user: "calm", pass: "1234" }),
      await openLogin({ user: "calm", pass: "1234" }),
    ];
    await enrolled.phone.login(first.link);
    await wrongPins("calm");
    expect(await say("calm", "1234")).toBe(LOCKED);
    expect(resultOf(await check({ user: "calm", transaction_id: first.id }))).toBe(true);
    expect(await logIn("calm", enrolled, second)).toBe(true);
    await wrongPins("calm");
    expect(await logIn("calm", enrolled, await trigger("calm"))).toBe(true);
  });

  it("close the PIN for longer each time, at most for a quarter of an hour, until a successful login", async () => {
    const enrolled = await enrol({ user: "longer", pin: "1234" });
    for (const minutes of [1, 4, 9, 15, 15]) {
      await wrongPins("longer");
      letPass(minutes - 0.01);
      expect(await say("longer", "1234")).toBe(LOCKED);
      letPass(0.01);
      expect(await say("longer", "1234")).toBe(SCAN);
    }
    expect(await logIn("longer", enrolled, await openLogin({ user: "longer", pass: "1234" }))).toBe(true);
    expect(await failureRows(enrolled.serial)).toEqual([]);
    await wrongPins("longer");
    letPass(1);
    expect(await say("longer", "1234")).toBe(SCAN);
  });
});

describe("wrong responses", { timeout: 30_000 }, () => {
  it("to logins behind a PIN close those, for longer each time, and the phone learns how long", async () => {
    const enrolled = await enrol({ user: "behind", pin: "1234" });
    for (const minutes of [1, 4, 9, 16]) {
      expect(await wrongResponses(enrolled, await openLogin({ user: "behind", pass: "1234" }))).toBe(
        blockedFor(minutes),
      );
      expect(await say("behind", "1234")).toBe(LOCKED);
      letPass(minutes);
    }
    expect(await logIn("behind", enrolled, await openLogin({ user: "behind", pass: "1234" }))).toBe(true);
  });

  it("to logins that strangers open for a token without PIN close no login that a service account begins", async () => {
    const enrolled = await enrol({ user: "bare" });
    expect(await wrongResponses(enrolled, await openLogin({ user: "bare", pass: "" }))).toBe(blockedFor(1));
    expect(await say("bare", "")).toBe(LOCKED);
    const vouched = await trigger("bare");
    expect(await wrongResponses(enrolled, vouched, 1)).toBe('{"responseCode":201,"attemptsLeft":9}');
    expect(await logIn("bare", enrolled, vouched)).toBe(true);
    expect(await say("bare", "")).toBe(SCAN);
  });

  it("to logins that a service account begins close none that the person opens without a PIN", async () => {
    const enrolled = await enrol({ user: "begun" });
    expect(await wrongResponses(enrolled, await trigger("begun"))).toBe(blockedFor(1));
    expect(resultOf(await asAdmin("POST", "/validate/triggerchallenge", { user: "begun" }))).toBe(0);
    expect(await logIn("begun", enrolled, await openLogin({ user: "begun", pass: "" }))).toBe(true);
  });

  it("are shown separately to an administrator, with the time at which each lock opens", async () => {
    const enrolled = await enrol({ user: "told", pin: "1234" });
    const opened = await openLogin({ user: "told", pass: "1234" });
    await wrongPins("told");
    await wrongResponses(enrolled, opened, 3);
    const until = `${new Date(Date.now() + 60_000).toISOString().slice(0, 19)}+00:00`;
    expect(await tokenOf(enrolled.serial)).toMatchObject({
      failcount: 10,
      state: "locked",
      locks: [{ path: "pin", failcount: 10, until }],
    });
    expect(resultOf(await asAdmin("POST", "/token/reset", { serial: enrolled.serial }))).toBe(1);
    expect(await tokenOf(enrolled.serial)).toMatchObject({ failcount: 0, state: "active", locks: [] });
  });
});

describe("a user's second phone", { timeout: 30_000 }, () => {
  /** Two phones with one PIN. */
  async function pair(user: string): Promise<[EnrolledToken, EnrolledToken]> {
    return [await enrol({ user, pin: "1234" }), await enrol({ user, pin: "1234" })];
  }

  it("is not locked by typing errors with the first, because a right answer resets both", async () => {
    const [first, second] = await pair("pair");
    for (let i = 0; i < 4; i++) {
      const opened = await openLogin({ user: "pair", pass: "1234" });
      await wrongResponses(first, opened, 3);
      expect(await logIn("pair", first, opened)).toBe(true);
    }
    expect(await logIn("pair", second, await openLogin({ user: "pair", pass: "1234" }))).toBe(true);
  });

  /** The ways in which a phone loses the right to answer. */
  const KEPT_OUT: [string, (serial: string) => Promise<unknown>, string][] = [
    ["disabled", (serial) => asAdmin("POST", "/token/disable", { serial }), "token-disabled"],
    ["revoked", (serial) => asAdmin("POST", "/token/revoke", { serial }), "token-revoked"],
    ["locked", (serial) => lockPins(serial), "token-locked"],
    ["of another PIN", (serial) => asAdmin("POST", "/token/setpin", { serial, otppin: "9999" }), "token-not-asked"],
  ];
  async function lockPins(serial: string): Promise<void> {
    for (let i = 0; i < 10; i++) await check({ serial, pass: "0000" });
  }

  it.each(KEPT_OUT)(
    "that is %s is recognised: nothing is counted, and the trail names it",
    async (how, keepOut, why) => {
      const user = how.replaceAll(" ", "-");
      const [first, second] = await pair(user);
      await keepOut(second.serial);
      const opened = await openLogin({ user, pass: "1234" });
      const response = await responseOf(second.phone, opened.link);
      for (let i = 0; i < 12; i++) expect(await answer(opened, response)).toBe(INVALID_CHALLENGE);
      expect(await failureRows(first.serial)).toEqual([]);
      const rows = async () =>
        resultOf(await asAdmin("GET", `/audit/?serial=${second.serial}&action=*ttype*`)).auditdata;
      const row = { user, success: 0, authentication: "REJECT", reason: why };
      await vi.waitFor(async () => expect((await rows())[0]).toMatchObject(row));
      expect(await logIn(user, first, opened)).toBe(true);
    },
  );

  it("that is not the one whose serial was named is recognised, too", async () => {
    const [first, second] = await pair("serials");
    const opened = await openLogin({ serial: first.serial, pass: "1234" });
    const triggered = (await asAdmin("POST", "/validate/triggerchallenge", { serial: first.serial })).json.detail;
    for (const link of [opened.link, triggered.attributes.value])
      expect(await answer({ link, id: "" }, await responseOf(second.phone, link))).toBe(INVALID_CHALLENGE);
    expect(await failureRows(first.serial)).toEqual([]);
    expect(await wrongResponses(second, opened, 1)).toBe('{"responseCode":201,"attemptsLeft":9}');
    expect(await failureRows(second.serial)).toEqual([]);
  });
});
