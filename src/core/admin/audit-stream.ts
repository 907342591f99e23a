// The trail as followed by a receiver, such as a SIEM: the rows after its last one, oldest first.
//
// Each look at the trail leaves a row. A waiting receiver would get its own with every call, and
// two receivers each other's, endlessly. So a look that finds only such rows leaves none.

import type { AdminCall } from "../call.ts";
import type { AuditedEntry, AuditPage, TrailCursor } from "../ports/audit.ts";
import type { Ports } from "../ports/index.ts";
import { noteRead, refuseRead } from "../reads.ts";
import type { Outcome } from "../reasons.ts";

/** Rows of one answer, far fewer than one look at the database may examine. */
const MAX_STREAMED_ROWS = 500;

/** `after`: undefined to begin with the first row. */
export async function followAudit(
  ports: Ports,
  after: TrailCursor | undefined,
  call: AdminCall,
): Promise<Outcome<AuditPage>> {
  const all = { matching: {}, reads: true, page: 1, pageSize: MAX_STREAMED_ROWS, newestFirst: false, after };
  const listed = await ports.audit.list(call.caller, all);
  if (!listed.ok) return refuseRead(ports, listed.reason, call);
  if (listed.entries.some((entry) => !isOfReceiver(entry, call))) noteRead(ports, "TRAIL_READ", call);
  return listed;
}

const isOfReceiver = ({ event, action }: AuditedEntry, call: AdminCall): boolean =>
  event === "TRAIL_READ" && action === call.action;
