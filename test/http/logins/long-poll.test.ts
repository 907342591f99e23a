// `wait` of /validate/polltransaction: the answer comes with the change, or after the given
// seconds.

import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { Listeners } from "../../../src/storage/objects/listeners.ts";
import { objectOf } from "../../support/bindings.ts";
import { sessionKeyFor } from "../../support/house/names.ts";
import {
  answer,
  answered,
  atOnce,
  type EnrolledPerson,
  endLogin,
  enrolledUser,
  randomBytes,
  type TestLogin,
  tally,
  trigger,
} from "../../support/login.ts";
import {
  asAdmin,
  errorOf,
  openLogin,
  poll,
  post,
  type Reply,
  request,
  requestOver,
  withSettings,
} from "../../support/service.ts";
import { realPorts } from "../../support/storage/ports.ts";

const VALIDITY_MS = Number(env.CHALLENGE_VALIDITY_SECONDS) * 1000;

let alice: EnrolledPerson;
beforeAll(async () => {
  alice = await enrolledUser("alice");
});

/** The waiting calls of an object, so that a test can act once they wait. */
const waits = vi.spyOn(Listeners.prototype, "wait");
beforeEach(() => {
  waits.mockClear();
});
afterEach(() => {
  vi.useRealTimers();
});

const pollFor = (transactionId: string, seconds: number | string): Promise<Reply> =>
  request(`/validate/polltransaction?transaction_id=${transactionId}&wait=${seconds}`);

/** Polls of 20 seconds, which have begun to wait. */
async function waiting(transactionId: string, count = 1): Promise<{ states: Promise<string[]> }> {
  const before = waits.mock.calls.length;
  const replies = atOnce(count, () => pollFor(transactionId, 20));
  await vi.waitUntil(() => waits.mock.calls.length === before + count);
  return { states: replies.then((all) => all.map(stateOf)) };
}

const stateOf = (reply: Reply): string => reply.json.detail?.transaction_state ?? String(reply.status);
const cancel = (transactionId: string) => asAdmin("DELETE", `/token/challenges/transaction/${transactionId}`);

describe("a poll that waits", () => {
  it("says that the phone has answered, in the words of any other poll", async () => {
    const login = await trigger(alice);
    const reply = pollFor(login.transactionId, 20);
    await vi.waitUntil(() => waits.mock.calls.length === 1);
    await answer(login, login.right);
    const { time, ...waited } = (await reply).json;
    expect(waited).toMatchObject({
      result: { value: true, authentication: "ACCEPT" },
      detail: { challenge_status: "accept" },
    });
    const { time: later, ...plain } = (await poll(login.transactionId)).json;
    expect(waited).toEqual(plain);
  });

  it("may have the transaction_id in its path", async () => {
    const login = await trigger(alice);
    const reply = request(`/validate/polltransaction/${login.transactionId}?wait=20`);
    await vi.waitUntil(() => waits.mock.calls.length === 1);
    await answer(login, login.right);
    expect(stateOf(await reply)).toBe("answered");
  });

  it("is not ended by a wrong answer that leaves tries", async () => {
    const login = await trigger(alice);
    const { states } = await waiting(login.transactionId);
    await answer(login, login.wrong);
    await answer(login, login.right);
    expect(await states).toEqual(["answered"]);
  });

  it("says that too many answers were wrong", async () => {
    const { id } = await openLogin({ user: "alice", pass: "1234" }, await withSettings({ MAX_FAIL: "1" }));
    const { states } = await waiting(id);
    await post("/ttype/tiqr", {
      sessionKey: await sessionKeyFor(id),
      userId: "alice_realm1",
      response: "00000000",
      operation: "login",
    });
    expect(await states).toEqual(["blocked"]);
  });

  it("says that it was cancelled", async () => {
    const { transactionId } = await trigger(alice);
    const { states } = await waiting(transactionId);
    await cancel(transactionId);
    expect(await states).toEqual(["cancelled"]);
  });

  it("says that it has expired when it does, without an alarm", async () => {
    const { id } = await openLogin(
      { user: "alice", pass: "1234" },
      await withSettings({ CHALLENGE_VALIDITY_SECONDS: "1" }),
    );
    await runInDurableObject(await objectOf(id), (_, { storage }) => storage.deleteAlarm());
    const { states } = await waiting(id);
    expect(await states).toEqual(["expired"]);
  });

  it("says that it has expired when the alarm does so first", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { transactionId } = await trigger(alice);
    const { states } = await waiting(transactionId);
    vi.setSystemTime(Date.now() + VALIDITY_MS);
    await runDurableObjectAlarm(await objectOf(transactionId));
    expect(await states).toEqual(["expired"]);
  });

  it("says that it is still open when its seconds are over", async () => {
    expect(stateOf(await pollFor((await trigger(alice)).transactionId, 1))).toBe("open");
  });

  it.each([
    ["answered", () => answered(alice)],
    [
      "used",
      async () => {
        const login = await answered(alice);
        await endLogin(login);
        return login;
      },
    ],
    [
      "cancelled",
      async () => {
        const login = await trigger(alice);
        await cancel(login.transactionId);
        return login;
      },
    ],
    ["unknown", async () => (await realPorts()).transactions.make(randomBytes)],
    ["unknown", async () => ({ transactionId: "12345678901234567890" })],
  ] as [string, () => Promise<Pick<TestLogin, "transactionId">>][])(
    "does not wait for what is no longer open: %s",
    async (state, make) => {
      const { transactionId } = await make();
      expect(stateOf(await pollFor(transactionId, 20))).toBe(state);
      expect(waits).not.toHaveBeenCalled();
    },
  );

  it("does not wait when it is not asked to, or for no time", async () => {
    const { transactionId } = await trigger(alice);
    for (const seconds of ["0", "00", ""]) expect(stateOf(await pollFor(transactionId, seconds))).toBe("open");
    expect(stateOf(await poll(transactionId))).toBe("open");
    expect(waits).not.toHaveBeenCalled();
  });

  it("may take its 20 seconds, which is longer than any other request", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const login = await trigger(alice);
    const { states } = await waiting(login.transactionId);
    await vi.advanceTimersByTimeAsync(19_000);
    vi.useRealTimers();
    await answer(login, login.right);
    expect(await states).toEqual(["answered"]);
  });

  it("of an object that never answers ends in an error ten seconds later", async () => {
    const errors = vi.spyOn(console, "error").mockImplementation(() => {});
    const { transactionId } = await trigger(alice);
    const never = () => new Promise<never>(() => {});
    const objects = { getByName: () => ({ wait: never }) } as unknown as Env["TRANSACTION"];
    const send = await withSettings({ TRANSACTION: objects });
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const reply = requestOver(send, `/validate/polltransaction/${transactionId}?wait=20`);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(errorOf(await reply).slice(0, 2)).toEqual([503, 503]);
    errors.mockRestore();
  });

  it("keeps the object of its transaction from being evicted until it is answered", async () => {
    const login = await trigger(alice);
    const { states } = await waiting(login.transactionId);
    const evicted = evictDurableObject(await objectOf(login.transactionId));
    await answer(login, login.right);
    expect(await states).toEqual(["answered"]);
    await evicted;
    expect(stateOf(await poll(login.transactionId))).toBe("answered");
  });

  it("gives the current state if the platform restarts the object under it", async () => {
    const { transactionId } = await trigger(alice);
    const { states } = await waiting(transactionId, 2);
    const warnings = vi.spyOn(console, "warn").mockImplementation(() => {});
    await runInDurableObject(await objectOf(transactionId), (_, ctx) => ctx.abort("deployed again")).catch(() => {});
    expect(await states).toEqual(["open", "open"]);
    expect(warnings).toHaveBeenCalledTimes(2);
    warnings.mockRestore();
  });
});

