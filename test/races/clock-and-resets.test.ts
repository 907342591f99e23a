// The platform may do these things to an object at any step: reset it, call its alarm late, early
// or twice, or let the clock jump.

import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, describe, expect, it, vi } from "vitest";
import { objectOf, watchDatabaseOf } from "../support/bindings.ts";
import { answer, answered, endLogin, enrolledUser, readFailCount, trigger } from "../support/login.ts";
import { check, polledState } from "../support/service.ts";
import { setRow } from "../support/storage/rows.ts";

const MINUTE_MS = 60_000;

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const jump = (ms: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });
const accepted = async (login: Parameters<typeof endLogin>[0]) => (await endLogin(login)).json.result.value;

/** As after a crash of the machine: memory is gone, and every waiting caller gets an error. */
async function reset(transactionId: string): Promise<void> {
  await runInDurableObject(await objectOf(transactionId), (_, state) => state.abort("reset")).catch(() => {});
}

describe("a clock that jumps forward", () => {
  it("ends an open login at once, and counts nothing", async () => {
    const person = await enrolledUser("forward");
    const login = await trigger(person);
    jump(3 * MINUTE_MS);
    expect(await polledState(login.transactionId)).toBe("expired");
    expect(await answer(login, login.right)).toBe("INVALID_CHALLENGE");
    expect(await answer(login, login.wrong)).toBe("INVALID_CHALLENGE");
    expect(await readFailCount(person.serial)).toBe(0);
  });

  it("ends an answered login before its finalize", async () => {
    const login = await answered(await enrolledUser("forward-answered"));
    jump(3 * MINUTE_MS);
    expect(await accepted(login)).toBe(false);
  });
});

describe("a clock that jumps back", () => {
  it("leaves an open login one answer, whose resend hears the same, and one finalize", async () => {
    const login = await trigger(await enrolledUser("back"));
    jump(-60 * MINUTE_MS);
    expect([await answer(login, login.right), await answer(login, login.right)]).toEqual(["OK", "OK"]);
    expect([await accepted(login), await accepted(login)]).toEqual([true, false]);
  });

  it("revives no login whose end the alarm has reported", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const login = await trigger(await enrolledUser("revived"));
    jump(3 * MINUTE_MS);
    await runDurableObjectAlarm(await objectOf(login.transactionId));
    jump(-3 * MINUTE_MS);
    expect(await answer(login, login.right)).not.toBe("OK");
    expect(await accepted(login)).toBe(false);
  });

  it("opens no lock early", async () => {
    const person = await enrolledUser("locked-back");
    await setRow(person.serial, { failcount: 10, failed_at_ms: Date.now() });
    jump(-60 * MINUTE_MS);
    expect((await check({ user: "locked-back", pass: person.pin })).json.detail.message).toBe("Failcounter exceeded");
  });
});

describe("an alarm", () => {
  it("that comes twice at every step does no harm", async () => {
    const login = await trigger(await enrolledUser("twice"));
    const twice = async () => {
      for (let i = 0; i < 2; i++)
        await runInDurableObject(await objectOf(login.transactionId), (object) => object.alarm());
    };
    await twice();
    expect(await answer(login, login.right)).toBe("OK");
    await twice();
    expect(await accepted(login)).toBe(true);
    await twice();
    expect(await polledState(login.transactionId)).toBe("used");
    jump(3 * MINUTE_MS);
    await twice();
    expect(await polledState(login.transactionId)).toBe("used");
    jump(30 * MINUTE_MS);
    await twice();
    expect(await polledState(login.transactionId)).toBe("unknown");
  });
});

describe("an object that is reset", () => {
  it("loses nothing between the steps", async () => {
    const person = await enrolledUser("reset");
    const login = await trigger(person);
    await reset(login.transactionId);
    expect(await answer(login, login.wrong)).toBe("INVALID_RESPONSE:9");
    await reset(login.transactionId);
    expect(await answer(login, login.wrong)).toBe("INVALID_RESPONSE:9");
    expect(await readFailCount(person.serial)).toBe(1);
    expect(await answer(login, login.right)).toBe("OK");
    await reset(login.transactionId);
    expect(await answer(login, login.right)).toBe("OK");
    expect(await polledState(login.transactionId)).toBe("answered");
    expect(await accepted(login)).toBe(true);
    await reset(login.transactionId);
    expect(await accepted(login)).toBe(false);
  });

  it("while an answer waits for D1 has the phone try again, and one answer wins", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const person = await enrolledUser("reset-answer");
    const login = await trigger(person);
    let resetIt = () => {};
    await runInDurableObject(await objectOf(login.transactionId), (_, state) => {
      resetIt = () => state.abort("reset");
    });
    await watchDatabaseOf(login.transactionId, () => {
      resetIt();
      return new Promise(() => {});
    });
    expect(await answer(login, login.right)).toBe("INVALID_REQUEST");
    expect(await polledState(login.transactionId)).toBe("open");
    expect([await answer(login, login.right), await answer(login, login.right)]).toEqual(["OK", "OK"]);
    expect(await accepted(login)).toBe(true);
  });
});
