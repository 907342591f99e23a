// D1 fails, hangs, or answers too late, seen from inside the object: nothing is marked or counted,
// and the phone may try again.

import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type DatabaseHook, mendDatabaseOf, objectOf, storedText, watchDatabaseOf } from "../support/bindings.ts";
import {
  answer,
  answered,
  atOnce,
  endLogin,
  enrolledUser,
  responseOf,
  type TestLogin,
  tally,
  trigger,
} from "../support/login.ts";
import { check, poll } from "../support/service.ts";
import { rowOf, setRow } from "../support/storage/rows.ts";

const fails: DatabaseHook = () => Promise.reject(new Error("D1 is away"));
const failsAtOnce: DatabaseHook = () => {
  throw new Error("D1 is away");
};
const hangs: DatabaseHook = () => new Promise(() => {});
const AWAY: [string, DatabaseHook][] = [
  ["fails", fails],
  ["throws", failsAtOnce],
  ["hangs", hangs],
];

const logged = vi.spyOn(console, "error");
beforeEach(() => {
  logged.mockReset().mockImplementation(() => {});
});
afterEach(() => {
  vi.useRealTimers();
});

it.each(["right", "wrong"] as const)(
  "the try of a %s answer is stored with its judgement, not before",
  async (kind) => {
    const login = await trigger(await enrolledUser(`stored-${kind}`));
    const before = await storedText(login.transactionId);
    const meanwhile: unknown[] = [];
    await watchDatabaseOf(login.transactionId, async (_, next) => {
      meanwhile.push(await storedText(login.transactionId));
      return next();
    });
    await answer(login, login[kind]);
    expect(meanwhile).toEqual([before]);
    expect(JSON.parse((await storedText(login.transactionId)) ?? "")).toMatchObject({ charged: 1 });
  },
);

describe.each(AWAY)("when D1 %s", (how, hook) => {
  it.each(["right", "wrong"] as const)(
    "a %s answer hears INVALID_REQUEST, and succeeds or counts when D1 is back",
    async (kind) => {
      const alice = await enrolledUser(`alice-${how}-${kind}`);
      await setRow(alice.serial, { failcount: 2 });
      const login = await trigger(alice);
      const before = { row: await rowOf(alice.serial), challenge: await storedText(login.transactionId) };
      await watchDatabaseOf(login.transactionId, hook);
      expect(await answer(login, login[kind])).toBe("INVALID_REQUEST");
      expect({ row: await rowOf(alice.serial), challenge: await storedText(login.transactionId) }).toEqual(before);
      expect(logged).toHaveBeenCalledTimes(1);

      await mendDatabaseOf(login.transactionId);
      expect(await answer(login, login[kind])).toBe(kind === "right" ? "OK" : "INVALID_RESPONSE:7");
      expect((await rowOf(alice.serial)).failcount).toBe(kind === "right" ? 0 : 3);
    },
  );

  it("a finalization is asked to try again, and is accepted when D1 is back", async () => {
    const bob = await enrolledUser(`bob-${how}`);
    const login = await answered(bob);
    await watchDatabaseOf(login.transactionId, hook);
    const reply = await endLogin(login);
    expect([reply.status, reply.json.result.error.code]).toEqual([503, 503]);
    expect((await poll(login.transactionId)).json.detail.challenge_status).toBe("accept");
    await mendDatabaseOf(login.transactionId);
    expect((await endLogin(login)).json.result.value).toBe(true);
  });

  it("a response that an application brings is asked to try again, and is accepted when D1 is back", async () => {
    const carol = await enrolledUser(`carol-${how}`);
    const { user, transactionId, right } = await trigger(carol);
    await watchDatabaseOf(transactionId, hook);
    expect((await check({ user, transaction_id: transactionId, response: right })).status).toBe(503);
    await mendDatabaseOf(transactionId);
    expect((await check({ user, transaction_id: transactionId, response: right })).json.result.value).toBe(true);
  });
});

