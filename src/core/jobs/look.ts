// How far a job is, its result, and its cancellation. A result can contain enrolment links, each
// worth a login. So an account needs the job's right in all realms in which its beginner held it.

import type { Settings } from "../../settings.ts";
import { entryOf } from "../audit/audit.ts";
import type { AdminCall } from "../call.ts";
import { linkTo } from "../enrolment/make-link.ts";
import type { Ports } from "../ports/index.ts";
import type { ItemWithOutcome, JobProgress } from "../ports/job.ts";
import type { JobReach } from "../ports/jobs.ts";
import { noteRead, readOrRefuse, refuseRead } from "../reads.ts";
import { type Outcome, refuse } from "../reasons.ts";
import { rightsForWork } from "./job.ts";
import { openLinkKeys } from "./link-key.ts";

const ID = /^[A-Za-z0-9_-]{22}$/;
/** Made-up names would create empty objects, so a text without the form of an id reaches none. */
export const isJobId = (text: string): boolean => ID.test(text);

export async function lookAtJob(
  ports: Ports,
  id: string,
  call: AdminCall,
): Promise<Outcome<{ readonly progress: JobProgress }>> {
  const progress = isJobId(id) ? await ports.jobs.look(id) : undefined;
  if (!progress) return refuse({ code: "unknown-job" });
  const [right] = rightsForWork(progress.job.work);
  const reached = progress.realms?.map((realm) => ({ realm })) ?? "all";
  const may = await ports.jobs.mayReach(call.caller, right, reached);
  if (!may.ok) return refuseRead(ports, may.reason, call);
  return { ok: true, progress: { ...progress, changes: await changesFor(ports, progress.changes, call) } };
}

/** What users had before is only for those who may see users. The file itself has the rest. */
async function changesFor(
  ports: Ports,
  changes: JobProgress["changes"],
  call: AdminCall,
): Promise<JobProgress["changes"]> {
  if (changes.length === 0) return changes;
  const may = await ports.jobs.mayReach(call.caller, "userlist", reachedBy(changes, ports.settings));
  if (may.ok) {
    noteRead(ports, "USERS_READ", call);
    return changes;
  }
  return changes.map(({ item, outcome }) => {
    if (!outcome?.ok) return { item, outcome };
    return { item, outcome: { ...outcome, changes: outcome.changes?.map((one) => ({ ...one, old: null })) ?? [] } };
  });
}

export interface ItemResult extends ItemWithOutcome {
  /** The link that was made. A mailed link is with its user, and a copy would only be a risk. */
  readonly link: string | undefined;
}

export async function resultOfJob(
  ports: Ports,
  id: string,
  call: AdminCall,
): Promise<Outcome<{ readonly progress: JobProgress; readonly results: readonly ItemResult[] }>> {
  const looked = await lookAtJob(ports, id, call);
  if (!looked.ok) return looked;
  const { work } = looked.progress.job;
  const { sealedSeed, items } = await ports.jobs.result(id);
  // The beginner may have gained realms meanwhile, so the reader must reach each user in here.
  const may = await ports.jobs.mayReach(call.caller, rightsForWork(work)[0], reachedBy(items, ports.settings));
  if (!may.ok) return refuseRead(ports, may.reason, call);
  noteRead(ports, work.kind === "users" ? "USERS_READ" : "TOKENS_READ", call);
  const keyOf = await openLinkKeys(ports, id, sealedSeed);
  const results = items.map(async ({ item, outcome }, place): Promise<ItemResult> => {
    const hasLink = outcome?.ok && outcome.linkExpiresAtMs !== undefined && outcome.mail !== "sent";
    return { item, outcome, link: hasLink ? linkTo(ports, await keyOf(place)) : undefined };
  });
  return { ok: true, progress: looked.progress, results: await Promise.all(results) };
}

/** Whom a reader's rights must reach. Users of ADMIN_REALM one by one: one may be the reader. */
function reachedBy(
  items: readonly ItemWithOutcome[],
  { adminRealm }: Pick<Settings, "adminRealm">,
): readonly JobReach[] {
  const reached = items.flatMap(({ outcome }): JobReach[] => {
    if (!outcome?.ok || outcome.realm === undefined) return [];
    const { user, realm } = outcome;
    return [realm === adminRealm ? { user, realm } : { realm }];
  });
  return [...new Map(reached.map((one) => [JSON.stringify(one), one])).values()];
}

/** Lets a batch that is under way finish. A job that is over stays as it is. */
export async function cancelJob(
  ports: Ports,
  id: string,
  call: AdminCall,
): Promise<Outcome<{ readonly progress: JobProgress }>> {
  const looked = await lookAtJob(ports, id, call);
  if (!looked.ok) return looked;
  // The job's end is noted under the account that began it, which need not be this one.
  if (await ports.jobs.cancel(id))
    call.afterwards(() => ports.audit.write(entryOf(call, { success: true, event: "JOB_CANCELLED" })));
  const { changes } = looked.progress; // as this reader may see them
  return { ok: true, progress: { ...((await ports.jobs.look(id)) ?? looked.progress), changes } };
}

export const listJobs = (ports: Ports, call: AdminCall) => readOrRefuse(ports, ports.jobs.list(call.caller), call);
