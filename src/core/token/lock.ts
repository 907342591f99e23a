// The locks of a token: which failures count together, what a lock closes, and when it opens again.
//
// Strangers can always try PINs. So failures count by what led to them, and MAX_FAIL of one kind
// close that path alone: strangers can delay a person, but not close a vouched login or shut anyone
// out for good. src/storage/tokens/conditions.ts decides in SQL; this chooses words and numbers.

/**
 * `pin`: wrong PINs. `browser`: wrong PINs from a known browser. `open`: wrong responses to logins
 * that anyone could open. `vouched`: to those of a right PIN, a service account, a known browser or
 * Microsoft.
 */
export type LockPath = "pin" | "browser" | "vouched" | "open";

/** The paths that responses are counted on. */
export type LoginPath = Extract<LockPath, "vouched" | "open">;

/** The part of a token that tells whether it has a PIN: null when it has none. */
interface PinHolder {
  readonly sealedPin: string | null;
}

/** How a first factor is judged. `vouched`: the caller answers for the person; no PIN is asked. */
export type Check = "pin" | "browser" | "vouched";

/** Failures in a row on one path. A path without such a record has none. */
export interface Failures {
  readonly path: LockPath;
  readonly failCount: number;
  /** Earlier locks in a row that have opened by themselves. */
  readonly locks: number;
  /** The time of the last failure, when a lock's wait begins. */
  readonly failedAtMs: number;
}

/** How long a lock lasts: ever longer, always the same, or until an administrator resets it. */
export type LockRule =
  | { readonly kind: "growing" }
  | { readonly kind: "fixed"; readonly ms: number }
  | { readonly kind: "for-good" };

export interface Clock {
  readonly nowMs: number;
  readonly lockRule: LockRule;
}

const MINUTE_MS = 60_000;

/** The nth lock in a row lasts n² minutes, at most these: the more a guess gains, the longer. */
export const MAX_LOCK_MINUTES: Readonly<Record<LockPath, number>> = {
  pin: 15,
  browser: 15,
  open: 60,
  vouched: 24 * 60,
};

/** The duration of a lock that follows `locks` others; undefined when it is permanent. */
export function lockMs({ path, locks }: Pick<Failures, "path" | "locks">, rule: LockRule): number | undefined {
  if (rule.kind === "for-good") return undefined;
  return rule.kind === "fixed" ? rule.ms : MINUTE_MS * Math.min((locks + 1) ** 2, MAX_LOCK_MINUTES[path]);
}

/** Without a PIN a stranger can open the login too, unless the caller vouches for it. */
export const pathOfLogin = (check: Check, { sealedPin }: PinHolder): LoginPath =>
  check === "pin" && sealedPin === null ? "open" : "vouched";

/** The paths that a first factor needs open: that of its own failures, and that of its login. */
export const pathsOf = (check: Check, token: PinHolder): readonly LockPath[] =>
  check === "vouched" ? ["vouched"] : [check, pathOfLogin(check, token)];

/** The part of a token that its locks depend on. */
interface Counted {
  readonly failures: readonly Failures[];
  /** Failures in a row that close a path. */
  readonly maxFail: number;
}

export interface LockedPath extends Failures {
  /** Undefined when it never opens by itself. */
  readonly opensAtMs: number | undefined;
}

/** The locks of a token that are closed now. */
export const locksOf = ({ failures, maxFail }: Counted, { nowMs, lockRule }: Clock): readonly LockedPath[] =>
  failures
    .filter(({ failCount }) => failCount >= maxFail)
    .map((failure) => {
      const lasts = lockMs(failure, lockRule);
      return { ...failure, opensAtMs: lasts === undefined ? undefined : failure.failedAtMs + lasts };
    })
    .filter(({ opensAtMs }) => opensAtMs === undefined || nowMs < opensAtMs);

/** The counter of the path nearest to a lock, which applications see as the token's counter. */
export const failCountOf = ({ failures }: Pick<Counted, "failures">): number =>
  Math.max(0, ...failures.map(({ failCount }) => failCount));
