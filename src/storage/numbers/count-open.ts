// Counts the open logins, for /metrics, as ../objects/open-logins.ts lists them, but without asking
// the objects. So a login whose tries are used up counts until its time is over.

import { ENDS } from "../../core/audit/events.ts";

/** Rows that one count reads. Grouping reads each twice, which D1 bills. */
const MAX_ROWS = 450;

const END = `event IN (${ENDS.map((event) => `'${event}'`).join(", ")})`;

/** Parameters: those of the guard, and `since`. */
export const countOpen = (guard: string): string => `SELECT count(*) AS count FROM (
  SELECT attempt_id FROM audit
  WHERE number > (SELECT max(number) FROM audit) - ${MAX_ROWS} AND attempt_id <> '' AND ${guard}
  GROUP BY attempt_id
  HAVING max(CASE WHEN authentication = 'CHALLENGE' THEN at_ms END) > :since AND NOT max(${END}))`;
