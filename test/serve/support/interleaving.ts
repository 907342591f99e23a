// Many requests in flight at once, in an order and with pauses that differ from round to round and
// are the same in each run.
import { setTimeout as sleep } from "node:timers/promises";
import type { Service, ServiceReply, TestLogin } from "../../../scripts/lib/service-client.ts";

export { tally } from "../../support/tally.ts";

export const ROUNDS = [1, 2, 3];

/** The longest pause before a request, about as long as a request takes. */
const LONGEST_PAUSE_MS = 12;
/** How often a client asks again when the service says that it cannot answer right now. */
const MOST_REPEATS = 50;

/** Random numbers from 0 up to 1, determined by a seed. */
export function randomOf(seed: number): () => number {
  let state = seed * 7919 + 1;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const keyed = items.map((item) => ({ item, key: random() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

/**
 * Starts everything, and returns the results in the order of `works`. In the first round nothing
 * waits for anything; in the others each begins after a pause, so that some meet early in the work
 * of others and some late.
 */
export function interleaved<T>(round: number, works: readonly (() => Promise<T>)[]): Promise<T[]> {
  const random = randomOf(round);
  const results = new Array<Promise<T>>(works.length);
  for (const [index, work] of shuffled([...works.entries()], random)) {
    const pause = round === 1 ? 0 : random() * LONGEST_PAUSE_MS * (round - 1);
    results[index] = pause === 0 ? work() : sleep(pause).then(work);
  }
  return Promise.all(results);
}

export const times = <T>(count: number, item: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => item(index));

/**
 * Sends a right answer again while the service says that it cannot judge it now, as it does when D1
 * takes longer than half a second. On a busy machine that is no fault, and it promises that nothing
 * has happened.
 */
export async function answerRight(service: Service, login: TestLogin): Promise<string> {
  for (let repeats = 0; ; repeats++) {
    const word = await service.answer(login, login.right);
    if (word !== "invalid-request" || repeats === MOST_REPEATS) return word;
  }
}

/** The same for a finalization: returns ACCEPT, or the reply in its place. */
export async function finish(ask: () => Promise<ServiceReply>): Promise<string> {
  for (let repeats = 0; ; repeats++) {
    const { status, json, text } = await ask();
    if (status === 503 && repeats < MOST_REPEATS) continue;
    return json?.result?.authentication === "ACCEPT" ? "ACCEPT" : (json?.detail?.message ?? text);
  }
}
