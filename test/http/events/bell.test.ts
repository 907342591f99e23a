// The bell of the endpoints: with a Queue bound as EVENTS_QUEUE, which requests put a message into
// it, and that an event then comes.

import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { runSql } from "../../support/audit.ts";
import {
  admin,
  asAdminOver,
  enrol,
  makePhone,
  openLogin,
  postOver,
  requestOver,
  resultOf,
  type Send,
  serviceAccount,
  withSettings,
} from "../../support/service.ts";

const MINUTE_MS = 60_000;
const withQueue = (send: () => Promise<unknown>): Promise<Send> =>
  withSettings({ EVENTS_QUEUE: { send } } as unknown as Partial<Env>);

const MAKE_ENDPOINT = `INSERT INTO event_endpoint (id, url, events, realms, sealed_secrets, created_at_ms)
  VALUES ('one', 'https://siem.example.org/in', '[]', '[]', '', 0)`;

let rung = 0;
let app: Send;
beforeEach(async () => {
  await admin();
  await runSql(MAKE_ENDPOINT);
  app = await withQueue(async () => ++rung);
  rung = 0;
});
afterEach(async () => {
  await runSql("DELETE FROM event_endpoint");
  vi.restoreAllMocks();
});

/** How often the bell was rung for this. */
async function rings(work: () => Promise<unknown>): Promise<number> {
  const before = rung;
  await work();
  return rung - before;
}

describe("the bell is rung once", () => {
  it("for each step of a login that the trail notes, and for none of its polls", async () => {
    const { phone } = await enrol({ user: "ada", pin: "1234" });
    let opened = { link: "", id: "" };
    expect(await rings(async () => (opened = await openLogin({ user: "ada", pass: "1234" }, app)))).toBe(1);
    const finalize = () => postOver(app, "/validate/check", { user: "ada", pass: "", transaction_id: opened.id });
    const poll = () => requestOver(app, `/validate/polltransaction?transaction_id=${opened.id}`);
    expect(await rings(poll)).toBe(0);
    expect(resultOf(await finalize())).toBe(false);
    expect(await rings(finalize)).toBe(0);
    expect(await rings(() => makePhone(app, 2, phone.accounts).login(opened.link, true))).toBe(1);
    expect(await rings(() => makePhone(app, 2, phone.accounts).login(opened.link))).toBe(1);
    expect(await rings(poll)).toBe(0);
    expect(await rings(finalize)).toBe(1);
  });

  it("for a change, and for rows that follow the reply: of a sign-in, of a look, of an unknown name", async () => {
    expect(await rings(() => asAdminOver(app, "POST", "/token/init", { type: "tiqr", user: "eve" }))).toBe(1);
    expect(await rings(() => postOver(app, "/auth", { username: "admin", password: ADMIN_PASSWORD }))).toBe(1);
    expect(await rings(() => asAdminOver(app, "GET", "/token/"))).toBe(1);
    // This row is begun only after the reply.
    expect(await rings(() => postOver(app, "/validate/check", { user: "nobody", pass: "9999" }))).toBe(1);
  });

  it("for a page of the console, whose own requests to the API belong to it", async () => {
    const { token } = resultOf(await postOver(app, "/auth", { username: "admin", password: ADMIN_PASSWORD }));
    const look = () => requestOver(app, "/console/tokens", { headers: { Cookie: `__Host-console=${token}` } });
    expect(await rings(look)).toBe(1);
  });
});

