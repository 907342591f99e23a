// Reading the audit trail.

import type { AdminCall, AuditedEntry, AuditFilter } from "./audit.ts";
import type { Ports } from "./ports.ts";
import { type Outcome, refuse } from "./reasons.ts";

export async function listAudit(
  ports: Ports,
  filter: AuditFilter,
  call: AdminCall,
): Promise<Outcome<{ readonly count: number; readonly entries: readonly AuditedEntry[] }>> {
  const listed = await ports.audit.list(call.caller, filter);
  return listed.allowed ? { ok: true, ...listed.value } : refuse({ code: listed.why, right: "auditlog" });
}
