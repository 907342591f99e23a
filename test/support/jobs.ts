// Jobs as an account sees them, and as their objects are driven on.

import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import { NOTHING_COUNTED } from "../../src/storage/jobs/stored-job.ts";
import { admin, type Reply, request, resultOf } from "./service.ts";

export async function beginJob(path: string, body: object, headers?: Record<string, string>): Promise<Reply> {
  return request(`/jobs/${path}`, {
    method: "POST",
    headers: { ...(headers ?? (await admin())), "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

export const getJob = async (id: string, headers?: Record<string, string>): Promise<Reply> =>
  request(`/jobs/${id}`, { headers: headers ?? (await admin()) });

export const postJobCancel = async (id: string, headers?: Record<string, string>): Promise<Reply> =>
  request(`/jobs/${id}/cancel`, { method: "POST", headers: headers ?? (await admin()) });

/** Rings the alarm until the job is over. It may ring by itself as well. */
export async function untilOver(id: string): Promise<ReturnType<typeof resultOf>> {
  for (let alarms = 0; alarms < 500; alarms++) {
    const looked = await getJob(id);
    const job = resultOf(looked);
    if (!job) throw new Error(`the job cannot be seen: ${looked.status} ${looked.text}`);
    if (!["waiting", "running"].includes(job.state)) return job;
    // While one runs by itself there is none to ring.
    if (!(await runDurableObjectAlarm(env.JOBS.getByName(id)))) await scheduler.wait(20);
  }
  throw new Error("the job does not end");
}

/** Begins a job, lets it end, and gives it. */
export async function runJob(path: string, body: object, headers?: Record<string, string>) {
  return untilOver(resultOf(await beginJob(path, body, headers)).id);
}

/** The rows of the result, by the names in its first line. */
export async function jobRows(id: string, headers?: Record<string, string>): Promise<Record<string, string>[]> {
  const { text } = await request(`/jobs/${id}/result`, { headers: headers ?? (await admin()) });
  const [head = [], ...rows] = text
    .trimEnd()
    .split("\r\n")
    .map((line) => [...line.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = ""]) => cell.replaceAll('""', '"')));
  return rows.map((cells) => Object.fromEntries(cells.map((cell, at) => [head[at] ?? "", cell])));
}

/** Makes enrolled tokens, each of a user of its own, without the requests that each would cost. */
export async function makeTokens(prefix: string, count: number, realm = "realm1"): Promise<string[]> {
  const serials = Array.from({ length: count }, (_, at) => `${prefix}-${at}`);
  await env.DB.prepare(
    `INSERT INTO token (serial, generation, user, realm, description, active, revoked, rollout_state, max_fail, suite, created_at_ms)
     SELECT value, 1, 'of-' || value, ?2, '', 1, 0, 'enrolled', 10, 'OCRA-1:HOTP-SHA256-8:QH10-S064', 1 FROM json_each(?1)`,
  )
    .bind(JSON.stringify(serials), realm)
    .run();
  return serials;
}

/** As after a crash between D1 and the object. */
export async function rewindJob(id: string): Promise<void> {
  const stub = env.JOBS.getByName(id);
  await runInDurableObject(stub, (_, { storage }) => {
    const progress = storage.kv.get<object>("progress");
    const nothing = { done: 0, failed: 0, counts: NOTHING_COUNTED, end: undefined };
    storage.kv.put("progress", { ...progress, ...nothing, stage: "working" });
    storage.sql.exec("UPDATE item SET outcome = NULL, failed = NULL");
    return storage.setAlarm(Date.now());
  });
}

/** Holds the job's batches back until `release`. To be called before the job begins. */
export async function holdJob(
  id: string,
): Promise<{ readonly arrived: () => Promise<boolean>; readonly release: () => void }> {
  // The object must not wait for a promise that another request resolves: workerd may never wake
  // it.
  const state = { arrived: false, released: false };
  await runInDurableObject(env.JOBS.getByName(id), (object) => {
    const inside = object as unknown as { env: Env };
    const { DB } = inside.env;
    const slow = {
      prepare: (sql: string) => DB.prepare(sql),
      withSession: (from?: string) => DB.withSession(from),
      batch: async (statements: D1PreparedStatement[]) => {
        state.arrived = true;
        while (!state.released) await scheduler.wait(5);
        return DB.batch(statements);
      },
    };
    inside.env = { ...inside.env, DB: slow as D1Database };
  });
  return {
    arrived: () => vi.waitUntil(() => state.arrived, { timeout: 30_000 }),
    release: () => {
      state.released = true;
    },
  };
}
