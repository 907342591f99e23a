// What the objects of endpoints do when the bell is rung: each looks now, unless it waits for its
// next try. Only the network is not real.

import {
  createExecutionContext,
  createMessageBatch,
  getQueueResult,
  runDurableObjectAlarm,
  runInDurableObject,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import service from "../../../src/index.ts";
import { runSql } from "../../support/audit.ts";
import { admin, initToken, request, resultOf } from "../../support/service.ts";

const HOUR_MS = 60 * 60 * 1000;

const sent: string[] = [];
const well = () => new Response(null, { status: 204 });
let answer: () => Response | Promise<Response> = well;
vi.spyOn(globalThis, "fetch").mockImplementation(async (_, init) => {
  sent.push(JSON.parse(String(init?.body)).data.serial);
  return answer();
});
beforeAll(async () => {
  await admin();
});
afterEach(async () => {
  await runSql("DELETE FROM event_endpoint");
  sent.length = 0;
  answer = well;
});

const stub = (id: string) => env.EVENTS.getByName(id);
const inside = <Told>(id: string, look: (storage: DurableObjectStorage) => Told) =>
  runInDurableObject(stub(id), (_, { storage }) => look(storage));
const stateOf = (id: string) => inside(id, ({ kv }) => kv.get<{ readonly failures: number }>("state"));
const alarmOf = (id: string) => inside(id, (storage) => storage.getAlarm());
const runAlarm = (id: string) => runDurableObjectAlarm(stub(id));
const looksInAnHour = (id: string) => inside(id, (storage) => storage.setAlarm(Date.now() + HOUR_MS));
const giveQueue = (id: string, more: object = { EVENTS_QUEUE: {} }) =>
  runInDurableObject(stub(id), (instance) => {
    const object = instance as unknown as { env: Env };
    object.env = { ...object.env, ...more };
  });

/** An endpoint that was made long ago, hears the bell, and would look by itself in an hour only. */
async function make(): Promise<string> {
  const response = await request("/events/endpoints", {
    method: "POST",
    headers: { ...(await admin()), "Content-Type": "application/json" },
    body: JSON.stringify({ url: "https://siem.example.org/in", events: ["ENROLLMENT_BEGUN"] }),
  });
  const { id } = resultOf(response);
  await giveQueue(id);
  await inside(id, ({ kv }) => kv.put("state", { ...kv.get<object>("state"), wokenAtMs: 0 }));
  await vi.waitFor(async () => {
    await runAlarm(id);
    expect(await alarmOf(id)).toBeGreaterThan(Date.now() + 30_000);
  });
  await looksInAnHour(id);
  return id;
}

/** A batch of messages, as the Queue hands it over. */
async function ring(bindings: Env = env) {
  const messages = ["one", "two", "three"].map((id) => ({ id, timestamp: Date.now(), attempts: 1, body: "" }));
  const batch = createMessageBatch("bell", messages);
  await service.queue(batch, bindings);
  return getQueueResult(batch, createExecutionContext());
}

const untilSent = (...serials: string[]) => vi.waitFor(() => expect(sent).toEqual(serials), { timeout: 20_000 });
const fails = () => new Response(null, { status: 500 });
/** Holds an answer until the returned function is called. */
function hold(): () => void {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  answer = async () => {
    await held;
    return well();
  };
  return () => release();
}

describe("the bell lets", () => {
  it("every enabled endpoint look now, once for a batch, and then once a minute", async () => {
    const [one, two] = [await make(), await make()];
    await initToken({ user: "ada", serial: "RUNG-1" });
    const result = await ring();
    expect([result.retryBatch.retry, result.retryMessages]).toEqual([false, []]);
    await untilSent("RUNG-1", "RUNG-1");
    for (const id of [one, two])
      await vi.waitFor(async () => {
        const alarmMs = (await alarmOf(id)) ?? 0;
        expect(alarmMs).toBeGreaterThan(Date.now() + 30_000);
        expect(alarmMs).toBeLessThanOrEqual(Date.now() + 60_000);
      });
  });

  it("an endpoint that waits for its next try go on waiting", async () => {
    const id = await make();
    answer = fails;
    await initToken({ user: "ada", serial: "RUNG-2" });
    await ring();
    await vi.waitFor(async () => expect((await stateOf(id))?.failures).toBe(1), { timeout: 20_000 });
    await looksInAnHour(id);
    await ring();
    expect(await alarmOf(id)).toBeGreaterThan(Date.now() + HOUR_MS / 2);
    expect(sent).toEqual(["RUNG-2"]);
  });

  it.each([
    ["is looking", 0],
    ["is ending the failures of before", 5],
  ])("an object whose alarm %s look once more afterwards", async (_, failures) => {
    const id = await make();
    await inside(id, ({ kv }) => kv.put("state", { ...kv.get<object>("state"), failures }));
    const release = hold();
    await initToken({ user: "ada", serial: "RUNG-3" });
    await inside(id, (storage) => storage.setAlarm(Date.now()));
    await untilSent("RUNG-3");
    // The rows of this look were read before this one was written.
    await initToken({ user: "ada", serial: "RUNG-4" });
    await ring();
    release();
    await untilSent("RUNG-3", "RUNG-4");
  });

  it("an endpoint whose object was never woken begin", async () => {
    const id = await make();
    await inside(id, (storage) => storage.deleteAll());
    await ring();
    expect((await stateOf(id))?.failures).toBe(0);
  });

  it("an object whose endpoint is gone forget everything again", async () => {
    const id = await make();
    await runSql("DELETE FROM event_endpoint");
    await inside(id, (storage) => storage.deleteAll());
    await stub(id).ring(id);
    await vi.waitFor(async () => expect(await stateOf(id)).toBeUndefined(), { timeout: 20_000 });
  });

  it("disabled endpoints sleep", async () => {
    const id = await make();
    await runSql("UPDATE event_endpoint SET disabled_at_ms = 1");
    await ring();
    expect(await alarmOf(id)).toBeGreaterThan(Date.now() + HOUR_MS / 2);
  });

  it("the others look when one object fails, and then the batch comes again", async () => {
    await make();
    await make();
    let calls = 0;
    const overloaded = { ring: () => Promise.reject(new Error("overloaded")) };
    const EVENTS = { getByName: (id: string) => (calls++ === 0 ? overloaded : stub(id)) };
    await initToken({ user: "ada", serial: "RUNG-5" });
    await expect(ring({ ...env, EVENTS } as unknown as Env)).rejects.toThrow("overloaded");
    await untilSent("RUNG-5");
  });
});

it("no object is rung under another jurisdiction than that of the first use", async () => {
  const id = await make();
  await runSql("INSERT OR REPLACE INTO jurisdiction (id, name) VALUES (1, 'eu')");
  await expect(ring()).rejects.toThrow('JURISDICTION must be "eu"');
  await runSql("DELETE FROM jurisdiction");
  expect(await alarmOf(id)).toBeGreaterThan(Date.now() + HOUR_MS / 2);
});

it("without the Queue an endpoint looks every five seconds, as soon as the binding is gone", async () => {
  const id = await make();
  await giveQueue(id, { EVENTS_QUEUE: undefined });
  await runAlarm(id);
  expect(await alarmOf(id)).toBeLessThanOrEqual(Date.now() + 5000);
});

it("for a minute after a change an endpoint looks every five seconds, because not all who ring know of it yet", async () => {
  const id = await make();
  const now = Date.now();
  const clock = vi.spyOn(Date, "now").mockImplementation(() => now);
  for (const [agoMs, everyMs] of [
    [59_999, 5000],
    [60_000, 60_000],
  ] as const) {
    await inside(id, ({ kv }) => kv.put("state", { ...kv.get<object>("state"), wokenAtMs: now - agoMs }));
    await runAlarm(id);
    expect(await alarmOf(id)).toBe(now + everyMs);
  }
  clock.mockRestore();
  await stub(id).wake(id);
  await vi.waitFor(async () => expect(await alarmOf(id)).toBeGreaterThan(Date.now()), { timeout: 20_000 });
  expect(await alarmOf(id)).toBeLessThanOrEqual(Date.now() + 5000);
});
