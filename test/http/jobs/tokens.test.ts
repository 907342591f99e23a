// POST /jobs/tokens: one action on many tokens, in batches that an object works on.

import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { beginTokenJob } from "../../../src/core/jobs/begin.ts";
import { beginJob, getJob, jobRows, makeTokens as make, runJob, untilOver } from "../../support/jobs.ts";
import { admin, request, requestOver, resultOf, serviceAccount, tokenOf, withSettings } from "../../support/service.ts";
import { adminCaller, callAt, realPorts } from "../../support/storage/ports.ts";

beforeAll(async () => {
  await admin();
});

const trail = async (event: string, like: string) =>
  (
    await env.DB.prepare(
      "SELECT serial, administrator, action, count, success FROM audit WHERE event = ? AND serial LIKE ?",
    )
      .bind(event, like)
      .all<{ serial: string; administrator: string; action: string }>()
  ).results;

it("disables many tokens, each with its row in the trail", async () => {
  const serials = await make("MANY", 30);
  const job = await runJob("tokens", { action: "disable", serials: [...serials, "NONE-1", serials[0]] });
  expect(job).toMatchObject({ kind: "tokens", action: "disable", state: "done", done: 31, total: 31, failed: 1 });
  expect(job.failures).toEqual([
    {
      line: 31,
      serial: "NONE-1",
      user: "",
      realm: "",
      reason: "unknown-serials",
      evidence: {},
      message: "No token found for serials: NONE-1",
    },
  ]);
  for (const serial of [serials[0], serials[29]]) expect(await tokenOf(serial ?? "")).toMatchObject({ active: false });
  const rows = await trail("TOKEN_CHANGED", "MANY-%");
  expect(new Set(rows.map(({ serial }) => serial))).toEqual(new Set(serials));
  expect(new Set(rows.map(({ administrator }) => administrator))).toEqual(new Set(["admin"]));
  expect(new Set(rows.map(({ action }) => action))).toEqual(new Set(["POST /jobs/tokens disable"]));
  const result = await jobRows(job.id);
  expect(result.map(({ outcome }) => outcome)).toEqual([...serials.map(() => "disabled"), "unknown-serials"]);
});

it("notes the beginning and the end", async () => {
  const [serial = ""] = await make("NOTED", 1);
  const { id } = await runJob("tokens", { action: "unlock", serials: [serial] });
  const { results } = await env.DB.prepare(
    "SELECT event, success, count, action FROM audit WHERE event LIKE 'JOB_%' ORDER BY number DESC LIMIT 2",
  ).all();
  expect(results).toEqual([
    { event: "JOB_ENDED", success: 1, count: 1, action: "POST /jobs/tokens" },
    { event: "JOB_BEGUN", success: 1, count: 1, action: "POST /jobs/tokens" },
  ]);
  expect(await jobRows(id)).toMatchObject([{ serial, outcome: "unlocked" }]);
});

