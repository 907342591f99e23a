// What a job takes from an earlier one: the file that a dry run has checked, or the tokens that a
// job has disabled. So nothing else is carried out, or taken back, than what that job has shown.

import type { AdminCall } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import type { Item } from "../ports/job.ts";
import { invalidParameter, type Outcome } from "../reasons.ts";
import { lookAtJob } from "./look.ts";

export async function usersOfDryRun(
  ports: Ports,
  id: string,
  call: AdminCall,
): Promise<Outcome<{ readonly items: readonly Item[]; readonly name: string | undefined }>> {
  const looked = await lookAtJob(ports, id, call);
  if (!looked.ok) return looked;
  const { job, state } = looked.progress;
  if (job.work.kind !== "users" || !job.work.dryRun) return invalidParameter("dry_run_id", "that job was no dry run");
  if (state !== "done") return invalidParameter("dry_run_id", "that dry run is not done");
  const { items } = await ports.jobs.result(id);
  return { ok: true, items: items.map(({ item }) => item), name: job.name };
}

/** Tokens that were disabled before the job, or could not be, are none of them. */
export async function tokensDisabledBy(
  ports: Ports,
  id: string,
  call: AdminCall,
): Promise<Outcome<{ readonly serials: readonly string[] }>> {
  const looked = await lookAtJob(ports, id, call);
  if (!looked.ok) return looked;
  if (looked.progress.endedAtMs === undefined) return invalidParameter("disabled_by", "that job is not over");
  const { items } = await ports.jobs.result(id);
  const serials = items.flatMap(({ item, outcome }) =>
    "serial" in item && outcome?.ok && outcome.did === "disabled" ? [item.serial] : [],
  );
  return serials.length > 0 ? { ok: true, serials } : invalidParameter("disabled_by", "that job has disabled nothing");
}
