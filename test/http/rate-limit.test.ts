// RATE_LIMITS=on, with the limits of wrangler.toml. Windows follow the clock and one may end meanwhile, so a limit counts as
// reached when one of twice as many requests and one more is refused; whoever is not limited never is.

import { beforeAll, describe, expect, it } from "vitest";
import { sessionKeyOf } from "../support/names.ts";
import {
  type Enrolled,
  enrol,
  open,
  postOver,
  type Reply,
  requestOver,
  responseOf,
  type Send,
  tokenOf,
  withSettings,
} from "../support/service.ts";

const LIMIT = { authByAddress: 30, authByName: 10, check: 20, answer: 20 };

let send: Send;
let enrolled: Enrolled;
beforeAll(async () => {
  send = await withSettings({ RATE_LIMITS: "on", MAX_FAIL: "1000" });
  enrolled = await enrol({ user: "hans", pin: "1234" }, { send });
});

/** Asks twice `limit` and once more, or until refused. */
async function untilLimited(
  limit: number,
  ask: (i: number) => Promise<Reply>,
  isLimited = is429,
): Promise<Reply | undefined> {
  for (let i = 0; i <= 2 * limit; i++) {
    const reply = await ask(i);
    if (isLimited(reply)) return reply;
  }
  return undefined;
}
const is429 = ({ status }: Reply) => status === 429;

const signIn = (username: string, address: string) =>
  postOver(send, "/auth", { username, password: "wrong" }, { "CF-Connecting-IP": address });
const checkPin = (fields: Record<string, string>, address: string) =>
  postOver(send, "/validate/check", fields, { "CF-Connecting-IP": address });
const answer = (sessionKey: string, headers: Record<string, string> = {}) =>
  postOver(send, "/ttype/tiqr", { sessionKey, userId: "u", response: "00000000", operation: "login" }, headers);

describe("sign-ins", () => {
  it("are limited by name, whatever the address, in an envelope that says when to come again", async () => {
    const limited = await untilLimited(LIMIT.authByName, (i) => signIn("one-name", `10.0.0.${i}`));
    expect(limited?.headers.get("Retry-After")).toBe("60");
    expect(limited?.json).toMatchObject({
      detail: null,
      id: 1,
      result: { status: false, error: { code: 429, message: "Too many requests. Please try again later." } },
    });
    expect((await signIn("another-name", "10.0.1.1")).status).toBe(401);
  });

  it("are limited by address, whatever the name", async () => {
    expect(await untilLimited(LIMIT.authByAddress, (i) => signIn(`name${i}`, "10.0.2.1"))).toBeDefined();
    expect((await signIn("fresh-name", "10.0.2.2")).status).toBe(401);
  });
});

describe("PINs", () => {
  it("are limited by user and address together, so that nobody uses up another's limit", async () => {
    const guess = { user: "hans", pass: "wrong" };
    expect(await untilLimited(LIMIT.check, () => checkPin(guess, "10.1.0.1"))).toMatchObject({ status: 429 });
    expect((await checkPin({ user: "hans", pass: "1234" }, "10.1.0.2")).json.result.authentication).toBe("CHALLENGE");
    expect((await checkPin({ user: "nobody", pass: "x" }, "10.1.0.1")).status).toBe(400);
  });

  it("are limited by serial and address, too", async () => {
    const guess = { serial: enrolled.serial, pass: "wrong" };
    expect(await untilLimited(LIMIT.check, () => checkPin(guess, "10.1.1.1"))).toMatchObject({ status: 429 });
  });

  it("are limited for a user once, in whatever letter case the realm is named", async () => {
    const spelled = (i: number) =>
      "realm".replace(/./g, (letter, at) => ((i >> at) & 1 ? letter.toUpperCase() : letter));
    for (const guess of [
      (i: number) => ({ user: `hans@${spelled(i)}1`, pass: "wrong" }),
      (i: number) => ({ user: "hans", realm: `${spelled(i)}1`, pass: "wrong" }),
      (i: number) => ({ user: i % 2 ? "hans" : "hans@realm1", pass: "wrong" }),
    ])
      expect(await untilLimited(LIMIT.check, (i) => checkPin(guess(i), "10.1.3.1"))).toMatchObject({ status: 429 });
    // One and the same limit for all spellings.
    expect(await checkPin({ user: "hans", pass: "wrong" }, "10.1.3.1")).toMatchObject({ status: 429 });
  });

  it("over the limit are not looked at, and count on no token", async () => {
    const guess = () => checkPin({ user: "hans", pass: "wrong" }, "10.1.2.1");
    const failures = async () => (await tokenOf(enrolled.serial)).failcount as number;
    const before = await failures();
    let judged = 0;
    const limited = await untilLimited(LIMIT.check, async () => {
      const reply = await guess();
      if (reply.status === 200) judged++;
      return reply;
    });
    expect(limited).toMatchObject({ status: 429 });
    expect(judged).toBeGreaterThanOrEqual(LIMIT.check);
    expect(await failures()).toBe(before + judged);
  });
});

