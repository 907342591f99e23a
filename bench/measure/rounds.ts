// Runs the steps in rounds: of each step the service and the floor take turns of about a tenth of a
// second, so what disturbs the machine disturbs them alike, and in each round in another order.
import { setTimeout as sleep } from "node:timers/promises";
import type { Generator } from "../load/generator.ts";
import { STEPS, type StepName } from "../steps/steps.ts";
import type { Site } from "./site.ts";

/** One worker's turn at one step. */
export interface Turn {
  /** Milliseconds of the worker's CPU for one step, including what it does after the reply. */
  readonly cpuMs: number;
  readonly latencies: readonly number[];
  /** The load generator's share of a core. */
  readonly loadShare: number;
}

/** Both turns of one step in one round. */
export interface TurnPair {
  readonly step: StepName;
  readonly clients: number;
  readonly service: Turn;
  /** Of the floor, or of another version. */
  readonly other: Turn | undefined;
}

export interface RoundOptions {
  readonly steps: readonly StepName[];
  readonly clients: readonly number[];
  readonly rounds: number;
  /** The steps of factor 1 that so many clients run in one turn. */
  readonly countFor: (clients: number) => number;
}

/** Work that follows a reply is done by then, and threads at rest tell all that they ran. */
const SETTLE_MS = 40;
/** In so many turns' requests workerd compiles what is used often, and fills its caches. */
const WARM_UP = 4;

/** The pairs of each round. */
export async function runRounds(
  generator: Generator,
  [service, other]: readonly [Site, Site],
  { steps, clients, rounds, countFor }: RoundOptions,
): Promise<TurnPair[][]> {
  const round = async (number: number, many: number, count: number): Promise<TurnPair[]> => {
    const pairs: TurnPair[] = [];
    for (const step of steps) {
      const turn = (site: Site) => runTurn(generator, site, step, many, count);
      const first = number % 2 === 0 ? await turn(other) : undefined;
      const own = await turn(service);
      pairs.push({ step, clients: many, service: own as Turn, other: first ?? (await turn(other)) });
    }
    return pairs;
  };
  for (const many of clients.slice(0, 2)) await round(0, many, WARM_UP * countFor(many));
  const kept: TurnPair[][] = [];
  for (let number = 1; number <= rounds; number++) {
    const pairs: TurnPair[] = [];
    for (const many of clients) pairs.push(...(await round(number, many, countFor(many))));
    kept.push(pairs);
  }
  return kept;
}

async function runTurn(
  generator: Generator,
  { name, worker, clock }: Site,
  step: StepName,
  clients: number,
  count: number,
): Promise<Turn | undefined> {
  // The floor's users have one token each: what the service does for ten is compared with what it
  // does for one.
  if (step === "trigger of ten tokens" && worker !== "service") return undefined;
  const times = Math.max(clients, Math.ceil(count * STEPS[step].factor));
  const before = clock.readMs();
  const { latencies, wallMs, loadCpuMs } = await generator.run({ server: name, step, clients, count: times });
  await sleep(SETTLE_MS);
  return { cpuMs: (clock.readMs() - before) / times, latencies, loadShare: loadCpuMs / wallMs };
}
