// Makes results of turns: medians over all rounds, and the ratio of each round by itself, since
// only the two turns of one round ran under the same conditions.
import type { RoundOptions, Turn, TurnPair } from "../measure/rounds.ts";
import type { StepName } from "../steps/steps.ts";
import { median, quantile, rounded } from "./numbers.ts";
import type { Measurement, StepResult } from "./result.ts";

export function summarize(
  starts: readonly (readonly (readonly TurnPair[])[])[],
  { steps, clients }: Pick<RoundOptions, "steps" | "clients">,
): StepResult[] {
  return steps.flatMap((step) =>
    clients.map((many): StepResult => {
      const pairsOf = starts.map((rounds) => rounds.map((round) => pairIn(round, step, many)));
      const others = pairsOf.flat().flatMap(({ other }) => other ?? []);
      return {
        step,
        clients: many,
        service: measuredOf(pairsOf.flat().map(({ service }) => service)),
        ...(others.length > 0 && { floor: measuredOf(others) }),
        ratios: pairsOf.map((pairs) =>
          pairs.flatMap(({ service, other }) => (other ? rounded(other.cpuMs / service.cpuMs) : [])),
        ),
      };
    }),
  );
}

/** The trigger of one token is what that of ten is compared with. */
function pairIn(round: readonly TurnPair[], step: StepName, clients: number): TurnPair {
  const of = (name: StepName) => round.find((pair) => pair.step === name && pair.clients === clients) as TurnPair;
  return step === "trigger of ten tokens" ? { ...of(step), other: of("trigger").service } : of(step);
}

function measuredOf(turns: readonly Turn[]): Measurement {
  const latencies = turns.flatMap((turn) => turn.latencies);
  return {
    p50Ms: rounded(quantile(latencies, 0.5)),
    p95Ms: rounded(quantile(latencies, 0.95)),
    p99Ms: rounded(quantile(latencies, 0.99)),
    cpuMs: rounded(median(turns.map(({ cpuMs }) => cpuMs))),
  };
}

export const mostLoadShare = (pairs: readonly TurnPair[]): number =>
  rounded(Math.max(...pairs.flatMap(({ service, other }) => [service.loadShare, other?.loadShare ?? 0])));
