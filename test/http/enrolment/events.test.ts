// The progress of an enrolment, live: /validate/events/enrollment/<enrollment_id> and
// /validate/pollenrollment.

import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Phone } from "../../../phone/phone.ts";
import { Listeners } from "../../../src/storage/objects/listeners.ts";
import { hearEnrolment, type Listener, saysEnrolment as says, upgrade } from "../../support/events.ts";
import { atOnce, tally } from "../../support/login.ts";
import {
  asAdmin,
  check,
  errorOf,
  initToken,
  makePhone,
  type Reply,
  request,
  type Send,
  withSettings,
  worker,
} from "../../support/service.ts";

const VALIDITY_MS = Number(env.ENROLLMENT_VALIDITY_SECONDS) * 1000;
const MADE_UP = "0".repeat(64);

const waits = vi.spyOn(Listeners.prototype, "wait");
beforeEach(() => {
  waits.mockClear();
});
afterEach(() => {
  vi.useRealTimers();
});

let users = 0;
/** A new enrolment: its id, its serial, and the text of its QR code. */
async function begun(serial?: string) {
  const { json, headers } = await initToken({ user: `watched-${++users}`, ...(serial ? { serial } : {}) });
  const { detail } = json;
  return {
    id: headers.get("TiQR-Enrollment-Id") ?? "",
    serial: detail.serial as string,
    code: detail.tiqrenroll.value as string,
  };
}
/** Fetches the metadata, as a phone or browser that scans the code does. */
const scan = (code: string, userAgent = "tiqr") =>
  request(code.slice(`tiqrenroll://https://tiqr.test`.length), { headers: { "User-Agent": userAgent } });
const objectOf = (id: string) => env.ENROLLMENT.getByName(id);
const poll = (id: string, query = ""): Promise<Reply> =>
  request(`/validate/pollenrollment?enrollment_id=${id}${query}`);
const enrolmentIn = ({ json }: Reply) => json.detail?.enrollment;
/** A poll of 20 seconds, which has begun to wait. */
async function waiting(id: string, query = ""): Promise<{ told: Promise<Reply> }> {
  const told = poll(id, `&wait=20${query}`);
  await vi.waitUntil(() => waits.mock.calls.length > 0);
  return { told };
}

/**
 * Enrols a phone that waits with its secret until the listener has heard of the metadata: two steps
 * at once are told as one.
 */
async function enrolStepByStep(code: string, listener: Listener): Promise<Phone> {
  const patient: Send = async (sent) => {
    if (sent.method === "POST") await listener.hears(says("started", 0), says("fetched", 1));
    return worker(sent);
  };
  const phone = makePhone(patient);
  await phone.enroll(code);
  return makePhone(worker, 2, phone.accounts);
}

/** The phone answers a login for the first time. */
async function proveByLogin(serial: string, phone: Phone): Promise<void> {
  const { detail } = (await check({ serial, pass: "" })).json;
  expect((await phone.login(detail.attributes.value)).told).toBe("logged-in");
}

