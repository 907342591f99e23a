// Reads that need a right. A look at users, tokens or the trail is noted with the account that looked, and so is a look that was
// refused. Both entries follow the reply: a look changes nothing, so there is no batch that could carry them.

import { type AuditEntry, entryOf } from "./audit.ts";
import type { AdminCall } from "./call.ts";
import type { Right } from "./caller.ts";
import type { READS } from "./events.ts";
import type { Ports } from "./ports/index.ts";
import type { Outcome, Reason, Refusal } from "./reasons.ts";
import { refuseAndNote } from "./refuse-and-note.ts";

/** Counted beyond the first few: an account can ask without end. */
export const refuseRead = (ports: Ports, reason: Reason, call: AdminCall): Refusal =>
  refuseAndNote(ports, call, reason, {}, "counted");

/** `of`: whose, where the request names a user or serial; without it, anyone's. */
export function noteRead(
  { audit }: Ports,
  event: (typeof READS)[number],
  call: AdminCall,
  of: Partial<Pick<AuditEntry, "serial" | "user" | "realm">> = {},
): void {
  call.afterwards(() => audit.write(entryOf(call, { success: true, event, ...of })));
}

/** For what no batch of its own is made for. */
export async function mayRead(ports: Ports, right: Right, call: AdminCall): Promise<Outcome<object>> {
  const may = await ports.admins.may(call.caller, right);
  return may.ok ? may : refuseRead(ports, may.reason, call);
}
