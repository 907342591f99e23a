// The locks of a token: which failures are counted together, what a lock closes, and when it opens again.
//
// Failures are counted apart by what led to them, and MAX_FAIL of one kind close that path alone. So strangers, who can always
// try PINs, close no login that somebody has vouched for: they can delay a person, and never shut one out for good.
// The same rules in SQL, which decide, are src/storage/tokens/conditions.ts; here they choose the words and the numbers.

/**
 * `pin`: wrong PINs. `browser`: wrong PINs from a browser that has signed in before. `vouched`: wrong responses to logins that
 * a right PIN, a service account or a known browser has opened. `open`: those to logins that anybody could open.
 */
export type LockPath = "pin" | "browser" | "vouched" | "open";

/** The paths that responses are counted on. */
export type LoginPath = Extract<LockPath, "vouched" | "open">;

/** A token as far as its PIN matters here: null for a token without one. */
interface PinHolder {
  readonly sealedPin: string | null;
}

/** How a person's first factor is judged. `vouched`: the caller answers for the person, and no PIN is asked. */
export type Check = "pin" | "browser" | "vouched";

/** Failures in a row on one path. There are none of a path without such a record. */
export interface Failures {
  readonly path: LockPath;
  readonly failCount: number;
  /** The locks before these failures that have opened by themselves. */
  readonly locks: number;
  /** Of the last one: a lock's wait begins with it. */
  readonly failedAtMs: number;
}

/** How long a lock lasts: longer with each further one, always as long, or until an administrator resets it. */
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

/** How long the lock lasts that closes after so many others; undefined: for good. */
export function lockMs({ path, locks }: Pick<Failures, "path" | "locks">, rule: LockRule): number | undefined {
  if (rule.kind === "for-good") return undefined;
  return rule.kind === "fixed" ? rule.ms : MINUTE_MS * Math.min((locks + 1) ** 2, MAX_LOCK_MINUTES[path]);
}

/** Without a PIN a stranger can open the login too, unless somebody vouches for this one. */
export const pathOfLogin = (check: Check, { sealedPin }: PinHolder): LoginPath =>
  check === "pin" && sealedPin === null ? "open" : "vouched";

/** The paths that must be open for a first factor: the one its failures count on, and that of the login it leads to. */
export const pathsOf = (check: Check, token: PinHolder): readonly LockPath[] =>
  check === "vouched" ? ["vouched"] : [check, pathOfLogin(check, token)];

/** A token as far as its counters matter here. */
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

/** Of the path that is nearest to a lock; what applications know as the token's counter. */
export const failCountOf = ({ failures }: Pick<Counted, "failures">): number =>
  Math.max(0, ...failures.map(({ failCount }) => failCount));
