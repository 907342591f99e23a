// Which limits a guess at a PIN or a response is held to. Wrong ones are counted twice: by what is guessed and where the guess
// comes from together, so that no user's limit is used up from elsewhere; and by where it comes from alone, over all users.
// Of the latter 60 a minute: who locks accounts from one network needs 5 minutes for 30 of them, 10 wrong PINs each, and
// finds the first ones open again by then. Many people at one application come from one address; a request that carries
// the token of an account is counted under that instead, with a limit of its own; and so is a person at a browser that has
// signed in before.

import type { Context } from "hono";
import { type Outcome, type Reason, type Refusal, refuse } from "../core/reasons.ts";
import type { Subject } from "../core/token.ts";
import { readingsOf } from "../core/user.ts";
import { networkOf } from "../lib/network.ts";
import type { Settings } from "../settings.ts";
import type { AdminTokens } from "./admin-token.ts";
import { shownToken } from "./admin-token.ts";
import type { HttpEnv } from "./context.ts";
import type { CallGate, RateLimits } from "./rate-limit.ts";

/**
 * What tells a guesser something, and logins beyond those that a token without a PIN may have open, each of which has cost an
 * object. Refusals that say nothing of a secret, or of who exists, are none: a service may have many.
 */
const WRONG: ReadonlySet<Reason["code"]> = new Set<Reason["code"]>([
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

/** `browser`: whom this person is known as in a browser that has signed in before: `ownerNamed` of src/core/login/known-browser.ts. */
export interface Guesses {
  /** Why a guess at this is refused unseen, if it is. */
  closed(c: Context<HttpEnv>, at: string, browser?: string): Promise<Reason | undefined>;
  /** Counts a guess that was refused, if it was wrong. */
  failed(c: Context<HttpEnv>, at: string, reason: Reason, browser?: string): Promise<void>;
  /** Both: a guess is judged unless its limits are closed. */
  judged<T>(
    c: Context<HttpEnv>,
    at: string,
    judge: () => Promise<Outcome<T>>,
    browser?: string,
  ): Promise<Outcome<T> | Refusal>;
}

export function createGuesses(limits: RateLimits, adminTokens: AdminTokens): Guesses {
  async function gatesOf(c: Context<HttpEnv>, at: string, browser?: string): Promise<readonly CallGate[]> {
    // Strangers on its network must not use its limit up.
    if (browser !== undefined) return [limits("guess", `${at} browser ${browser}`)];
    const account = await accountOf(c);
    const sender = account === undefined ? networkOf(c.var.address) : `account ${account}`;
    return [
      limits("guess", `${at} ${sender}`),
      limits(account === undefined ? "guessByNetwork" : "guessByAccount", sender),
    ];
  }

  /** By its signature alone, which costs no look: one that is gone is counted by itself for the rest of its hour. */
  async function accountOf(c: Context<HttpEnv>): Promise<string | undefined> {
    const token = shownToken(c);
    const verified = token ? await adminTokens.verify(token) : undefined;
    return verified?.ok ? verified.caller.name : undefined;
  }

  const guesses: Guesses = {
    async closed(c, at, browser) {
      for (const gate of await gatesOf(c, at, browser)) {
        const reason = gate.closed();
        if (reason) return reason;
      }
      return undefined;
    },
    async failed(c, at, { code }, browser) {
      if (WRONG.has(code)) await Promise.all((await gatesOf(c, at, browser)).map((gate) => gate.failed()));
    },
    async judged(c, at, judge, browser) {
      const closed = await guesses.closed(c, at, browser);
      if (closed) return refuse(closed);
      const outcome = await judge();
      if (!outcome.ok) await guesses.failed(c, at, outcome.reason, browser);
      return outcome;
    },
  };
  return guesses;
}

/** A user is one however it is named: with the realm, without, or in other letters; a serial has a limit of its own. */
export function guessedAt({ serial, named }: Subject, settings: Settings): string {
  const { whole, split = whole } = named ? readingsOf(named, settings) : {};
  return `${split ? `${split.user}@${split.realm}` : serial}`.toLowerCase();
}
