// Jobs in D1, in the first database, and how the Worker reaches their objects.

import type { JobProgress, Work } from "../../core/ports/job.ts";
import type { JobRow, JobStore } from "../../core/ports/jobs.ts";
import { refuse } from "../../core/reasons.ts";
import type { Notes } from "../audit/store.ts";
import { type AdministratorSettings, administratorParameters, OF_EVERY_REALM } from "../sql/administrators-guard.ts";
import { after, batch } from "../sql/batch.ts";
import { batchForCaller, CALLER_MAY, callerParameters, IS_CALLER, sessionParameters } from "../sql/caller-guard.ts";
import { part } from "../sql/sql.ts";

/** Each job keeps the database's single writer busy, for which logins wait, too. */
const MAX_JOBS_AT_ONCE = 3;
/** A job whose object was lost must not count for ever. */
const COUNTED_MS = 24 * 3600 * 1000;
/** D1 takes 2 MB a value; a user with its realm has at most 1000 characters. */
const MAX_CHECKED_AT_ONCE = 500;
/** As many as the page of jobs shows. */
const MAX_LISTED_JOBS = 20;

/** For minutes after a deployment an object may run the earlier release, which sends neither. */
type ProgressOfObject = Omit<JobProgress, "counts" | "changes"> & Partial<JobProgress>;
const NO_COUNTS = { counts: { outcomes: {}, links: 0, fields: {} }, changes: [] };

interface Row {
  id: string;
  kind: Work["kind"];
  action: JobRow["action"];
  dry_run: number;
  name: string;
  account: string;
  items: number;
  began_at_ms: number;
  ended_at_ms: number | null;
}

export function createJobStore(
  db: D1Database,
  notes: Notes,
  settings: AdministratorSettings,
  objects: Env["JOBS"],
): JobStore {
  return {
    prepare: (job, items) => objects.getByName(job.id).prepare(job, items),
    start: (id, realms) => objects.getByName(id).start(realms),
    forget: (id) => objects.getByName(id).forget(),
    async look(id) {
      const progress: ProgressOfObject | undefined = await objects.getByName(id).look();
      return progress && { ...NO_COUNTS, ...progress };
    },
    result: (id) => objects.getByName(id).result(),
    cancel: (id) => objects.getByName(id).cancel(),

    async register(caller, right, { id, kind, action, dryRun, name, items, beganAtMs }, note) {
      const parameters = {
        ...callerParameters(caller, right),
        id,
        kind,
        action,
        dry_run: dryRun ? 1 : 0,
        name,
        items,
        now: beganAtMs,
        since: beganAtMs - COUNTED_MS,
      };
      const done = await batchForCaller(db, caller, right, {
        account: part<{ realms: string | null }>(
          `SELECT admin.realms FROM admin WHERE ${IS_CALLER}`,
          sessionParameters(caller),
        ),
        job: part(
          `INSERT INTO job (id, account, kind, action, dry_run, name, items, began_at_ms)
           SELECT :id, :caller, :kind, :action, :dry_run, :name, :items, :now
           WHERE ${CALLER_MAY} AND (SELECT count(*) FROM job
             WHERE account = :caller AND began_at_ms > :since AND ended_at_ms IS NULL) < ${MAX_JOBS_AT_ONCE}
           ON CONFLICT (id) DO NOTHING`,
          parameters,
        ),
        note: after("job", await notes.of(note)),
        existing: part<{ goes_on: number }>(
          `SELECT account = :caller AND ended_at_ms IS NULL AS goes_on FROM job WHERE id = :id AND ${CALLER_MAY}`,
          parameters,
        ),
      });
      if (!done.ok) return done;
      const [existing] = done.existing.rows;
      if (!existing) return refuse({ code: "too-many-jobs" });
      // A job's row outlives its object. The list could not tell two jobs under one id apart.
      if (existing.goes_on !== 1) return refuse({ code: "unknown-job" });
      const { realms = null } = done.account.rows[0] ?? {};
      return { ok: true, realms: realms === null ? null : JSON.parse(realms) };
    },

    async end(id, nowMs, note) {
      await batch(db, {
        job: part("UPDATE job SET ended_at_ms = :now WHERE id = :id AND ended_at_ms IS NULL", { id, now: nowMs }),
        note: after("job", await notes.of(note)),
      });
    },

    async mayReach(caller, right, reached) {
      if (reached === "all") return batchForCaller(db, caller, right, {}, OF_EVERY_REALM);
      const administrator = administratorParameters(caller, settings);
      const touched = "SELECT value ->> 'user' AS user, value ->> 'realm' AS realm FROM json_each(:reached)";
      // If none is reached, this still checks the right.
      for (let from = 0; from === 0 || from < reached.length; from += MAX_CHECKED_AT_ONCE) {
        const parameters = {
          ...administrator,
          reached: JSON.stringify(reached.slice(from, from + MAX_CHECKED_AT_ONCE)),
        };
        const may = await batchForCaller(db, caller, right, {}, { touched, parameters });
        if (!may.ok) return may;
      }
      return { ok: true };
    },

    async list(caller) {
      const jobs = part<Row>(
        // A new account under an old name does not see the jobs of the old one.
        `SELECT id, kind, action, dry_run, name, account, items, began_at_ms, ended_at_ms FROM job WHERE account = :caller
           AND began_at_ms >= (SELECT admin.created_at_ms FROM admin WHERE ${IS_CALLER})
         ORDER BY began_at_ms DESC LIMIT ${MAX_LISTED_JOBS}`,
        sessionParameters(caller),
      );
      const found = await batch(db, {
        account: part(`SELECT 1 FROM admin WHERE ${IS_CALLER}`, sessionParameters(caller)),
        jobs,
      });
      if (found.account.rows.length === 0) return refuse({ code: "signed-out" });
      return { ok: true, jobs: found.jobs.rows.map(rowOf) };
    },
  };
}

const rowOf = ({ id, kind, action, dry_run, name, account, items, began_at_ms, ended_at_ms }: Row): JobRow => ({
  id,
  kind,
  action,
  dryRun: dry_run === 1,
  name,
  account,
  items,
  beganAtMs: began_at_ms,
  endedAtMs: ended_at_ms,
});
