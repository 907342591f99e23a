// WebSockets at /validate/events/<transaction_id>: the messages to a listener, the right to listen,
// and the number of listeners.

import { evictDurableObject, listDurableObjectIds, runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { FINALIZE_GRACE_MS } from "../../../src/core/login/transaction/challenge.ts";
import { breakStorage, objectOf } from "../../support/bindings.ts";
import { openListener, says, upgrade } from "../../support/events.ts";
import { sessionKeyFor } from "../../support/house/names.ts";
import {
  answer,
  answered,
  atOnce,
  type EnrolledPerson,
  endLogin,
  enrolledUser,
  randomBytes,
  trigger,
} from "../../support/login.ts";
import { asAdmin, errorOf, openLogin, post, request, requestOver, withSettings } from "../../support/service.ts";
import { realPorts } from "../../support/storage/ports.ts";

const VALIDITY_MS = Number(env.CHALLENGE_VALIDITY_SECONDS) * 1000;
const TOMBSTONE_MS = 10 * 60 * 1000;

let alice: EnrolledPerson;
beforeAll(async () => {
  alice = await enrolledUser("alice");
});
afterEach(() => {
  vi.useRealTimers();
});

const cancel = (transactionId: string) => asAdmin("DELETE", `/token/challenges/transaction/${transactionId}`);

describe("a listener", () => {
  it("receives the current state, then each change, and the close after the last", async () => {
    const login = await trigger(alice);
    const listener = await openListener(login.transactionId);
    await listener.hears(says("open"));
    expect(await answer(login, login.right)).toBe("OK");
    await listener.hears(says("open"), says("answered"));
    expect((await endLogin(login)).json.result.value).toBe(true);
    await listener.hears(says("open"), says("answered"), says("used"), "closed 1000");
  });

  it("receives nothing without a change: a wrong answer, the right one again, polls", async () => {
    const login = await trigger(alice);
    const listener = await openListener(login.transactionId);
    expect(await answer(login, login.wrong)).toMatch(/^INVALID_RESPONSE/);
    await request(`/validate/polltransaction/${login.transactionId}`);
    expect(await answer(login, login.right)).toBe("OK");
    expect(await answer(login, login.right)).toBe("OK");
    await cancel(login.transactionId);
    await listener.hears(says("open"), says("answered"), says("cancelled"), "closed 1000");
  });

  it("learns that too many answers were wrong", async () => {
    const { id } = await openLogin({ user: "alice", pass: "1234" }, await withSettings({ MAX_FAIL: "1" }));
    const listener = await openListener(id);
    await post("/ttype/tiqr", {
      sessionKey: await sessionKeyFor(id),
      userId: "alice_realm1",
      response: "00000000",
      operation: "login",
    });
    await listener.hears(says("open"), says("blocked"), "closed 1000");
  });

  it.each(["open", "answered"] as const)("hears from the alarm that an %s challenge has expired", async (state) => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { transactionId } = await (state === "open" ? trigger(alice) : answered(alice));
    const listener = await openListener(transactionId);
    await listener.hears(says(state));
    vi.setSystemTime(Date.now() + VALIDITY_MS + (state === "answered" ? FINALIZE_GRACE_MS : 0));
    await runDurableObjectAlarm(await objectOf(transactionId));
    await listener.hears(says(state), says("expired"), "closed 1000");
  });

  it("learns that its challenge has expired even from an alarm so late that everything is removed", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { transactionId } = await trigger(alice);
    const listener = await openListener(transactionId);
    vi.setSystemTime(Date.now() + VALIDITY_MS + TOMBSTONE_MS);
    await runDurableObjectAlarm(await objectOf(transactionId));
    await listener.hears(says("open"), says("expired"), "closed 1000");
  });

  it("that comes late receives the current state, and the close if that is the last", async () => {
    const login = await answered(alice);
    const early = await openListener(login.transactionId);
    await early.hears(says("answered"));
    await endLogin(login);
    await (await openListener(login.transactionId)).hears(says("used"), "closed 1000");
    await early.hears(says("answered"), says("used"), "closed 1000");
  });

  it("of a transaction that never existed learns so, without an object if its id is made up", async () => {
    const { make } = (await realPorts()).transactions;
    const { transactionId } = await make(randomBytes);
    await (await openListener(transactionId)).hears(says("unknown"), "closed 1000");
    const before = (await listDurableObjectIds(env.TRANSACTION)).map(String);
    for (const id of ["00000000000000000000", "1", "x", "9".repeat(500)])
      await (await openListener(id)).hears(says("unknown"), "closed 1000");
    expect((await listDurableObjectIds(env.TRANSACTION)).map(String)).toEqual(before);
  });

  it("receives nothing that could not be stored", async () => {
    const errors = vi.spyOn(console, "error").mockImplementation(() => {});
    const login = await trigger(alice);
    const { transactionId } = login;
    const listener = await openListener(transactionId);
    const mend = await breakStorage(transactionId);
    expect((await cancel(transactionId)).status).toBe(503);
    expect((await request(`/validate/polltransaction/${transactionId}`)).json.detail.transaction_state).toBe("open");
    await mend();
    expect(await answer(login, login.right)).toBe("OK");
    await listener.hears(says("open"), says("answered"));
    errors.mockRestore();
  });

  it("hibernates: its object is gone, and it still receives each change once", async () => {
    const login = await trigger(alice);
    const listener = await openListener(login.transactionId);
    const hibernate = async () => evictDurableObject(await objectOf(login.transactionId), { webSockets: "hibernate" });
    await hibernate();
    expect(await answer(login, login.wrong)).toMatch(/^INVALID_RESPONSE/);
    await hibernate();
    expect(await answer(login, login.right)).toBe("OK");
    await listener.hears(says("open"), says("answered"));
    await hibernate();
    await endLogin(login);
    await listener.hears(says("open"), says("answered"), says("used"), "closed 1000");
  });

  it("that sends anything is closed, and the others continue to receive", async () => {
    const login = await trigger(alice);
    const others = await openListener(login.transactionId);
    for (const garbage of ["", "{", "x".repeat(100_000), new Uint8Array([0, 255, 254])]) {
      const loud = await openListener(login.transactionId);
      await loud.hears(says("open"));
      for (let times = 0; times < 3; times++) loud.socket.send(garbage);
      await loud.hears(says("open"), "closed 1008");
    }
    await answer(login, login.right);
    await others.hears(says("open"), says("answered"));
  });
});

