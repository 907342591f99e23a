// SQL conditions on rows of `token` and `lock` that guard every statement which counts a failure or
// accepts a login, by the rules of src/core/token/lock.ts. The moment is the parameter `now`:
// written into the SQL, it would make each statement a new one for SQLite to parse and plan.

import { type Check, type LockPath, type LockRule, MAX_LOCK_MINUTES } from "../../core/token/lock.ts";
import { MAX_TOKENS_OF_LOGIN, type TokenMoment } from "../../core/token.ts";
import type { Settings } from "../../settings.ts";
import type { Parameters } from "../sql/sql.ts";

/** How long the first lock in a row lasts. */
const MIN_LOCK_MS = 60_000;

export type LockRules = Pick<Settings, "lockRule">;

/** Paths as a list of SQL values, which may depend on the token. */
type Paths = string;

export const pathIs = (path: LockPath): Paths => `'${path}'`;

/** `pathsOf` of src/core/token/lock.ts. A path that is named twice counts once. */
export function pathsOfCheck(check: Check): Paths {
  if (check !== "pin") return `'${check}', 'vouched'`;
  return "'pin', CASE WHEN token.sealed_pin IS NULL THEN 'open' ELSE 'vouched' END";
}

/** Holds for a token that may take part now, as far as these paths are concerned. */
export const isUsable = (paths: Paths, rules: LockRules): string =>
  `token.active = 1 AND token.revoked = 0 AND ${unlocked(paths, rules)} AND ${IS_VALID}`;

export const unlocked = (paths: Paths, { lockRule }: LockRules): string => `NOT EXISTS (
  SELECT 1 FROM lock WHERE lock.token_id = token.id AND lock.path IN (${paths})
    AND lock.failcount >= token.max_fail AND ${lasts(lockRule)})`;

export const IS_VALID =
  "(coalesce(token.valid_from_ms, 0) <= :now AND coalesce(token.valid_until_ms, :now + 1) > :now)";

/** Holds for a row of `lock`, joined with its token, whose path is locked now. */
export const isLock = ({ lockRule }: LockRules): string => `(lock.failcount >= token.max_fail AND ${lasts(lockRule)})`;

/** When a lock ends, if each lasts longer than the last. The index `lock_by_end` says the same. */
export const END = `lock.failed_at_ms + ${growingMs()}`;

/** Follows `lock_by_end`, which also has a few rows that are not locks: ask `isLock` as well. */
export const BY_END = {
  source: "lock JOIN token ON token.id = lock.token_id",
  keys: [END, "lock.token_id", "lock.path"],
  within: ["lock.failcount >= lock.max_fail"],
} as const;

/**
 * Holds for each lock that closed at `since` or later and has not opened by itself, and for a few
 * others, because the index has the ends of one rule only. It bounds how far the index is read.
 */
export function endsLate({ lockRule }: LockRules, since = "0"): string {
  const closed = `${since} + ${MIN_LOCK_MS}`;
  if (lockRule.kind === "for-good") return `${END} >= ${closed}`;
  const lasting = `:now + ${1 + (lockRule.kind === "fixed" ? MIN_LOCK_MS - lockRule.ms : 0)}`;
  return `${END} >= max(${closed}, ${lasting})`;
}

/** Holds while the lock in a row of `lock`, if it is one, has not opened by itself. */
function lasts(lockRule: LockRule): string {
  if (lockRule.kind === "for-good") return "true";
  const waitMs = lockRule.kind === "fixed" ? String(lockRule.ms) : growingMs();
  return `lock.failed_at_ms + ${waitMs} > :now`;
}

/** `lockMs` of src/core/token/lock.ts. */
function growingMs(): string {
  const longest = Object.entries(MAX_LOCK_MINUTES).map(([path, minutes]) => `WHEN '${path}' THEN ${minutes}`);
  return `60000 * min((lock.locks + 1) * (lock.locks + 1), CASE lock.path ${longest.join(" ")} END)`;
}

/** `newnessOf` of src/core/token.ts. */
const NEWNESS = "coalesce(token.session_expires_at_ms, token.created_at_ms)";

/** Limits a selection to the tokens on which one PIN is tried: `likeliest` of src/core/token.ts. */
export const LIKELIEST = `ORDER BY token.rollout_state = 'enrolled' DESC,
    ${NEWNESS} = max(${NEWNESS}) OVER (PARTITION BY token.rollout_state) DESC,
    max(coalesce(token.last_auth_ms, 0), ${NEWNESS}) DESC, token.id DESC
  LIMIT ${MAX_TOKENS_OF_LOGIN}`;

/** Holds for the tokens in `momentsParameter` that are still at their moment. */
export const AT_MOMENTS = "(token.id, token.generation) IN (SELECT value ->> 0, value ->> 1 FROM json_each(:moments))";

export const momentsParameter = (tokens: readonly TokenMoment[]): Parameters => ({
  moments: JSON.stringify(tokens.map(({ id, generation }) => [id, generation])),
});

/**
 * Counts a failure on a path of each token that meets the guard, simultaneous ones one after the
 * other. The guard lets only open paths through, so a full count is a lock that has opened:
 * counting starts again, and `locks` remembers it.
 */
export const countFailure = (path: LockPath, guard: string): string => `
  INSERT INTO lock (token_id, path, failcount, locks, failed_at_ms, max_fail)
  SELECT token.id, '${path}', 1, 0, :now, token.max_fail FROM token WHERE ${guard}
  ON CONFLICT (token_id, path) DO UPDATE SET
    locks = lock.locks + (lock.failcount >= excluded.max_fail),
    failcount = CASE WHEN lock.failcount >= excluded.max_fail THEN 1 ELSE lock.failcount + 1 END,
    failed_at_ms = excluded.failed_at_ms, max_fail = excluded.max_fail`;
