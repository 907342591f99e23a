// An account keeps a person out, at once or between dates, and lets them in again. Taking access
// away needs the right `disable` alone; to make a block shorter lets in. Whatever is open ends, and
// recovery codes stay: they open nothing meanwhile.

import { hasUnseen, UNSEEN_FAULT } from "../../lib/unseen.ts";
import type { Parameter } from "../../tiqr/requests.ts";
import { noteOnSuccess } from "../audit/audit.ts";
import type { AdminCall } from "../call.ts";
import { withProof } from "../desk/proven.ts";
import type { Ports } from "../ports/index.ts";
import type { BlockRequest, BlockState } from "../ports/people/blocks.ts";
import { invalidParameter, type Outcome, refuse } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import { readDayOrTime } from "../token/validity.ts";
import type { NamedUser } from "../user.ts";

/** A sentence for colleagues, such as "on leave, see ticket 4711". */
const MAX_REASON_CHARACTERS = 200;

/** The cause, in `detail` of the trail. A directory's is another. */
const DESK = { detail: "desk" };

export function readBlock(parameter: Parameter, nowMs: number): Outcome<{ readonly block: BlockRequest }> {
  const times: { [name in "from" | "until"]?: number } = {};
  for (const name of ["from", "until"] as const) {
    const text = parameter(name);
    if (text === undefined) continue;
    const ms = readDayOrTime(text);
    if (ms === undefined) return invalidParameter(name, "expected a day such as 2026-12-31, or 2026-12-31T17:00Z");
    times[name] = ms;
  }
  const { from: fromMs, until: untilMs } = times;
  if (untilMs !== undefined && untilMs <= Math.max(nowMs, fromMs ?? 0))
    return invalidParameter("until", "it must be later than now and than from");
  const reason = parameter("reason")?.trim() || undefined;
  if (reason && reason.length > MAX_REASON_CHARACTERS)
    return invalidParameter("reason", `at most ${MAX_REASON_CHARACTERS} characters`);
  if (reason && hasUnseen(reason)) return invalidParameter("reason", `it ${UNSEEN_FAULT}`);
  return { ok: true, block: { fromMs, untilMs, reason } };
}

/** `job`: the job that blocks many, which can take back what nobody has blocked otherwise. */
export async function blockUser(
  ports: Ports,
  named: NamedUser,
  { fromMs, ...given }: BlockRequest,
  call: AdminCall,
  job?: string,
): Promise<Outcome<{ readonly before: BlockState; readonly tokens: number; readonly sessions: number }>> {
  const { nowMs } = call;
  const from = fromMs ?? nowMs;
  const block = (by: AdminCall, mayShorten: boolean) =>
    ports.users.block(by.caller, named, { ...given, fromMs: from, job, mayShorten }, nowMs, {
      begun: { ...noteOnSuccess(by, "USER_DEACTIVATED", DESK), named },
      planned: { ...noteOnSuccess(by, "USER_CHANGED", DESK), named },
    });
  let done = await block(call, false);
  // An end in a minute would be an unblock without its right and its proof.
  const { shortens } = done.ok ? done : { shortens: false };
  if (shortens) done = await block(await withProof(ports, "unblock", named, call), true);
  // One such line of a file must not end the whole job, as the lack of its right does.
  if (!done.ok && shortens && job !== undefined && done.reason.code === "missing-right")
    return refuse({ code: "disabled-otherwise" });
  // The name is not noted: the trail keeps nothing of unknown users.
  if (!done.ok) return refuseAndNote(ports, call, done.reason);
  const { before } = done;
  if (!before) return refuseAndNote(ports, call, { code: "user-not-found" });
  if (before.blocked && from > nowMs) return invalidParameter("from", "the user is blocked already");
  return { ...done, before };
}

/** `lifted`: whether there was a block. `job`: only one that this job alone has made. */
export async function unblockUser(
  ports: Ports,
  named: NamedUser,
  asked: AdminCall,
  job?: string,
): Promise<
  Outcome<{
    readonly before: BlockState;
    readonly lifted: boolean;
    /** How many are on again. */
    readonly tokens: number;
    /** A directory still keeps the person out. */
    readonly deactivated: boolean;
  }>
> {
  const call = await withProof(ports, "unblock", named, asked);
  const notes = {
    ended: { ...noteOnSuccess(call, "USER_ACTIVATED", DESK), named },
    cancelled: { ...noteOnSuccess(call, "USER_CHANGED", DESK), named },
  };
  const done = await ports.users.unblock(call.caller, named, { job }, call.nowMs, notes);
  if (!done.ok) return refuseAndNote(ports, call, done.reason);
  const { before, lifted } = done;
  if (!before) return refuseAndNote(ports, call, { code: "user-not-found" });
  const isOthers = job !== undefined && !lifted && (before.blocked || before.planned);
  return isOthers ? refuse({ code: "disabled-otherwise" }) : { ...done, before, deactivated: before.deactivated };
}

/** `restored`: whether a directory had deleted the person. */
export async function restoreUser(
  ports: Ports,
  named: NamedUser,
  asked: AdminCall,
): Promise<Outcome<{ readonly restored: boolean; readonly tokens: number }>> {
  const call = await withProof(ports, "unblock", named, asked);
  const note = { ...noteOnSuccess(call, "USER_ACTIVATED", DESK), named };
  const done = await ports.users.restore(call.caller, named, note);
  if (!done.ok) return refuseAndNote(ports, call, done.reason);
  return done.known ? done : refuseAndNote(ports, call, { code: "user-not-found" });
}
