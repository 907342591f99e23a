// FAILCOUNTER_CLEAR_TIMEOUT_MINUTES as a number: a lock opens by itself that long after the last
// failure, or never for 0. lock-paths.test.ts has the growing waits.

import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { sessionKeyFor } from "../../support/house/names.ts";
import { withoutSentence } from "../../support/house/sentence.ts";
import { wrongOnes } from "../../support/login.ts";
import {
  asAdminOver,
  check,
  type EnrolledToken,
  enrol,
  initToken,
  openLogin,
  post,
  postOver,
  type QrLogin,
  responseOf,
  resultOf,
  type Send,
  settingsInside,
  tokenOf,
  withSettings,
} from "../../support/service.ts";

const FOR_GOOD = { FAILCOUNTER_CLEAR_TIMEOUT_MINUTES: "0" };
const CLEARING = { FAILCOUNTER_CLEAR_TIMEOUT_MINUTES: "15", MAX_FAIL: "3" };
let app: Send;
beforeAll(async () => {
  app = await withSettings(CLEARING);
});
afterEach(() => {
  vi.useRealTimers();
});

const letPass = (minutes: number) => vi.setSystemTime(Date.now() + minutes * 60_000);
const say = async (user: string, pass: string, send = app) =>
  (await postOver(send, "/validate/check", { user, pass })).json.detail.message;
async function lock(user: string): Promise<void> {
  vi.useFakeTimers({ toFake: ["Date"] });
  for (let i = 0; i < 3; i++) expect(await say(user, "wrong")).toBe("wrong otp pin");
  expect(await say(user, "1234")).toBe("Failcounter exceeded");
}
/** The same wrong response again would be judged once, so each turn has another. */
async function answerWrongly(
  { id, link }: QrLogin,
  { phone }: EnrolledToken,
  version: string,
  turn = 0,
): Promise<string> {
  const wrong = wrongOnes(await responseOf(phone, link), turn + 1).at(turn) ?? "";
  const headers: Record<string, string> = version === "2" ? { "X-TIQR-Protocol-Version": "2" } : {};
  const fields = { sessionKey: await sessionKeyFor(id), userId: "x", response: wrong, operation: "login" };
  return withoutSentence((await post("/ttype/tiqr", fields, headers)).text);
}

