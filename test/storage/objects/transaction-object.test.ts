import { evictDurableObject, listDurableObjectIds, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { FINALIZE_GRACE_MS } from "../../../src/core/login/transaction/challenge.ts";
import { Listeners } from "../../../src/storage/objects/listeners.ts";
import { objectOf } from "../../support/bindings.ts";
import { answer, answered, endLogin, enrolledUser, randomBytes, trigger } from "../../support/login.ts";
import { asAdmin, check, polledState, post } from "../../support/service.ts";
import { realPorts } from "../../support/storage/ports.ts";

const ports = await realPorts();
const VALIDITY_MS = Number(env.CHALLENGE_VALIDITY_SECONDS) * 1000;
const TOMBSTONE_MS = 10 * 60 * 1000;

const alice = await enrolledUser("alice");
afterEach(() => {
  vi.useRealTimers();
});

/** Stops the clock at the present, so that it can be set. */
function stopClock(): number {
  vi.useFakeTimers({ toFake: ["Date"] });
  return Date.now();
}

/** The reply to a phone that answers under a text. */
const answerUnder = async (sessionKey: string): Promise<string> =>
  (await post("/ttype/tiqr", { sessionKey, userId: "x", response: "12345678", operation: "login" })).text;

/** Everything that the object of an id has stored, with its hidden tables. */
const storedIn = async (transactionId: string) =>
  runInDurableObject(await objectOf(transactionId), async (_, { storage }) => {
    const alarm = await storage.getAlarm();
    const tables = storage.sql.exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'").toArray();
    const text = storage.kv.get<string>("challenge") ?? "";
    return { tables: tables.map(({ name }) => name), text, alarm };
  });
const NOTHING = { tables: [], text: "", alarm: null };

describe("the object of a transaction", () => {
  it("refuses to open twice, and keeps the first challenge", async () => {
    const { transactionId } = await trigger(alice);
    const before = await storedIn(transactionId);
    const challenge = JSON.parse(before.text);
    expect(await ports.transactions.open({ ...challenge, question: "ffffffffff", user: "mallory" })).toBe(false);
    expect(await storedIn(transactionId)).toEqual(before);
  });

  it("stores its challenge and an alarm at its expiry when it opens", async () => {
    const nowMs = stopClock();
    const { transactionId } = await trigger(alice);
    const { text, alarm } = await storedIn(transactionId);
    expect(text).toContain(alice.serial);
    expect(text).not.toContain(transactionId);
    expect(alarm).toBe(nowMs + VALIDITY_MS);
  });

  it("stores no response that it has judged, and tells its sender the same until it removes itself", async () => {
    const nowMs = stopClock();
    const login = await trigger(alice);
    const words = [await answer(login, login.wrong), await answer(login, login.right)];
    expect(words).toEqual(["INVALID_RESPONSE:9", "OK"]);
    const { text } = await storedIn(login.transactionId);
    expect(text).not.toMatch(`${login.wrong}|${login.right}`);
    const digest = expect.stringMatching(/^[0-9a-f]{32}$/);
    const reason = { code: "wrong-response", attemptsLeft: 9 };
    expect(JSON.parse(text).judged).toEqual([
      { digest, refused: reason },
      { digest, refused: null },
    ]);
    const object = await objectOf(login.transactionId);
    await evictDurableObject(object);
    expect([await answer(login, login.wrong), await answer(login, login.right)]).toEqual(words);
    vi.setSystemTime(nowMs + VALIDITY_MS + FINALIZE_GRACE_MS);
    await runDurableObjectAlarm(object);
    expect([await answer(login, login.wrong), await answer(login, login.right)]).toEqual(words);
    vi.setSystemTime(nowMs + VALIDITY_MS + TOMBSTONE_MS);
    await runDurableObjectAlarm(object);
    expect(await answer(login, login.right)).toBe("INVALID_CHALLENGE");
  });

  it("stores nothing at a look at an id that was never opened", async () => {
    const { transactionId: id, sessionKey } = await ports.transactions.make(randomBytes);
    expect(await polledState(id)).toBe("unknown");
    expect(await answerUnder(sessionKey)).toBe("INVALID_CHALLENGE");
    expect((await endLogin({ transactionId: id, user: "alice" })).json.detail.message).toBe("wrong otp pin");
    expect((await asAdmin("DELETE", `/token/challenges/transaction/${id}`)).json.result.value.deleted).toBe(0);
    expect(await storedIn(id)).toEqual(NOTHING);
  });

  it("is not touched by an id that is made up", async () => {
    await trigger(alice);
    const before = (await listDurableObjectIds(env.TRANSACTION)).map(String);
    expect(before.length).toBeGreaterThan(0);
    for (const transactionId of ["00000000000000000000", "12345678901234567890", "1", "x", "9".repeat(500)]) {
      expect(await polledState(transactionId)).toBe("unknown");
      expect(await answerUnder(transactionId)).toBe("INVALID_CHALLENGE");
      expect((await endLogin({ transactionId, user: "alice" })).json.detail.message).toBe("wrong otp pin");
      const offline = await check({ user: "alice", transaction_id: transactionId, response: "12345678" });
      expect(offline.json.detail.message).toBe("wrong otp pin");
      const cancelled = await asAdmin("DELETE", `/token/challenges/transaction/${transactionId}`);
      expect(cancelled.json.result.value.deleted).toBe(0);
    }
    expect((await listDurableObjectIds(env.TRANSACTION)).map(String)).toEqual(before);
  });
});

describe("a wait", () => {
  it("is over at once when the login is not open", async () => {
    const waits = vi.spyOn(Listeners.prototype, "wait");
    const { transactionId } = await answered(alice);
    const { transactionId: never } = await ports.transactions.make(randomBytes);
    for (const [id, state] of [
      [transactionId, "answered"],
      [never, "unknown"],
    ] as const)
      expect(await (await objectOf(id)).wait(100)).toBe(state);
    expect(waits).not.toHaveBeenCalled();
    waits.mockRestore();
  });

  it("lasts no longer than the login, and gives no state when too many wait", async () => {
    const nowMs = stopClock();
    const { transactionId } = await trigger(alice);
    const waits = vi.spyOn(Listeners.prototype, "wait").mockReturnValue(undefined);
    vi.setSystemTime(nowMs + VALIDITY_MS - 5);
    expect(await (await objectOf(transactionId)).wait(1000)).toBeUndefined();
    expect(waits.mock.calls).toEqual([[0, 5]]);
    waits.mockRestore();
  });
});

it("the rules of a login are made once, and again for other settings or the database that the login turns out to have", async () => {
  const { sessionKey } = await ports.transactions.make(randomBytes);
  const challenge = JSON.parse((await storedIn((await trigger(alice)).transactionId)).text);
  await runInDurableObject(env.TRANSACTION.getByName(sessionKey), async (object) => {
    const inside = object as unknown as { env: Env };
    const read: string[] = [];
    const watched = (of: Env) =>
      new Proxy(of, {
        get: (from, name) => {
          read.push(String(name));
          return Reflect.get(from, name);
        },
      });
    /** The settings are read first, and then the database. */
    const database = async () => {
      read.length = 0;
      await object.lookListed();
      return read.filter((name) => /^DB(_|$)/.test(name)).at(-1);
    };
    inside.env = watched(inside.env);
    expect([await database(), await database()]).toEqual(["DB", undefined]);
    await object.open({ ...challenge, sessionKey, database: "DB_1" });
    expect([await database(), await database()]).toEqual(["DB_1", undefined]);
    inside.env = watched(inside.env);
    expect(await database()).toBe("DB_1");
  });
});

describe("the alarm", () => {
  it("of an object that has lost its challenge does nothing", async () => {
    const { transactionId } = await ports.transactions.make(randomBytes);
    await runInDurableObject(await objectOf(transactionId), (object) => object.alarm());
    expect(await storedIn(transactionId)).toEqual(NOTHING);
  });

  it("that comes early changes nothing and is set again", async () => {
    const nowMs = stopClock();
    const login = await trigger(alice);
    const before = await storedIn(login.transactionId);
    vi.setSystemTime(nowMs + VALIDITY_MS - 1);
    expect(await runDurableObjectAlarm(await objectOf(login.transactionId))).toBe(true);
    expect(await storedIn(login.transactionId)).toEqual(before);
    expect(await answer(login, login.right)).toBe("OK");
  });

  it("leaves at expiry a tombstone without secrets, and ten minutes later nothing", async () => {
    const nowMs = stopClock();
    const { transactionId, link } = await trigger(alice);
    const question = link.split("/")[4] as string;
    const { text } = await storedIn(transactionId);
    const { sealedSecret } = JSON.parse(text).candidates[0];
    expect(text).toContain(question);

    vi.setSystemTime(nowMs + VALIDITY_MS);
    expect(await runDurableObjectAlarm(await objectOf(transactionId))).toBe(true);
    const tombstone = await storedIn(transactionId);
    expect(tombstone.text).toContain(alice.serial);
    expect(tombstone.text).not.toContain(question);
    expect(tombstone.text).not.toContain(sealedSecret);
    expect(tombstone.alarm).toBe(nowMs + VALIDITY_MS + TOMBSTONE_MS);
    expect(await polledState(transactionId)).toBe("expired");

    vi.setSystemTime(nowMs + VALIDITY_MS + TOMBSTONE_MS);
    expect(await runDurableObjectAlarm(await objectOf(transactionId))).toBe(true);
    expect(await storedIn(transactionId)).toEqual(NOTHING);
    expect(await polledState(transactionId)).toBe("unknown");
  });

  it("leaves an answer that was used known as used, and an unused one as expired", async () => {
    const nowMs = stopClock();
    const [done, unused] = [await answered(alice), await answered(alice)];
    expect((await endLogin(done)).json.result.value).toBe(true);
    vi.setSystemTime(nowMs + VALIDITY_MS);
    for (const [{ transactionId }, state, graceMs] of [
      [done, "used", 0],
      [unused, "expired", FINALIZE_GRACE_MS],
    ] as const) {
      vi.setSystemTime(nowMs + VALIDITY_MS + graceMs);
      await runDurableObjectAlarm(await objectOf(transactionId));
      await evictDurableObject(await objectOf(transactionId));
      expect(await polledState(transactionId)).toBe(state);
    }
    expect((await endLogin(unused)).json.result.value).toBe(false);
  });

  it("at the expiry of an answered one comes again after its grace, and takes nothing from a finalization", async () => {
    const nowMs = stopClock();
    const [done, unused] = [await answered(alice), await answered(alice)];
    const endsAtMs = nowMs + VALIDITY_MS + FINALIZE_GRACE_MS;
    vi.setSystemTime(nowMs + VALIDITY_MS);
    for (const { transactionId } of [done, unused]) {
      expect(await runDurableObjectAlarm(await objectOf(transactionId))).toBe(true);
      expect((await storedIn(transactionId)).alarm).toBe(endsAtMs);
      await evictDurableObject(await objectOf(transactionId));
      expect(await polledState(transactionId)).toBe("answered");
    }
    expect((await endLogin(done)).json.result.value).toBe(true);

    vi.setSystemTime(endsAtMs);
    for (const [{ transactionId }, state] of [
      [done, "used"],
      [unused, "expired"],
    ] as const) {
      expect(await runDurableObjectAlarm(await objectOf(transactionId))).toBe(true);
      expect(await polledState(transactionId)).toBe(state);
      expect((await storedIn(transactionId)).alarm).toBe(nowMs + VALIDITY_MS + TOMBSTONE_MS);
    }
  });

  it("does not end a transaction: the clock does, even if the alarm is late", async () => {
    const nowMs = stopClock();
    const [open, done] = [await trigger(alice), await answered(alice)];
    vi.setSystemTime(nowMs + VALIDITY_MS);
    expect(await polledState(open.transactionId)).toBe("expired");
    expect(await answer(open, open.right)).toBe("INVALID_CHALLENGE");
    expect(await answer(open, open.wrong)).toBe("INVALID_CHALLENGE");
    vi.setSystemTime(nowMs + VALIDITY_MS + FINALIZE_GRACE_MS);
    expect(await polledState(done.transactionId)).toBe("expired");
    expect((await endLogin(done)).json.result.value).toBe(false);
  });
});

describe("an eviction", () => {
  it("loses nothing at any step: open, answered, used", async () => {
    const login = await trigger(alice);
    const object = await objectOf(login.transactionId);
    expect(await answer(login, login.wrong)).toBe("INVALID_RESPONSE:9");

    await evictDurableObject(object);
    expect(await polledState(login.transactionId)).toBe("open");
    expect(JSON.parse((await storedIn(login.transactionId)).text)).toMatchObject({ charged: 1, failed: 1 });
    expect(await answer(login, login.right)).toBe("OK");

    await evictDurableObject(object);
    expect(await polledState(login.transactionId)).toBe("answered");
    expect(await answer(login, login.right)).toBe("OK");
    await evictDurableObject(object);
    expect((await endLogin(login)).json.result.value).toBe(true);

    await evictDurableObject(object);
    expect(await polledState(login.transactionId)).toBe("used");
    expect((await endLogin(login)).json.result.value).toBe(false);
  });
});
