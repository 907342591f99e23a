// How often an account's password may be guessed. D1 counts wrong ones exactly, by name and
// network. Networks are cheap, so a second counter with a much higher limit counts by name alone.
// Each lock is a wait that grows with earlier locks. It refuses even a right password, or guessing
// would go on. Right passwords count nothing. A stranger must not keep an owner out by name: no
// lock is permanent, and a network from which the account lately signed in is closed only by its
// own failures.
//
// One line may have 65 536 networks of /64, so guesses count by /48 (siteOf). Known is a /64
// (networkOf): a provider may divide one /48 among many customers, and none of them must close the
// owner's network. Earlier versions counted guesses by /64, too; their locks still run out.

import { networkOf, siteOf } from "../../../lib/network.ts";
import type { Counter, SignInTries } from "../../ports/people/accounts.ts";
import type { ReasonOf } from "../../reasons.ts";

/** More than a person needs, and far too few for a guesser. */
const MAX_TRIES = 10;
/** An attacker reaches this from at least ten networks, or from one in an hour and a half. */
const MAX_TRIES_BY_NAME = 100;
/** The longest that one lock keeps the owner out. */
const MAX_WAIT_MINUTES = 15;
const DAY_MS = 24 * 3600 * 1000;
/** Count and locks are forgotten this long after the last wrong password. */
export const TRIES_KEPT_MS = DAY_MS;
export const NETWORK_KEPT_MS = 30 * DAY_MS;
/** Even a client that signs in for each login writes only one row a day. */
const NETWORK_RENEWED_MS = DAY_MS;

/** A limit in front of D1: approximate, in memory, and also for names that do not exist. */
export interface Gate {
  /** The reason to refuse a guess unseen, if there is one. */
  closed(): ReasonOf<"too-many-requests"> | undefined;
  failed(): Promise<void>;
}

/** The limits for this network, and for this name from this /48. */
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
export function countersOf(client: string, tries: SignInTries, nowMs: number): readonly Counter[] {
  const own = { network: networkOf(client), tries: MAX_TRIES, longestWaitMinutes: MAX_WAIT_MINUTES };
  if (isKnownNetwork(tries, nowMs)) return [own];
  return [
    { ...own, network: siteOf(client) },
    { ...own, network: "", tries: MAX_TRIES_BY_NAME },
  ];
}

/** True when a successful sign-in must be written down. */
export const isNews = ({ failed, signedInAtMs }: SignInTries, nowMs: number): boolean =>
  failed || signedInAtMs === undefined || nowMs >= signedInAtMs + NETWORK_RENEWED_MS;
