// Reads that need a right. The trail notes each look at users, tokens or the trail, and each
// refused one. A look has no batch for the entry, so it follows the reply.

import { type AuditEntry, entryOf } from "./audit/audit.ts";
import type { READS } from "./audit/events.ts";
import type { AdminCall } from "./call.ts";
import type { Right } from "./caller.ts";
import type { Ports } from "./ports/index.ts";
import type { Outcome, Reason, Refusal } from "./reasons.ts";
import { refuseAndNote } from "./refuse-and-note.ts";

/** An account can ask endlessly, so refusals beyond the first few are counted. */
export const refuseRead = (ports: Ports, reason: Reason, call: AdminCall): Refusal =>
  refuseAndNote(ports, call, reason, {}, "counted");

/** Gives what was read, or refuses. */
export async function readOrRefuse<T>(
  ports: Ports,
  reading: Promise<Outcome<T>>,
  call: AdminCall,
): Promise<Outcome<T>> {
  const read = await reading;
  return read.ok ? read : refuseRead(ports, read.reason, call);
}

/** `of`: the user or serial that the request names. */
export function noteRead(
  { audit }: Ports,
  event: (typeof READS)[number],
  call: AdminCall,
  of: Partial<Pick<AuditEntry, "serial" | "user" | "realm">> = {},
): void {
  call.afterwards(() => audit.write(entryOf(call, { success: true, event, ...of })));
}

/** Checks the right for a read that has no batch of its own. */
export const mayRead = (ports: Ports, right: Right, call: AdminCall): Promise<Outcome<object>> =>
  readOrRefuse(ports, ports.admins.may(call.caller, right), call);
