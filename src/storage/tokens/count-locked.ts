// Counts the tokens that are locked now, up to a bound: after an attack it could be all of them.

import type { StatementResult } from "../sql/batch.ts";
import { type Parameters, type Statement, statement } from "../sql/sql.ts";
import { BY_END, END, endsLate, isLock, type LockRules } from "./conditions.ts";

/** Locks that one count reads, each with its token. */
const MAX_EXAMINED_LOCKS = 300;

interface ExaminedLock {
  id: number;
  locked: number;
}

/** `parameters` are those of the condition `guard`. */
export const selectLocked = (
  db: D1Database,
  guard: string,
  parameters: Parameters,
  nowMs: number,
  rules: LockRules,
): Statement<ExaminedLock> =>
  statement(
    db,
    `SELECT token.id, token.revoked = 0 AND ${isLock(rules)} AS locked FROM ${BY_END.source}
     WHERE ${[...BY_END.within, endsLate(rules), guard].join(" AND ")}
     ORDER BY ${END} DESC LIMIT ${MAX_EXAMINED_LOCKS + 1}`,
    { ...parameters, now: nowMs },
  );

export function lockedOf({ rows }: StatementResult<ExaminedLock>) {
  const locked = rows.slice(0, MAX_EXAMINED_LOCKS).filter((row) => row.locked === 1);
  return {
    lockedTokens: new Set(locked.map(({ id }) => id)).size,
    lockedTokensExact: rows.length <= MAX_EXAMINED_LOCKS,
  };
}
