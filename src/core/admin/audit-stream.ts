// The trail as a receiver follows it, such as a SIEM: the rows behind the one that it got last, oldest first.
//
// Each look at the trail leaves a row. A receiver that waits for rows would so get its own with every call, and two receivers each
// other's without end, as fast as they can call. So a look that finds nothing but such rows leaves none.

import type { AdminCall } from "../call.ts";
import type { AuditedEntry, Listed, TrailCursor } from "../ports/audit.ts";
import type { Ports } from "../ports/index.ts";
import { noteRead, refuseRead } from "../reads.ts";
import type { Outcome } from "../reasons.ts";

/** Rows of one answer, far below what one look at the database may examine. */
const MAX_STREAMED_ROWS = 500;

/** `after`: undefined at the beginning of the trail. */
export async function followAudit(
  ports: Ports,
  after: TrailCursor | undefined,
  call: AdminCall,
): Promise<Outcome<Listed>> {
  const all = { matching: {}, reads: true, page: 1, pageSize: MAX_STREAMED_ROWS, newestFirst: false, after };
  const listed = await ports.audit.list(call.caller, all);
  if (!listed.ok) return refuseRead(ports, listed.reason, call);
  if (listed.entries.some((entry) => !isOfReceiver(entry, call))) noteRead(ports, "TRAIL_READ", call);
  return listed;
}

const isOfReceiver = ({ event, action }: AuditedEntry, call: AdminCall): boolean =>
  event === "TRAIL_READ" && action === call.action;
