// The answers about a transaction that has ended or never existed: to a poll, a finalization, and a
// phone in both protocols.

import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { FINALIZE_GRACE_MS } from "../../../src/core/login/transaction/challenge.ts";
import { sessionKeyFor } from "../../support/house/names.ts";
import { withoutSentence } from "../../support/house/sentence.ts";
import {
  admin,
  asAdmin,
  check,
  type EnrolledToken,
  enrol,
  openLogin,
  poll,
  post,
  type QrLogin,
  request,
  responseOf,
  tokenOf,
} from "../../support/service.ts";

const USER = { user: "ends", pass: "1234" };
let enrolled: EnrolledToken;
beforeAll(async () => {
  enrolled = await enrol({ user: "ends", pin: "1234", serial: "ENDS" });
});
afterEach(() => {
  vi.useRealTimers();
});

const letPass = (seconds: number): void => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + seconds * 1000 });
};
const cancel = async (id: string) =>
  (await asAdmin("DELETE", `/token/challenges/transaction/${id}`)).json.result.value.deleted;

/** Cancels it as an administrator who sees it in the list does. */
async function cancelListed(): Promise<void> {
  const [listed] = (await asAdmin("GET", "/token/challenges/ENDS")).json.result.value.challenges;
  expect(await cancel(listed.transaction_id)).toBe(1);
}

async function opened(answered: boolean): Promise<QrLogin> {
  const transaction = await openLogin(USER);
  if (answered) expect(await enrolled.phone.login(transaction.link)).toMatchObject({ told: "logged-in" });
  return transaction;
}

/** The answers to every request about it, in one row. */
async function heard(id: string, response: string): Promise<unknown[]> {
  const polled = (await poll(id)).json;
  const finalized = (await check({ user: "ends", transaction_id: id, pass: "" })).json;
  const answer = { sessionKey: await sessionKeyFor(id), userId: "ends_realm1", response, operation: "login" };
  const text = await post("/ttype/tiqr", answer);
  const json = await post("/ttype/tiqr", answer, { "X-TIQR-Protocol-Version": "2" });
  return [
    [polled.result.value, polled.detail.challenge_status, polled.detail.transaction_state],
    [finalized.result.authentication, finalized.detail.message],
    [text.text, withoutSentence(json.text)],
  ];
}

const PHONE = ["INVALID_CHALLENGE", '{"responseCode":203}'];
/** The phone sends the answer again that was accepted. */
const ACCEPTED = ["OK", '{"responseCode":1}'];
const NOT_MATCHED = ["REJECT", "Response did not match the challenge."];
const WRONG = ["REJECT", "wrong otp pin"];

