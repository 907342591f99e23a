// Endpoints that fail, wait, are given up, or change while their messages are being sent. Only the
// network is not real.

import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { keepEndpointsAwake } from "../../../src/storage/webhooks/store.ts";
import { admin, initToken, type Reply, request, resultOf } from "../../support/service.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

const sent: { readonly url: string; readonly serial: string }[] = [];
const well = () => new Response(null, { status: 204 });
let answer: () => Response | Promise<Response> = well;
vi.spyOn(globalThis, "fetch").mockImplementation(async (url, init) => {
  sent.push({ url: String(url), serial: JSON.parse(String(init?.body)).data.serial });
  return answer();
});
beforeAll(async () => {
  await admin();
});
afterEach(async () => {
  // The objects of the endpoints before would send the events of the next test.
  await env.DB.prepare("DELETE FROM event_endpoint").run();
  sent.length = 0;
  answer = well;
});

const send = async (method: string, path: string, body?: unknown): Promise<Reply> =>
  request(`/events/endpoints${path}`, {
    method,
    headers: { ...(await admin()), ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
/** Endpoints of one event word, so that the calls of a test send nothing by themselves. */
const make = async (): Promise<string> =>
  resultOf(await send("POST", "", { url: "https://siem.example.org/in", events: ["ENROLLMENT_BEGUN"] })).id;

interface State {
  readonly failures: number;
  readonly failingSinceMs: number;
}
const stub = (id: string) => env.EVENTS.getByName(id);
const ring = (id: string) => runDurableObjectAlarm(stub(id));
const stateOf = (id: string) => runInDurableObject(stub(id), (_, { storage }) => storage.kv.get<State>("state"));
const alarmOf = (id: string) => runInDurableObject(stub(id), (_, { storage }) => storage.getAlarm());
/** As after tries that have failed for so long. */
const failedFor = (id: string, ms: number) =>
  runInDurableObject(stub(id), (_, { storage }) => {
    const state = storage.kv.get<State>("state");
    storage.kv.put("state", { ...state, failures: 30, failingSinceMs: Date.now() - ms });
  });
const untilFailed = (id: string) =>
  vi.waitFor(async () => {
    await ring(id);
    expect((await stateOf(id))?.failures).toBeGreaterThan(0);
  });
const fails = () => new Response(null, { status: 500 });

it("an endpoint that waits before its next try goes on waiting when cron comes", async () => {
  const id = await make();
  answer = fails;
  await initToken({ user: "ada", serial: "WAIT-1" });
  await untilFailed(id);
  await failedFor(id, DAY_MS);
  await ring(id);
  const waitsUntilMs = await alarmOf(id);
  expect(waitsUntilMs).toBeGreaterThan(Date.now() + 60 * 60 * 1000);
  await keepEndpointsAwake(env.DB, env.EVENTS);
  expect(await alarmOf(id)).toBe(waitsUntilMs);
});

it("an endpoint whose alarm was lost goes on when cron comes, and its failures are not forgotten", async () => {
  const id = await make();
  await failedFor(id, DAY_MS);
  await runInDurableObject(stub(id), (_, { storage }) => storage.deleteAlarm());
  await keepEndpointsAwake(env.DB, env.EVENTS);
  await vi.waitFor(async () => expect(await alarmOf(id)).not.toBeNull());
  expect((await stateOf(id))?.failures).toBe(30);
});

it("an endpoint that was given up, and is enabled again, is not given up at the next failure", async () => {
  const id = await make();
  answer = fails;
  await initToken({ user: "ada", serial: "GIVEN-1" });
  await untilFailed(id);
  await failedFor(id, 4 * DAY_MS);
  await ring(id);
  expect(resultOf(await send("GET", `/${id}`))).toMatchObject({
    enabled: false,
    disabled_at: expect.stringMatching(/^20/),
    disabled_fault: "status 500",
  });
  const rows = await env.DB.prepare("SELECT action, success FROM audit WHERE event = 'ENDPOINT_GIVEN_UP'").all();
  expect(rows.results).toEqual([{ action: `ALARM /events/endpoints/${id}`, success: 1 }]);
  await send("PATCH", `/${id}`, { enabled: true });
  await untilFailed(id);
  expect(resultOf(await send("GET", `/${id}`))).toMatchObject({
    enabled: true,
    disabled_at: null,
    disabled_fault: null,
  });
});

it("events that an endpoint does not want do not end its failures", async () => {
  const id = await make();
  await failedFor(id, DAY_MS);
  await send("GET", "/of-no-endpoint");
  await ring(id);
  expect((await stateOf(id))?.failures).toBe(30);
});

it.each([
  ["deleted", (id: string) => send("DELETE", `/${id}`), ["https://siem.example.org/in HOLD-1"]],
  ["disabled", (id: string) => send("PATCH", `/${id}`, { enabled: false }), ["https://siem.example.org/in HOLD-1"]],
  [
    "given another address",
    (id: string) => send("PATCH", `/${id}`, { url: "https://other.example.org/" }),
    ["https://siem.example.org/in HOLD-1", "https://other.example.org/ HOLD-2"],
  ],
] as const)("an endpoint that is %s during an alarm: the next message goes by that", async (_, change, expected) => {
  const id = await make();
  answer = () => Promise.reject(new TypeError("not yet"));
  await initToken({ user: "ada", serial: "HOLD-1" });
  await initToken({ user: "ada", serial: "HOLD-2" });
  await untilFailed(id);
  sent.length = 0;
  answer = async () => {
    answer = well;
    expect((await change(id)).status).toBe(200);
    return well();
  };
  await ring(id);
  await ring(id);
  expect(sent.map(({ url, serial }) => `${url} ${serial}`)).toEqual(expected);
});

it("a long backlog is sent without a pause", async () => {
  const id = await make();
  await send("PATCH", `/${id}`, { enabled: false });
  await initToken({ user: "ada", serial: "LONG-1" });
  const columns = "at_ms, pseudonym, mac, action, success, authentication, serial, user, realm, administrator, client";
  await env.DB.prepare(
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120)
     INSERT INTO audit (${columns}, attempt_id, reason, event, phone, count, id)
     SELECT ${columns}, attempt_id, reason, event, phone, count, 'copy ' || i FROM audit, n WHERE serial = 'LONG-1'`,
  ).run();
  await send("PATCH", `/${id}`, { enabled: true });
  // With a pause between two alarms there would be 50 by then.
  await vi.waitFor(() => expect(sent.length).toBeGreaterThan(50), { timeout: 4000 });
});

it("secrets that do not open are a failure, and a rotation mends it", async () => {
  const id = await make();
  await env.DB.prepare("UPDATE event_endpoint SET sealed_secrets = 'gone.AAAA' WHERE id = ?").bind(id).run();
  await initToken({ user: "ada", serial: "SEALED-1" });
  await untilFailed(id);
  expect(await alarmOf(id)).toBeGreaterThan(Date.now());
  const [delivery] = resultOf(await send("GET", `/${id}/deliveries`));
  expect(delivery).toMatchObject({ status: 0, ok: false, fault: "the secret does not open" });
  expect(resultOf(await send("PATCH", `/${id}`, { rotate_secret: true })).secret).toMatch(/^whsec_/);
  await ring(id);
  expect(sent.map(({ serial }) => serial)).toEqual(["SEALED-1"]);
});

it("an address from a time when private ones were allowed gets nothing", async () => {
  const id = await make();
  await env.DB.prepare("UPDATE event_endpoint SET url = 'http://10.0.0.1/in' WHERE id = ?").bind(id).run();
  const delivery = resultOf(await send("POST", `/${id}/test`));
  expect(delivery).toMatchObject({ status: 0, ok: false, fault: "the address may not be used" });
  await initToken({ user: "ada", serial: "PRIVATE-1" });
  await untilFailed(id);
  expect(sent).toEqual([]);
});