describe("a listener", () => {
  it("receives each step of the phone, and the close when it has proved its secret", async () => {
    const { id, code, serial } = await begun();
    const listener = await hearEnrolment(id);
    await listener.hears(says("started", 0));
    const phone = await enrolStepByStep(code, listener);
    await listener.hears(says("started", 0), says("fetched", 1), says("unproven", 1));
    await proveByLogin(serial, phone);
    await listener.hears(
      ...[says("started", 0), says("fetched", 1), says("unproven", 1), says("enrolled", 1)],
      "closed 1000",
    );
  });

  it("learns that another phone uses the QR code", async () => {
    const { id, code } = await begun();
    const listener = await hearEnrolment(id);
    await scan(code);
    await listener.hears(says("started", 0), says("fetched", 1));
    await scan(code, "another");
    await listener.hears(says("started", 0), says("fetched", 1), says("fetched", 2));
  });

  it("that comes late receives the current state", async () => {
    const { id, code } = await begun();
    await scan(code);
    await (await hearEnrolment(id)).hears(says("fetched", 1));
    await makePhone().enroll((await begun()).code);
    const other = await begun();
    await makePhone().enroll(other.code);
    await (await hearEnrolment(other.id)).hears(says("unproven", 1));
  });

  it("learns from the alarm that the QR code has expired, and nothing stays stored", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { id, code } = await begun();
    const listener = await hearEnrolment(id);
    await scan(code);
    await listener.hears(says("started", 0), says("fetched", 1));
    vi.setSystemTime(Date.now() + VALIDITY_MS);
    expect(await runDurableObjectAlarm(objectOf(id))).toBe(true);
    await listener.hears(says("started", 0), says("fetched", 1), says("expired", 1), "closed 1000");
    expect(await runInDurableObject(objectOf(id), (_, { storage }) => storage.getAlarm())).toBeNull();
  });

  it("learns it from the next alarm if one comes early", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { id } = await begun();
    const listener = await hearEnrolment(id);
    vi.setSystemTime(Date.now() + VALIDITY_MS - 5);
    await runDurableObjectAlarm(objectOf(id));
    vi.setSystemTime(Date.now() + 5);
    expect(await runDurableObjectAlarm(objectOf(id))).toBe(true);
    await listener.hears(says("started", 0), says("expired", 0), "closed 1000");
  });

  it("learns from the next ring what a lost one would have said", async () => {
    const errors = vi.spyOn(console, "error").mockImplementation(() => {});
    const { id, code } = await begun();
    const listener = await hearEnrolment(id);
    const away = {
      getByName: () => ({ ring: () => Promise.reject(new Error("away")) }),
    } as unknown as Env["ENROLLMENT"];
    const send = await withSettings({ ENROLLMENT: away });
    const scanned = await send(new Request(code.slice("tiqrenroll://".length)));
    expect(scanned.status).toBe(200);
    await objectOf(id).ring();
    await listener.hears(says("started", 0), says("fetched", 1));
    errors.mockRestore();
  });

  it("learns that there is no such enrolment: invented, started again, deleted", async () => {
    for (const id of [MADE_UP, "1", "x".repeat(500), MADE_UP.replace("0", "A")])
      await (await hearEnrolment(id)).hears(says("unknown", 0), "closed 1000");
    const { id, serial } = await begun();
    await begun(serial);
    await (await hearEnrolment(id)).hears(says("unknown", 0), "closed 1000");
    const deleted = await begun();
    await asAdmin("DELETE", `/token/${deleted.serial}`);
    await (await hearEnrolment(deleted.id)).hears(says("unknown", 0), "closed 1000");
  });

  it("hibernates, and still receives each change once", async () => {
    const { id, code } = await begun();
    const listener = await hearEnrolment(id);
    await evictDurableObject(objectOf(id), { webSockets: "hibernate" });
    await enrolStepByStep(code, listener);
    await listener.hears(says("started", 0), says("fetched", 1), says("unproven", 1));
  });

  it("that sends anything is closed", async () => {
    const loud = await hearEnrolment((await begun()).id);
    loud.socket.send("hello");
    await loud.hears(says("started", 0), "closed 1008");
  });

  it("is one of at most eight, and comes from a page that may listen", async () => {
    const { id } = await begun();
    for (let number = 1; number <= 8; number++) await hearEnrolment(id);
    expect((await upgrade(`enrollment/${id}`)).status).toBe(429);
    const none = await withSettings({ POLL_ALLOWED_ORIGINS: "" });
    const foreign = { Origin: "https://anywhere.example" };
    expect((await upgrade(`enrollment/${(await begun()).id}`, foreign, none)).status).toBe(403);
    expect((await request(`/validate/events/enrollment/${id}`)).status).toBe(426);
  });

  it("of a database that does not answer is closed, so that its page asks in another way", async () => {
    const errors = vi.spyOn(console, "error").mockImplementation(() => {});
    const { id } = await begun();
    await runInDurableObject(objectOf(id), (object) => {
      const inside = object as unknown as { env: Env };
      const DB = { prepare: () => ({ bind: () => ({ first: () => Promise.reject(new Error("away")) }) }) };
      inside.env = { ...inside.env, DB: DB as unknown as D1Database };
    });
    expect((await upgrade(`enrollment/${id}`)).status).toBe(503);
    const sockets = await runInDurableObject(objectOf(id), (_, ctx) =>
      ctx.getWebSockets().filter(({ readyState }) => readyState === WebSocket.OPEN),
    );
    expect(sockets).toEqual([]);
    errors.mockRestore();
  });
});

