// After an attack an administrator opens the locks of many tokens at once: of all tokens, of one realm, or of those whose lock has
// closed since a time. The audit row is signed before the change and says how many tokens there are, so a look finds them first
// and the change opens exactly those. A preview is the look alone.

import { entryOf } from "../audit.ts";
import type { AdminCall } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import type { WhichLocked } from "../ports/management.ts";
import { type Outcome, refuse } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";

/** Each token costs one row and one index entry. A batch of this size takes some 20 ms, and delays a login by no more. */
const MAX_UNLOCKED_TOKENS = 1000;

/** A token that was opened, or had a good login, between look and change makes it look again, up to this often. */
const MAX_LOOKS = 4;

/** Counts the locked tokens. It changes and notes nothing. */
export async function countLocked(
  ports: Ports,
  which: WhichLocked,
  call: AdminCall,
): Promise<Outcome<{ readonly count: number }>> {
  const found = await ports.management.findLocked(call.caller, which, MAX_UNLOCKED_TOKENS, call.nowMs);
  return found.ok ? { ok: true, count: found.count } : refuseAndNote(ports, call, found.reason);
}

/** `left` counts the tokens beyond the first MAX_UNLOCKED_TOKENS, which the next call opens. */
export async function unlockMany(
  ports: Ports,
  which: WhichLocked,
  call: AdminCall,
): Promise<Outcome<{ readonly unlocked: number; readonly left: number }>> {
  for (let look = 1; look <= MAX_LOOKS; look++) {
    const found = await ports.management.findLocked(call.caller, which, MAX_UNLOCKED_TOKENS, call.nowMs);
    if (!found.ok) return refuseAndNote(ports, call, found.reason);
    const { ids, count } = found;
    if (ids.length === 0) return { ok: true, unlocked: 0, left: 0 };
    const { realm = "" } = which;
    const note = { held: entryOf(call, { success: true, event: "TOKEN_CHANGED", realm, count: ids.length }) };
    const done = await ports.management.unlock(call.caller, which, ids, call.nowMs, note);
    if (!done.ok) return refuseAndNote(ports, call, done.reason);
    if (done.unlocked) return { ok: true, unlocked: ids.length, left: count - ids.length };
  }
  return refuse({ code: "unavailable" });
}
