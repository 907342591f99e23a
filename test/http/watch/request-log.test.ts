// The line that each request leaves in the log with LOG_REQUESTS: what it says, and that nothing
// secret or personal is in it.

import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";
import type { Right } from "../../../src/core/caller.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import {
  admin,
  adminAt,
  initToken,
  makePhone,
  postOver,
  requestOver,
  resultOf,
  type Send,
  serviceAccount,
  withSettings,
} from "../../support/service.ts";

let app: Send;
let log: MockInstance<typeof console.log>;
beforeAll(async () => {
  app = await withSettings({ LOG_REQUESTS: "on" });
  await admin();
});
beforeEach(() => {
  log = vi.spyOn(console, "log").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

const lines = (): string[] => log.mock.calls.map(([line]) => String(line));
const last = () => JSON.parse(lines().at(-1) ?? "");
const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

/** Texts of this length do not occur by chance. */
const MIN_CHARACTERS = 4;

/** All texts of a JSON value, and the parameters of the links among them. */
function textsIn(value: unknown): string[] {
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(textsIn);
  if (typeof value !== "string") return [];
  const parts = value.split(/[/?&=:@]+/);
  return value.startsWith("data:") ? [value] : [value, ...parts, ...parts.map(decodeURIComponent)];
}

/** Remembers all that a request brings and its answer tells. */
function overheard(send: Send) {
  const heard = new Set<string>();
  const listen: Send = async (request) => {
    const url = new URL(request.url);
    for (const [, value] of url.searchParams) heard.add(value);
    for (const [name, value] of request.headers) if (name !== "content-type") heard.add(value);
    const body = await request.clone().text();
    for (const [, value] of new URLSearchParams(body)) heard.add(value);
    const response = await send(request);
    const json = await response
      .clone()
      .json()
      .catch(() => undefined);
    for (const text of textsIn(json)) heard.add(text);
    return response;
  };
  return { listen, heard };
}

/** Words of ours that stand in the lines by themselves. */
const OURS = new Set("tiqr validate check token init ttype auth action serial poll enrollment".split(" "));

describe("the lines of an enrolment and a login", () => {
  it("hold nothing that a request has brought or an answer has told: no secret, user, serial, id or address", async () => {
    const { listen, heard } = overheard(app);
    const headers = { ...(await adminAt(listen)), "CF-Connecting-IP": "203.0.113.77", "User-Agent": "spy/1.0" };
    const made = await postOver(listen, "/token/init", { type: "tiqr", user: "adalovelace", pin: "739154" }, headers);
    const { detail } = made.json;
    const phone = makePhone(listen);
    expect((await phone.enroll(detail.tiqrenroll.value)).told).toBe("enrolled");
    await postOver(listen, "/validate/check", { user: "adalovelace", pass: "no-such-pin" }, headers);
    const opened = await postOver(listen, "/validate/check", { user: "adalovelace", pass: "739154" }, headers);
    const { transaction_id: id, attributes } = opened.json.detail;
    await requestOver(listen, `/validate/polltransaction/${id}`, { headers });
    await phone.login(attributes.value, true);
    await phone.login(attributes.value);
    await postOver(listen, "/validate/check", { user: "adalovelace", transaction_id: id, pass: "" }, headers);
    await requestOver(listen, `/token/${detail.serial}`, { method: "DELETE", headers });
    for (const secret of [ADMIN_PASSWORD, "adalovelace", "739154", id, detail.serial, "203.0.113.77"])
      expect(heard.has(secret) || secret === detail.serial).toBe(true);

    const said = lines();
    expect(said.length).toBeGreaterThanOrEqual(9);
    const values = said.flatMap((line) => Object.values(JSON.parse(line)).map(String));
    const texts = [...heard, id, detail.serial].filter((text) => text.length >= MIN_CHARACTERS && !OURS.has(text));
    expect(texts.filter((text) => values.some((value) => value.includes(text)))).toEqual([]);
  });
});

describe("a line", () => {
  it("says what was asked for as a pattern, how it ended, why, where, and what it waited for", async () => {
    await initToken({ user: "bob", pin: "1234" });
    await postOver(
      app,
      "/validate/check?user=bob",
      { pass: "wrong" },
      { "CF-Ray": "89ab0123456789ab-AMS", traceparent: `00-${TRACE}-00f067aa0ba902b7-01` },
    );
    expect(last()).toEqual({
      id: "89ab0123456789ab-AMS",
      trace: TRACE,
      method: "POST",
      route: "/validate/check",
      status: 200,
      reason: "wrong-pin",
      by: "here",
      ms: expect.any(Number),
      d1_ms: expect.any(Number),
      d1_calls: 2,
      object_ms: expect.any(Number),
      object_calls: 0,
      colo: "",
    });
  });

  it.each([
    ["GET", "/token/?serial=X", "/token/", 401, "missing-authorization"],
    ["DELETE", "/token/SERIAL-1", "/token/<serial>", 401, "missing-authorization"],
    ["GET", "/validate/polltransaction/12345678901234567890", "/validate/polltransaction/<id>", 200, ""],
    ["PUT", "/validate/check", "/validate/check", 405, "unknown-method"],
    ["GET", "/no/such/path", "*", 404, "unknown-path"],
    ["POST", "/tiqr.php", "/ttype/<ttype>", 200, "missing-parameter"],
    ["POST", "/ttype/tiqr", "/ttype/<ttype>", 200, "missing-parameter"],
    ["POST", "/oidc/token", "/oidc/token", 401, "invalid_client"],
    ["GET", "/authz/ext-authz/secret/path", "/authz/ext-authz/<path>", 404, "unknown-path"],
  ])("%s %s is told as %s", async (method, path, route, status, reason) => {
    await requestOver(app, path, { method });
    expect(last()).toMatchObject({ method, route, status, reason });
  });

  it.each([
    "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
    `00-${TRACE}-0000000000000000-01`,
    `ff-${TRACE}-00f067aa0ba902b7-01`,
    `00-${TRACE}-00f067aa0ba902b7-01-more`,
    `00-${TRACE.toUpperCase()}-00f067aa0ba902b7-01`,
    "my-password",
  ])("has a trace of its own in place of %j, and its id is the trace where there is no ray", async (traceparent) => {
    await requestOver(app, "/health", { headers: { traceparent, "CF-Ray": "my-password" } });
    const { id, trace } = last();
    expect(trace).toMatch(/^[0-9a-f]{32}$/);
    expect(trace).not.toBe(TRACE);
    expect(id).toBe(trace);
  });

  it("takes the trace of a later version, which may have more fields", async () => {
    await requestOver(app, "/health", { headers: { traceparent: `01-${TRACE}-00f067aa0ba902b7-01-more` } });
    expect(last().trace).toBe(TRACE);
  });
});

it("a page of the console leaves one line, with the waits of the API behind it", async () => {
  const { token } = resultOf(await postOver(app, "/auth", { username: "admin", password: ADMIN_PASSWORD }));
  log.mockClear();
  await requestOver(app, "/console", { headers: { Cookie: `__Host-console=${token}` } });
  expect(lines()).toHaveLength(1);
  expect(last()).toMatchObject({ status: 200, reason: "" });
  expect(last().d1_calls).toBeGreaterThan(0);
});

it("with the binding ANALYTICS each request writes a data point, in the order that docs/watching.md has", async () => {
  const points: unknown[] = [];
  const ANALYTICS = { writeDataPoint: (point: unknown) => points.push(point) };
  const measured = await withSettings({ ANALYTICS } as Partial<Env>);
  await requestOver(measured, "/token/SERIAL-9", { method: "DELETE" });
  const number = expect.any(Number);
  expect(points).toEqual([
    {
      indexes: ["/token/<serial>"],
      blobs: ["/token/<serial>", "DELETE", "401", "missing-authorization", "here", ""],
      doubles: [number, number, 0, number, 0],
    },
  ]);
  expect(lines()).toEqual([]);
});

it("without LOG_REQUESTS there is no line", async () => {
  await requestOver(await withSettings({}), "/health");
  expect(lines()).toEqual([]);
});

describe("Server-Timing", () => {
  it("tells an administrator what the request waited for", async () => {
    const { headers } = await requestOver(app, "/token/", { headers: await admin() });
    expect(headers.get("Server-Timing")).toMatch(
      /^d1;dur=\d+;desc="\d+ calls", object;dur=\d+;desc="0 calls", total;dur=\d+$/,
    );
  });

  it("tells a page of the console the same", async () => {
    const { token } = resultOf(await postOver(app, "/auth", { username: "admin", password: ADMIN_PASSWORD }));
    const { headers } = await requestOver(app, "/console", { headers: { Cookie: `__Host-console=${token}` } });
    expect(headers.get("Server-Timing")).toMatch(/^d1;/);
  });

  it("tells nobody else: no account without all rights, no administrator who is refused, and no visitor", async () => {
    const reader = await serviceAccount("timing-reader", ["tokenlist"]);
    const ended = await serviceAccount("timing-ended", ["*" as Right]);
    await env.DB.prepare("UPDATE admin SET generation = generation + 1 WHERE name = 'timing-ended'").run();
    const bound = await serviceAccount("timing-bound", ["accounts"]);
    const asked = [
      requestOver(app, "/token/", { headers: reader }),
      requestOver(app, "/token/", { headers: ended }),
      requestOver(app, "/accounts", { headers: bound }),
      requestOver(app, "/token/"),
      requestOver(app, "/login"),
      requestOver(app, "/health"),
      postOver(app, "/validate/check", { user: "bob", pass: "1234" }),
    ];
    for (const { headers } of await Promise.all(asked)) expect(headers.get("Server-Timing")).toBeNull();
  });
});