describe("a poll", () => {
  it("reports the progress, in the words of GET /token/", async () => {
    const { id, serial, code } = await begun();
    expect(enrolmentIn(await poll(id))).toEqual({ state: "started", qr_code_uses: 0 });
    await scan(code);
    expect(enrolmentIn(await request(`/validate/pollenrollment/${id}`))).toEqual({
      state: "fetched",
      qr_code_uses: 1,
    });
    const [token] = (await asAdmin("GET", `/token/?serial=${serial}`)).json.result.value.tokens;
    expect(token.enrollment).toEqual({ state: "fetched", qr_code_uses: 1 });
    expect((await poll(id)).json.result.value).toBe(false);
    const other = await begun();
    await makePhone().enroll(other.code);
    const { json } = await poll(other.id);
    expect([json.result.value, json.detail.enrollment.state]).toEqual([true, "unproven"]);
    expect(enrolmentIn(await poll(MADE_UP))).toEqual({ state: "unknown", qr_code_uses: 0 });
  });

  it("waits until it is further than the caller knows", async () => {
    const { id, code } = await begun();
    const first = await waiting(id);
    await scan(code);
    expect(enrolmentIn(await first.told)).toEqual({ state: "fetched", qr_code_uses: 1 });
    waits.mockClear();
    const second = await waiting(id, "&state=fetched&qr_code_uses=1");
    await scan(code, "another");
    expect(enrolmentIn(await second.told)).toEqual({ state: "fetched", qr_code_uses: 2 });
    expect(enrolmentIn(await poll(id, "&wait=20&state=fetched&qr_code_uses=1"))).toMatchObject({ qr_code_uses: 2 });
  });

  it("waits no longer than it was asked to", async () => {
    expect(enrolmentIn(await poll((await begun()).id, "&wait=1"))).toEqual({ state: "started", qr_code_uses: 0 });
  });

  it("does not wait once the enrolment has ended", async () => {
    expect(enrolmentIn(await poll(MADE_UP, "&wait=20"))).toEqual({ state: "unknown", qr_code_uses: 0 });
    expect(enrolmentIn(await poll("made-up", "&wait=20"))).toEqual({ state: "unknown", qr_code_uses: 0 });
  });

  it("is one of eight that wait", async () => {
    const { id } = await begun();
    const nine = await atOnce(9, () => poll(id, "&wait=1"));
    expect(tally(nine.map(({ status }) => String(status)))).toEqual({ 200: 8, 429: 1 });
  });

  it("gives the current state if the platform restarts the object under it", async () => {
    const warnings = vi.spyOn(console, "warn").mockImplementation(() => {});
    const { id } = await begun();
    const { told } = await waiting(id);
    await runInDurableObject(objectOf(id), (_, ctx) => ctx.abort("deployed again")).catch(() => {});
    expect(enrolmentIn(await told)).toEqual({ state: "started", qr_code_uses: 0 });
    expect(warnings).toHaveBeenCalledOnce();
    warnings.mockRestore();
  });

  it.each([
    ["", "ERR905: Missing parameter: enrollment_id"],
    [`?enrollment_id=${MADE_UP}&wait=21`, "ERR905: wait must be a whole number of seconds from 0 to 20"],
    [`?enrollment_id=${MADE_UP}&state=enrolled`, "ERR905: Invalid state: expected started, fetched or unproven."],
    [`?enrollment_id=${MADE_UP}&qr_code_uses=-1`, "ERR905: Invalid qr_code_uses: expected a whole number."],
  ])("of %j is refused", async (query, message) => {
    expect(errorOf(await request(`/validate/pollenrollment${query}`))).toEqual([400, 905, message]);
  });
});
