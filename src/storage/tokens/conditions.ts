// SQL conditions that say whether a row of `token` may take part in a login at a moment. They guard every statement that counts a
// failure or accepts a login, and follow the rules of the locks in src/core/token/lock.ts. Times and names of paths are written
// into the SQL, so that parameters are left to values from outside.

import { type Check, type LockPath, type LockRule, MAX_LOCK_MINUTES } from "../../core/token/lock.ts";
import { MAX_TOKENS_OF_LOGIN, type TokenMoment } from "../../core/token.ts";
import type { Settings } from "../../settings.ts";
import type { Parameters } from "../sql/sql.ts";

export type Locking = Pick<Settings, "lockRule">;

/** Paths as a list of SQL values, which may depend on the token. */
type Paths = string;

export const pathIs = (path: LockPath): Paths => `'${path}'`;

/** `pathsOf` of src/core/token/lock.ts. */
export function pathsOfCheck(check: Check): Paths {
  if (check !== "pin") return check === "vouched" ? "'vouched'" : `'${check}', 'vouched'`;
  return "'pin', CASE WHEN token.sealed_pin IS NULL THEN 'open' ELSE 'vouched' END";
}

/** Holds for a token that may take part now, as far as these paths are concerned. */
export const usable = (paths: Paths, nowMs: number, locking: Locking): string =>
  `token.active = 1 AND token.revoked = 0 AND ${unlocked(paths, nowMs, locking)} AND ${validAt(nowMs)}`;

export const unlocked = (paths: Paths, nowMs: number, { lockRule }: Locking): string => `NOT EXISTS (
  SELECT 1 FROM lock WHERE lock.token_id = token.id AND lock.path IN (${paths})
    AND lock.failcount >= token.max_fail AND ${lasts(nowMs, lockRule)})`;

export function validAt(nowMs: number): string {
  const now = Math.trunc(nowMs);
  return `(coalesce(token.valid_from_ms, 0) <= ${now} AND coalesce(token.valid_until_ms, ${now + 1}) > ${now})`;
}

/**
 * Holds when any path of a token is locked by a lock that closed at `sinceMs` or later. It reads only failures that are recent
 * enough, so tokens without any cost nothing.
 */
export const lockedAnywhere = (nowMs: number, { lockRule }: Locking, sinceMs = 0): string => `token.id IN (
  SELECT lock.token_id FROM lock JOIN token AS holder ON holder.id = lock.token_id
  WHERE lock.failcount >= holder.max_fail AND ${lasts(nowMs, lockRule)}
    AND lock.failed_at_ms >= ${Math.max(Math.trunc(sinceMs), Math.trunc(nowMs) - longestMs(lockRule) + 1)})`;

/** Holds for a row of `lock` beside its token when that path is locked now. */
export const isLock = (nowMs: number, { lockRule }: Locking): string =>
  `(lock.failcount >= token.max_fail AND ${lasts(nowMs, lockRule)})`;

/** Holds for a row of `lock` that can be a lock which closed at `sinceMs` or later. An index serves it. */
export const failedLately = (nowMs: number, { lockRule }: Locking, sinceMs = 0): string =>
  `lock.failed_at_ms >= ${Math.max(Math.trunc(sinceMs), Math.trunc(nowMs) - longestMs(lockRule) + 1)}`;

/** Holds while the lock in a row of `lock`, if it is one, has not opened by itself. */
function lasts(nowMs: number, lockRule: LockRule): string {
  return lockRule.kind === "for-good" ? "true" : `lock.failed_at_ms + ${waitMs(lockRule)} > ${Math.trunc(nowMs)}`;
}

/** `lockMs` of src/core/token/lock.ts. */
function waitMs(lockRule: Exclude<LockRule, { kind: "for-good" }>): string {
  if (lockRule.kind === "fixed") return String(lockRule.ms);
  const longest = Object.entries(MAX_LOCK_MINUTES).map(([path, minutes]) => `WHEN '${path}' THEN ${minutes}`);
  return `60000 * min((lock.locks + 1) * (lock.locks + 1), CASE lock.path ${longest.join(" ")} END)`;
}

function longestMs(lockRule: LockRule): number {
  if (lockRule.kind === "growing") return 60_000 * Math.max(...Object.values(MAX_LOCK_MINUTES));
  return lockRule.kind === "fixed" ? lockRule.ms : Number.MAX_SAFE_INTEGER;
}

/** Limits a selection to the tokens that one PIN is tried on, as `likeliest` of src/core/token.ts does. */
export const LIKELIEST = `ORDER BY token.rollout_state = 'enrolled' DESC, coalesce(token.last_auth_ms, 0) DESC, token.id DESC
  LIMIT ${MAX_TOKENS_OF_LOGIN}`;

/** Holds for the tokens in `momentsParameter` that are still at their moment. */
export const AT_MOMENTS = "(token.id, token.generation) IN (SELECT value ->> 0, value ->> 1 FROM json_each(:moments))";

export const momentsParameter = (tokens: readonly TokenMoment[]): Parameters => ({
  moments: JSON.stringify(tokens.map(({ id, generation }) => [id, generation])),
});

/**
 * Counts a failure on a path of each token that meets the guard. D1 counts two simultaneous failures one after the other. The
 * guard lets only open paths through, so a full count is a lock that has opened: counting starts again, and `locks` remembers it.
 */
export const countFailure = (path: LockPath, nowMs: number, guard: string): string => `
  INSERT INTO lock (token_id, path, failcount, locks, failed_at_ms)
  SELECT token.id, '${path}', 1, 0, ${Math.trunc(nowMs)} FROM token WHERE ${guard}
  ON CONFLICT (token_id, path) DO UPDATE SET
    locks = lock.locks + (lock.failcount >= (${ITS_MAX_FAIL})),
    failcount = CASE WHEN lock.failcount >= (${ITS_MAX_FAIL}) THEN 1 ELSE lock.failcount + 1 END,
    failed_at_ms = excluded.failed_at_ms`;

/** The limit of the token that a row of `lock` belongs to. */
export const ITS_MAX_FAIL = "SELECT max_fail FROM token WHERE token.id = lock.token_id";
