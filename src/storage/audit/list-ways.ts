// Chooses the rows among which a list of the trail is looked for (./list.ts).

import type { Caller } from "../../core/caller.ts";
import type { AuditColumn, AuditFilter } from "../../core/ports/audit.ts";
import { CALLER_MAY, callerParameters } from "../sql/caller-guard.ts";
import { type Parameters, statement } from "../sql/sql.ts";
import { opensAttempt } from "./row.ts";

export interface Way {
  /** Conditions that an index serves, in the order of the numbers. */
  readonly within: readonly string[];
  readonly parameters: Parameters;
  /** The column whose pattern all these rows match. */
  readonly meets?: AuditColumn;
}

/** More rows than these are not read along an index of names, whose order is another one than that of the list. */
const MAX_PREFIX_ROWS = 200;

const BY_NUMBER: Way = { within: [], parameters: {} };

/** Without its second half, SQLite would not see that the partial index audit_by_user fits. */
const OF_USER = "user = :way_user COLLATE NOCASE AND user <> ''";
const OF_USERS = "user >= :way_from COLLATE NOCASE AND user < :way_to COLLATE NOCASE AND user <> ''";
/** No name continues with a character above this one. */
const LAST = "\u{10ffff}";

export async function wayOf(db: D1Database, caller: Caller, { matching }: AuditFilter): Promise<Way> {
  const { attempt_id: attempt = "", user = "" } = matching;
  if (attempt !== "" && !attempt.includes("*")) {
    const way = await ofAttempt(db, caller, attempt);
    if (way) return way;
  }
  const star = user.indexOf("*");
  if (user === "" || star === 0) return BY_NUMBER;
  if (star < 0) return { within: [OF_USER], parameters: { way_user: user }, meets: "user" };
  return ofPrefix(db, caller, user.slice(0, star));
}

/** A login whose first row was lost or is from before there were events is looked for by number. */
async function ofAttempt(db: D1Database, caller: Caller, attempt: string): Promise<Way | undefined> {
  const opened = await statement<{ number: number; user: string }>(
    db,
    `SELECT number, user FROM audit WHERE attempt_id = :attempt AND ${opensAttempt("audit")} AND ${CALLER_MAY} LIMIT 1`,
    { ...callerParameters(caller, "auditlog"), attempt },
  ).first<{ number: number; user: string }>();
  if (!opened) return undefined;
  const { number, user } = opened;
  return user === ""
    ? { within: ["number >= :way_opened"], parameters: { way_opened: number } }
    : { within: [OF_USER, "number >= :way_opened"], parameters: { way_user: user, way_opened: number } };
}

async function ofPrefix(db: D1Database, caller: Caller, prefix: string): Promise<Way> {
  const parameters = { way_from: prefix, way_to: prefix + LAST };
  const some = `SELECT number FROM audit WHERE ${OF_USERS} LIMIT ${MAX_PREFIX_ROWS + 1}`;
  const count = await statement(db, `SELECT count(*) AS n FROM (${some}) WHERE ${CALLER_MAY}`, {
    ...callerParameters(caller, "auditlog"),
    ...parameters,
  }).first<{ n: number }>();
  return (count?.n ?? 0) > MAX_PREFIX_ROWS ? BY_NUMBER : { within: [`number IN (${some})`], parameters };
}
