// The limits on guesses at a PIN or a response. A wrong guess counts twice: by user and sender together, so that an attacker
// cannot use up a user's limit from elsewhere; and by sender alone, over all users. A sender may make 60 wrong guesses a
// minute: an attacker in one network needs 5 minutes to lock 30 users with 10 wrong PINs each, and by then the first are
// open again. Many people at one application share its address, so a request with an account's token, or from an application server
// that does not tell its client (./on-behalf.ts), has a higher limit. A person in a browser that has signed in before counts under it.

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
 * The refusals that tell an attacker something about a secret or about which users exist. `too-many-requests` is among them:
 * each login beyond those that a token without a PIN may have open has cost an object. A service may see many other refusals.
 */
const WRONG: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  "wrong-pin",
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

/** Anyone can make up names without end, and knows nothing by it of whoever has a token. */
const MADE_UP: ReadonlySet<ReasonCode> = new Set<ReasonCode>(["unknown-user", "unknown-serial"]);

/** `browser`: the name under which a browser that has signed in before knows this person: `ownerNamed` of src/core/login/known-browser.ts. */
export interface Guesses {
  /** The reason to refuse a guess at this before it is judged, if there is one. */
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

  /** `code`: of the refusal that is to be counted. */
  async function gatesOf(
    c: Context<HttpEnv>,
    at: string,
    browser?: string,
    code?: ReasonCode,
  ): Promise<readonly CallGate[]> {
    // Strangers in the same network could use up this person's limit. So the network does not count here.
    if (browser !== undefined) return [limits("guess", `${at} browser ${browser}`)];
    const { name, limit } = await senderOf(c);
    // One stranger with made-up names could end the logins of everybody at an application. So there they close a limit of their own.
    const isApart = limit === "guessByAccount" && code !== undefined && MADE_UP.has(code);
    return [limits("guess", `${at} ${name}`), limits(limit, isApart ? `${name}, made-up names` : name)];
  }

  async function senderOf(c: Context<HttpEnv>): Promise<{ readonly name: string; readonly limit: Limit }> {
    const network = networkOf(c.get("address"));
    const isApplication = c.get("isApplication");
    // An application that tells the person's address may show a token as well, and the person counts.
    const account = isApplication === false ? undefined : await accountOf(c);
    if (account !== undefined) return { name: `account ${account}`, limit: "guessByAccount" };
    return isApplication
      ? { name: `application ${network}`, limit: "guessByAccount" }
      : { name: network, limit: "guessByNetwork" };
  }

  /** A JWT costs no look-up here, so a deleted account keeps its own count until its token expires. */
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

/** A user has one limit under every spelling of the name, with or without the realm. A serial has a limit of its own. */
export function guessedAt({ serial, named }: Subject, settings: Settings): string {
  const { whole, split = whole } = named ? readingsOf(named, settings) : {};
  return `${split ? `${split.user}@${split.realm}` : serial}`.toLowerCase();
}
