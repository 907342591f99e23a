// Opening the locks of many tokens at once, after an attack: all that are locked now, those whose lock has closed since a time,
// those of a realm. First a look, which a preview is no more than; then the change to exactly what the look has found, so that
// the row of the trail, which is signed before, says how many there were.

import { entryOf } from "../audit.ts";
import type { AdminCall } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import type { WhichLocked } from "../ports/management.ts";
import { type Outcome, refuse } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";

/** Each is a row that goes and one in an index; a batch of so many is over in some 20 ms, and delays no login for longer. */
export const MAX_UNLOCKED_TOKENS = 1000;

/** Tokens that were opened or had a good login between look and change make it look again, so often. */
const MAX_LOOKS = 4;

/** How many there are. Changes and notes nothing. */
export async function countLocked(
  ports: Ports,
  which: WhichLocked,
  call: AdminCall,
): Promise<Outcome<{ readonly count: number }>> {
  const found = await ports.management.findLocked(call.caller, which, MAX_UNLOCKED_TOKENS, call.nowMs);
  return found.ok ? { ok: true, count: found.count } : refuseAndNote(ports, call, found.reason);
}

/** `left`: those beyond the first MAX_UNLOCKED_TOKENS, for the next call. */
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
