// Limits in front of guessers, on the Workers rate limiting binding: approximate and per location. The exact locks are in D1.
// What is counted together is chosen so that no stranger can use up a user's limit:
//   /auth                      by address, and by name: guessing an administrator's password from many places is worth a wait for its owner
//   /validate/check with a PIN by user and address together, and with a response as well
//   a phone's answer           by transaction alone: a mobile carrier's customers share an address
// Polls of either kind are never limited here.

import type { Context } from "hono";
import type { Settings } from "../core/ports.ts";
import type { Reason } from "../core/reasons.ts";
import type { Subject } from "../core/token.ts";
import { readingsOf } from "../core/user.ts";
import type { HttpEnv } from "./context.ts";

export type Limit = "authByAddress" | "authByName" | "check" | "answer";

/** The reason to refuse, or undefined to go on. */
export type RateLimits = (limit: Limit, key: string) => Promise<Reason | undefined>;

/** Of all limits in wrangler.toml. */
const PERIOD_SECONDS = 60;

/** A limit without a binding is none. */
export const createRateLimits =
  (bindings: Readonly<Record<Limit, RateLimit | undefined>>): RateLimits =>
  async (limit, key) => {
    const outcome = await bindings[limit]?.limit({ key });
    if (!outcome || outcome.success) return undefined;
    return { code: "too-many-requests", retryAfterSeconds: PERIOD_SECONDS };
  };

/**
 * Guesses are counted by user and address together, so that nobody uses up another's. A user is one however it is named:
 * with the realm, without, or in other letters; a serial has a limit of its own.
 */
export function guessKey(c: Context<HttpEnv>, { serial, named }: Subject, settings: Settings): string {
  const { whole, split = whole } = named ? readingsOf(named, settings) : {};
  return `${split ? `${split.user}@${split.realm}` : serial} ${c.var.address}`.toLowerCase();
}
