// One run of cron reads as many rows as there is work, however much is stored.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { runHousekeeping } from "../../../src/storage/housekeeping/run-housekeeping.ts";
import { MAX_LOOKED_AT } from "../../../src/storage/housekeeping/sweep.ts";
import { auditRows, emptyTrail, KEEPER, many, runSql, writeEntries, writeMany } from "../../support/audit.ts";
import { watchedDatabase } from "../../support/bindings.ts";
import { initToken } from "../../support/service.ts";
import { realKeyring } from "../../support/storage/ports.ts";
import { rowsOf } from "../../support/storage/rows.ts";
import { countingRows } from "../../support/storage/rows-read.ts";

const DAY_MS = 24 * 3600 * 1000;
const NOW = 1_700_000_000_000;
const SUITE = "OCRA-1:HOTP-SHA256-8:QH10-S064";
const keys = await realKeyring();
const { db, read } = countingRows(env.DB);
const cron = (nowMs: number, auditRetentionMs = 0) =>
  runHousekeeping(
    db,
    keys,
    KEEPER,
    {
      auditRetentionMs,
      auditDatabaseMs: 0,
      ocraSuite: SUITE,
      proximityNetworks: [],
      scimDeleteAfterMs: DAY_MS,
      sessionMaxMs: 0,
    },
    nowMs,
  );
const checkpoints = async () => (await rowsOf("audit_checkpoint")).length;

/** As many rows of everything that grows, none of which is due. */
async function store(count: number): Promise<void> {
  await writeMany(count, NOW, { user: "'user' || i", authentication: "'REJECT'", reason: "'wrong-pin'" });
  await runSql(`INSERT INTO user (realm, name, created_at_ms, block_from_ms, deleted_at_ms)
    ${many(count, `'r${count}', 'user' || i, 0, ${NOW + DAY_MS}, ${NOW}`)}`);
  await runSql(`INSERT INTO token (serial, generation, realm, user, description, active, revoked, rollout_state, max_fail, suite,
    created_at_ms, sealed_secret, sealed_pin, sealed_pass, pass_until_ms)
    ${many(
      count,
      `'T${count}-' || i, 1, 'r${count}', 'user' || i, '', 1, 0, 'enrolled', 10, '${SUITE}', 0, '${keys.newest.id}.s', '${keys.newest.id}.p',
      '${keys.newest.id}.c', ${NOW + DAY_MS}`,
    )}`);
  await runSql(`INSERT INTO enrollment_link (hash, user, realm, asks_pin, made_by, made_by_generation, made_at_ms, expires_at_ms)
    ${many(count, `'h${count}-' || i, 'u', 'r', 0, 'admin', 1, 0, ${NOW}`)}`);
  await runSql(`INSERT INTO undo (serial, id, user, realm, kind, was, made_by, made_at_ms, ends_at_ms)
    ${many(count, `'T${count}-' || i, 'u', 'u', 'r', 'pin', '{}', 'admin', 0, ${NOW + DAY_MS}`)}`);
  await runSql(`INSERT INTO caller (id, user, realm, account, act, made_at_ms, ends_at_ms)
    ${many(count, `'c${count}-' || i, 'u', 'r', 'admin', 'pin', ${NOW}, 0`)}`);
  await runSql(`INSERT INTO ciba_request (id, user, realm, client_id, asked, made_at_ms, expires_at_ms)
    ${many(count, `'q${count}-' || i, 'u', 'r', 'c', '', ${NOW}, ${NOW + DAY_MS}`)}`);
  await runSql(`INSERT INTO device_request (id, client_id, user_code_hash, scope, made_at_ms, expires_at_ms)
    ${many(count, `'d${count}-' || i, 'c', 'h${count}-' || i, '', ${NOW}, ${NOW + DAY_MS}`)}`);
  await runSql(
    `INSERT INTO device_try (session, tries, expires_at_ms) ${many(count, `'d${count}-' || i, 1, ${NOW + DAY_MS}`)}`,
  );
  await runSql(`INSERT INTO sign_in (name, network, failed_at_ms) ${many(count, `'n${count}-' || i, '', ${NOW}`)}`);
  await runSql(`INSERT INTO browser_session (id, user, realm, serial, token_id, token_generation, amr, client, signed_in_at_ms,
    seen_at_ms, expires_at_ms) ${many(count, `'b${count}-' || i, 'u', 'r', 'S', 1, 1, '[]', 'c', 0, 0, ${NOW + DAY_MS}`)}`);
  await runSql(`INSERT INTO oidc_grant (id, client_id, session_id, user, realm, token_id, token_generation, scope, amr,
    signed_in_at_ms, created_at_ms, expires_at_ms)
    ${many(count, `'g${count}-' || i, 'c', 's', 'u', 'r', 1, 1, 'openid', '[]', 0, 0, ${NOW + DAY_MS}`)}`);
  await runSql(`INSERT INTO oidc_assertion (id, expires_at_ms) ${many(count, `'a${count}-' || i, ${NOW + DAY_MS}`)}`);
  await runSql(`INSERT INTO ended_session (id, expires_at_ms) ${many(count, `'s${count}-' || i, ${NOW + DAY_MS}`)}`);
}

it("reads the same number of rows with 1 000 and with 100 000 in each table", async () => {
  await initToken({ user: "anyone" });
  await emptyTrail();
  const costs: number[] = [];
  for (const count of [1000, 100_000]) {
    await store(count);
    // What is new takes several runs.
    do await cron(NOW);
    while ((await env.DB.prepare("SELECT finished FROM housekeeping").first("finished")) === 0);
    await writeEntries(keys, 3, { atMs: NOW });
    read();
    await cron(NOW + 1);
    costs.push(read());
  }
  expect(costs[1]).toBe(costs[0]);
  // Sessions and grants have no index of their ends.
  expect(costs[0]).toBeLessThan(120 + 2 * MAX_LOOKED_AT);
}, 180_000);