describe("answers", () => {
  it.each([
    [{}, "INVALID_REQUEST"],
    [{ "X-TIQR-Protocol-Version": "2" }, '{"responseCode":202}'],
  ])("are limited by transaction, in the phone's words to %j", async (headers, word) => {
    const { id } = await open({ serial: enrolled.serial, pass: "1234" }, send);
    const limited = await untilLimited(
      LIMIT.answer,
      () => answer(id, headers as Record<string, string>),
      ({ text }) => text === word,
    );
    expect(limited).toMatchObject({ status: 200, text: word });
    const other = await open({ serial: enrolled.serial, pass: "1234" }, send);
    expect(await enrolled.phone.login(other.link)).toMatchObject({ told: "logged-in" });
  });

  it("of an application, with the response in /validate/check, are limited like a PIN", async () => {
    const { id } = await open({ serial: enrolled.serial, pass: "1234" }, send);
    const guess = () => checkPin({ user: "hans", transaction_id: id, response: "00000000" }, "10.2.0.1");
    expect(await untilLimited(LIMIT.check, guess)).toMatchObject({ status: 429 });
  });

  it("that an application brings are kept out by nobody's wrong PINs through the same application", async () => {
    const { id, link } = await open({ serial: enrolled.serial, pass: "1234" }, send);
    await untilLimited(LIMIT.check, () => checkPin({ user: "hans", pass: "wrong" }, "10.2.2.1"));
    const response = await responseOf(enrolled.phone, link);
    const { json } = await checkPin({ user: "hans", transaction_id: id, response }, "10.2.2.1");
    expect(json.result.value).toBe(true);
  });

  it("that are charged to no transaction use up no transaction's limit", async () => {
    const { id, link } = await open({ serial: enrolled.serial, pass: "1234" }, send);
    for (let i = 0; i <= 2 * LIMIT.answer; i++) {
      await postOver(send, "/ttype/tiqr", { sessionKey: await sessionKeyOf(id), userId: "u", operation: "login" });
      await postOver(send, "/ttype/tiqr?action=enrollment", {
        sessionKey: await sessionKeyOf(id),
        userId: "u",
        response: "00000000",
        operation: "login",
      });
      await checkPin({ user: "mallory", transaction_id: id, response: "00000000" }, `10.2.1.${i}`);
    }
    expect(await enrolled.phone.login(link)).toMatchObject({ told: "logged-in" });
  });
});

describe("polls of either kind", () => {
  it("are never limited", async () => {
    const { id, link } = await open({ serial: enrolled.serial, pass: "1234" }, send);
    for (let i = 0; i <= 2 * LIMIT.check; i++) {
      const polled = await requestOver(send, `/validate/polltransaction?transaction_id=${id}`);
      expect(polled.json.detail.transaction_state).toBe("open");
      const finalized = await checkPin({ user: "hans", transaction_id: id, pass: "" }, "10.3.0.1");
      expect(finalized.json.detail.message).toBe("Response did not match the challenge.");
    }
    await enrolled.phone.login(link);
    expect((await checkPin({ user: "hans", transaction_id: id }, "10.3.0.1")).json.result.value).toBe(true);
  });
});

describe("without RATE_LIMITS", () => {
  it("nothing is limited", async () => {
    const off = await withSettings({ RATE_LIMITS: "off" });
    const ask = () => postOver(off, "/auth", { username: "off", password: "wrong" });
    expect(await untilLimited(LIMIT.authByName, ask)).toBeUndefined();
  });
});
