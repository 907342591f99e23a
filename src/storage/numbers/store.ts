// The numbers that are read out of the trail, for a port of which ../audit/store.ts has the rest.

import type { AuditTrail } from "../../core/ports/audit.ts";
import { hasLogin } from "./has-login.ts";
import { computeStatistics } from "./statistics.ts";
import { readTotals } from "./totals.ts";

export const createNumbers = (db: D1Database): Pick<AuditTrail, "statistics" | "totals" | "hasLogin"> => ({
  statistics: (caller, of) => computeStatistics(db, caller, of),
  totals: (caller, nowMs, settings) => readTotals(db, caller, nowMs, settings),
  hasLogin: (caller, adminRealm) => hasLogin(db, caller, adminRealm),
});
