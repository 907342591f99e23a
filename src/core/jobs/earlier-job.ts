// What a job takes from an earlier one: no more is carried out, or taken back, than that has shown.

import type { AdminCall } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import type { Item } from "../ports/job.ts";
import { invalidParameter, type Outcome } from "../reasons.ts";
import { lookAtJob } from "./look.ts";

export interface ReadFile {
  readonly items: readonly Item[];
  readonly name?: string | undefined;
}

export async function usersOfDryRun(ports: Ports, id: string, call: AdminCall): Promise<Outcome<ReadFile>> {
  const looked = await lookAtJob(ports, id, call);
  if (!looked.ok) return looked;
  const { job, state } = looked.progress;
  if (job.work.kind !== "users" || !job.work.dryRun) return invalidParameter("dry_run_id", "that job was no dry run");
  if (state !== "done") return invalidParameter("dry_run_id", "that dry run is not done");
  const { items } = await ports.jobs.result(id);
  return { ok: true, items: items.map(({ item }) => item), name: job.name };
}

/** Not the users whom the job has found blocked. The act asks whose block is still its own. */
export async function usersBlockedBy(ports: Ports, id: string, call: AdminCall): Promise<Outcome<ReadFile>> {
  const looked = await lookAtJob(ports, id, call);
  if (!looked.ok) return looked;
  const { job, endedAtMs } = looked.progress;
  if (endedAtMs === undefined) return invalidParameter("blocked_by", "that job is not over");
  const isBlocking = job.work.kind === "users" && !job.work.dryRun;
  const { items } = isBlocking ? await ports.jobs.result(id) : { items: [] };
  const blocked = items.flatMap(({ item, outcome }): Item[] => {
    if (!("given" in item) || !outcome?.ok) return [];
    const { user = item.given.user, realm = item.given.realm } = outcome;
    const isItsOwn = outcome.did === "blocked" || (item.given.blocked ?? "no") !== "no";
    return isItsOwn ? [{ line: item.line, given: { ...NOTHING_GIVEN, user, realm } }] : [];
  });
  return blocked.length > 0
    ? { ok: true, items: blocked }
    : invalidParameter("blocked_by", "that job has blocked nobody");
}

const NOTHING_GIVEN = { displayName: undefined, email: undefined, groups: undefined };

/** Not the tokens that were disabled before the job, or could not be. */
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
