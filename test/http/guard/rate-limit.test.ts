// RATE_LIMITS=on, with the limits of wrangler.toml. Windows follow the clock, and one may end
// during a test. So a limit counts as reached if any of twice as many requests and one more is
// refused; without a limit none ever is. ../accounts/sign-in-tries.test.ts has the sign-ins.

import { beforeAll, describe, expect, it } from "vitest";
import { sessionKeyFor } from "../../support/house/names.ts";
import { withoutSentence } from "../../support/house/sentence.ts";
import { Browser } from "../../support/pages/browser.ts";
import {
  asAdmin,
  type EnrolledToken,
  enrol,
  initToken,
  makePhone,
  openLogin,
  postOver,
  type Reply,
  requestOver,
  responseOf,
  type Send,
  serviceAccount,
  tokenOf,
  withSettings,
} from "../../support/service.ts";

const LIMIT = { guess: 20, answer: 20 };

let send: Send;
let enrolled: EnrolledToken;
beforeAll(async () => {
  send = await withSettings({ RATE_LIMITS: "on", MAX_FAIL: "1000" });
  enrolled = await enrol({ user: "hans", pin: "1234" }, { send });
});

/** Sends twice `limit` requests and one more, or stops at a refusal. */
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
/** A binding that lets this many calls of a key pass. */
function atMost(calls: number): RateLimit {
  const made = new Map<string, number>();
  return {
    async limit({ key }) {
      made.set(key, (made.get(key) ?? 0) + 1);
      return { success: (made.get(key) ?? 0) <= calls };
    },
  };
}
/** Each of these limits is two. */
const withFewGuesses = (settings: Partial<Env> = { RATE_LIMITS: "on" }) => {
  const [RATE_CHECK, RATE_CHECK_ADDRESS, RATE_CHECK_ACCOUNT] = [atMost(2), atMost(2), atMost(2)];
  return withSettings({ MAX_FAIL: "1000", RATE_CHECK, RATE_CHECK_ADDRESS, RATE_CHECK_ACCOUNT, ...settings });
};
const is429 = ({ status }: Reply) => status === 429;

const checkPin = (fields: Record<string, string>, address: string, headers: Record<string, string> = {}) =>
  postOver(send, "/validate/check", fields, { "CF-Connecting-IP": address, ...headers });
const answer = (sessionKey: string, headers: Record<string, string> = {}) =>
  postOver(send, "/ttype/tiqr", { sessionKey, userId: "u", response: "00000000", operation: "login" }, headers);

