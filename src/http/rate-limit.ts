// Limits in front of guessers, on the Workers rate limiting binding: approximate and per location. The exact locks are in D1.
//
// They count guesses that were wrong, not calls: applications sign in for each login, and a right password or PIN costs
// nothing, however often. The binding counts only when it is called, and says only then that a limit is reached. So it is
// called for wrong guesses alone, and what it has closed is remembered here, in this isolate, for the length of its window:
// a guess that was still judged behind a closed limit would tell right from wrong. Guesses that arrive at the same moment
// are all judged.
//
// What is counted together, so that no stranger can use up a user's limit: src/http/guesses.ts and src/core/admin/sign-in-tries.ts.
// A phone's answers are counted one and all, by transaction alone: a mobile carrier's customers share an address.

import type { Gate } from "../core/admin/sign-in-tries.ts";
import type { Reason } from "../core/reasons.ts";

export type Limit = "signInByNetwork" | "signInByName" | "guess" | "guessByNetwork" | "guessByAccount" | "answer";

export interface CallGate extends Gate {
  /** Counts this call, whatever comes of it; why to refuse it, if so. */
  called(): Promise<Reason | undefined>;
}

export type RateLimits = (limit: Limit, key: string) => CallGate;

/** Of all limits in wrangler.toml. */
const PERIOD_SECONDS = 60;

/** So that memory stays bounded. A key that is forgotten early is closed again by its next wrong guess. */
const MAX_CLOSED_KEYS = 10_000;

/** A limit without a binding is none. */
export function createRateLimits(bindings: Readonly<Record<Limit, RateLimit | undefined>>): RateLimits {
  /** When each opens again. All stay closed equally long, so the first is the next to open. */
  const closed = new Map<string, number>();

  function close(name: string): void {
    closed.delete(name);
    closed.set(name, Date.now() + PERIOD_SECONDS * 1000);
    const [first] = closed.keys();
    if (closed.size > MAX_CLOSED_KEYS && first !== undefined) closed.delete(first);
  }

  return (limit, key) => {
    const name = `${limit} ${key}`;
    const isOver = async () => (await bindings[limit]?.limit({ key }))?.success === false;
    return {
      closed() {
        const leftMs = (closed.get(name) ?? 0) - Date.now();
        if (leftMs > 0) return tooMany(Math.ceil(leftMs / 1000));
        closed.delete(name);
        return undefined;
      },
      async failed() {
        if (await isOver()) close(name);
      },
      async called() {
        return (await isOver()) ? tooMany(PERIOD_SECONDS) : undefined;
      },
    };
  };
}

const tooMany = (retryAfterSeconds: number): Reason => ({ code: "too-many-requests", retryAfterSeconds });
