// A desk keeps a person out, at once or from a date on, and lets them in again. Each is one batch.
// What a directory does stays as it is: an unblocked person whom it has deactivated is still out.

import type { BlockState } from "../../core/ports/people/blocks.ts";
import type { UserStore } from "../../core/ports/people/users.ts";
import type { Notes } from "../audit/store.ts";
import type { AdministratorSettings } from "../sql/administrators-guard.ts";
import { after } from "../sql/batch.ts";
import { batchForCaller, touchGuard } from "../sql/caller-guard.ts";
import { type Parameters, part } from "../sql/sql.ts";
import { type UserSettings, WHO, whoParameters } from "../sql/subject-query.ts";
import { MAY_SHADOW, shadowParameters } from "../tokens/shadows.ts";
import { letIn, shutOut } from "./shut-out.ts";

const TOUCHED = `SELECT name AS user, realm FROM (${WHO})`;
const THEY = `(name, realm) IN (${WHO})`;

/** A later block replaces dates and reason: a leaver must not be back after an earlier holiday. */
const DETAILS = `blocked_by = :caller, blocked_reason = :reason, block_until_ms = :until,
  blocked_by_job = CASE WHEN blocked_at_ms IS NULL AND block_from_ms IS NULL OR blocked_by_job IS :job THEN :job END`;

/**
 * Holds if the block that there is would end earlier, or begin later. That lets a person in whom
 * somebody else keeps out, so it is no act of `disable`.
 */
const SHORTENS = `(coalesce(:until < ifnull(block_until_ms, :until + 1), 0)
    AND (blocked_at_ms IS NOT NULL OR block_from_ms IS NOT NULL)
  OR blocked_at_ms IS NULL AND :from > :now AND :from > coalesce(block_from_ms, :from))`;

/** As it was before there was a block. */
export const NO_BLOCK = `blocked_at_ms = NULL, blocked_by = NULL, blocked_by_job = NULL, blocked_reason = NULL,
  block_from_ms = NULL, block_until_ms = NULL`;

/** Holds unless a job takes back a block that is not its own. */
const OF_JOB = "(:job IS NULL OR blocked_by_job = :job)";

interface StateRow {
  readonly user: string;
  readonly realm: string;
  readonly blocked: number;
  readonly planned: number;
  readonly deactivated: number;
  readonly job: string | null;
}

const before = (guard: string, parameters: Parameters) =>
  part<StateRow>(
    `SELECT name AS user, realm, blocked_at_ms IS NOT NULL AS blocked, block_from_ms IS NOT NULL AS planned,
       deactivated_at_ms IS NOT NULL AS deactivated, blocked_by_job AS job
     FROM user WHERE ${THEY} AND ${guard}`,
    parameters,
  );

const stateIn = (row: StateRow | undefined): BlockState | undefined =>
  row && {
    user: row.user,
    realm: row.realm,
    blocked: row.blocked === 1,
    planned: row.planned === 1,
    deactivated: row.deactivated === 1,
    job: row.job ?? undefined,
  };

export const createBlocks = (
  db: D1Database,
  notes: Notes,
  settings: AdministratorSettings & UserSettings,
): Pick<UserStore, "block" | "blockState" | "unblock"> => ({
  async block(caller, named, { fromMs, untilMs, reason, job, mayShorten }, nowMs, { begun, planned }) {
    const right = mayShorten ? "enable" : "disable";
    const guard = touchGuard(caller, right, settings, TOUCHED, {
      ...whoParameters(named, settings),
      ...shadowParameters(named, false, settings),
      from: fromMs,
      until: untilMs ?? null,
      reason: reason ?? null,
      job: job ?? null,
      may_shorten: mayShorten ? 1 : 0,
      now: nowMs,
    });
    const { parameters, sql } = guard;
    const they = `${THEY} AND (:may_shorten OR NOT ${SHORTENS})`;
    const update = (set: string, when: string) =>
      part(`UPDATE user SET ${set}, ${DETAILS} WHERE ${they} AND ${when} AND ${sql}`, parameters);
    const done = await batchForCaller(
      db,
      caller,
      right,
      {
        // An invited person is known by the link alone, which would let them in again.
        invited: part(
          `INSERT INTO user (name, realm, created_at_ms) SELECT who.name, who.realm, :now FROM (${WHO}) AS who
           WHERE ${sql} AND ${MAY_SHADOW} AND EXISTS (SELECT 1 FROM enrollment_link AS link WHERE link.realm = who.realm
             AND link.user = who.name AND link.expires_at_ms > :now AND link.withdrawn_at_ms IS NULL)
           ON CONFLICT (realm, name) DO NOTHING`,
          parameters,
        ),
        before: before(sql, parameters),
        shortens: part(`SELECT 1 FROM user WHERE ${THEY} AND NOT :may_shorten AND ${SHORTENS} AND ${sql}`, parameters),
        // Later, or other dates for a block that holds. It does not end to begin at a later date.
        planned: update(
          "block_from_ms = CASE WHEN blocked_at_ms IS NULL THEN :from END",
          "(blocked_at_ms IS NOT NULL) = (:from <= :now)",
        ),
        plannedNote: after("planned", await notes.of(planned)),
        begun: update("blocked_at_ms = :now, block_from_ms = NULL", "blocked_at_ms IS NULL AND :from <= :now"),
        begunNote: after("begun", await notes.of(begun)),
        ...shutOut(they, sql, parameters),
      },
      guard,
    );
    if (!done.ok) return done;
    return {
      ok: true,
      before: stateIn(done.before.rows[0]),
      shortens: done.shortens.rows.length > 0,
      tokens: done.tokens.rows.length,
      sessions: done.sessions.rows.length,
    };
  },

  async blockState(caller, right, named) {
    const guard = touchGuard(caller, right, settings, TOUCHED, whoParameters(named, settings));
    const found = await batchForCaller(db, caller, right, { before: before(guard.sql, guard.parameters) }, guard);
    return found.ok ? { ok: true, state: stateIn(found.before.rows[0]) } : found;
  },

  async unblock(caller, named, { job }, nowMs, { ended, cancelled }) {
    const guard = touchGuard(caller, "enable", settings, TOUCHED, {
      ...whoParameters(named, settings),
      job: job ?? null,
      now: nowMs,
    });
    const { parameters, sql } = guard;
    const clear = (when: string) =>
      part(`UPDATE user SET ${NO_BLOCK} WHERE ${THEY} AND ${when} AND ${OF_JOB} AND ${sql}`, parameters);
    const done = await batchForCaller(
      db,
      caller,
      "enable",
      {
        before: before(sql, parameters),
        cancelled: clear("blocked_at_ms IS NULL AND block_from_ms IS NOT NULL"),
        cancelledNote: after("cancelled", await notes.of(cancelled)),
        ended: clear("blocked_at_ms IS NOT NULL"),
        endedNote: after("ended", await notes.of(ended)),
        tokens: letIn(THEY, sql, parameters),
      },
      guard,
    );
    if (!done.ok) return done;
    return {
      ok: true,
      before: stateIn(done.before.rows[0]),
      lifted: done.cancelled.changes + done.ended.changes > 0,
      tokens: done.tokens.rows.length,
    };
  },
});