describe("PINs", () => {
  it("that are right cost nothing, however often they come", async () => {
    const few = await withFewGuesses();
    for (let i = 0; i < 6; i++) {
      const { json } = await postOver(few, "/validate/check", { user: "hans", pass: "1234" });
      expect(json.result.authentication).toBe("CHALLENGE");
    }
  });

  it("that are wrong get the time to try again, in an envelope", async () => {
    const limited = await untilLimited(LIMIT.guess, () => checkPin({ user: "hans", pass: "wrong" }, "10.1.0.8"));
    expect(Number(limited?.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(Number(limited?.headers.get("Retry-After"))).toBeLessThanOrEqual(60);
    expect(limited?.json).toMatchObject({
      detail: null,
      id: 1,
      result: { status: false, error: { code: 429, message: "Too many requests. Please try again later." } },
    });
  });

  it("of many users from one network are limited together, and then even right ones there", async () => {
    const few = await withSettings({ RATE_LIMITS: "on", RATE_CHECK_ADDRESS: atMost(3) });
    const from = (address: string, fields: Record<string, string>) =>
      postOver(few, "/validate/check", fields, { "CF-Connecting-IP": address });
    for (let i = 0; i < 4; i++) await from(`2001:db8:1:1::${i}`, { user: `user${i}`, pass: "wrong" });
    const right = { user: "hans", pass: "1234" };
    expect((await from("2001:db8:1:1:9::", right)).status).toBe(429);
    expect((await from("2001:db8:1:2::1", right)).status).toBe(200);
  });

  it("through a service account are counted under it, and not under its network", async () => {
    const [one, other] = [await serviceAccount("portal", ["tokenlist"]), await serviceAccount("radius", ["tokenlist"])];
    const few = await withSettings({ RATE_LIMITS: "on", RATE_CHECK_ADDRESS: atMost(3), RATE_CHECK: atMost(3) });
    const guess = async (user: string, headers: Record<string, string>) =>
      (await postOver(few, "/validate/check", { user, pass: "wrong" }, headers)).status;
    for (let i = 0; i < 6; i++) expect(await guess(`user${i}`, one)).toBe(200);
    for (const status of [200, 200, 200, 200, 429]) expect(await guess("otto", one)).toBe(status);
    expect([await guess("otto", other), await guess("otto", {})]).toEqual([200, 200]);
  });

  it("through a service account have a separate limit, over all users", async () => {
    const headers = await serviceAccount("gateway", ["tokenlist"]);
    const few = await withSettings({ RATE_LIMITS: "on", RATE_CHECK_ACCOUNT: atMost(2) });
    const guess = (user: string) => postOver(few, "/validate/check", { user, pass: "wrong" }, headers);
    const statuses: number[] = [];
    for (const user of ["a", "b", "c", "d"]) statuses.push((await guess(user)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
  });

  it("of strangers on one network do not limit a browser there that has signed in before, which has its own limit", async () => {
    const person = await enrol({ user: "ruth", pin: "1234" });
    const known = new Browser();
    const begin = async (browser: Browser, pin: string) =>
      (await browser.post("/login/begin", { user: "ruth", pin })).status;
    const { link, transactionId } = await known.begin({ user: "ruth", pin: "1234" });
    await person.phone.login(link);
    await known.result(transactionId);
    const stranger = new Browser(await withFewGuesses());
    for (const status of [200, 200, 200, 429]) expect(await begin(stranger, "0000")).toBe(status);
    // the same network, another browser
    for (const [name, value] of known.cookies) stranger.cookies.set(name, value);
    expect(await begin(stranger, "1234")).toBe(200);
    for (const status of [200, 200, 200, 429]) expect(await begin(stranger, "0000")).toBe(status);
    expect(await begin(stranger, "1234")).toBe(429);
  });

  it("with an invalid token are counted under the network", async () => {
    const few = await withSettings({ RATE_LIMITS: "on", RATE_CHECK_ADDRESS: atMost(2) });
    const headers = { "PI-Authorization": "no.such.token" };
    for (const user of ["a", "b", "c"]) await postOver(few, "/validate/check", { user, pass: "wrong" }, headers);
    expect((await postOver(few, "/validate/check", { user: "hans", pass: "1234" })).status).toBe(429);
  });

  it("cannot be guessed by logins that need none: a user without tokens uses up no limit", async () => {
    await initToken({ user: "bare", serial: "BARE1" });
    await asAdmin("DELETE", "/token/BARE1");
    const few = await withFewGuesses();
    for (let i = 0; i < 6; i++) {
      const { json } = await postOver(few, "/validate/check", { user: "bare", pass: "x" });
      expect(json.detail.message).toBe("The user has no tokens assigned");
    }
  });

  it("are limited by user and address together, so that no one uses up another's limit", async () => {
    const guess = { user: "hans", pass: "wrong" };
    expect(await untilLimited(LIMIT.guess, () => checkPin(guess, "10.1.0.1"))).toMatchObject({ status: 429 });
    expect((await checkPin({ user: "hans", pass: "1234" }, "10.1.0.2")).json.result.authentication).toBe("CHALLENGE");
    expect((await checkPin({ user: "nobody", pass: "x" }, "10.1.0.1")).status).toBe(200);
  });

  it("are limited by serial and address, too", async () => {
    const guess = { serial: enrolled.serial, pass: "wrong" };
    expect(await untilLimited(LIMIT.guess, () => checkPin(guess, "10.1.1.1"))).toMatchObject({ status: 429 });
  });

  it("are limited once per user, in whichever letter case the realm is named", async () => {
    const spelled = (i: number) =>
      "realm".replace(/./g, (letter, at) => ((i >> at) & 1 ? letter.toUpperCase() : letter));
    for (const guess of [
      (i: number) => ({ user: `hans@${spelled(i)}1`, pass: "wrong" }),
      (i: number) => ({ user: "hans", realm: `${spelled(i)}1`, pass: "wrong" }),
      (i: number) => ({ user: i % 2 ? "hans" : "hans@realm1", pass: "wrong" }),
    ])
      expect(await untilLimited(LIMIT.guess, (i) => checkPin(guess(i), "10.1.3.1"))).toMatchObject({ status: 429 });
    // All spellings share one limit.
    expect(await checkPin({ user: "hans", pass: "wrong" }, "10.1.3.1")).toMatchObject({ status: 429 });
  });

  it("over the limit are not looked at, and count on no token", async () => {
    const guess = () => checkPin({ user: "hans", pass: "wrong" }, "10.1.2.1");
    const failures = async () => (await tokenOf(enrolled.serial)).failcount as number;
    const before = await failures();
    let judged = 0;
    const limited = await untilLimited(LIMIT.guess, async () => {
      const reply = await guess();
      if (reply.status === 200) judged++;
      return reply;
    });
    expect(limited).toMatchObject({ status: 429 });
    expect(judged).toBeGreaterThanOrEqual(LIMIT.guess);
    expect(await failures()).toBe(before + judged);
  });
});

describe("a triggered challenge", () => {
  it("costs nothing, for however many users and however often from one application", async () => {
    await enrol({ user: "greta" }, { send });
    const headers = await serviceAccount("trigger", ["triggerchallenge"]);
    const few = await withFewGuesses();
    for (let i = 0; i < 8; i++) {
      const { json } = await postOver(few, "/validate/triggerchallenge", { user: i % 2 ? "hans" : "greta" }, headers);
      expect(json.result.authentication).toBe("CHALLENGE");
    }
  });
});

describe("the login page", () => {
  it("counts wrong PINs like /validate/check, and right ones not at all", async () => {
    const few = await withFewGuesses();
    const browser = new Browser(few);
    const begin = async (pin: string) => (await browser.post("/login/begin", { user: "hans", pin })).status;
    for (let i = 0; i < 6; i++) expect(await begin("1234")).toBe(200);
    for (let i = 0; i < 3; i++) expect(await begin("wrong")).toBe(200);
    expect(await begin("1234")).toBe(429);
    expect((await postOver(few, "/validate/check", { user: "hans", pass: "1234" })).status).toBe(429);
  });

  it("counts wrong digits by login, and leaves its QR code to be scanned", async () => {
    const { phone } = await enrol({ user: "lena", pin: "1234" }, { send });
    const browser = new Browser(await withSettings({ RATE_LIMITS: "on", RATE_CHECK: atMost(2) }));
    const { link, transactionId } = await browser.begin({ user: "lena", pin: "1234" });
    const typed = () => browser.post("/login/result", { transaction_id: transactionId, response: "00000000" });
    const statuses = [(await typed()).status, (await typed()).status, (await typed()).status, (await typed()).status];
    expect(statuses).toEqual([200, 200, 200, 429]);
    await phone.login(link);
    expect((await browser.result(transactionId)).text).toContain('data-state="accepted"');
  });
});

describe("answers", () => {
  it.each([
    [{}, "INVALID_REQUEST"],
    [{ "X-TIQR-Protocol-Version": "2" }, '{"responseCode":202}'],
  ])("are limited by transaction, in the phone's words to %j", async (headers, word) => {
    const { id } = await openLogin({ serial: enrolled.serial, pass: "1234" }, send);
    const limited = await untilLimited(
      LIMIT.answer,
      () => answer(id, headers as Record<string, string>),
      ({ text }) => withoutSentence(text) === word,
    );
    expect(limited).toMatchObject({ status: 200 });
    const other = await openLogin({ serial: enrolled.serial, pass: "1234" }, send);
    expect(await enrolled.phone.login(other.link)).toMatchObject({ told: "logged-in" });
  });

  it("of an application, with the response in /validate/check, are limited like a PIN", async () => {
    const { id } = await openLogin({ serial: enrolled.serial, pass: "1234" }, send);
    const guess = () => checkPin({ user: "hans", transaction_id: id, response: "00000000" }, "10.2.0.1");
    expect(await untilLimited(LIMIT.guess, guess)).toMatchObject({ status: 429 });
  });

  it("that an application brings are not kept out by other people's wrong PINs through the same application", async () => {
    const { id, link } = await openLogin({ serial: enrolled.serial, pass: "1234" }, send);
    await untilLimited(LIMIT.guess, () => checkPin({ user: "hans", pass: "wrong" }, "10.2.2.1"));
    const response = await responseOf(enrolled.phone, link);
    const { json } = await checkPin({ user: "hans", transaction_id: id, response }, "10.2.2.1");
    expect(json.result.value).toBe(true);
  });

  it("that are charged to no transaction use up no transaction's limit", async () => {
    const { id, link } = await openLogin({ serial: enrolled.serial, pass: "1234" }, send);
    const few = await withSettings({ RATE_LIMITS: "on", RATE_ANSWER: atMost(1) });
    const fields = { sessionKey: await sessionKeyFor(id), userId: "u", operation: "login" };
    const notOurs = { user: "mallory", transaction_id: id, response: "00000000" };
    for (let i = 0; i < 3; i++) {
      await postOver(few, "/ttype/tiqr", fields);
      await postOver(few, "/ttype/tiqr?action=enrollment", { ...fields, response: "00000000" });
      await postOver(few, "/validate/check", notOurs, { "CF-Connecting-IP": `10.2.1.${i}` });
    }
    expect(await makePhone(few, 2, enrolled.phone.accounts).login(link)).toMatchObject({ told: "logged-in" });
    const { text } = await postOver(few, "/ttype/tiqr", { ...fields, response: "00000000" });
    expect(withoutSentence(text)).toBe("INVALID_REQUEST");
  });
});

describe("polls of either kind", () => {
  it("are never limited", async () => {
    const { id, link } = await openLogin({ serial: enrolled.serial, pass: "1234" }, send);
    const few = await withFewGuesses();
    const finalize = () => postOver(few, "/validate/check", { user: "hans", transaction_id: id, pass: "" });
    for (let i = 0; i < 6; i++) {
      const polled = await requestOver(few, `/validate/polltransaction?transaction_id=${id}`);
      expect(polled.json.detail.transaction_state).toBe("open");
      expect((await finalize()).json.detail.message).toBe("Response did not match the challenge.");
    }
    await enrolled.phone.login(link);
    expect((await finalize()).json.result.value).toBe(true);
  });
});

describe("without RATE_LIMITS", () => {
  it("nothing is limited", async () => {
    const off = await withFewGuesses({ RATE_LIMITS: "off" });
    const ask = () => postOver(off, "/validate/check", { user: "nobody", pass: "wrong" });
    expect(await untilLimited(2, ask)).toBeUndefined();
  });
});
