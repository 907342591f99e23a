// Jobs with several databases: each item is done in the database of its user, and the rights are
// checked there, too.

import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import type { Job } from "../../../src/core/ports/job.ts";
import { admin, enrol, type Reply, requestOver, resultOf } from "../../support/service.ts";
import { having, MAP, makeDatabases, NAMES, userHomedIn, withMap } from "./three.ts";

const ask = async (path: string, headers?: Record<string, string>): Promise<Reply> =>
  requestOver(send, path, { headers: headers ?? (await admin()) });
const post = async (path: string, body: object, headers?: Record<string, string>): Promise<Reply> =>
  requestOver(send, path, {
    method: "POST",
    headers: { ...(headers ?? (await admin())), "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

/** Runs a job to its end, with the map in its object, too. */
async function run(what: "tokens" | "users", id: string, body: object, headers?: Record<string, string>) {
  const stub = env.JOBS.getByName(id);
  await runInDurableObject(stub, (object) => {
    const inside = object as unknown as { env: Env };
    inside.env = { ...inside.env, ...MAP } as unknown as Env;
  });
  expect((await post(`/jobs/${what}`, { ...body, id }, headers)).status).toBe(200);
  return untilOver(id);
}

async function untilOver(id: string) {
  for (;;) {
    const job = resultOf(await ask(`/jobs/${id}`));
    if (!["waiting", "running"].includes(job.state)) return job;
    if (!(await runDurableObjectAlarm(env.JOBS.getByName(id)))) await scheduler.wait(20);
  }
}

/** As after a crash before the outcomes of its batch were stored. */
const rewind = (id: string, work: object = {}) =>
  runInDurableObject(env.JOBS.getByName(id), (_, { storage }) => {
    const [job, progress] = [storage.kv.get<Job>("job"), storage.kv.get<object>("progress")];
    storage.kv.put("job", { ...job, work: { ...job?.work, ...work } });
    storage.kv.put("progress", { ...progress, stage: "working", done: 0, failed: 0, end: undefined });
    return storage.setAlarm(Date.now());
  });

await makeDatabases();
const send = await withMap();

it("a file makes each user in its own database, with a link there", async () => {
  const users = await Promise.all(NAMES.map((name) => userHomedIn(name, "filed")));
  const csv = `name,realm,e-mail\n${users.map((user) => `${user},realm1,${user}@example.org`).join("\n")}\ncorp,corp.example,\n`;
  const dry = await run("users", "shards-dry____________", { csv });
  expect([dry.state, dry.failed, await having("SELECT 1 FROM user WHERE name LIKE 'filed%'")]).toEqual(["done", 0, []]);
  const job = await run("users", "shards-users__________", { dry_run_id: dry.id, dry_run: false, links: "all" });
  expect([job.state, job.done, job.failed]).toEqual(["done", 4, 0]);
  for (const [at, user] of [...users, "corp"].entries()) {
    const own = [NAMES[at] ?? "DB_1"];
    expect(await having("SELECT 1 FROM user WHERE name = ?", user)).toEqual(own);
    expect(await having("SELECT 1 FROM enrollment_link WHERE user = ?", user)).toEqual(own);
    expect(await having("SELECT 1 FROM audit WHERE event = 'LINK_MADE' AND user = ?", user)).toEqual(own);
  }
  const { text } = await ask(`/jobs/${job.id}/result`);
  const links = [...text.matchAll(/\/enrol\/[\w-]+/g)].map(([path]) => path);
  expect(links).toHaveLength(4);
  for (const path of links)
    expect((await requestOver(send, path, { headers: { Accept: "text/html" } })).status).toBe(200);
});

it("tokens of all databases are changed, each with its row, and a repeated batch changes nothing more", async () => {
  const serials: string[] = [];
  for (const name of NAMES) serials.push((await enrol({ user: await userHomedIn(name, "owner") }, { send })).serial);
  const id = "shards-tokens_________";
  await run("tokens", id, { action: "disable", serials: [...serials, "NONE"] });
  await rewind(id);
  await untilOver(id);
  for (const [at, serial] of serials.entries()) {
    expect(await having("SELECT 1 FROM token WHERE serial = ? AND NOT active", serial)).toEqual([NAMES[at]]);
    const rows = "SELECT 1 FROM audit WHERE event = 'TOKEN_CHANGED' AND serial = ? GROUP BY serial HAVING count(*) = 1";
    expect(await having(rows, serial)).toEqual([NAMES[at]]);
  }
});

it("an account that is bound to a realm reaches no other in any database", async () => {
  await post("/accounts", {
    name: "desk",
    rights: ["enrollTIQR", "set_custom_user_attributes", "delete", "manyatonce"],
    realms: ["blue"],
  });
  const desk = { "X-API-Key": resultOf(await post("/accounts/desk/keys", {})).key };
  const users = await Promise.all(NAMES.map((name) => userHomedIn(name, "foreign")));
  const serials: string[] = [];
  for (const user of users) serials.push((await enrol({ user }, { send })).serial);
  const csv = `name,realm\n${users.map((user) => `${user},realm1`).join("\n")}\nmine,blue\n`;
  const filed = await run("users", "shards-bound-users____", { csv, dry_run: false, links: "all" }, desk);
  expect([filed.failed, filed.done]).toEqual([3, 4]);
  expect(await having("SELECT 1 FROM enrollment_link WHERE user LIKE 'foreign%'")).toEqual([]);
  const gone = await run("tokens", "shards-bound-tokens___", { action: "delete", serials }, desk);
  expect([gone.failed, gone.done]).toEqual([3, 3]);
  for (const serial of serials) expect(await having("SELECT 1 FROM token WHERE serial = ?", serial)).toHaveLength(1);
});

it("an account that is removed before its job runs does nothing in any database", async () => {
  await post("/accounts", { name: "gone", rights: ["delete", "reset", "manyatonce"], realms: null });
  const gone = { "X-API-Key": resultOf(await post("/accounts/gone/keys", {})).key };
  const serials: string[] = [];
  for (const name of NAMES) serials.push((await enrol({ user: await userHomedIn(name, "kept") }, { send })).serial);
  const id = "shards-removed________";
  await run("tokens", id, { action: "unlock", serials }, gone);
  const removed = await requestOver(send, "/accounts/gone", { method: "DELETE", headers: await admin() });
  expect(removed.status).toBe(200);
  // As if the job had not worked yet, and were to delete.
  await rewind(id, { action: "delete" });
  await untilOver(id);
  expect(resultOf(await ask(`/jobs/${id}`))).toMatchObject({ state: "failed", reason: "signed-out" });
  for (const serial of serials) expect(await having("SELECT 1 FROM token WHERE serial = ?", serial)).toHaveLength(1);
});
