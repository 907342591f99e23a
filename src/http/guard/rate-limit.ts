// Guess limits on the Workers rate limiting binding: approximate, per location. D1 has exact locks.
//
// They count wrong guesses, not calls: applications sign in for each login, and a right PIN costs
// nothing, however often it is sent. The binding says that a limit is reached only when it counts,
// so it is called for wrong guesses alone. A guess that is still judged past the limit tells right
// from wrong, so this isolate remembers for one window what the binding has closed. Guesses that
// arrive at the same moment are all judged.
//
// src/http/guard/guesses.ts and src/core/admin/accounts/sign-in-tries.ts choose keys with which no
// stranger can use up a user's limit. Customers of a mobile carrier share an address, so a phone's
// answers, right or wrong, are counted by transaction alone.

import type { Gate } from "../../core/admin/accounts/sign-in-tries.ts";
import type { ReasonOf } from "../../core/reasons.ts";

export type Limit = "signInByNetwork" | "signInByName" | "guess" | "guessByNetwork" | "guessByAccount" | "answer";

export interface CallGate extends Gate {
  /** Counts this call, whatever its outcome, and returns the reason to refuse it, if any. */
  called(): Promise<ReasonOf<"too-many-requests"> | undefined>;
}

export type RateLimits = (limit: Limit, key: string) => CallGate;

/** The period of all limits in wrangler.toml. */
const PERIOD_SECONDS = 60;

/** Bounds the memory. The next wrong guess closes a key that was forgotten early. */
const MAX_CLOSED_KEYS = 10_000;

/** A limit without a binding never closes. */
export function createRateLimits(bindings: Readonly<Record<Limit, RateLimit | undefined>>): RateLimits {
  /** When each key opens again. All stay closed equally long, so the first one opens next. */
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

const tooMany = (retryAfterSeconds: number): ReasonOf<"too-many-requests"> => ({
  code: "too-many-requests",
  retryAfterSeconds,
});
