// Counts the tokens that are locked now, for the overview. It looks at the newest failures only: after an attack there may be one for
// each token.

import type { Result } from "../sql/batch.ts";
import { type Parameters, type Statement, statement } from "../sql/sql.ts";
import { failedLately, isLock, type Locking } from "./conditions.ts";

/** Failures that one look reads, each with its token. */
const MAX_EXAMINED_FAILURES = 300;

interface Counted {
  locked: number;
  examined: number;
}

/** `guard` is a condition, whose parameters are given. */
export const countLocked = (
  db: D1Database,
  guard: string,
  parameters: Parameters,
  nowMs: number,
  locking: Locking,
): Statement<Counted> =>
  statement(
    db,
    `SELECT count(*) AS examined,
       count(DISTINCT CASE WHEN token.revoked = 0 AND ${isLock(nowMs, locking)} THEN token.id END) AS locked
     FROM (SELECT * FROM lock WHERE ${failedLately(nowMs, locking)} AND ${guard}
           ORDER BY failed_at_ms DESC LIMIT ${MAX_EXAMINED_FAILURES}) AS lock JOIN token ON token.id = lock.token_id`,
    parameters,
  );

export function lockedOf({ rows: [row] }: Result<Counted>) {
  const { locked = 0, examined = 0 } = row ?? {};
  return { lockedTokens: locked, lockedTokensExact: examined < MAX_EXAMINED_FAILURES };
}
