// A token's validity period, at every step of a login.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { answer, answered, type EnrolledPerson, endLogin, enrolledUser, trigger } from "../../support/login.ts";
import { check } from "../../support/service.ts";
import { rowOf, setRow } from "../../support/storage/rows.ts";

const OUTSIDE = "Outside validity period";
const CHALLENGE = "Please scan the QR Code";
/** Shorter than a challenge lives. */
const PERIOD_MS = 60_000;

let alice: EnrolledPerson;
let from: number;
let count = 0;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  from = Date.now();
  alice = await enrolledUser(`user${++count}`);
  await setRow(alice.serial, { valid_from_ms: from, valid_until_ms: from + PERIOD_MS });
});
afterEach(() => {
  vi.useRealTimers();
});
const at = (sinceFrom: number) => vi.setSystemTime(from + sinceFrom);
const message = async (pass: string) => (await check({ user: alice.user, pass })).json.detail.message;

describe("a login with a token", () => {
  it("begins within the period, and neither before nor after it", async () => {
    for (const [since, said] of [
      [-1, OUTSIDE],
      [0, CHALLENGE],
      [PERIOD_MS - 1, CHALLENGE],
      [PERIOD_MS, OUTSIDE],
    ] as const) {
      at(since);
      expect(await message("1234")).toBe(said);
    }
  });

  it("counts no wrong PIN outside the period, and one within", async () => {
    at(PERIOD_MS);
    expect(await message("0000")).toBe(OUTSIDE);
    expect((await rowOf(alice.serial)).failcount).toBe(0);
    at(0);
    expect(await message("0000")).toBe("wrong otp pin");
    expect((await rowOf(alice.serial)).failcount).toBe(1);
  });

  it.each(["right", "wrong"] as const)("takes no %s answer after the period, and counts none", async (kind) => {
    const login = await trigger(alice);
    at(PERIOD_MS);
    const before = await rowOf(alice.serial);
    expect(await answer(login, login[kind])).toBe("INVALID_CHALLENGE");
    expect(await rowOf(alice.serial)).toEqual(before);
  });

  it("is not finalized after the period, and is within", async () => {
    const [early, late] = [await answered(alice), await answered(alice)];
    at(PERIOD_MS - 1);
    expect((await endLogin(early)).json.result.value).toBe(true);
    at(PERIOD_MS);
    const before = await rowOf(alice.serial);
    const { result, detail } = (await endLogin(late)).json;
    expect([result.value, result.authentication, detail.message]).toEqual([false, "REJECT", OUTSIDE]);
    expect(await rowOf(alice.serial)).toEqual(before);
  });

  it("continues with another token of the user whose period has begun", async () => {
    const second = await enrolledUser(alice.user);
    at(PERIOD_MS);
    const { transactionId } = await trigger(second);
    const { json } = await check({ serial: alice.serial, transaction_id: transactionId });
    expect(json.detail.message).toBe("wrong otp pin"); // the first token is no candidate
  });
});