describe("how many listen", () => {
  it("is bounded for each transaction, and each close makes room", async () => {
    const { transactionId } = await trigger(alice);
    const listeners = await atOnce(8, () => openListener(transactionId));
    const ninth = await upgrade(transactionId);
    expect([ninth.status, ninth.headers.get("Retry-After")]).toEqual([429, "2"]);
    expect(await ninth.json()).toMatchObject({ detail: null, result: { status: false, error: { code: 429 } } });
    await (await openListener((await trigger(alice)).transactionId)).hears(says("open"));

    const [first] = listeners;
    first?.socket.close(1000);
    await first?.hears(says("open"), "closed 1000");
    await (await openListener(transactionId)).hears(says("open"));
    expect((await upgrade(transactionId)).status).toBe(429);

    await cancel(transactionId);
    for (const listener of listeners.slice(1)) await listener.hears(says("open"), says("cancelled"), "closed 1000");
  });
});

describe("an upgrade", () => {
  it("is needed: without it the path names the protocol that it speaks, in the envelope", async () => {
    const { transactionId } = await trigger(alice);
    for (const headers of [{}, { Upgrade: "h2c" }] as Record<string, string>[]) {
      const reply = await request(`/validate/events/${transactionId}`, { headers });
      const text =
        "This path speaks WebSocket. Without one, poll /validate/polltransaction or /validate/pollenrollment.";
      expect(errorOf(reply)).toEqual([426, 426, text]);
      expect(reply.headers.get("Upgrade")).toBe("websocket");
    }
  });

  it("may be written in any case", async () => {
    const { transactionId } = await trigger(alice);
    expect((await upgrade(transactionId, { Upgrade: "WebSocket" })).status).toBe(101);
  });

  it("of an object that never answers ends in an error", async () => {
    const errors = vi.spyOn(console, "error").mockImplementation(() => {});
    const { transactionId } = await trigger(alice);
    const never = () => new Promise<never>(() => {});
    const objects = { getByName: () => ({ fetch: never }) } as unknown as Env["TRANSACTION"];
    const send = await withSettings({ TRANSACTION: objects });
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const reply = upgrade(transactionId, {}, send);
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await reply).status).toBe(503);
    errors.mockRestore();
  });

  it("is open to the pages of the configured origins, to our own, and to programs other than browsers", async () => {
    const send = await withSettings({ POLL_ALLOWED_ORIGINS: "https://app.example" });
    const { transactionId } = await trigger(alice);
    const status = async (headers: Record<string, string>) => (await upgrade(transactionId, headers, send)).status;
    for (const Origin of ["https://app.example", "https://tiqr.test"]) expect(await status({ Origin })).toBe(101);
    expect(await status({})).toBe(101);
    for (const Origin of ["https://app.example.evil", "http://app.example", "http://tiqr.test", "null"]) {
      const path = `/validate/events/${transactionId}`;
      const reply = await requestOver(send, path, { headers: { Upgrade: "websocket", Origin } });
      expect(errorOf(reply)).toEqual([403, 303, "ERR303: Pages of this origin may not listen here."]);
    }
  });

  it("is open to the pages of any origin if the setting says so, and only to ours if it is empty", async () => {
    const { transactionId } = await trigger(alice);
    expect((await upgrade(transactionId, { Origin: "https://anywhere.example" })).status).toBe(101);
    const none = await withSettings({ POLL_ALLOWED_ORIGINS: "" });
    expect((await upgrade(transactionId, { Origin: "https://anywhere.example" }, none)).status).toBe(403);
    expect((await upgrade(transactionId, { Origin: "https://tiqr.test" }, none)).status).toBe(101);
  });
});
