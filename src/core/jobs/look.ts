// How far a job is, its result, and its cancellation. They are for accounts that hold the right of the job in all realms in which the
// account that began it held its own: a result can contain enrolment links, each of which is worth a login.

import type { Settings } from "../../settings.ts";
import { entryOf } from "../audit.ts";
import type { AdminCall } from "../call.ts";
import { linkTo } from "../enrolment/make-link.ts";
import type { Ports } from "../ports/index.ts";
import type { ItemWithOutcome, JobProgress } from "../ports/job.ts";
import type { JobRow, Reached } from "../ports/jobs.ts";
import { noteRead, refuseRead } from "../reads.ts";
import { type Outcome, refuse } from "../reasons.ts";
import { rightsOf } from "./job.ts";
import { openLinkKeys } from "./link-key.ts";

const ID = /^[A-Za-z0-9_-]{22}$/;
/** Object names that a caller makes up lead to empty objects, so a text without the form of an id leads to none. */
export const isJobId = (text: string): boolean => ID.test(text);

export async function lookAtJob(
  ports: Ports,
  id: string,
  call: AdminCall,
): Promise<Outcome<{ readonly progress: JobProgress }>> {
  const progress = isJobId(id) ? await ports.jobs.look(id) : undefined;
  if (!progress) return refuse({ code: "unknown-job" });
  const [right] = rightsOf(progress.job.work);
  const reached = progress.realms?.map((realm) => ({ realm })) ?? "all";
  const may = await ports.jobs.mayReach(call.caller, right, reached);
  return may.ok ? { ok: true, progress } : refuseRead(ports, may.reason, call);
}

export interface ItemResult extends ItemWithOutcome {
  /** The enrolment link that was made. One that was mailed is not given: it is with its user, and a copy would only be a risk. */
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
  // Some may be in realms to which the account came while the job went on. A link of ADMIN_REALM leads to the phone of an administrator.
  const may = await ports.jobs.mayReach(call.caller, rightsOf(work)[0], reachedBy(items, ports.settings));
  if (!may.ok) return refuseRead(ports, may.reason, call);
  noteRead(ports, work.kind === "users" ? "USERS_READ" : "TOKENS_READ", call);
  const keyOf = await openLinkKeys(ports, id, sealedSeed);
  const results = items.map(async ({ item, outcome }, place): Promise<ItemResult> => {
    const hasLink = outcome?.ok && outcome.linkExpiresAtMs !== undefined && outcome.mail !== "sent";
    return { item, outcome, link: hasLink ? linkTo(ports, await keyOf(place)) : undefined };
  });
  return { ok: true, progress: looked.progress, results: await Promise.all(results) };
}

/** Whom the rights of a reader must reach: the realms, and the users of ADMIN_REALM one by one, since one may be the reader. */
function reachedBy(
  items: readonly ItemWithOutcome[],
  { adminRealm }: Pick<Settings, "adminRealm">,
): readonly Reached[] {
  const reached = items.flatMap(({ outcome }): Reached[] => {
    if (!outcome?.ok || outcome.realm === undefined) return [];
    const { user, realm } = outcome;
    return [realm === adminRealm ? { user, realm } : { realm }];
  });
  return [...new Map(reached.map((one) => [JSON.stringify(one), one])).values()];
}

/** A batch that is under way is done to its end. A job that is over stays as it is. */
export async function cancelJob(
  ports: Ports,
  id: string,
  call: AdminCall,
): Promise<Outcome<{ readonly progress: JobProgress }>> {
  const looked = await lookAtJob(ports, id, call);
  if (!looked.ok) return looked;
  // The end of the job is noted under the account that began it, and this may be another one.
  if (await ports.jobs.cancel(id))
    call.afterwards(() => ports.audit.write(entryOf(call, { success: true, event: "JOB_CANCELLED" })));
  return { ok: true, progress: (await ports.jobs.look(id)) ?? looked.progress };
}

export async function listJobs(ports: Ports, call: AdminCall): Promise<Outcome<{ readonly jobs: readonly JobRow[] }>> {
  const listed = await ports.jobs.list(call.caller);
  return listed.ok ? listed : refuseRead(ports, listed.reason, call);
}
