// The limits on guesses at a PIN or a response. A wrong guess counts twice: for user and sender, so
// that an attacker elsewhere cannot use up a user's limit; and for the sender alone, at 60 a
// minute: locking 30 users with 10 wrong PINs each takes 5 minutes, and by then the first are open
// again. Everybody at an application shares its address, so a request with an account's token, or
// from an application server that does not tell its client (./on-behalf.ts), has a higher limit. A
// person in a browser that has signed them in before has a limit of their own.

import type { Context } from "hono";
import type { LimitedNetworks } from "../../core/ports/limited-networks.ts";
import { type Outcome, type ReasonCode, type ReasonOf, refuse } from "../../core/reasons.ts";
import type { Subject } from "../../core/token.ts";
import { readingsOf } from "../../core/user.ts";
import { networkOf } from "../../lib/network.ts";
import type { Settings } from "../../settings.ts";
import type { HttpEnv } from "../context.ts";
import type { CallerOf } from "./caller-of.ts";
import type { CallGate, Limit, RateLimits } from "./rate-limit.ts";
import { watchUnnamed } from "./unnamed-applications.ts";

/**
 * The refusals that tell an attacker something about a secret or about which users exist, and
 * `too-many-requests`, since each login past the bound of a token without a PIN has cost an object.
 * Other refusals are common at an honest application, and must not use up its limit.
 */
const WRONG: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  "wrong-pin",
  "caller-unproven",
  "token-locked",
  "unknown-user",
  "unknown-serial",
  "foreign-serial",
  "wrong-response",
  "locked-by-response",
  "challenge-not-open",
  "nothing-to-finalize",
  "too-many-requests",
]);

/** Names that do not exist. Anyone can invent them without end, and learns nothing about others. */
const MADE_UP: ReadonlySet<ReasonCode> = new Set<ReasonCode>(["unknown-user", "unknown-serial"]);

/** `browser`: whom a known browser names: `ownerNamed` of src/core/login/known-browser.ts. */
export interface Guesses {
  /** The reason to refuse a guess unjudged, if one of its limits is closed. */
  closed(c: Context<HttpEnv>, at: string, browser?: string): Promise<ReasonOf<"too-many-requests"> | undefined>;
  /** Counts a refused guess if it was wrong. */
  failed(c: Context<HttpEnv>, at: string, reason: { readonly code: ReasonCode }, browser?: string): Promise<void>;
  /** Does both: judges a guess unless its limits are closed, and counts it if it was wrong. */
  judged<T, Code extends ReasonCode>(
    c: Context<HttpEnv>,
    at: string,
    judge: () => Promise<Outcome<T, Code>>,
    browser?: string,
  ): Promise<Outcome<T, Code | "too-many-requests">>;
}

export function createGuesses(limits: RateLimits, callerOf: CallerOf, limited: LimitedNetworks): Guesses {
  const unnamed = watchUnnamed(limited);

  /** `code`: that of the refusal to be counted. */
  async function gatesOf(
    c: Context<HttpEnv>,
    at: string,
    browser?: string,
    code?: ReasonCode,
  ): Promise<readonly CallGate[]> {
    // Strangers in the same network could use up this person's limit, so it does not count here.
    if (browser !== undefined) return [limits("guess", `${at} browser ${browser}`)];
    const { name, limit } = await senderOf(c);
    // A stranger's made-up names could end all logins at an application: they have their own limit.
    const isApart = limit === "guessByAccount" && code !== undefined && MADE_UP.has(code);
    return [limits("guess", `${at} ${name}`), limits(limit, isApart ? `${name}, made-up names` : name)];
  }

  async function senderOf(c: Context<HttpEnv>): Promise<{ readonly name: string; readonly limit: Limit }> {
    const network = networkOf(c.get("address"));
    const isApplication = c.get("isApplication");
    // If an application tells the person's address, the person counts, even if it shows a token.
    const account = isApplication === false ? undefined : await accountOf(c);
    if (account !== undefined) return { name: `account ${account}`, limit: "guessByAccount" };
    return isApplication
      ? { name: `application ${network}`, limit: "guessByAccount" }
      : { name: network, limit: "guessByNetwork" };
  }

  /** A JWT costs no look-up, so a deleted account keeps its own count until its token expires. */
  async function accountOf(c: Context<HttpEnv>): Promise<string | undefined> {
    const verified = await callerOf(c);
    return verified?.ok ? verified.caller.name : undefined;
  }

  const guesses: Guesses = {
    async closed(c, at, browser) {
      return closedOf(await gatesOf(c, at, browser));
    },
    async failed(c, at, { code }, browser) {
      if (!WRONG.has(code)) return;
      const gates = await gatesOf(c, at, browser, code);
      await Promise.all(gates.map((gate) => gate.failed()));
      if (gates[1]?.closed() && (await senderOf(c)).limit === "guessByNetwork") unnamed.closed(c);
    },
    async judged(c, at, judge, browser) {
      const closed = await guesses.closed(c, at, browser);
      if (closed) return refuse(closed);
      const outcome = await judge();
      if (outcome.ok) {
        unnamed.right(c);
        return outcome;
      }
      const { code } = outcome.reason;
      // That a name is made up is known only now, so its limit is looked at after the verdict.
      const late = MADE_UP.has(code) ? closedOf(await gatesOf(c, at, browser, code)) : undefined;
      await guesses.failed(c, at, outcome.reason, browser);
      return late ? refuse(late) : outcome;
    },
  };
  return guesses;
}

function closedOf(gates: readonly CallGate[]): ReasonOf<"too-many-requests"> | undefined {
  for (const gate of gates) {
    const reason = gate.closed();
    if (reason) return reason;
  }
  return undefined;
}

/** A user has one limit under every spelling, with or without the realm. A serial has its own. */
export function guessedAt({ serial, named }: Subject, settings: Settings): string {
  const { whole, split = whole } = named ? readingsOf(named, settings) : {};
  return `${split ? `${split.user}@${split.realm}` : serial}`.toLowerCase();
}
