// Chooses the rows among which ./list.ts searches the trail.

import type { Caller } from "../../../core/caller.ts";
import type { AuditFilter } from "../../../core/ports/audit.ts";
import { CALLER_MAY, callerParameters } from "../../sql/caller-guard.ts";
import { likeRange, type Range } from "../../sql/like.ts";
import { type Parameters, statement } from "../../sql/sql.ts";
import { OF_CLIENT } from "../of-client.ts";
import { opensAttempt } from "../row.ts";

export interface TrailScan {
  /** Conditions that an index serves, in the order of the numbers. */
  readonly within: readonly string[];
  readonly parameters: Parameters;
}

/** An index of names is not in the list's order, so no more rows than these are read along it. */
const MAX_PREFIX_ROWS = 200;

const BY_NUMBER: TrailScan = { within: [], parameters: {} };

/** Without its second half, SQLite would not see that the partial index audit_by_user fits. */
const OF_USER = "user = :scan_user COLLATE NOCASE AND user <> ''";

export async function trailScanOf(
  db: D1Database,
  caller: Caller,
  { matching, ofClient }: AuditFilter,
): Promise<TrailScan> {
  if (ofClient !== undefined) return { within: [OF_CLIENT], parameters: { of_client: ofClient } };
  const { attempt_id: attempt = "", user = "" } = matching;
  if (attempt !== "" && !attempt.includes("*")) {
    const scan = await ofAttempt(db, caller, attempt);
    if (scan) return scan;
  }
  if (user !== "" && !user.includes("*")) return { within: [OF_USER], parameters: { scan_user: user } };
  const range = user === "" ? undefined : likeRange("user", "scan", user);
  return range ? ofUsers(db, caller, range) : BY_NUMBER;
}

/** A login whose first row was lost, or is older than events, is searched by number. */
async function ofAttempt(db: D1Database, caller: Caller, attempt: string): Promise<TrailScan | undefined> {
  const opened = await statement<{ number: number; user: string }>(
    db,
    `SELECT number, user FROM audit WHERE attempt_id = :attempt AND ${opensAttempt("audit")} AND ${CALLER_MAY} LIMIT 1`,
    { ...callerParameters(caller, "auditlog"), attempt },
  ).first();
  if (!opened) return undefined;
  const { number, user } = opened;
  return user === ""
    ? { within: ["number >= :scan_opened"], parameters: { scan_opened: number } }
    : { within: [OF_USER, "number >= :scan_opened"], parameters: { scan_user: user, scan_opened: number } };
}

async function ofUsers(db: D1Database, caller: Caller, { lower, upper, parameters }: Range): Promise<TrailScan> {
  const those = [...lower, ...upper, "user <> ''"].join(" AND ");
  const some = `SELECT number FROM audit WHERE ${those} LIMIT ${MAX_PREFIX_ROWS + 1}`;
  const count = await statement<{ n: number }>(db, `SELECT count(*) AS n FROM (${some}) WHERE ${CALLER_MAY}`, {
    ...callerParameters(caller, "auditlog"),
    ...parameters,
  }).first();
  return (count?.n ?? 0) > MAX_PREFIX_ROWS ? BY_NUMBER : { within: [`number IN (${some})`], parameters };
}
