// Jobs as answers show them.

import { RESULT_KEPT_MS } from "../../core/jobs/job.ts";
import type { SeenJob } from "../../core/jobs/look.ts";
import type { Item, ItemWithOutcome, JobMail } from "../../core/ports/job.ts";
import type { JobRow } from "../../core/ports/jobs.ts";
import { isoOf, isoOrNull } from "../answer/iso-time.ts";
import { publicCode } from "../answer/reason-header.ts";
import { wireOf } from "../answer/reason-to-wire.ts";
import type { JobJson, JobMailJson, ListedJobJson } from "./shapes.ts";

export const jobJson = ({ job, ...progress }: SeenJob): JobJson => {
  const { work } = job;
  const { reason, endedAtMs } = progress;
  const isDryRun = work.kind === "users" && work.dryRun;
  return {
    id: job.id,
    name: job.name ?? "",
    kind: work.kind,
    action: work.action ?? "",
    undoes: work.undoes ?? "",
    dry_run: isDryRun,
    state: progress.state,
    cancelling: progress.cancelling,
    done: progress.done,
    total: progress.total,
    failed: progress.failed,
    failures: progress.failures.map(({ item, reason }) => {
      const { text, evidence } = wireOf(reason);
      return { ...itemJson(item), reason: publicCode(reason), evidence, message: text };
    }),
    outcomes: progress.counts.outcomes,
    links: progress.counts.links,
    fields: progress.counts.fields,
    changes: progress.changes.map((one) => ({
      ...lineJson(one),
      fields: (one.outcome?.ok && one.outcome.changes) || [],
    })),
    first: progress.first.map((one) => {
      const { item, outcome, name, email } = one;
      const groups = ("given" in item && item.given.groups?.join(",")) || "";
      const became = outcome?.ok ? outcome.did : outcome && publicCode(outcome.reason);
      return { ...lineJson(one), name, email, groups, outcome: became ?? "not-reached" };
    }),
    mail: work.mail === undefined || isDryRun ? null : mailJson(progress.mail),
    reason: reason === undefined ? "" : publicCode(reason),
    begun_by: job.caller.name,
    begun_at: isoOf(job.beganAtMs),
    ended_at: isoOrNull(endedAtMs),
    kept_until: endedAtMs === undefined ? null : isoOf(endedAtMs + RESULT_KEPT_MS),
  };
};

const mailJson = ({ sent, notSent, waitsFor, againAtMs }: JobMail): JobMailJson => ({
  sent,
  not_sent: notSent,
  waits_for: waitsFor ?? "",
  again_at: isoOrNull(againAtMs),
});

export const listedJobJson = ({ id, account, items, ...row }: JobRow): ListedJobJson => ({
  id,
  name: row.name,
  kind: row.kind,
  action: row.action,
  dry_run: row.dryRun,
  total: items,
  begun_by: account,
  begun_at: isoOf(row.beganAtMs),
  ended_at: isoOrNull(row.endedAtMs),
});

/** A line of a file, with its user as the service names them. */
function lineJson({ item, outcome }: ItemWithOutcome) {
  const { line, user, realm } = itemJson(item);
  const done = outcome?.ok ? outcome : undefined;
  return { line, user: done?.user ?? user, realm: done?.realm ?? realm };
}

/** Whom an item is about. */
export const itemJson = (item: Item) => {
  if ("serial" in item) return { line: item.line, serial: item.serial, user: "", realm: "" };
  const { user, realm } = "given" in item ? item.given : item;
  return { line: item.line, serial: "", user, realm: realm ?? "" };
};