it("makes links, which only the result tells", async () => {
  const serials = await make("LINKS", 2);
  const job = await runJob("tokens", { action: "links", serials, validity: 3600 });
  expect(JSON.stringify(job)).not.toContain("/enrol/");
  const rows = await jobRows(job.id);
  expect(rows.map(({ outcome, user }) => [outcome, user])).toEqual(serials.map((s) => ["link", `of-${s}`]));
  const opened = await request(new URL(rows[0]?.link ?? "").pathname, { headers: { Accept: "text/html" } });
  expect(opened.status).toBe(200);
  const reply = await request(`/jobs/${job.id}/result`, { headers: await admin() });
  expect(reply.headers.get("Cache-Control")).toBe("no-store");
  expect(reply.headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
});

it("takes a bounded number of round trips for each batch", async () => {
  const serials = await make("TRIPS", 50);
  const id = resultOf(await beginJob("tokens", { action: "delete", serials })).id;
  const stub = env.JOBS.getByName(id);
  let batches = 0;
  await runInDurableObject(stub, (object) => {
    const inside = object as unknown as { env: Env };
    const { DB } = inside.env;
    const counted = {
      prepare: (sql: string) => DB.prepare(sql),
      withSession: (from?: string) => DB.withSession(from),
      batch: (statements: D1PreparedStatement[]) => {
        batches++;
        return DB.batch(statements);
      },
    };
    inside.env = { ...inside.env, DB: counted as D1Database };
  });
  await untilOver(id);
  // Two batches of items, each one look and one change; and one for the end. Fewer when an alarm
  // came before this counted.
  expect(batches).toBeGreaterThan(0);
  expect(batches).toBeLessThanOrEqual(5);
  expect(resultOf(await getJob(id))).toMatchObject({ state: "done", done: 50, failed: 0 });
});

describe("refuses", () => {
  it.each([
    ["Invalid parameter action", { action: "revoke", serials: ["A"] }],
    ["Missing parameter: serials", { action: "delete" }],
    ["Invalid parameter disabled_by", { action: "delete", disabled_by: "AAAAAAAAAAAAAAAAAAAAAA" }],
    ["Invalid parameter disabled_by", { action: "enable", serials: ["A"], disabled_by: "AAAAAAAAAAAAAAAAAAAAAA" }],
    ["Invalid parameter name", { action: "delete", serials: ["A"], name: "x".repeat(101) }],
    ["Invalid parameter name", { action: "delete", serials: ["A"], name: "a\u202eb" }],
    ["Missing parameter: serials", { action: "delete", serials: [] }],
    ["Invalid serial number", { action: "delete", serials: ["a b"] }],
    ["at most 2000", { action: "delete", serials: Array.from({ length: 2001 }, (_, at) => `S${at}`) }],
    ["Invalid parameter user", { action: "delete", serials: ["A"], user: "all" }],
    ["Invalid validity", { action: "links", serials: ["A"], validity: 0 }],
    ["Invalid parameter id", { action: "delete", serials: ["A"], id: "short" }],
  ])("a request that is none, %#: %s", async (message, body) => {
    const reply = await beginJob("tokens", body);
    expect(reply.status).toBe(400);
    expect(reply.json.result.error.message).toContain(message);
  });

  it("an account without the right, and leaves nothing of its job", async () => {
    const headers = await serviceAccount("looker", ["tokenlist", "manyatonce"]);
    const [id] = ["AAAAAAAAAAAAAAAAAAAAAA"];
    const reply = await beginJob("tokens", { action: "delete", serials: ["A"], id }, headers);
    expect([reply.status, reply.json.result.error.message]).toEqual([
      403,
      "ERR303: Your account lacks the right delete.",
    ]);
    expect(
      await runInDurableObject(env.JOBS.getByName(id ?? ""), (_, { storage }) => storage.kv.get("job")),
    ).toBeUndefined();
  });

  it("an account without one of the rights before any object is asked", async () => {
    const unasked = { getByName: () => expect.unreachable() } as unknown as Env["JOBS"];
    const send = await withSettings({ JOBS: unasked });
    const begin = async (path: string, body: object, headers: Record<string, string>) =>
      requestOver(send, path, {
        method: "POST",
        headers: { ...headers, "Content-Type": "application/json" },
        body: JSON.stringify(body),
      });
    const looker = await serviceAccount("unasked", ["tokenlist", "manyatonce"]);
    expect((await begin("/jobs/tokens", { action: "delete", serials: ["A"] }, looker)).status).toBe(403);
    const half = await serviceAccount("half-asked", ["enrollTIQR", "manyatonce"]);
    const reply = await begin("/jobs/users", { csv: "name\nx" }, half);
    expect([reply.status, reply.headers.get("TiQR-Reason")]).toEqual([
      403,
      'missing-right;right="set_custom_user_attributes"',
    ]);
  });

  it("a fourth job at once", async () => {
    const headers = await serviceAccount("busy", ["delete", "manyatonce"]);
    const begin = () => beginJob("tokens", { action: "delete", serials: ["NONE"] }, headers);
    const hold = "UPDATE job SET ended_at_ms = NULL WHERE account = 'busy'";
    for (let at = 0; at < 3; at++) expect((await begin()).status).toBe(200);
    await env.DB.prepare(hold).run();
    const reply = await begin();
    expect([reply.status, reply.headers.get("TiQR-Reason")]).toEqual([409, "too-many-jobs"]);
  });
});

describe("the same request twice", () => {
  it("is one job", async () => {
    const [serial = ""] = await make("TWICE", 1);
    const body = { action: "delete", serials: [serial], id: "twice_________________" };
    const replies = await Promise.all([beginJob("tokens", body), beginJob("tokens", body), beginJob("tokens", body)]);
    expect(replies.map(({ status, json }) => [status, json.result.value?.id])).toEqual(
      replies.map(() => [200, body.id]),
    );
    await untilOver(body.id);
    expect(await trail("TOKEN_CHANGED", "TWICE-%")).toHaveLength(1);
    const begun = "SELECT count(*) AS count FROM audit WHERE event = 'JOB_BEGUN' AND at_ms >= ?";
    const { began_at_ms = 0 } =
      (await env.DB.prepare("SELECT began_at_ms FROM job WHERE id = ?")
        .bind(body.id)
        .first<{ began_at_ms: number }>()) ?? {};
    expect(await env.DB.prepare(begun).bind(began_at_ms).first()).toEqual({ count: 1 });
  });

  it("begins the job that an earlier one has only prepared", async () => {
    const [serial = ""] = await make("SECOND", 1);
    const id = "second________________";
    const work = { kind: "tokens", action: "disable", linkSeconds: 60 } as const;
    const caller = { name: "admin", generation: 1 };
    const job = { id, work, caller, action: "", client: "", beganAtMs: Date.now(), sealedSeed: "" };
    const stub = env.JOBS.getByName(id);
    await stub.prepare(job, [{ line: 1, serial }]);
    // A twin that comes just before the minute is over gets one of its own.
    await runInDurableObject(stub, (_, { storage }) => storage.setAlarm(Date.now() + 30_000));
    expect(await stub.prepare(job, [])).toBe("prepared");
    expect(await runInDurableObject(stub, (_, { storage }) => storage.getAlarm())).toBeGreaterThan(Date.now() + 45_000);
    expect((await beginJob("tokens", { action: "disable", serials: [serial], id })).status).toBe(200);
    expect((await getJob(id)).status).toBe(200);
  });

  it("leaves to the earlier one what that has prepared, when it is refused itself", async () => {
    const headers = await serviceAccount("hasty", ["disable", "manyatonce"]);
    const id = "hasty_________________";
    const work = { kind: "tokens", action: "disable", linkSeconds: 60 } as const;
    const caller = { name: "hasty", generation: 1 };
    const job = { id, work, caller, action: "", client: "", beganAtMs: Date.now(), sealedSeed: "" };
    for (const at of [1, 2, 3])
      await env.DB.prepare(
        "INSERT INTO job (id, account, kind, items, began_at_ms, ended_at_ms) VALUES (?, 'hasty', 'tokens', 1, ?, NULL)",
      )
        .bind(`hasty${at}`, Date.now())
        .run();
    await env.JOBS.getByName(id).prepare(job, [{ line: 1, serial: "NONE" }]);
    expect((await beginJob("tokens", { action: "disable", serials: ["NONE"], id }, headers)).status).toBe(409);
    expect(await runInDurableObject(env.JOBS.getByName(id), (_, { storage }) => storage.kv.get("job"))).toBeDefined();
  });

  it("begins the job of its own when the earlier one takes back what it has prepared, refused meanwhile", async () => {
    const [serial = ""] = await make("REFUSED", 1);
    const id = "refused_______________";
    const ports = await realPorts();
    const stub = env.JOBS.getByName(id);
    const caller = await adminCaller();
    const work = { kind: "tokens", action: "disable", linkSeconds: 60 } as const;
    const job = { id, work, caller, action: "", client: "", beganAtMs: Date.now(), sealedSeed: "" };
    await stub.prepare(job, [{ line: 1, serial }]);
    const register: typeof ports.jobs.register = async (...given) => {
      const registered = await ports.jobs.register(...given);
      await stub.forget();
      return registered;
    };
    const given = { id, action: "disable", tokens: { serials: [serial] }, mail: undefined } as const;
    const call = { ...callAt(Date.now()), caller };
    expect(await beginTokenJob({ ...ports, jobs: { ...ports.jobs, register } }, given, call)).toEqual({ ok: true, id });
    expect(await untilOver(id)).toMatchObject({ state: "done", done: 1, failed: 0 });
  });

  it("days later, when the job is forgotten and its row is not, begins nothing", async () => {
    const id = "forgotten_____________";
    await env.DB.prepare(
      "INSERT INTO job (id, account, kind, items, began_at_ms, ended_at_ms) VALUES (?, 'admin', 'tokens', 1, 1, 2)",
    )
      .bind(id)
      .run();
    const reply = await beginJob("tokens", { action: "delete", serials: ["NONE"], id });
    expect([reply.status, reply.headers.get("TiQR-Reason")]).toEqual([404, "unknown-job"]);
    expect(await runInDurableObject(env.JOBS.getByName(id), (_, { storage }) => storage.kv.get("job"))).toBeUndefined();
  });
});
