// Direct access to the database: rows that tests look at or set, bypassing every rule.

import { env } from "cloudflare:workers";
import type { LockPath } from "../../../src/core/token/lock.ts";
import type { TokenRow } from "../../../src/storage/sql/subject-query.ts";

/** A row of the table lock. */
export interface StoredFailures {
  readonly path: LockPath;
  readonly failcount: number;
  readonly locks: number;
  readonly failed_at_ms: number;
}

export interface StoredToken extends TokenRow {
  id: number;
  session_hash: string | null;
  session_from: string | null;
  session_fetches: number;
  secret_fetch: number | null;
  authentication_url: string | null;
  last_step: string | null;
  import_digest: string | null;
  /** The most failures on one path, and the last on any; with `setRow` on each path. */
  failcount: number;
  failed_at_ms: number | null;
}

export async function rowOf(serial: string): Promise<StoredToken> {
  const row = await env.DB.prepare(
    `SELECT token.*, coalesce((SELECT max(failcount) FROM lock WHERE token_id = token.id), 0) AS failcount,
       (SELECT max(failed_at_ms) FROM lock WHERE token_id = token.id) AS failed_at_ms
     FROM token WHERE serial = ?`,
  )
    .bind(serial)
    .first<StoredToken>();
  if (!row) throw new Error(`no token ${serial}`);
  return row;
}

/** In the order of their paths. */
export const failureRows = async (serial: string): Promise<readonly StoredFailures[]> =>
  (
    await env.DB.prepare(
      `SELECT path, lock.failcount, locks, lock.failed_at_ms FROM lock JOIN token ON token.id = token_id
       WHERE serial = ? ORDER BY path`,
    )
      .bind(serial)
      .all<StoredFailures>()
  ).results;

/** Sets columns of a token, and its failures on all paths. */
export async function setRow(
  serial: string,
  { failcount, failed_at_ms = Date.now(), ...columns }: Partial<StoredToken>,
): Promise<void> {
  if (failcount !== undefined)
    for (const path of ["open", "pin", "vouched"] as const)
      await setFailures(serial, { path, failcount, locks: 0, failed_at_ms: failed_at_ms ?? Date.now() });
  const names = Object.keys(columns);
  if (names.length === 0) return;
  await env.DB.prepare(`UPDATE token SET ${names.map((name) => `${name} = ?`).join(", ")} WHERE serial = ?`)
    .bind(...Object.values(columns), serial)
    .run();
}

/** None: no row. */
export async function setFailures(
  serial: string,
  { path, failcount, locks, failed_at_ms }: StoredFailures,
): Promise<void> {
  const sql =
    failcount === 0
      ? "DELETE FROM lock WHERE token_id = (SELECT id FROM token WHERE serial = ?1) AND path = ?2"
      : `INSERT OR REPLACE INTO lock (token_id, path, failcount, locks, failed_at_ms, max_fail)
         SELECT id, ?2, ?3, ?4, ?5, max_fail FROM token WHERE serial = ?1`;
  const values = failcount === 0 ? [serial, path] : [serial, path, failcount, locks, failed_at_ms];
  await env.DB.prepare(sql)
    .bind(...values)
    .run();
}

/** Every row of a table. */
export const rowsOf = async (
  table:
    | "token"
    | "job"
    | "people_sum"
    | "jurisdiction"
    | "lock"
    | "undo"
    | "caller"
    | "user"
    | "admin"
    | "oidc_client"
    | "open_to_anyone"
    | "audit"
    | "audit_checkpoint"
    | "audit_sum"
    | "audit_tallied"
    | "enrollment_link"
    | "ended_session"
    | "refusal_count"
    | "forward_auth_host"
    | "housekeeping"
    | "sign_in",
): Promise<unknown[]> => (await env.DB.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()).results;
