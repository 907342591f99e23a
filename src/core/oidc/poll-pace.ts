// Clients that wait for a person ask again and again. Whoever asks more than twice a second hears
// `slow_down` (RFC 8628 §3.5, CIBA Core 1.0 §11) from this isolate's memory: a write for each poll
// would cost more than the polls.

import { ShortMemory } from "../../lib/short-memory.ts";

/**
 * Two polls further apart than this are never too fast. canonical/authd polls each second, and a
 * network delays one poll more than the next; a `slow_down` would make it wait five seconds more.
 */
const PACE_MS = 500;
/** More than wait at once. A forgotten one may poll faster, which costs a read. */
const MAX_WAITING = 5000;

export type PollPace = (id: string, nowMs: number) => boolean;

/** Tells whether the request `id` is asked for too soon, and notes the poll. */
export function createPollPace(): PollPace {
  const polled = new ShortMemory<true>(PACE_MS, MAX_WAITING);
  return (id, nowMs) => {
    const isTooSoon = polled.find(id, nowMs) !== undefined;
    polled.keep(id, true, nowMs);
    return isTooSoon;
  };
}
