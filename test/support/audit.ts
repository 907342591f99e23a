// The audit trail as it is stored, for tests that look at it or tamper with it.

import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import { type AuditEntry, entryOf } from "../../src/core/audit/audit.ts";
import type { Verification } from "../../src/core/ports/audit.ts";
import { makeCheckpoints, type SigningResult } from "../../src/storage/audit/checkpoints/checkpoint.ts";
import type { TrailHeads } from "../../src/storage/audit/checkpoints/head.ts";
import { createHeadKeeper } from "../../src/storage/audit/checkpoints/head-object.ts";
import { verifyAudit } from "../../src/storage/audit/checkpoints/verification.ts";
import type { AuditRow } from "../../src/storage/audit/row.ts";
import { createAuditTrail } from "../../src/storage/audit/store.ts";
import type { Keyring } from "../../src/storage/keys/keyring.ts";
import { callAt } from "./storage/ports.ts";

export type StoredEntry = AuditRow & { number: number };

/** The rows with these columns, in order. */
export async function auditRows(columns: Partial<StoredEntry> = {}): Promise<StoredEntry[]> {
  const conditions = Object.keys(columns).map((name) => ` AND ${name} = ?`);
  const rows = env.DB.prepare(`SELECT * FROM audit WHERE true${conditions.join("")} ORDER BY number`);
  return (await rows.bind(...Object.values(columns)).all<StoredEntry>()).results;
}

/** The same, as soon as there are `count` of them: a row may follow the reply. */
export async function auditRowsOnce(count: number, columns: Partial<StoredEntry>): Promise<StoredEntry[]> {
  await vi.waitUntil(async () => (await auditRows(columns)).length >= count, { timeout: 5000 });
  return auditRows(columns);
}

/** The number of refusals of each kind beyond the rows that are written in full. */
export async function refusalCounts(): Promise<Record<string, number>> {
  const counts = env.DB.prepare(
    "SELECT reason, sum(count - noted) AS n FROM refusal_count GROUP BY reason HAVING n > 0",
  );
  const { results } = await counts.all<{ reason: string; n: number }>();
  return Object.fromEntries(results.map(({ reason, n }) => [reason, n]));
}

/**
 * The content of a row, without the columns that prove it, and without its event, phone and count,
 * which test/http/audit/events.test.ts tests, its detail: test/web/oidc/faults.test.ts, and its
 * tally: test/http/guessing/budget.test.ts.
 */
export const trailContent = ({
  number,
  id,
  at_ms,
  pseudonym,
  mac,
  event,
  phone,
  proximity,
  browser,
  detail,
  count,
  tally,
  ...content
}: StoredEntry): Partial<StoredEntry> => content;

/** The content of a row that has no more than this. */
export const trailContentWith = (content: Partial<StoredEntry>): Partial<StoredEntry> => ({
  action: "",
  success: 0,
  authentication: "",
  serial: "",
  user: "",
  realm: "",
  administrator: "",
  client: "unknown",
  attempt_id: "",
  reason: "",
  ...content,
});

/** The object that the worker asks, and that emptyTrail empties. */
const headName = env.AUDIT_HEAD_NAME ?? "";
const head = () => env.AUDIT_HEAD.getByName(headName);
export const KEEPER: TrailHeads = createHeadKeeper(env.AUDIT_HEAD, headName);

/** Does the work of cron; at most so many checkpoints. */
export const signTrail = (keyring: Keyring, nowMs: number, most?: number): Promise<SigningResult> =>
  makeCheckpoints(env.DB, keyring, KEEPER, nowMs, upTo(most));

/** For a step of cron that asks after each batch whether it may go on. */
export function upTo(batches = Number.POSITIVE_INFINITY): () => boolean {
  let done = 1;
  return () => done++ < batches;
}

/** At the time of the rows of `writeEntries`, unless another is given. */
export const verifyTrail = async (keyring: Keyring, nowMs = 1000): Promise<Verification> =>
  verifyAudit(env.DB, keyring, { nowMs, head: await KEEPER.read() });

export const emptyTrail = (): Promise<void> => emptyTrailIn(env.DB);

/** Of another database only its rows: the head that is emptied is that of DB in any case. */
export async function emptyTrailIn(db: D1Database): Promise<void> {
  await runInDurableObject(head(), (_, { storage }) => storage.deleteAll());
  await db.batch([
    db.prepare("DELETE FROM audit"),
    db.prepare("DELETE FROM audit_checkpoint"),
    db.prepare("DELETE FROM audit_sum"),
    db.prepare("DELETE FROM refusal_count"),
    db.prepare("UPDATE housekeeping SET summed_number = 0"),
    db.prepare("UPDATE sqlite_sequence SET seq = 0 WHERE name = 'audit'"),
  ]);
}

/** Writes this many entries, each of a different user. */
export async function writeEntries(keyring: Keyring, count: number, parts: Partial<AuditEntry> = {}): Promise<void> {
  const trail = createAuditTrail(env.DB, keyring, KEEPER, { adminRealm: "administrators" });
  for (let index = 1; index <= count; index++)
    await trail.write({
      ...entryOf(callAt(1000), { success: true, event: "LOGIN_SUCCESS", user: `user${index}`, realm: "realm1" }),
      ...parts,
    });
}

export const runSql = (sql: string, ...values: (string | number)[]): Promise<D1Result> =>
  env.DB.prepare(sql)
    .bind(...values)
    .run();

/**
 * A query of `count` rows with these columns, which may name the number of the row as `i`, from 1
 * on.
 */
export const many = (count: number, columns: string): string =>
  `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count}) SELECT ${columns} FROM n`;

/**
 * Writes so many rows in one statement. They carry no signature. Values are SQL and may name `i`.
 */
export async function writeMany(
  count: number,
  atMs: number | string,
  values: Partial<Record<keyof AuditRow, string>> = {},
) {
  const row: Partial<Record<keyof AuditRow, string>> = {
    id: "'r' || i",
    at_ms: String(atMs),
    success: "0",
    mac: "'x.y'",
  };
  for (const name of TEXTS) row[name] = "''";
  Object.assign(row, values);
  await runSql(`INSERT INTO audit (${Object.keys(row)}) ${many(count, Object.values(row).join(", "))}`);
}

const TEXTS = [
  ...(["action", "authentication", "serial", "user", "realm", "pseudonym", "administrator", "client"] as const),
  ...(["attempt_id", "reason"] as const),
];