describe("a database that fails", () => {
  it("for more answers than a transaction has tries spends none of them", async () => {
    const dave = await enrolledUser("dave");
    const login = await trigger(dave);
    await watchDatabaseOf(login.transactionId, fails);
    for (let tries = 0; tries < 12; tries++) expect(await answer(login, login.right)).toBe("INVALID_REQUEST");
    // its next life has the database again
    await evictDurableObject(await objectOf(login.transactionId));
    expect(await answer(login, login.right)).toBe("OK");
  });

  it("for the first of two phones lets the other one win, and the first hears that it may try again", async () => {
    const erin = await enrolledUser("erin");
    const other = await enrolledUser("erin");
    const login = await trigger(erin);
    const rights = [login.right, await responseOf(other.phone, login.link)];
    let calls = 0;
    await watchDatabaseOf(login.transactionId, (_, next) =>
      ++calls === 1 ? Promise.reject(new Error("D1 is away")) : next(),
    );
    const words = tally(await Promise.all(rights.map((right) => answer(login, right))));
    expect(words).toEqual({ INVALID_REQUEST: 1, OK: 1 });
  });

  it("for one answer that comes many times at once remembers nothing, and the next one is judged", async () => {
    const elsa = await enrolledUser("elsa");
    const login = await trigger(elsa);
    let calls = 0;
    await watchDatabaseOf(login.transactionId, (call, next) => (++calls === 1 ? hangs(call, next) : next()));
    expect(tally(await atOnce(8, () => answer(login, login.right)))).toEqual({ INVALID_REQUEST: 8 });
    expect(await answer(login, login.right)).toBe("OK");
    expect(calls).toBe(2);
  });

  it("costs polls of either kind nothing", async () => {
    const frank = await enrolledUser("frank");
    const before = await rowOf(frank.serial);
    const login = await trigger(frank);
    await watchDatabaseOf(login.transactionId, fails);
    expect((await poll(login.transactionId)).json.detail.transaction_state).toBe("open");
    expect((await endLogin(login)).json.detail.message).toBe("Response did not match the challenge.");
    expect(await rowOf(frank.serial)).toEqual(before);
  });
});

describe("an answer that waits for D1", () => {
  /**
   * Holds the object's next call to D1 until `letGo`. A promise belongs to the object that made it,
   * so it is released in there.
   */
  async function held({ transactionId }: TestLogin) {
    let letGo: (() => void) | undefined;
    let passed = false;
    await watchDatabaseOf(transactionId, async (_, next) => {
      await new Promise<void>((resolve) => {
        letGo = resolve;
      });
      const result = await next();
      passed = true;
      return result;
    });
    return {
      arrived: () => vi.waitUntil(() => letGo !== undefined),
      letGo: async () => runInDurableObject(await objectOf(transactionId), () => letGo?.()),
      passed: () => vi.waitUntil(() => passed),
    };
  }

  it("does not keep others from looking", async () => {
    const grace = await enrolledUser("grace");
    const login = await trigger(grace);
    const { arrived, letGo } = await held(login);
    const word = answer(login, login.right);
    await arrived();
    expect((await poll(login.transactionId)).json.detail.transaction_state).toBe("open");
    await letGo();
    expect(await word).toBe("OK");
  });

  it("finds nothing to commit to when the alarms come first", async () => {
    const heidi = await enrolledUser("heidi");
    const login = await trigger(heidi);
    const object = await objectOf(login.transactionId);
    const { arrived, letGo } = await held(login);
    const word = answer(login, login.right);
    await arrived();
    vi.useFakeTimers({ toFake: ["Date"] });
    vi.setSystemTime(Date.now() + Number(env.CHALLENGE_VALIDITY_SECONDS) * 1000 + 10 * 60 * 1000);
    expect(await runDurableObjectAlarm(object)).toBe(true);
    await letGo();
    expect(await word).toBe("INVALID_CHALLENGE");
    expect(logged).not.toHaveBeenCalled();
    expect(await storedText(login.transactionId)).toBe(undefined);
  });

  it("too long has its statement applied late, which does no harm", async () => {
    const ivan = await enrolledUser("ivan");
    const login = await trigger(ivan);
    const { letGo, passed } = await held(login);
    expect(await answer(login, login.wrong)).toBe("INVALID_REQUEST");
    await letGo();
    await passed();
    expect((await rowOf(ivan.serial)).failcount).toBe(1);
    await mendDatabaseOf(login.transactionId);
    expect(await answer(login, login.right)).toBe("OK");
    expect((await rowOf(ivan.serial)).failcount).toBe(0);
  });
});