describe("a transaction that has", () => {
  it("expired unanswered is pending to applications and nothing to phones", async () => {
    const { link, id } = await opened(false);
    letPass(121);
    const right = await responseOf(enrolled.phone, link);
    expect(await heard(id, right)).toEqual([[false, "pending", "expired"], NOT_MATCHED, PHONE]);
  });

  it("is open until its last moment", async () => {
    const { link, id } = await opened(false);
    letPass(110);
    expect((await poll(id)).json.detail.transaction_state).toBe("open");
    expect(await enrolled.phone.login(link)).toMatchObject({ told: "logged-in" });
  });

  it("expired a moment after its answer is still answered, says so to its phone, and can be finalized", async () => {
    const { link, id } = await opened(true);
    letPass(121);
    const right = await responseOf(enrolled.phone, link);
    expect(await heard(id, right)).toEqual([
      [true, "accept", "answered"],
      ["ACCEPT", "Found matching challenge"],
      ACCEPTED,
    ]);
    expect(await heard(id, right)).toEqual([[false, "pending", "used"], WRONG, ACCEPTED]);
  });

  it("expired a moment after its answer is its user's alone, and ends with its token", async () => {
    const other = await enrol({ user: "ends too", pin: "1234" });
    const ends: [expected: string, end: () => Promise<unknown>][] = [
      ["wrong otp pin", () => cancelListed()],
      ["Token is disabled", () => asAdmin("POST", "/token/disable/ENDS")],
      ["wrong otp pin", () => asAdmin("POST", "/token/setpin/ENDS", { otppin: "1234" })],
    ];
    await admin();
    for (const [expected, end] of ends) {
      await asAdmin("POST", "/token/enable/ENDS");
      const { id } = await opened(true);
      letPass(121);
      for (const claim of [{ user: "ends too" }, { serial: other.serial }])
        expect((await check({ ...claim, transaction_id: id })).json.result.authentication).toBe("REJECT");
      await end();
      const { result, detail } = (await check({ user: "ends", transaction_id: id })).json;
      expect([result.authentication, detail.message]).toEqual(["REJECT", expected]);
      vi.useRealTimers();
    }
  });

  it("that expired a moment ago without an answer takes no answer any more, from the phone or typed in", async () => {
    const { link, id } = await opened(false);
    letPass(121);
    const response = await responseOf(enrolled.phone, link);
    expect(await enrolled.phone.login(link)).toMatchObject({ reply: { word: "invalid-challenge" } });
    const typed = (await check({ user: "ends", transaction_id: id, response })).json;
    expect([typed.result.authentication, typed.detail.message]).toEqual(WRONG);
    expect(await heard(id, response)).toEqual([[false, "pending", "expired"], NOT_MATCHED, PHONE]);
  });

  it("expired a while after its answer gives no login", async () => {
    const { link, id } = await opened(true);
    letPass(120 + FINALIZE_GRACE_MS / 1000);
    const right = await responseOf(enrolled.phone, link);
    expect(await heard(id, right)).toEqual([[false, "pending", "expired"], NOT_MATCHED, ACCEPTED]);
  });

  it.each([false, true])(
    "been cancelled has ended: only a phone that was accepted still hears so (answered before: %s)",
    async (answered) => {
      const { link, id } = await opened(answered);
      expect(await cancel(id)).toBe(1);
      expect(await cancel(id)).toBe(0);
      const right = await responseOf(enrolled.phone, link);
      expect(await heard(id, right)).toEqual([[false, "pending", "cancelled"], WRONG, answered ? ACCEPTED : PHONE]);
    },
  );

  it("been used has ended, and cannot be cancelled", async () => {
    const { link, id } = await opened(true);
    expect((await check({ user: "ends", transaction_id: id })).json.result.value).toBe(true);
    expect(await cancel(id)).toBe(0);
    const right = await responseOf(enrolled.phone, link);
    expect(await heard(id, right)).toEqual([[false, "pending", "used"], WRONG, ACCEPTED]);
  });

  it("been answered says so to its phone again, and accepts no other answer", async () => {
    const { link, id } = await opened(true);
    expect(await enrolled.phone.login(link)).toMatchObject({ told: "logged-in" });
    expect(await enrolled.phone.login(link, true)).toMatchObject({ reply: { word: "invalid-challenge" } });
    expect((await poll(id)).json.detail).toEqual({ challenge_status: "accept", transaction_state: "answered" });
    expect(await tokenOf("ENDS")).toMatchObject({ failcount: 0 });
  });
});

describe("a transaction that never was", () => {
  it.each([
    "00000000000000000000",
    "12345678901234567890",
    "1",
    "x".repeat(20),
    "1234567890123456789a",
    "' OR 1=1 --",
    "*",
  ])("called %s is unknown", async (id) => {
    expect(await heard(encodeURIComponent(id), "12345678")).toEqual([[false, "pending", "unknown"], WRONG, PHONE]);
    expect(await cancel(encodeURIComponent(id))).toBe(0);
  });

  it("is one whose proof belongs to another id", async () => {
    const { id } = await opened(false);
    const forged = `${id.slice(0, 13)}${(Number(id[13]) + 1) % 10}${id.slice(14)}`;
    expect((await poll(forged)).json.detail.transaction_state).toBe("unknown");
    expect((await poll(id)).json.detail.transaction_state).toBe("open");
  });

  it("counts on no token, whichever user is named", async () => {
    for (let i = 0; i < 12; i++) {
      const made = { transaction_id: "12345678901234567890", response: "00000000", pass: "x" };
      expect((await check({ user: "ends", ...made })).json.detail).toEqual({ message: "wrong otp pin" });
      expect((await check({ serial: "ENDS", ...made })).json.detail).toEqual({ message: "wrong otp pin" });
    }
    expect(await tokenOf("ENDS")).toMatchObject({ failcount: 0 });
  });
});

describe("the poll", () => {
  it("takes the id in the path as well, and needs one", async () => {
    const { id } = await opened(false);
    const inPath = (await request(`/validate/polltransaction/${id}`)).json;
    expect(inPath).toMatchObject({ result: { value: false, authentication: "REJECT" }, id: 2 });
    expect(inPath.detail).toEqual((await poll(id)).json.detail);
    for (const path of ["/validate/polltransaction", "/validate/polltransaction?transaction_id="]) {
      const missing = await request(path);
      expect(missing.status).toBe(400);
      expect(missing.json.result.error).toEqual({ code: 905, message: "ERR905: Missing parameter: transaction_id" });
    }
  });

  it("says ACCEPT once the phone has answered, however often it is asked", async () => {
    const { id } = await opened(true);
    for (let i = 0; i < 3; i++)
      expect((await poll(id)).json.result).toEqual({ authentication: "ACCEPT", status: true, value: true });
  });
});
