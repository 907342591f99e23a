// A row of the audit trail as JSON, for lists and for the stream.

import type { AuditedEntry } from "../core/ports/audit.ts";
import type { More } from "./wire.ts";
import type { AuditEntryJson } from "./wire-audit.ts";

export const entryJson = (entry: AuditedEntry): AuditEntryJson & More => ({
  number: entry.number,
  date: new Date(entry.atMs).toISOString().replace("Z", ""),
  action: entry.action,
  success: entry.success ? 1 : 0,
  authentication: entry.authentication,
  serial: entry.serial,
  user: entry.user,
  realm: entry.realm,
  administrator: entry.administrator,
  client: entry.client,
  attempt_id: entry.attemptId,
  reason: entry.reason,
  event: entry.event,
  phone: entry.phone,
  count: entry.count,
  info: entry.reason,
  token_type: entry.serial === "" ? "" : "tiqr",
  sig_check: entry.intact ? "OK" : "FAIL",
});
