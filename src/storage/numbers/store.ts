// The numbers that are read out of the trail, for a port of which ../audit/store.ts has the rest.

import type { AuditEvent } from "../../core/audit/events.ts";
import type { AuditTrail } from "../../core/ports/audit.ts";
import { batchForCaller, CALLER_MAY, callerParameters } from "../sql/caller-guard.ts";
import { part } from "../sql/sql.ts";
import { computeStatistics } from "./statistics.ts";
import { IS_UNSUMMED, MAX_UNSUMMED_ROWS } from "./sums.ts";
import { readTotals } from "./totals.ts";

const LOGIN: AuditEvent = "LOGIN_SUCCESS";

/**
 * Whether anybody who has a token here has signed in here. The counter for /metrics knows of
 * logins, and so do the rows that cron has not added to it. One may be of `npm run
 * verify:deployment`, which deletes its person, so a token has to show that its phone has answered.
 *
 * The detail of a total is the event, a blank, and the reason, which a success lacks. Tokens come
 * last: while there is no login at all, none is read, and afterwards the first that has answered
 * ends the look.
 */
const HAS_LOGIN = `SELECT 1 WHERE ${CALLER_MAY}
  AND (EXISTS (SELECT 1 FROM audit_sum WHERE kind = 'total' AND from_ms = 0 AND detail = :login || ' ')
    OR :login IN (SELECT event FROM audit AS row WHERE ${IS_UNSUMMED} ORDER BY number LIMIT ${MAX_UNSUMMED_ROWS}))
  AND EXISTS (SELECT 1 FROM token WHERE last_step IS NOT NULL AND realm <> :admin_realm)`;

export const createNumbers = (db: D1Database): Pick<AuditTrail, "statistics" | "totals" | "hasLogin"> => ({
  statistics: (caller, of) => computeStatistics(db, caller, of),
  totals: (caller, nowMs, settings) => readTotals(db, caller, nowMs, settings),

  async hasLogin(caller, adminRealm) {
    const parameters = { ...callerParameters(caller, "configread"), login: LOGIN, admin_realm: adminRealm };
    const found = await batchForCaller(db, caller, "configread", { logins: part(HAS_LOGIN, parameters) });
    return found.ok ? { ok: true, hasLogin: found.logins.rows.length > 0 } : found;
  },
});
