// Merges the answers of several databases.

import type { Outcome } from "../../core/reasons.ts";
import type { Shard } from "./find.ts";

/** Asks all at once. One refusal refuses all: each database checks the caller's rights itself. */
export async function askAll<Answer extends object>(
  shards: readonly Shard[],
  ask: (shard: Shard, index: number) => Promise<Outcome<Answer>>,
): Promise<Outcome<{ readonly answers: readonly Answer[] }>> {
  const answers: Answer[] = [];
  for (const outcome of await Promise.all(shards.map(ask))) {
    if (!outcome.ok) return outcome;
    answers.push(outcome);
  }
  return { ok: true, answers };
}

export const addUp = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
