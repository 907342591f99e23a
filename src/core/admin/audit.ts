// Reading the audit trail.

import type { AdminCall } from "../call.ts";
import type { AuditedEntry, AuditFilter, AuditPage, Totals, TrailCursor } from "../ports/audit.ts";
import type { EndpointStatus } from "../ports/endpoints.ts";
import type { Ports } from "../ports/index.ts";
import { noteRead, readOrRefuse, refuseRead } from "../reads.ts";
import type { Outcome } from "../reasons.ts";
import type { StepSums } from "../step-numbers.ts";
import { attemptIdOf } from "./challenges.ts";

/** `loginId` picks one login by its transaction_id or attempt id; `explains`: AuditFilter. */
export async function listAudit(
  ports: Ports,
  { loginId, ...filter }: AuditFilter & { readonly loginId: string | undefined },
  call: AdminCall,
  explains = false,
): Promise<Outcome<AuditPage>> {
  const explaining = explains ? { nowMs: call.nowMs, validityMs: ports.settings.challengeValidityMs } : undefined;
  const matching =
    loginId === undefined ? filter.matching : { ...filter.matching, attempt_id: await attemptIdOf(ports, loginId) };
  const listed = await ports.audit.list(call.caller, { ...filter, matching, explaining });
  if (!listed.ok) return refuseRead(ports, listed.reason, call);
  noteRead(ports, "TRAIL_READ", call);
  return listed;
}

/** Rows of one answer, far fewer than one look at the database may examine. */
const MAX_STREAMED_ROWS = 500;

/**
 * The trail as a receiver follows it, such as a SIEM: the rows after its last one, oldest first,
 * and from the first one if `after` is undefined.
 *
 * Each look at the trail leaves a row. A waiting receiver would get its own with every call, and
 * two receivers each other's, endlessly. So a look that finds only such rows leaves none.
 */
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

/** The dashboard shows this hour and the 23 before it. */
const SHOWN_HOURS = 24;

export function readStatistics(ports: Ports, call: AdminCall) {
  const period = { nowMs: call.nowMs, hours: SHOWN_HOURS, lockRule: ports.settings.lockRule };
  return readOrRefuse(ports, ports.audit.statistics(call.caller, period), call);
}

export interface Metrics {
  readonly totals: Totals;
  readonly standings: readonly EndpointStatus[];
  /** Undefined where nothing measures them. */
  readonly steps: StepSums | undefined;
}

export async function readMetrics(ports: Ports, call: AdminCall): Promise<Outcome<Metrics>> {
  const [read, endpoints] = await Promise.all([
    ports.audit.totals(call.caller, call.nowMs, ports.settings),
    ports.endpoints.standings(call.caller),
  ]);
  if (!read.ok) return refuseRead(ports, read.reason, call);
  if (!endpoints.ok) return refuseRead(ports, endpoints.reason, call);
  return { ok: true, totals: read.totals, standings: endpoints.standings, steps: await ports.meter?.read() };
}

/** A request examines no more, so that it ends. `npm run audit:verify` examines all rows. */
const MAX_EXAMINED_ROWS = 900;

export const verifyNewest = (ports: Ports, call: AdminCall) =>
  readOrRefuse(ports, ports.audit.verify(call.caller, MAX_EXAMINED_ROWS, call.nowMs), call);