describe("the bell is not rung", () => {
  it("for what leaves no row: health, pages and metrics", async () => {
    const monitor = await serviceAccount("monitor", ["metrics"]);
    for (const path of ["/health", "/", "/login", "/validate/polltransaction?transaction_id=1", "/nowhere"])
      expect([path, await rings(() => requestOver(app, path))]).toEqual([path, 0]);
    expect(await rings(() => requestOver(app, "/metrics", { headers: monitor }))).toBe(0);
  });

  it.each([
    ["passwords of unknown accounts", "/auth", { username: "nobody", password: "wrong" }],
    ["PINs of unknown users", "/validate/check", { user: "nobody", pass: "wrong" }],
  ])("for %s that are only counted, however many come", async (_, path, fields) => {
    await runSql("DELETE FROM refusal_count");
    expect(await rings(() => postOver(app, path, fields))).toBe(1);
    await runSql("UPDATE refusal_count SET noted = 999"); // the budget of all who come is spent
    const before = await rowCount();
    const guess = async () => {
      for (let index = 0; index < 4; index++) await postOver(app, path, fields);
    };
    expect(await rings(guess)).toBe(0);
    expect(await rowCount()).toBe(before);
  });

  it("while there is no endpoint that could hear it, and again within a minute of the first", async () => {
    const now = Date.now();
    const clock = vi.spyOn(Date, "now").mockImplementation(() => now);
    await runSql("UPDATE event_endpoint SET disabled_at_ms = 1");
    const look = () => asAdminOver(app, "GET", "/token/");
    expect(await rings(look)).toBe(0);
    await runSql("UPDATE event_endpoint SET disabled_at_ms = NULL");
    expect(await rings(look)).toBe(0);
    clock.mockImplementation(() => now + MINUTE_MS);
    expect(await rings(look)).toBe(1);
  });

  it("without the binding, and nothing goes wrong then", async () => {
    const log = vi.spyOn(console, "error");
    await asAdminOver(await withSettings({ EVENTS_QUEUE: undefined } as unknown as Partial<Env>), "GET", "/token/");
    expect(log).not.toHaveBeenCalled();
  });
});

it("a bell that cannot be rung is logged, and the person hears nothing of it", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  const broken = await withQueue(() => Promise.reject(new Error("Too Many Requests")));
  const signedIn = await postOver(broken, "/auth", { username: "admin", password: ADMIN_PASSWORD });
  expect(signedIn.status).toBe(200);
  expect(log.mock.calls).toEqual([["webhooks: the bell was not rung:", new Error("Too Many Requests")]]);
});

it("an event comes by the Queue, long before the object would look by itself", async () => {
  await runSql("DELETE FROM event_endpoint");
  const sent: string[] = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (_, init) => {
    sent.push(JSON.parse(String(init?.body)).data.serial);
    return new Response(null, { status: 204 });
  });
  const EVENTS_QUEUE = (env as unknown as { readonly LOCAL_QUEUE: Queue }).LOCAL_QUEUE;
  const ringing = await withSettings({ EVENTS_QUEUE } as unknown as Partial<Env>);
  const body = JSON.stringify({ url: "https://siem.example.org/in", events: ["ENROLLMENT_BEGUN"] });
  const headers = { ...(await admin()), "Content-Type": "application/json" };
  const { id } = resultOf(await requestOver(ringing, "/events/endpoints", { method: "POST", headers, body }));
  const object = env.EVENTS.getByName(id);
  await runInDurableObject(object, (instance, { storage }) => {
    const inside = instance as unknown as { env: Env };
    inside.env = { ...inside.env, EVENTS_QUEUE } as Env;
    // As if it were made long ago.
    storage.kv.put("state", { ...storage.kv.get<object>("state"), wokenAtMs: 0 });
    return storage.setAlarm(Date.now());
  });
  // From then on it looks once a minute, unless it hears the bell.
  await vi.waitFor(async () => {
    const alarmMs = await runInDurableObject(object, (_, { storage }) => storage.getAlarm());
    expect(alarmMs).toBeGreaterThan(Date.now() + MINUTE_MS / 2);
  });
  await asAdminOver(ringing, "POST", "/token/init", { type: "tiqr", user: "ada", serial: "BELL-1" });
  await vi.waitFor(() => expect(sent).toEqual(["BELL-1"]), { timeout: MINUTE_MS / 3 });
});

async function rowCount(): Promise<number> {
  return (await env.DB.prepare("SELECT count(*) AS count FROM audit").first<number>("count")) ?? 0;
}
