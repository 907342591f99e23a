// What a job does about a block of one user: blocks or unblocks whom a file or another job names,
// or does what the column `blocked` of an import says. Each act is that of a single request, and
// safe to repeat: a block of this job's own is found again.

import { blockUser, unblockUser } from "../admin/blocks.ts";
import type { AdminCall } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import type { ItemOutcome, UserLine, Work } from "../ports/job.ts";
import type { BlockState } from "../ports/people/blocks.ts";
import { refuse } from "../reasons.ts";
import { readDayOrTime } from "../token/validity.ts";
import type { NamedUser } from "../user.ts";

type BlockWork = Extract<Work, { kind: "users" }> & { readonly action: "block" | "unblock" };

export const isOfBlocks = (work: Extract<Work, { kind: "users" }>): work is BlockWork =>
  work.action === "block" || work.action === "unblock";

/** A block that the file or the job finds, unless it is the job's own. */
const isBlockedOtherwise = ({ blocked, planned, job }: BlockState, own: string): boolean =>
  (blocked || planned) && job !== own;

export async function blockItem(
  ports: Ports,
  job: string,
  work: BlockWork,
  { user, realm }: UserLine,
  call: AdminCall,
): Promise<ItemOutcome> {
  const named: NamedUser = { user, realm };
  const itsCall = { ...call, action: `${call.action} ${work.action}` };
  if (work.dryRun) return wouldDo(ports, work, named, itsCall);
  if (work.action === "unblock") {
    const done = await unblockUser(ports, named, itsCall, work.undoes);
    return done.ok ? { ok: true, did: done.lifted ? "unblocked" : "unchanged", ...nameOf(done.before) } : done;
  }
  const done = await blockUser(ports, named, work.block ?? AT_ONCE, itsCall, job);
  if (!done.ok) return done;
  return { ok: true, did: isBlockedOtherwise(done.before, job) ? "changed" : "blocked", ...nameOf(done.before) };
}

const AT_ONCE = { fromMs: undefined, untilMs: undefined, reason: undefined };

const nameOf = ({ user, realm }: BlockState) => ({ user, realm });

async function wouldDo(
  ports: Ports,
  { action, undoes }: BlockWork,
  named: NamedUser,
  { caller }: AdminCall,
): Promise<ItemOutcome> {
  const found = await ports.users.blockState(caller, action === "block" ? "disable" : "enable", named);
  if (!found.ok) return found;
  const { state } = found;
  if (!state) return refuse({ code: "user-not-found" });
  const isBlocked = state.blocked || state.planned;
  if (action === "block") return { ok: true, did: isBlocked ? "changed" : "blocked", ...nameOf(state) };
  if (isBlocked && undoes !== undefined && state.job !== undoes) return refuse({ code: "disabled-otherwise" });
  return { ok: true, did: isBlocked ? "unblocked" : "unchanged", ...nameOf(state) };
}

/** What a line of an import says. A day from which on the user is blocked may be past. */
export const blockOfLine = (
  ports: Ports,
  job: string,
  blocked: NonNullable<UserLine["blocked"]>,
  named: NamedUser,
  call: AdminCall,
) => {
  if (blocked === "no") return unblockUser(ports, named, call);
  return blockUser(
    ports,
    named,
    { ...AT_ONCE, fromMs: blocked === "yes" ? undefined : readDayOrTime(blocked) },
    call,
    job,
  );
};
