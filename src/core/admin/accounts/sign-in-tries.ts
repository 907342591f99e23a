// How often the password of an account may be guessed. D1 counts wrong passwords exactly, by name and network. Networks are
// cheap, so a second counter with a much higher limit counts by name alone. Each lock is a wait that grows with the locks before
// it. Guessing would go on behind a lock that lets a right password in, so it is refused too. Right passwords count nothing.
// A stranger who knows a name must not keep its owner out: no lock is permanent, and a network from which the account has lately
// signed in is closed by its own wrong passwords only.

import type { Counter, SignInTries } from "../../ports/people/accounts.ts";
import type { ReasonOf } from "../../reasons.ts";

/** More than a person needs, and far too few for a guesser. */
const MAX_TRIES = 10;
/** An attacker reaches this from at least ten networks, or from one in an hour and a half. */
const MAX_TRIES_BY_NAME = 100;
/** One lock keeps the owner out no longer than this. */
const MAX_WAIT_MINUTES = 15;
const DAY_MS = 24 * 3600 * 1000;
/** Count and locks are forgotten when no wrong password has come for this long. */
export const TRIES_KEPT_MS = DAY_MS;
export const NETWORK_KEPT_MS = 30 * DAY_MS;
/** A client that signs in for each login writes one row a day. */
const NETWORK_RENEWED_MS = DAY_MS;

/** A limit in front of D1. It counts approximately, in memory, and also for names that do not exist. */
export interface Gate {
  /** The reason to refuse a guess without looking at it, if there is one. */
  closed(): ReasonOf<"too-many-requests"> | undefined;
  /** Counts a wrong password. */
  failed(): Promise<void>;
}

/** The limits for this network, and for this name from this network. */
export interface SignInGates {
  readonly network: Gate;
  readonly name: Gate;
}

export const isKnownNetwork = ({ signedInAtMs }: SignInTries, nowMs: number): boolean =>
  signedInAtMs !== undefined && nowMs < signedInAtMs + NETWORK_KEPT_MS;

/** The reason to refuse even a right password now, if there is one. */
export function waitFor(tries: SignInTries, nowMs: number): ReasonOf<"too-many-requests"> | undefined {
  const { network, name } = tries.untilMs;
  const untilMs = isKnownNetwork(tries, nowMs) ? network : Math.max(network, name);
  if (untilMs <= nowMs) return undefined;
  return { code: "too-many-requests", retryAfterSeconds: Math.ceil((untilMs - nowMs) / 1000) };
}

/** A wrong password from a known network counts for that network alone, and not for the name. */
export function countersOf(network: string, tries: SignInTries, nowMs: number): readonly Counter[] {
  const own = { network, tries: MAX_TRIES, longestWaitMinutes: MAX_WAIT_MINUTES };
  return isKnownNetwork(tries, nowMs) ? [own] : [own, { ...own, network: "", tries: MAX_TRIES_BY_NAME }];
}

/** True when a successful sign-in must be written down. */
export const isNews = ({ failed, signedInAtMs }: SignInTries, nowMs: number): boolean =>
  failed || signedInAtMs === undefined || nowMs >= signedInAtMs + NETWORK_RENEWED_MS;
