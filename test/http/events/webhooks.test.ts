// Events that are sent to other systems: Standard Webhooks, at least once, in the order of the
// trail. Only the network is not real.

import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { auditRows } from "../../support/audit.ts";
import { admin, initToken, type Reply, request, resultOf, serviceAccount } from "../../support/service.ts";

const URL_OF = "https://siem.example.org/in";
const sent: { readonly url: string; readonly headers: Headers; readonly body: string; readonly redirect: string }[] =
  [];
let answer: () => Response | Promise<Response> = () => new Response(null, { status: 204 });
vi.spyOn(globalThis, "fetch").mockImplementation(async (url, init) => {
  const { headers, body, redirect = "" } = init ?? {};
  sent.push({ url: String(url), headers: new Headers(headers as HeadersInit), body: String(body), redirect });
  return answer();
});
beforeAll(async () => {
  await admin();
});
afterEach(async () => {
  // The objects of the endpoints before would send the events of the next test.
  await env.DB.prepare("DELETE FROM event_endpoint").run();
  sent.length = 0;
  answer = () => new Response(null, { status: 204 });
});

const send = async (method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply> =>
  request(path, {
    method,
    headers: { ...(headers ?? (await admin())), ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const make = async (more: object = {}): Promise<{ id: string; secret: string }> =>
  resultOf(await send("POST", "/events/endpoints", { url: URL_OF, ...more }));
const ring = (id: string) => runDurableObjectAlarm(env.EVENTS.getByName(id));
const told = () => sent.map(({ body }) => JSON.parse(body));
/** Rings until a message about this serial has come. */
const until = (id: string, serial: string) =>
  vi.waitFor(async () => {
    await ring(id);
    expect(told().some(({ data }) => data.serial === serial)).toBe(true);
  });

/** As a receiver verifies it: standardwebhooks.com, "Verifying signatures". */
async function isSigned({ headers, body }: (typeof sent)[number], secret: string): Promise<boolean> {
  const bytes = Uint8Array.from(atob(secret.replace("whsec_", "")), (c) => c.charCodeAt(0));
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  const text = `${headers.get("webhook-id")}.${headers.get("webhook-timestamp")}.${body}`;
  const signatures = (headers.get("webhook-signature") ?? "").split(" ");
  const verified = signatures.map((signature) =>
    crypto.subtle.verify(
      "HMAC",
      key,
      Uint8Array.from(atob(signature.replace("v1,", "")), (c) => c.charCodeAt(0)),
      new TextEncoder().encode(text),
    ),
  );
  return (await Promise.all(verified)).includes(true);
}

describe("an endpoint", () => {
  it("gets each event from then on, signed, with number and MAC of its row, in order", async () => {
    await initToken({ user: "before", serial: "HOOK-0" });
    const { id, secret } = await make();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    await initToken({ user: "ada", serial: "HOOK-1" });
    await initToken({ user: "ada", serial: "HOOK-2" });
    await until(id, "HOOK-2");
    const messages = told().filter(({ data }) => data.serial.startsWith("HOOK"));
    expect(messages.map(({ type, data }) => `${type} ${data.serial}`)).toEqual([
      "ENROLLMENT_BEGUN HOOK-1",
      "ENROLLMENT_BEGUN HOOK-2",
    ]);
    const rows = await auditRows();
    for (const { data } of messages) {
      const row = rows.find(({ number }) => number === data.number);
      expect([data.mac, data.serial, data.administrator, data.user]).toEqual([row?.mac, row?.serial, "admin", "ada"]);
    }
    for (const message of sent) {
      expect([message.url, message.redirect]).toEqual([URL_OF, "manual"]);
      expect(await isSigned(message, secret)).toBe(true);
      expect(message.headers.get("webhook-id")).toMatch(/^evt_DB_\d+$/);
    }
    expect(new Set(sent.map(({ headers }) => headers.get("webhook-id"))).size).toBe(sent.length);
  });

  it("gets the same message again, and nothing behind it, until it has answered well", async () => {
    const { id } = await make({ events: ["ENROLLMENT_BEGUN"] });
    answer = () => new Response(null, { status: 500 });
    await initToken({ user: "ada", serial: "HOOK-3" });
    await initToken({ user: "ada", serial: "HOOK-4" });
    await until(id, "HOOK-3");
    answer = () => Promise.reject(new TypeError("refused"));
    await ring(id);
    answer = () => new Response(null, { status: 302, headers: { Location: "https://elsewhere.example/" } });
    await ring(id);
    expect(told().map(({ data }) => data.serial)).toEqual(["HOOK-3", "HOOK-3", "HOOK-3"]);
    expect(new Set(sent.map(({ headers }) => headers.get("webhook-id"))).size).toBe(1);
    answer = () => new Response(null, { status: 200 });
    await until(id, "HOOK-4");
    expect(told().map(({ data }) => data.serial)).toEqual(["HOOK-3", "HOOK-3", "HOOK-3", "HOOK-3", "HOOK-4"]);
    const deliveries = resultOf(await send("GET", `/events/endpoints/${id}/deliveries`));
    expect(deliveries.map(({ status, ok }: { status: number; ok: boolean }) => `${status} ${ok}`)).toEqual([
      ...["200 true", "200 true", "302 false", "0 false", "500 false"],
    ]);
  });

  it("gets only the events and realms that it asks for", async () => {
    const { id } = await make({ events: ["ENROLLMENT_BEGUN"], realms: ["blue"] });
    await initToken({ user: "ada", realm: "red", serial: "HOOK-5" });
    await initToken({ user: "ada", realm: "blue", serial: "HOOK-6" });
    await send("POST", "/token/disable/HOOK-6");
    await initToken({ user: "ada", realm: "blue", serial: "HOOK-7" });
    await until(id, "HOOK-7");
    expect(told().map(({ data }) => data.serial)).toEqual(["HOOK-6", "HOOK-7"]);
  });

  it("gets nothing while it is disabled, and after that what it has missed", async () => {
    const { id } = await make({ events: ["ENROLLMENT_BEGUN"] });
    await send("PATCH", `/events/endpoints/${id}`, { enabled: false });
    await initToken({ user: "ada", serial: "HOOK-8" });
    await ring(id);
    expect(sent).toEqual([]);
    await send("PATCH", `/events/endpoints/${id}`, { enabled: true });
    await until(id, "HOOK-8");
  });

  it("is signed for with the secret of before, too, after a rotation", async () => {
    const { id, secret } = await make();
    const changed = resultOf(await send("PATCH", `/events/endpoints/${id}`, { rotate_secret: true }));
    expect(changed.secret).not.toBe(secret);
    await send("POST", `/events/endpoints/${id}/test`);
    const [message] = sent as [(typeof sent)[number]];
    expect([await isSigned(message, secret), await isSigned(message, changed.secret)]).toEqual([true, true]);
    await send("PATCH", `/events/endpoints/${id}`, { rotate_secret: true });
    sent.length = 0;
    await send("POST", `/events/endpoints/${id}/test`);
    expect(await isSigned(sent[0] as (typeof sent)[number], secret)).toBe(false);
  });

  it("can be tested, and tells how it went", async () => {
    const { id } = await make();
    expect(resultOf(await send("POST", `/events/endpoints/${id}/test`))).toMatchObject({
      event: "TEST",
      status: 204,
      ok: true,
    });
    answer = () => new Response("no", { status: 401 });
    expect(resultOf(await send("POST", `/events/endpoints/${id}/test`))).toMatchObject({ status: 401, ok: false });
    expect(told().map(({ type }) => type)).toEqual(["TEST", "TEST"]);
  });

  it("is tested at most 10 times a minute, at once or one after the other", async () => {
    const { id } = await make();
    const test = () => send("POST", `/events/endpoints/${id}/test`);
    const statuses = (await Promise.all(Array.from({ length: 12 }, test))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([...Array(10).fill(200), 429, 429]);
    expect((await test()).status).toBe(429);
    expect(told().filter(({ type }) => type === "TEST")).toHaveLength(10);
  });

  it("is listed without its secret, changed, and deleted with all that its object knows", async () => {
    const { id, secret } = await make({ realms: ["blue"] });
    const listed = await send("GET", "/events/endpoints");
    expect(listed.text).toContain(id);
    expect(listed.text).not.toContain(secret);
    const changed = resultOf(
      await send("PATCH", `/events/endpoints/${id}`, { url: "https://other.example.org/", realms: [] }),
    );
    expect(changed).toMatchObject({ id, url: "https://other.example.org/", realms: [], enabled: true });
    expect((await send("DELETE", `/events/endpoints/${id}`)).status).toBe(200);
    await ring(id);
    for (const [method, path, body] of [
      ["GET", "", undefined],
      ["PATCH", "", {}],
      ["DELETE", "", undefined],
      ["POST", "/test", undefined],
      ["GET", "/deliveries", undefined],
    ] as const)
      expect((await send(method, `/events/endpoints/${id}${path}`, body)).headers.get("TiQR-Reason")).toBe(
        "unknown-endpoint",
      );
  });

  it("cannot be made for addresses of the operator's own network, unknown events or misspelt fields", async () => {
    for (const more of [
      { url: "http://siem.example.org/" },
      { url: "https://169.254.169.254/" },
      { url: undefined },
      { events: ["EVERYTHING"] },
      { events: "LOGIN_SUCCESS" },
      { realms: ["Blue"] },
      { event: ["LOGIN_SUCCESS"] },
      { enabled: false },
    ])
      expect((await send("POST", "/events/endpoints", { url: URL_OF, ...more })).status).toBe(400);
  });

  it("needs the right eventendpoints", async () => {
    const keeper = await serviceAccount("hook-keeper", ["eventendpoints"]);
    expect((await send("POST", "/events/endpoints", { url: URL_OF }, keeper)).status).toBe(200);
    const reader = await serviceAccount("hook-reader", ["auditlog"]);
    for (const [method, path, body] of [
      ["GET", "/events/endpoints", undefined],
      ["POST", "/events/endpoints", { url: URL_OF }],
      ["DELETE", "/events/endpoints/x", undefined],
      ["PATCH", "/events/endpoints/x", {}],
      ["POST", "/events/endpoints/x/test", undefined],
      ["GET", "/events/endpoints/x/deliveries", undefined],
    ] as const)
      expect((await send(method, path, body, reader)).status).toBe(403);
  });
});