it("reads the same number of rows with few and with many checkpoints, retired or not", async () => {
  await emptyTrail();
  const costs: number[] = [];
  for (const count of [2, 12]) {
    for (let number = 0; number < count; number++) {
      await writeEntries(keys, 1, { atMs: number % 2 === 0 ? NOW - 40 * DAY_MS : NOW });
      await cron(number % 2 === 0 ? NOW - 40 * DAY_MS : NOW);
    }
    await cron(NOW, 30 * DAY_MS);
    read();
    await cron(NOW + 1, 30 * DAY_MS);
    costs.push(read());
  }
  expect(costs[1]).toBe(costs[0]);
  expect(await checkpoints()).toBe(14);
});

it("signs and sums a backlog of more than 20 000 rows in one run", async () => {
  await emptyTrail();
  await writeMany(45_000, NOW, { authentication: "'REJECT'", reason: "'wrong-pin'" });
  await cron(NOW);
  expect((await rowsOf("audit_checkpoint")).at(-1)).toMatchObject({ first_number: 42_501, last_number: 45_000 });
  expect(await rowsOf("housekeeping")).toMatchObject([{ finished: 1, summed_number: 45_000 }]);
  expect(await rowsOf("audit_sum")).toMatchObject([{ kind: "failure", count: 45_000 }, { kind: "recent" }]);
  expect(await auditRows({ number: 45_000 })).toHaveLength(1);
});

/** What a run, and each of its batches, did to the database. */
async function measuredRun(nowMs: number, auditRetentionMs = 0, clock = Date.now) {
  const batches: number[] = [];
  const watched = watchedDatabase(env.DB, async (_, next) => {
    const done = await next();
    const metas = [done].flat().map((one) => (one as D1Result | null)?.meta);
    batches.push(metas.reduce((sum, meta) => sum + (meta?.rows_read ?? 0) + 10 * (meta?.rows_written ?? 0), 0));
    return done;
  });
  await runHousekeeping(
    watched,
    keys,
    KEEPER,
    {
      auditRetentionMs,
      auditDatabaseMs: 0,
      ocraSuite: SUITE,
      proximityNetworks: [],
      scimDeleteAfterMs: DAY_MS,
      sessionMaxMs: 0,
    },
    nowMs,
    { clock },
  );
  const finished = await env.DB.prepare("SELECT finished FROM housekeeping").first("finished");
  return { most: Math.max(...batches), all: batches.reduce((sum, one) => sum + one, 0), isDone: finished === 1 };
}

/** A written row costs as much as ten that are read. More would be felt by those who log in. */
const MAX_OF_BATCH = 15_000;
const MAX_OF_RUN = 1_200_000;

it("after a restore goes on in the next runs, by batches for which no login waits long", async () => {
  await emptyTrail();
  const count = 5000;
  const old = NOW - 40 * DAY_MS;
  await runSql(`INSERT INTO user (realm, name, created_at_ms) ${many(count, "'restored', 'user' || i, 0")}`);
  await runSql("UPDATE housekeeping SET people_counted_to = 0");
  await runSql("DELETE FROM people_sum");
  await runSql(`INSERT INTO enrollment_link (hash, user, realm, asks_pin, made_by, made_by_generation, made_at_ms, expires_at_ms)
    ${many(5000, `'old' || i, 'u', 'r', 0, 'admin', 1, 0, ${old}`)}`);
  await writeMany(180_000, old, {
    authentication: "CASE i % 3 WHEN 1 THEN 'CHALLENGE' WHEN 0 THEN 'ACCEPT' ELSE '' END",
    success: "1",
    attempt_id: "'a' || (i / 3)",
    event: "'LOGIN_SUCCESS'",
    action: "CASE i % 3 WHEN 2 THEN 'POST /ttype/tiqr' ELSE 'POST /validate/check' END",
  });
  const runs = [await measuredRun(NOW)];
  expect(runs[0]?.isDone).toBe(false);
  while (!runs.at(-1)?.isDone && runs.length < 5) runs.push(await measuredRun(NOW));
  expect(runs.at(-1)?.isDone).toBe(true);
  expect(Math.max(...runs.map(({ most }) => most))).toBeLessThan(MAX_OF_BATCH);
  expect(Math.max(...runs.map(({ all }) => all))).toBeLessThan(MAX_OF_RUN);
  expect(await rowsOf("housekeeping")).toMatchObject([{ summed_number: 180_000 }]);
  const people = await env.DB.prepare("SELECT sum(count) AS n FROM people_sum").first<{ n: number }>();
  expect(people?.n).toBeGreaterThanOrEqual(count);
}, 180_000);

it("removes a month of the trail by batches, too, and what one leaves is not forgotten", async () => {
  await emptyTrail();
  await writeMany(3000, NOW - 40 * DAY_MS);
  while (!(await measuredRun(NOW - 40 * DAY_MS)).isDone);
  const late = () => (lateMs += 10 * 60_000);
  let lateMs = 0;
  const first = await measuredRun(NOW, 30 * DAY_MS, late);
  expect(await auditRows()).toHaveLength(2500);
  expect(first.most).toBeLessThan(MAX_OF_BATCH);
  expect(first.isDone).toBe(false);
  expect((await measuredRun(NOW, 30 * DAY_MS)).isDone).toBe(true);
  expect(await auditRows()).toEqual([]);
});
