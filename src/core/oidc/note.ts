// Rows of the audit trail about applications. The action names the client, since the trail has no column for it.

import { type AuditEntry, entryOf, type Said } from "../audit.ts";
import type { Call } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import type { Reason } from "../reasons.ts";

export const entryOfClient = (call: Call, clientId: string, said: Said): AuditEntry =>
  entryOf({ ...call, action: `${call.action} ${clientId}` }, said);

/** Anyone can cause such a refusal again and again, so the trail counts them. A name that no client has is left out. */
export function noteRefusal(
  { audit }: Pick<Ports, "audit">,
  call: Call,
  clientId: string | undefined,
  reason: Reason["code"],
  whose: Partial<Pick<AuditEntry, "user" | "realm" | "serial">> = {},
): void {
  const said = { success: false, reason, ...whose } as const;
  const entry = clientId === undefined ? entryOf(call, said) : entryOfClient(call, clientId, said);
  call.afterwards(() => audit.writeOrCount(entry));
}