describe("a lock that clears", () => {
  it("opens that long after the last failure, and not before", async () => {
    await enrol({ user: "clear", pin: "1234", serial: "CLEAR" }, { send: app });
    await lock("clear");
    letPass(14.9);
    expect(await say("clear", "1234")).toBe("Failcounter exceeded");
    expect(await say("clear", "wrong")).toBe("Failcounter exceeded");
    letPass(0.1);
    expect(await say("clear", "1234")).toBe("Please scan the QR Code");
  });

  it("is found in the list of tokens as long as it lasts", async () => {
    await enrol({ user: "found", pin: "1234", serial: "FOUND" }, { send: app });
    const found = async (wanted: string, send = app) => {
      const reply = await asAdminOver(send, "GET", `/token/?serial=FOUND&failcounter_exceeded=${wanted}`);
      return resultOf(reply).count;
    };
    expect([await found("True"), await found("False")]).toEqual([0, 1]);
    await lock("found");
    expect([await found("True"), await found("False")]).toEqual([1, 0]);
    letPass(15);
    expect([await found("True"), await found("False")]).toEqual([0, 1]);
    expect(await found("True", await withSettings({ ...FOR_GOOD, MAX_FAIL: "3" }))).toBe(1);
  });

  it("counts from one again after that", async () => {
    await enrol({ user: "again", pin: "1234", serial: "AGAIN" }, { send: app });
    await lock("again");
    letPass(15);
    expect(await say("again", "wrong")).toBe("wrong otp pin");
    expect(await tokenOf("AGAIN")).toMatchObject({ failcount: 1 });
    for (let i = 0; i < 2; i++) expect(await say("again", "wrong")).toBe("wrong otp pin");
    expect(await say("again", "1234")).toBe("Failcounter exceeded");
  });

  it("tells the phone whose answer closed it for how long, in JSON", async () => {
    const enrolled = await enrol({ user: "duration", pin: "1234" }, { send: app });
    const transaction = await openLogin({ user: "duration", pass: "1234" }, app);
    await settingsInside(transaction.id, CLEARING);
    const told = [];
    for (let i = 0; i < 3; i++) told.push(await answerWrongly(transaction, enrolled, "2", i));
    expect(told).toEqual([
      '{"responseCode":201,"attemptsLeft":2}',
      '{"responseCode":201,"attemptsLeft":1}',
      '{"responseCode":204,"duration":15}',
    ]);
  });

  it("does not tell a phone of protocol 1 of a block, which it would keep for good", async () => {
    const enrolled = await enrol({ user: "text", pin: "1234" }, { send: app });
    const transaction = await openLogin({ user: "text", pass: "1234" }, app);
    await settingsInside(transaction.id, CLEARING);
    const told = [];
    for (let i = 0; i < 3; i++) told.push(await answerWrongly(transaction, enrolled, "1", i));
    expect(told).toEqual(["INVALID_RESPONSE:2", "INVALID_RESPONSE:1", "INVALID_CHALLENGE"]);
  });

  it("accepts no answer to an earlier challenge, and no finalization, while it lasts", async () => {
    const enrolled = await enrol({ user: "before", pin: "1234" }, { send: app });
    const { phone } = enrolled;
    const begin = () => openLogin({ user: "before", pass: "1234" }, app);
    const [unanswered, answered, guessed] = [await begin(), await begin(), await begin()];
    for (const { id } of [unanswered, answered, guessed]) await settingsInside(id, CLEARING);
    expect(await phone.login(answered.link)).toMatchObject({ told: "logged-in" });
    for (let i = 0; i < 3; i++) await answerWrongly(guessed, enrolled, "1", i);
    expect(await phone.login(unanswered.link)).toMatchObject({ reply: { word: "invalid-challenge" } });
    const { detail } = (await check({ user: "before", transaction_id: answered.id })).json;
    expect(detail).toEqual({ message: "Failcounter exceeded" });
  });

  it("accepts the answer of a later challenge", async () => {
    const { phone } = await enrol({ user: "after", pin: "1234", serial: "AFTER" }, { send: app });
    await lock("after");
    letPass(15);
    const { id, link } = await openLogin({ user: "after", pass: "1234" }, app);
    await settingsInside(id, CLEARING);
    expect(await phone.login(link)).toMatchObject({ told: "logged-in" });
    expect((await check({ user: "after", transaction_id: id })).json.result.value).toBe(true);
    expect(await tokenOf("AFTER")).toMatchObject({ failcount: 0 });
  });
});

describe("a lock that never clears", () => {
  it.each([
    ["hard", '{"responseCode":204}', "ACCOUNT_BLOCKED"],
    ["soft", '{"responseCode":203}', "INVALID_CHALLENGE"],
  ])("is reported to the phone that has caused it as PHONE_BLOCK = %s demands", async (PHONE_BLOCK, json, text) => {
    const settings = { ...FOR_GOOD, MAX_FAIL: "1", PHONE_BLOCK };
    const send = await withSettings(settings);
    for (const [version, expected] of [
      ["2", json],
      ["1", text],
    ] as const) {
      const user = `block-${PHONE_BLOCK}-${version}`;
      const enrolled = await enrol({ user, pin: "1234" }, { send });
      const transaction = await openLogin({ user, pass: "1234" }, send);
      await settingsInside(transaction.id, settings);
      expect(await answerWrongly(transaction, enrolled, version)).toBe(expected);
      expect(await say(user, "1234", send)).toBe("Failcounter exceeded");
    }
  });

  it("is locked a year later", async () => {
    await enrol({ user: "never", pin: "1234" }, { send: app });
    await lock("never");
    letPass(365 * 24 * 60);
    expect(await say("never", "1234", await withSettings(FOR_GOOD))).toBe("Failcounter exceeded");
  });

  it("is opened by an administrator's new enrolment", async () => {
    await enrol({ user: "reset", pin: "1234", serial: "RESET" }, { send: app });
    await lock("reset");
    vi.useRealTimers();
    await initToken({ user: "reset", serial: "RESET" });
    expect(await say("reset", "1234", await withSettings(FOR_GOOD))).toBe("Token is not enrolled yet");
  });
});
