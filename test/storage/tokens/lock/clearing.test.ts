// A lock that opens by itself, FAILCOUNTER_CLEAR_TIMEOUT_MINUTES after the last failure.

import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { entryOf } from "../../../../src/core/audit/audit.ts";
import { createNotes } from "../../../../src/storage/audit/store.ts";
import { createTokenLock } from "../../../../src/storage/tokens/lock.ts";
import { candidate } from "../../../core/login/challenges.ts";
import {
  answer,
  atOnce,
  type EnrolledPerson,
  endLogin,
  enrolledUser,
  type TestLogin,
  trigger,
} from "../../../support/login.ts";
import { postOver, type Send, settingsInside, withSettings } from "../../../support/service.ts";
import { callAt, NO_NOTE, realKeyring, realPorts } from "../../../support/storage/ports.ts";
import { failureRows, rowOf, setRow } from "../../../support/storage/rows.ts";

const MINUTES = 15;
const CLEAR_MS = MINUTES * 60 * 1000;
const SETTINGS = { FAILCOUNTER_CLEAR_TIMEOUT_MINUTES: String(MINUTES) } as unknown as Partial<Env>;

let send: Send;
let alice: EnrolledPerson;
let count = 0;
beforeEach(async () => {
  send = await withSettings(SETTINGS);
  alice = await enrolledUser(`user${++count}`);
});
afterEach(() => {
  vi.useRealTimers();
});

const check = async (pass: string, over = send) =>
  (await postOver(over, "/validate/check", { user: alice.user, pass })).json.detail.message;
const CHALLENGE = "Please scan the QR Code";
const LOCKED = "Failcounter exceeded";

/** Locks the token with wrong PINs, and stops the clock at the last of them. */
async function lock(): Promise<number> {
  vi.useFakeTimers({ toFake: ["Date"] });
  for (let failures = 0; failures < 10; failures++) expect(await check("0000")).toBe("wrong otp pin");
  expect(await rowOf(alice.serial)).toMatchObject({ failcount: 10, failed_at_ms: Date.now() });
  return Date.now();
}

describe("a locked token", () => {
  it("stays locked for the whole time, and then takes its PIN", async () => {
    const lockedAt = await lock();
    vi.setSystemTime(lockedAt + CLEAR_MS - 1);
    for (const pin of ["1234", "0000"]) expect(await check(pin)).toBe(LOCKED);
    expect(await rowOf(alice.serial)).toMatchObject({ failcount: 10, failed_at_ms: lockedAt });
    vi.setSystemTime(lockedAt + CLEAR_MS);
    expect(await check("1234")).toBe(CHALLENGE);
  });

  it("counts the next failure from one, and is open then", async () => {
    const lockedAt = await lock();
    vi.setSystemTime(lockedAt + CLEAR_MS);
    expect(await check("0000")).toBe("wrong otp pin");
    expect(await rowOf(alice.serial)).toMatchObject({ failcount: 1, failed_at_ms: lockedAt + CLEAR_MS });
    expect(await check("1234")).toBe(CHALLENGE);
  });

  it("counts exactly and locks again if many fail at once after the time", async () => {
    const lockedAt = await lock();
    vi.setSystemTime(lockedAt + CLEAR_MS);
    const messages = await atOnce(32, () => check("0000"));
    expect(messages.filter((message) => message === "wrong otp pin")).toHaveLength(10);
    expect(await rowOf(alice.serial)).toMatchObject({ failcount: 10, failed_at_ms: lockedAt + CLEAR_MS });
    expect(await check("1234")).toBe(LOCKED);
  });

  it("stays locked if no time is set", async () => {
    const lockedAt = await lock();
    const never = await withSettings({ FAILCOUNTER_CLEAR_TIMEOUT_MINUTES: "0" });
    vi.setSystemTime(lockedAt + 1000 * CLEAR_MS);
    expect(await check("1234", never)).toBe(LOCKED);
  });

  it("is no more open than before when only failures below the maximum are that old", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    await check("0000");
    vi.setSystemTime(Date.now() + CLEAR_MS);
    await check("0000");
    expect((await rowOf(alice.serial)).failcount).toBe(2);
  });
});

describe("a transaction of a locked token", () => {
  /** Opens one with these settings in its object, then locks the token as of `agoMs` ago. */
  async function opened(agoMs: number): Promise<TestLogin> {
    const login = await trigger(alice);
    await settingsInside(login.transactionId, SETTINGS);
    vi.useFakeTimers({ toFake: ["Date"] });
    await setRow(alice.serial, { failcount: 10, failed_at_ms: Date.now() - agoMs });
    return login;
  }

  it("takes no answer before the time has passed, and counts none", async () => {
    const login = await opened(CLEAR_MS - 1);
    const before = await rowOf(alice.serial);
    expect(await answer(login, login.right)).toBe("INVALID_CHALLENGE");
    expect(await rowOf(alice.serial)).toEqual(before);
  });

  it("accepts a later right answer and its finalization, and the counter is cleared", async () => {
    const login = await opened(CLEAR_MS);
    expect(await answer(login, login.right)).toBe("OK");
    expect((await rowOf(alice.serial)).failcount).toBe(0);
    expect((await endLogin(login)).json.result.value).toBe(true);
  });

  it("counts a wrong answer after it from one", async () => {
    const login = await opened(CLEAR_MS);
    expect(await answer(login, login.wrong)).toBe("INVALID_RESPONSE:9");
    const counted = { path: "vouched", failcount: 1, locks: 1, failed_at_ms: Date.now() };
    expect(await failureRows(alice.serial)).toContainEqual(counted);
  });

  it("is finalized only after the time has passed", async () => {
    const login = await opened(CLEAR_MS);
    await answer(login, login.right);
    await setRow(alice.serial, { failcount: 10, failed_at_ms: Date.now() - CLEAR_MS + 1 });
    expect((await endLogin(login)).json.detail.message).toBe(LOCKED);
    await setRow(alice.serial, { failcount: 10, failed_at_ms: Date.now() - CLEAR_MS });
    expect((await endLogin(login)).json.result.value).toBe(true);
  });
});

describe("the lock's statements", () => {
  it("take part in a login exactly from the time on", async () => {
    const { settings } = await realPorts({ lockRule: { kind: "fixed", ms: 500 } });
    const lock = createTokenLock(env.DB, createNotes(env.DB, await realKeyring(), settings), settings, () => {});
    const wrong = entryOf(callAt(1000), { success: false, reason: "wrong-response" });
    const locked = { failcount: 10, failed_at_ms: 1000 };
    await setRow(alice.serial, locked);
    const token = await rowOf(alice.serial);
    const login = {
      attemptId: "",
      candidates: [{ ...candidate("", token.id), generation: token.generation }],
      path: "vouched" as const,
    };
    for (const [nowMs, open] of [
      [1499, false],
      [1500, true],
    ] as const) {
      await setRow(alice.serial, locked);
      expect(await lock.acceptLogin(login, token, undefined, nowMs, NO_NOTE)).toBe(open ? "accepted" : "locked");
      expect(await lock.countWrongResponse(login, nowMs, wrong)).toEqual({
        counters: open ? [{ failCount: 1, locks: 1, maxFail: 10 }] : [],
        allLocked: !open,
      });
      await setRow(alice.serial, locked);
      expect(await lock.acceptResponse(login, token, null, nowMs, NO_NOTE)).toBe(open);
    }
  });
});
