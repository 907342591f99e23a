// The last refusals of an application, for those who have to mend them: ./remedies.ts. They are
// rows of the trail, but tell neither the people nor the addresses in them, so that the right to
// change clients is enough.

import type { AuditEvent } from "../../audit/events.ts";
import type { AdminCall } from "../../call.ts";
import type { TrailCursor } from "../../ports/audit.ts";
import type { Ports } from "../../ports/index.ts";
import { noteRead, refuseRead } from "../../reads.ts";
import type { Outcome } from "../../reasons.ts";
import { faultInDetail, type ParameterFault } from "../parameter-fault.ts";
import { lookAtClient } from "./clients.ts";
import { type Diagnosis, diagnosisOf } from "./remedies.ts";

export interface ClientRefusal extends ParameterFault, Diagnosis {
  readonly atMs: number;
  readonly event: AuditEvent | "";
  readonly reason: string;
  readonly count: number;
}

/** `after`: where the list goes on; null at its end. */
export async function listRefusals(
  ports: Ports,
  clientId: string,
  page: { readonly pageSize: number; readonly after: TrailCursor | undefined },
  call: AdminCall,
): Promise<Outcome<{ readonly refusals: readonly ClientRefusal[]; readonly after: TrailCursor | null }>> {
  const looked = await lookAtClient(ports, clientId, call);
  if (!looked.ok) return looked;
  const filter = { matching: {}, ofClient: clientId, reads: true, page: 1, newestFirst: true, ...page };
  const listed = await ports.audit.list(call.caller, filter);
  if (!listed.ok) return refuseRead(ports, listed.reason, call);
  noteRead(ports, "TRAIL_READ", call);
  const refusals = listed.entries.flatMap(({ atMs, event, reason, count, detail }) => {
    // The text of a question is the application's, and may look like a fault.
    const fault = event.startsWith("CONFIRMATION_") ? undefined : faultInDetail(detail);
    return fault ? [{ atMs, event, reason, count, ...fault, ...diagnosisOf(fault, looked.stored.client) }] : [];
  });
  return { ok: true, refusals, after: listed.after };
}
