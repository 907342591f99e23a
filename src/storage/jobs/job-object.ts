// The Durable Object of one job: works on its items in batches, each in one alarm.
//
// - a crash before the outcomes are stored: how far the batch goes was stored before it, so the
//   next alarm knows that it repeats; each act is safe to repeat (src/core/jobs/do-item.ts)
// - a cancellation during a batch: it is finished and counts; after the last one the job is done
// - the account is disabled meanwhile: the guard of each act refuses, and the job ends as failed
// - mail is asked for: a batch's mails follow its outcomes (./send-mails.ts), then the next batch
// - D1 fails: the same batch again, later each time, until it is given up

import { DurableObject } from "cloudflare:workers";
import { entryOf } from "../../core/audit/audit.ts";
import type { AdminCall } from "../../core/call.ts";
import { doItem } from "../../core/jobs/do-item.ts";
import { endsJob, RESULT_KEPT_MS } from "../../core/jobs/job.ts";
import { openLinkKeys } from "../../core/jobs/link-key.ts";
import type { Ports } from "../../core/ports/index.ts";
import type { Item, Job, JobProgress } from "../../core/ports/job.ts";
import type { JobItems, JobPreparation } from "../../core/ports/jobs.ts";
import { createPorts } from "../create-ports.ts";
import { environmentOf } from "../environment.ts";
import { inJurisdiction } from "../objects/jurisdiction.ts";
import { databasesOf } from "../shards/databases.ts";
import { hasDueMails, sendMails } from "./send-mails.ts";
import { NOTHING_COUNTED, NOTHING_MAILED, type Progress, StoredJob } from "./stored-job.ts";
import { createTogether, type Together } from "./together.ts";

/** Each item is up to five statements, and logins wait while D1's single writer runs them. */
const MAX_BATCH_ITEMS = 25;
/** By then the request that prepared the job has ended. */
const PREPARED_MS = 60_000;
const FIRST_WAIT_MS = 1_000;
/**
 * The waits in between double, and are about eight minutes together: for five of them an object may
 * keep the code of an earlier release, which does not know every action.
 */
const MAX_FAULTS = 9;

type End = NonNullable<Progress["end"]>;

export class JobObject extends DurableObject<Env> {
  readonly #stored = new StoredJob(this.ctx.storage);

  async prepare(job: Job, items: readonly Item[]): Promise<JobPreparation> {
    const { job: before, progress } = this.#stored;
    if (before && before.caller.name !== job.caller.name) return "taken";
    if (before && progress?.stage !== "prepared") return "begun";
    if (!before) this.#stored.begin(job, items);
    // Put off for a repeated request, too: the alarm must not drop what that is about to start.
    await this.ctx.storage.setAlarm(Date.now() + PREPARED_MS);
    return before ? "prepared" : "new";
  }

  async start(realms: readonly string[] | null): Promise<void> {
    if (this.#stored.progress?.stage !== "prepared") return;
    this.#stored.save({ stage: "working", realms });
    await this.ctx.storage.setAlarm(Date.now());
  }

  /** Forgets a job that was prepared only. */
  async forget(): Promise<void> {
    if (this.#stored.progress?.stage === "prepared") await this.ctx.storage.deleteAll();
  }

  async cancel(): Promise<boolean> {
    const { job, progress } = this.#stored;
    if (!job || progress?.stage !== "working" || progress.end || progress.cancelling) return false;
    if (progress.done === progress.total && !hasDueMails(job, progress)) return false;
    this.#stored.save({ cancelling: true });
    await this.ctx.storage.setAlarm(Date.now());
    return true;
  }

  look(): JobProgress | undefined {
    const { job, progress } = this.#stored;
    // A job that is prepared only has not been allowed yet.
    if (!job || !progress || progress.stage === "prepared") return undefined;
    const { sealedSeed: _, ...jobWithoutSeed } = job;
    const { realms, cancelling, done, tried, total, failed, end, endedAtMs, mail = NOTHING_MAILED } = progress;
    const { changedAt, ...counts } = progress.counts ?? NOTHING_COUNTED;
    const changes = progress.stage === "ended" ? this.#stored.changes(changedAt) : [];
    const isChecked = progress.stage === "ended" && job.work.kind === "users" && job.work.dryRun;
    const first = isChecked ? this.#stored.firstLines() : [];
    const state = progress.stage === "ended" ? (end?.state ?? "done") : tried === 0 ? "waiting" : "running";
    const failures = failed > 0 ? this.#stored.failures() : [];
    const reason = end?.reason;
    return {
      job: jobWithoutSeed,
      realms,
      state,
      cancelling,
      done,
      total,
      failed,
      failures,
      counts,
      changes,
      first,
      mail,
      reason,
      endedAtMs,
    };
  }

  result(): JobItems {
    const { job } = this.#stored;
    return job ? { sealedSeed: job.sealedSeed, items: this.#stored.results() } : { sealedSeed: "", items: [] };
  }

  override async alarm(): Promise<void> {
    const { job, progress } = this.#stored;
    if (!job || !progress) return this.ctx.storage.deleteAll();
    if (progress.stage === "ended") return this.#dropOld(progress);
    try {
      if (progress.stage === "prepared") return await this.#dropPrepared(job);
      const end = endOf(job, progress);
      if (end) return await this.#end(job, end);
      const againAtMs = hasDueMails(job, progress) ? await this.#mail(job, progress) : await this.#work(job, progress);
      this.#stored.save({ faults: 0 });
      // A cancellation while the last mail was under way must not wait with it.
      await this.ctx.storage.setAlarm(this.#stored.progress?.cancelling ? Date.now() : againAtMs);
    } catch (error) {
      await this.#failed(job, error);
    }
  }

  async #mail(job: Job, progress: Progress): Promise<number> {
    const { ports } = await this.#ports();
    return sendMails(ports, this.#stored, job, progress);
  }

  async #work(job: Job, { done, tried, total }: Progress): Promise<number> {
    const repeated = tried > done;
    const items = this.#stored.items(done, repeated ? tried - done : Math.min(MAX_BATCH_ITEMS, total - done));
    this.#stored.save({ tried: done + items.length });
    const { together, ports } = await this.#ports();
    const keyOf = await openLinkKeys(ports, job.id, job.sealedSeed);
    const after: (() => Promise<unknown>)[] = [];
    const call: AdminCall = {
      ...callOf(job, Date.now()),
      afterwards: (work) => after.push(work),
      onceReplied: (work) => after.push(work),
    };
    const outcomes = await together.run(
      items.map((item, at) => () => {
        const linkKey = () => keyOf(done + at);
        return doItem(ports, { job: job.id, work: job.work, item, linkKey, repeated }, call);
      }),
    );
    const stop = outcomes.find(endsJob);
    this.#stored.saveOutcomes(done, outcomes, {
      done: done + items.length,
      ...(stop ? { end: { state: "failed", reason: stop.reason } } : {}),
    });
    // The rows of refusals, which a request writes after its reply.
    await together.run(after).catch((error) => console.error(`job ${job.id}:`, error));
    return Date.now();
  }

  async #end(job: Job, end: End): Promise<void> {
    const nowMs = Date.now();
    await this.#noteEnd(job, end, nowMs);
    this.#stored.save({ stage: "ended", end, endedAtMs: nowMs, mail: this.#stored.mailAtEnd() });
    await this.ctx.storage.setAlarm(nowMs + RESULT_KEPT_MS);
  }

