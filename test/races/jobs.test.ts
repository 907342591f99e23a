// Jobs that meet something else: a disabled account, a cancellation, a crash between D1 and the
// object.

import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import {
  beginJob,
  getJob,
  holdJob,
  jobRows,
  makeTokens as make,
  postJobCancel,
  runJob,
  untilOver,
} from "../support/jobs.ts";
import { admin, request, resultOf, serviceAccount } from "../support/service.ts";

beforeAll(async () => {
  await admin();
});

const trail = async (event: string, like: string) =>
  (
    await env.DB.prepare("SELECT serial, administrator, count, success FROM audit WHERE event = ? AND serial LIKE ?")
      .bind(event, like)
      .all<{ serial: string; administrator: string }>()
  ).results;

describe("while it goes on", () => {
  it("an account that is disabled stops it, with the reason", async () => {
    const serials = await make("STOPPED", 30);
    const headers = await serviceAccount("leaver", ["disable", "manyatonce"]);
    const id = "stopped_______________";
    const { arrived, release } = await holdJob(id);
    await beginJob("tokens", { action: "disable", serials, id }, headers);
    await arrived();
    await env.DB.prepare("UPDATE admin SET disabled_at_ms = 1 WHERE name = 'leaver'").run();
    release();
    const job = await untilOver(id);
    expect(job).toMatchObject({ state: "failed", reason: "signed-out", done: 25, failed: 25, total: 30 });
    expect(await env.DB.prepare("SELECT 1 FROM token WHERE serial LIKE 'STOPPED-%' AND NOT active").first()).toBeNull();
    const ended = "SELECT success, reason FROM audit WHERE event = 'JOB_ENDED' ORDER BY number DESC LIMIT 1";
    expect(await env.DB.prepare(ended).first()).toEqual({ success: 0, reason: "signed-out" });
  });

  it("a batch whose outcome was lost is repeated, and makes no second link", async () => {
    const serials = await make("AGAIN", 3);
    const job = await runJob("tokens", { action: "links", serials });
    const before = await jobRows(job.id);
    const stub = env.JOBS.getByName(job.id);
    // As after a crash between D1 and the object.
    await runInDurableObject(stub, (_, { storage }) => {
      const progress = storage.kv.get<object>("progress");
      storage.kv.put("progress", { ...progress, stage: "working", done: 0, failed: 0, end: undefined });
      storage.sql.exec("UPDATE item SET outcome = NULL, failed = NULL");
    });
    await runDurableObjectAlarm(stub);
    await untilOver(job.id);
    expect(await jobRows(job.id)).toEqual(before);
    expect(await trail("LINK_MADE", "AGAIN-%")).toHaveLength(3);
  });

  it("a deletion that was repeated says that the token is gone", async () => {
    const serials = await make("GONE", 2);
    const job = await runJob("tokens", { action: "delete", serials });
    const stub = env.JOBS.getByName(job.id);
    await runInDurableObject(stub, (_, { storage }) => {
      const progress = storage.kv.get<object>("progress");
      storage.kv.put("progress", { ...progress, stage: "working", done: 0, end: undefined });
    });
    await runDurableObjectAlarm(stub);
    await untilOver(job.id);
    expect((await jobRows(job.id)).map(({ outcome }) => outcome)).toEqual(["absent", "absent"]);
  });

  it("it can be cancelled: the batch under way is done, and what was not reached is told", async () => {
    const serials = await make("CANCEL", 30);
    const id = "cancel________________";
    const { arrived, release } = await holdJob(id);
    await beginJob("tokens", { action: "disable", serials, id });
    await arrived();
    const other = await serviceAccount("canceller", ["disable", "manyatonce"]);
    for (let times = 0; times < 2; times++)
      expect(resultOf(await postJobCancel(id, other))).toMatchObject({ state: "running", cancelling: true, done: 0 });
    release();
    expect(await untilOver(id)).toMatchObject({ state: "cancelled", done: 25, total: 30, failed: 0 });
    const outcomes = (await jobRows(id)).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(serials.map((_, at) => (at < 25 ? "disabled" : "not-reached")));
    expect(resultOf(await postJobCancel(id)).state).toBe("cancelled");
    const { results } = await env.DB.prepare(
      "SELECT administrator, action FROM audit WHERE event = 'JOB_CANCELLED'",
    ).all();
    expect(results).toEqual([{ administrator: "canceller", action: "POST /jobs/<id>/cancel" }]);
  });

  it("a cancellation during the last batch comes too late: all is done, and the job says so", async () => {
    const serials = await make("LATE", 3);
    const id = "late__________________";
    const { arrived, release } = await holdJob(id);
    await beginJob("tokens", { action: "delete", serials, id });
    await arrived();
    await postJobCancel(id);
    release();
    expect(await untilOver(id)).toMatchObject({ state: "done", done: 3, failed: 0 });
    expect((await jobRows(id)).map(({ outcome }) => outcome)).toEqual(["deleted", "deleted", "deleted"]);
  });

  it("it is forgotten a day after its end", async () => {
    const [serial = ""] = await make("FORGET", 1);
    const { id } = await runJob("tokens", { action: "disable", serials: [serial] });
    const stub = env.JOBS.getByName(id);
    const alarm = await runInDurableObject(stub, (_, { storage }) => storage.getAlarm());
    expect(alarm).toBeGreaterThan(Date.now() + 23 * 3600 * 1000);
    // As when the platform delivers the alarm that ended it once more.
    await runDurableObjectAlarm(stub);
    expect((await getJob(id)).status).toBe(200);
    expect(await runInDurableObject(stub, (_, { storage }) => storage.getAlarm())).toBe(alarm);
    await runInDurableObject(stub, (_, { storage }) => {
      const progress = storage.kv.get<{ endedAtMs: number }>("progress");
      storage.kv.put("progress", { ...progress, endedAtMs: (progress?.endedAtMs ?? 0) - 24 * 3600 * 1000 });
    });
    await runDurableObjectAlarm(stub);
    expect((await getJob(id)).status).toBe(404);
    expect((await request(`/jobs/${id}/result`, { headers: await admin() })).status).toBe(404);
  });

  it("one that was never begun is forgotten, and its row ends", async () => {
    const id = "prepared______________";
    const stub = env.JOBS.getByName(id);
    const caller = { name: "admin", generation: 1 };
    const work = { kind: "tokens", action: "delete", linkSeconds: 60 } as const;
    const job = { id, work, caller, action: "", client: "", beganAtMs: Date.now(), sealedSeed: "" };
    await stub.prepare(job, [{ line: 1, serial: "A" }]);
    await env.DB.prepare(
      "INSERT INTO job (id, account, kind, items, began_at_ms, ended_at_ms) VALUES (?, 'admin', 'tokens', 1, ?, NULL)",
    )
      .bind(id, Date.now())
      .run();
    expect((await getJob(id)).status).toBe(404);
    await runDurableObjectAlarm(stub);
    expect(await env.DB.prepare("SELECT ended_at_ms > 0 AS over FROM job WHERE id = ?").bind(id).first()).toEqual({
      over: 1,
    });
    expect(await runInDurableObject(stub, (_, { storage }) => storage.kv.get("job"))).toBeUndefined();
  });
});
