// Merges the answers of several databases.

import type { Outcome } from "../../core/reasons.ts";
import type { Shard } from "./find.ts";

/** Asks all at once. One refusal refuses all: each database checks the caller's rights itself. */
export async function askAll<Told extends object>(
  shards: readonly Shard[],
  ask: (shard: Shard, index: number) => Promise<Outcome<Told>>,
): Promise<Outcome<{ readonly told: readonly Told[] }>> {
  const answers = await Promise.all(shards.map(ask));
  const told: Told[] = [];
  for (const answer of answers) {
    if (!answer.ok) return answer;
    told.push(answer);
  }
  return { ok: true, told };
}

export const addUp = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
