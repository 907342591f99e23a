// After an attack an administrator opens the locks of many tokens at once: of all, of one realm, or
// of those locked since a time. The audit row is signed before the change and has their number, so
// a scan finds them and the change opens exactly those. A preview is the scan alone.

import { noteOnSuccess } from "../audit/audit.ts";
import type { AdminCall } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import type { Cursor } from "../ports/paging.ts";
import type { WhichLocked } from "../ports/tokens/management.ts";
import { type Outcome, refuse } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";

/** Locks of one scan. Scan and change read each with its token: 2 000 rows at most. */
const MAX_EXAMINED_LOCKS = 90;

/** Scans again if a token was opened or used between scan and change, this often at most. */
const MAX_SCANS = 4;

/** Which locks, and where an earlier scan ended. */
export interface LockScan extends WhichLocked {
  readonly after: Cursor | undefined;
}

export interface LocksFound {
  readonly count: number;
  /** Where the next scan begins; undefined when there are no more locks. */
  readonly after: Cursor | undefined;
}

/** Counts the locked tokens of one scan, and changes and notes nothing. */
export async function countLocked(ports: Ports, which: LockScan, call: AdminCall): Promise<Outcome<LocksFound>> {
  const found = await findLocked(ports, which, call);
  return found.ok ? { ok: true, count: found.ids.length, after: found.after } : found;
}

/** Opens the locked tokens of one scan. */
export async function unlockMany(ports: Ports, which: LockScan, call: AdminCall): Promise<Outcome<LocksFound>> {
  for (let scan = 1; scan <= MAX_SCANS; scan++) {
    const found = await findLocked(ports, which, call);
    if (!found.ok) return found;
    const { ids, after } = found;
    const count = ids.length;
    if (count === 0) return { ok: true, count, after };
    const { realm = "" } = which;
    const note = noteOnSuccess(call, "TOKEN_CHANGED", { realm, count });
    const done = await ports.management.unlock(call.caller, which, ids, call.nowMs, note);
    if (!done.ok) return refuseAndNote(ports, call, done.reason);
    if (done.unlocked) return { ok: true, count, after };
  }
  return refuse({ code: "unavailable" });
}

async function findLocked(
  ports: Ports,
  which: LockScan,
  call: AdminCall,
): Promise<Outcome<Pick<LocksFound, "after"> & { readonly ids: readonly number[] }>> {
  const may = await ports.admins.may(call.caller, "manyatonce");
  if (!may.ok) return refuseAndNote(ports, call, may.reason);
  const window = { most: MAX_EXAMINED_LOCKS, after: which.after };
  const found = await ports.management.findLocked(call.caller, which, window, call.nowMs);
  if (!found.ok) return refuseAndNote(ports, call, found.reason);
  return { ok: true, ids: [...new Set(found.rows)], after: found.after };
}
