// The locks of a token: which failures are counted together, what a lock closes, and when it opens again.
//
// Strangers can always try PINs. So failures are counted separately by what led to them, and MAX_FAIL of one kind close that path
// alone: strangers can delay a person, but not close a vouched login or shut the person out for good.
// The same rules in SQL (src/storage/tokens/conditions.ts) decide; here they choose the words and the numbers.

/**
 * `pin`: wrong PINs. `browser`: wrong PINs from a browser that has signed in before. `vouched`: wrong responses to logins that
 * a right PIN, a service account or a known browser has opened. `open`: wrong responses to logins that anyone could open.
 */
export type LockPath = "pin" | "browser" | "vouched" | "open";

/** The paths that responses are counted on. */
export type LoginPath = Extract<LockPath, "vouched" | "open">;

/** The part of a token that tells whether it has a PIN: null when it has none. */
interface PinHolder {
  readonly sealedPin: string | null;
}

/** How a person's first factor is judged. `vouched`: the caller answers for the person, and no PIN is asked. */
export type Check = "pin" | "browser" | "vouched";

/** Failures in a row on one path. A path without such a record has none. */
export interface Failures {
  readonly path: LockPath;
  readonly failCount: number;
  /** The locks before these failures that have opened by themselves. */
  readonly locks: number;
  /** The time of the last failure, when a lock's wait begins. */
  readonly failedAtMs: number;
}

/** How long a lock lasts: longer with each further one, always the same, or until an administrator resets it. */
export type LockRule =
  | { readonly kind: "growing" }
  | { readonly kind: "fixed"; readonly ms: number }
  | { readonly kind: "for-good" };

export interface Clock {
  readonly nowMs: number;
  readonly lockRule: LockRule;
}

const MINUTE_MS = 60_000;

/** The nth lock in a row lasts n² minutes, but no more than these: the more a guess there is worth, the longer. */
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

/** The paths that must be open for a first factor: the one its failures count on, and that of the login it leads to. */
export const pathsOf = (check: Check, token: PinHolder): readonly LockPath[] =>
  check === "vouched" ? ["vouched"] : [check, pathOfLogin(check, token)];

/** The part of a token that its locks depend on. */
interface Counted {
  readonly failures: readonly Failures[];
  /** Failures in a row that close a path. */
  readonly maxFail: number;
}

export interface LockedPath extends Failures {
  /** Undefined: never by itself. */
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