describe("how many polls wait", () => {
  it("is limited for each transaction: one more is refused, and may poll without waiting", async () => {
    const login = await trigger(alice);
    const { states } = await waiting(login.transactionId, 8);
    const ninth = await pollFor(login.transactionId, 20);
    const text = "Too many listeners. Poll without wait.";
    expect(errorOf(ninth)).toEqual([429, 429, text]);
    expect(ninth.headers.get("Retry-After")).toBe("2");
    expect(stateOf(await poll(login.transactionId))).toBe("open");

    const other = await trigger(alice);
    const { states: others } = await waiting(other.transactionId);
    for (const each of [login, other]) await answer(each, each.right);
    expect(tally(await states)).toEqual({ answered: 8 });
    expect(await others).toEqual(["answered"]);
  });

  it("may be as many again once their seconds are over", async () => {
    const { transactionId } = await trigger(alice);
    const nine = async () => tally((await atOnce(9, () => pollFor(transactionId, 1))).map(stateOf));
    expect(await nine()).toEqual({ open: 8, 429: 1 });
    expect(await nine()).toEqual({ open: 8, 429: 1 });
  });
});

describe("wait", () => {
  it.each(["-1", "21", "1.5", "1e1", "0x5", " 5", "five", "true", "100", "99999999999999999999"])(
    "%j is refused before anything is asked",
    async (text) => {
      for (const id of ["12345678901234567890", (await trigger(alice)).transactionId]) {
        const reply = await pollFor(id, encodeURIComponent(text));
        const message = "ERR905: wait must be a whole number of seconds from 0 to 20";
        expect(errorOf(reply)).toEqual([400, 905, message]);
        expect(reply.headers.get("Access-Control-Allow-Origin")).toBe("*");
      }
      expect(waits).not.toHaveBeenCalled();
    },
  );

  it("is nothing that a check with a transaction_id knows", async () => {
    const { transactionId } = await trigger(alice);
    const reply = await post("/validate/check", { user: "alice", transaction_id: transactionId, wait: "x" });
    expect(reply.json.detail.message).toBe("Response did not match the challenge.");
    expect(waits).not.toHaveBeenCalled();
  });
});
