// How far a job is, its result, and its cancellation. A result can contain enrolment links, each
// worth a login. So an account needs the job's right, and that to act on many at once, in all
// realms in which its beginner held them.

import type { Settings } from "../../settings.ts";
import { entryOf } from "../audit/audit.ts";
import type { AdminCall } from "../call.ts";
import { linkTo } from "../enrolment/make-link.ts";
import type { Ports } from "../ports/index.ts";
import type { ItemWithOutcome, JobProgress } from "../ports/job.ts";
import type { JobReach } from "../ports/jobs.ts";
import { noteRead, readOrRefuse, refuseRead } from "../reads.ts";
import { type Outcome, refuse } from "../reasons.ts";
import { type AddressedItem, addressed } from "./addressee.ts";
import { MANY_RIGHT, rightsForWork } from "./job.ts";
import { openLinkKeys } from "./link-key.ts";

const ID = /^[A-Za-z0-9_-]{22}$/;
/** Made-up names would create empty objects, so a text without the form of an id reaches none. */
export const isJobId = (text: string): boolean => ID.test(text);

/** A job as an account may see it. */
export interface SeenJob extends JobProgress {
  readonly first: readonly AddressedItem[];
}

export async function lookAtJob(
  ports: Ports,
  id: string,
  call: AdminCall,
): Promise<Outcome<{ readonly progress: SeenJob }>> {
  const progress = isJobId(id) ? await ports.jobs.look(id) : undefined;
  if (!progress) return refuse({ code: "unknown-job" });
  const [right] = rightsForWork(progress.job.work);
  const reached = progress.realms?.map((realm) => ({ realm })) ?? "all";
  // Whoever makes one link after proof of who calls must not find those of forty others here.
  for (const needed of [right, MANY_RIGHT] as const) {
    const may = await ports.jobs.mayReach(call.caller, needed, reached);
    if (!may.ok) return refuseRead(ports, may.reason, call);
  }
  const { changes, first = [] } = progress;
  const sees = await maySeeUsersOf(ports, [...changes, ...first], call);
  if (sees && [...changes, ...first].some(tellsOfUser)) noteRead(ports, "USERS_READ", call);
  const shown = (items: readonly ItemWithOutcome[]) => (sees ? items : items.map(withoutUser));
  const lines = shown(first).map((one) => addressed(one, ports.settings));
  return { ok: true, progress: { ...progress, changes: shown(changes), first: lines } };
}

/** What users had before is only for those who may see users. The file itself has the rest. */
const tellsOfUser = ({ outcome }: ItemWithOutcome): boolean =>
  outcome?.ok === true && (outcome.known !== undefined || (outcome.changes ?? []).length > 0);

async function maySeeUsersOf(ports: Ports, items: readonly ItemWithOutcome[], call: AdminCall): Promise<boolean> {
  const telling = items.filter(tellsOfUser);
  if (telling.length === 0) return true;
  return (await ports.jobs.mayReach(call.caller, "userlist", reachedBy(telling, ports.settings))).ok;
}

function withoutUser({ item, outcome }: ItemWithOutcome): ItemWithOutcome {
  if (!outcome?.ok) return { item, outcome };
  const changes = outcome.changes?.map((one) => ({ ...one, old: null })) ?? [];
  return { item, outcome: { ...outcome, known: undefined, changes } };
}

export interface ItemResult extends AddressedItem {
  /** The link that was made. A mailed link is with its user, and a copy would only be a risk. */
  readonly link: string | undefined;
}

export async function resultOfJob(
  ports: Ports,
  id: string,
  call: AdminCall,
): Promise<Outcome<{ readonly progress: SeenJob; readonly results: readonly ItemResult[] }>> {
  const looked = await lookAtJob(ports, id, call);
  if (!looked.ok) return looked;
  const { work } = looked.progress.job;
  const { sealedSeed, items } = await ports.jobs.result(id);
  // The beginner may have gained realms meanwhile, so the reader must reach each user in here.
  const may = await ports.jobs.mayReach(call.caller, rightsForWork(work)[0], reachedBy(items, ports.settings));
  if (!may.ok) return refuseRead(ports, may.reason, call);
  noteRead(ports, work.kind === "users" ? "USERS_READ" : "TOKENS_READ", call);
  const keyOf = await openLinkKeys(ports, id, sealedSeed);
  const sees = await maySeeUsersOf(ports, items, call);
  const results = items.map(async (one, place): Promise<ItemResult> => {
    const { outcome } = one;
    const hasLink = outcome?.ok && outcome.linkExpiresAtMs !== undefined && outcome.mail !== "sent";
    const link = hasLink ? linkTo(ports, await keyOf(place)) : undefined;
    return { ...addressed(sees ? one : withoutUser(one), ports.settings), link };
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
): Promise<Outcome<{ readonly progress: SeenJob }>> {
  const looked = await lookAtJob(ports, id, call);
  if (!looked.ok) return looked;
  // The job's end is noted under the account that began it, which need not be this one.
  if (await ports.jobs.cancel(id))
    call.afterwards(() => ports.audit.write(entryOf(call, { success: true, event: "JOB_CANCELLED" })));
  const { changes, first } = looked.progress; // as this reader may see them
  return { ok: true, progress: { ...((await ports.jobs.look(id)) ?? looked.progress), changes, first } };
}

export const listJobs = (ports: Ports, call: AdminCall) => readOrRefuse(ports, ports.jobs.list(call.caller), call);