  /** An alarm may be delivered twice: the second one must not take the result before its time. */
  async #dropOld({ endedAtMs = 0 }: Progress): Promise<void> {
    const untilMs = endedAtMs + RESULT_KEPT_MS;
    if (Date.now() < untilMs) return this.ctx.storage.setAlarm(untilMs);
    await this.ctx.storage.deleteAll();
  }

  /** The request that prepared the job died. If it noted the beginning, the end is noted, too. */
  async #dropPrepared(job: Job): Promise<void> {
    await this.#noteEnd(job, { state: "failed", reason: { code: "unavailable" } }, Date.now());
    await this.ctx.storage.deleteAll();
  }

  /** Noted before it is stored. A repetition leaves no second row: a job's row in D1 ends once. */
  async #noteEnd(job: Job, { state, reason }: End, nowMs: number): Promise<void> {
    const { ports } = await this.#ports();
    const { done = 0, failed = 0 } = this.#stored.progress ?? {};
    const success = entryOf(callOf(job, nowMs), { success: true, event: "JOB_ENDED", count: done - failed });
    const failure = { ...success, success: false, reason: reason?.code ?? "unavailable" };
    await ports.jobs.end(job.id, nowMs, { held: state === "failed" ? failure : success });
  }

  async #failed(job: Job, error: unknown): Promise<void> {
    const faults = (this.#stored.progress?.faults ?? 0) + 1;
    console.error(`job ${job.id}, fault ${faults}:`, error);
    this.#stored.save({ faults });
    if (faults >= MAX_FAULTS) this.#stored.save({ end: { state: "failed", reason: { code: "unavailable" } } });
    await this.ctx.storage.setAlarm(Date.now() + FIRST_WAIT_MS * 2 ** Math.min(faults, MAX_FAULTS));
  }

  async #ports(): Promise<{ readonly together: Together; readonly ports: Ports }> {
    const { keyring, settings } = await environmentOf(this.env);
    const together = createTogether();
    const databases = databasesOf(this.env, settings).map(({ name, db }) => [name, together.through(db)]);
    const bindings = { ...inJurisdiction(this.env, settings.jurisdiction), ...Object.fromEntries(databases) } as Env;
    const ports = createPorts(bindings, keyring, settings, {
      randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
      qrImage: () => Promise.reject(new Error("a job draws no QR code")),
    });
    return { together, ports };
  }
}

/** No caller is on the phone when many are served at once. */
const callOf = ({ action, client, caller }: Job, nowMs: number) =>
  ({ kind: "request", action, client, caller: { ...caller, proof: "exempt" }, nowMs, imageFormat: "png" }) as const;

/** Undefined while there is more to do. A batch that was begun is finished even if cancelled. */
function endOf(job: Job, progress: Progress): End | undefined {
  const { end, done, tried, total, cancelling } = progress;
  if (end) return end;
  if (done === total && !hasDueMails(job, progress)) return { state: "done" };
  return cancelling && tried === done ? { state: "cancelled" } : undefined;
}
