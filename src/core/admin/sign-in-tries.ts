// How often the password of an account may be guessed. Wrong ones are counted exactly, in D1: by name and network, and up to
// far more by name alone, because networks are cheap. Each lock is a wait that grows with the locks before it; a right
// password is refused meanwhile, or guesses would go on behind it. Right passwords count nothing, however often.
// Nothing here locks for good, and a network that the account has lately signed in from is shut out by its own wrong
// passwords alone: whoever knows a name keeps its owner out of nothing.

import type { Counter, SignInTries } from "../ports/accounts.ts";
import type { Reason } from "../reasons.ts";

/** More than a person needs, and far too few for a guesser. */
const MAX_TRIES = 10;
/** An attacker reaches it from ten networks at least, or in an hour and a half from one. */
const MAX_TRIES_BY_NAME = 100;
/** One lock shuts the owner out no longer than this. */
const MAX_WAIT_MINUTES = 15;
const DAY_MS = 24 * 3600 * 1000;
/** After so long without another wrong password, count and locks are forgotten. */
export const TRIES_KEPT_MS = DAY_MS;
export const NETWORK_KEPT_MS = 30 * DAY_MS;
/** Clients that sign in for each login write a row a day. */
const NETWORK_RENEWED_MS = DAY_MS;

/** What the limits in front of D1 know: approximate, in memory, and for names that do not exist, too. */
export interface Gate {
  /** Why a guess is refused unseen, if it is. */
  closed(): Reason | undefined;
  /** Counts a wrong one. */
  failed(): Promise<void>;
}

/** Of everything from this network, and of this name from it. */
export interface SignInGates {
  readonly network: Gate;
  readonly name: Gate;
}

export const isKnownNetwork = ({ signedInAtMs }: SignInTries, nowMs: number): boolean =>
  signedInAtMs !== undefined && nowMs < signedInAtMs + NETWORK_KEPT_MS;

/** Why even a right password is refused now. */
export function waitFor(tries: SignInTries, nowMs: number): Reason | undefined {
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
