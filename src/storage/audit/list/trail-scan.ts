// Chooses the rows among which ./list.ts searches the trail.

import type { Caller } from "../../../core/caller.ts";
import type { AuditFilter } from "../../../core/ports/audit.ts";
import { CALLER_MAY, callerParameters } from "../../sql/caller-guard.ts";
import { likeRange, type Range } from "../../sql/like.ts";
import { type Parameters, statement } from "../../sql/sql.ts";
import { pseudonymKey } from "../archive/index-format.ts";
import type { ArchiveSource } from "../archive/read/archive-bytes.ts";
import type { TrailPlace } from "../archive/read/search-parts.ts";
import { OF_CLIENT } from "../of-client.ts";
import { opensAttempt } from "../row.ts";
import { findOpening } from "./find-opening.ts";

export interface TrailScan {
  /** Conditions that an index serves, in the order of the numbers. */
  readonly within: readonly string[];
  readonly parameters: Parameters;
  /** Which rows of the bucket come after them; undefined: none. */
  readonly archived?: ArchivedScan;
  /** With the rows that stand for many and name a token of the person. */
  readonly withTallied?: true;
  /** The list begins at its first row, whatever its cursor says. */
  readonly isAfresh?: true;
}

/** Which rows to search takes a further look. */
interface Unfinished {
  readonly end: TrailPlace;
}

/** Without any of it, all rows. */
export interface ArchivedScan {
  /** A row has this key. */
  readonly key?: number | undefined;
  readonly low?: number;
  readonly untilMs?: number;
}

/** An index of names is not in the list's order, so no more rows than these are read along it. */
export const MAX_PREFIX_ROWS = 200;

const BY_NUMBER: TrailScan = { within: [], parameters: {}, archived: {} };

/** Without its second half, SQLite would not see that the partial index audit_by_user fits. */
const OF_USER = "user = :scan_user COLLATE NOCASE AND user <> ''";

export async function trailScanOf(
  db: D1Database,
  archive: ArchiveSource | undefined,
  caller: Caller,
  filter: AuditFilter,
): Promise<TrailScan | Unfinished> {
  const { matching, ofClient } = filter;
  if (ofClient !== undefined) return { within: [OF_CLIENT], parameters: { of_client: ofClient } };
  const { attempt_id: attempt = "", user = "" } = matching;
  if (attempt !== "" && !attempt.includes("*")) {
    const scan = await ofAttempt(db, caller, attempt);
    if (scan) return scan;
    // The rows of a user who is named are found without it.
    if (archive && user === "") return inParts(archive, caller, attempt, filter);
  }
  if (user !== "" && !user.includes("*"))
    return { within: [OF_USER], parameters: { scan_user: user }, archived: {}, withTallied: true };
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
  return opened ? fromOpening(opened) : undefined;
}

const fromOpening = ({ number, user }: { readonly number: number; readonly user: string }): TrailScan =>
  user === ""
    ? { within: ["number >= :scan_opened"], parameters: { scan_opened: number } }
    : { within: [OF_USER, "number >= :scan_opened"], parameters: { scan_user: user, scan_opened: number } };

/** The rows of a login after its opening come soon: a day later there are none. */
const DAY_MS = 24 * 3600 * 1000;

/** A login that began in a part may end in D1. Without an opening, D1 is searched by number. */
async function inParts(
  archive: ArchiveSource,
  caller: Caller,
  attempt: string,
  filter: AuditFilter,
): Promise<TrailScan | Unfinished> {
  const { opening, end, isBeforeAll } = await findOpening(archive, caller, attempt, filter);
  if (end) return { end };
  if (opening) {
    const { number, at_ms, pseudonym } = opening;
    const archived = { key: pseudonymKey(pseudonym), low: number, untilMs: at_ms + DAY_MS };
    return { ...fromOpening(opening), archived };
  }
  return { within: [], parameters: {}, ...(isBeforeAll && filter.newestFirst && { isAfresh: true }) };
}

async function ofUsers(db: D1Database, caller: Caller, { lower, upper, parameters }: Range): Promise<TrailScan> {
  const those = [...lower, ...upper, "user <> ''"].join(" AND ");
  const some = `SELECT number FROM audit WHERE ${those} LIMIT ${MAX_PREFIX_ROWS + 1}`;
  const count = await statement<{ n: number }>(db, `SELECT count(*) AS n FROM (${some}) WHERE ${CALLER_MAY}`, {
    ...callerParameters(caller, "auditlog"),
    ...parameters,
  }).first();
  return (count?.n ?? 0) > MAX_PREFIX_ROWS ? BY_NUMBER : { within: [`number IN (${some})`], parameters, archived: {} };
}
