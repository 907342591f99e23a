// Runs the steps in rounds: of each step the service and the floors take turns at once, so what
// disturbs the machine disturbs them alike, and in each round in another order.
import { setTimeout as sleep } from "node:timers/promises";
import type { Generator } from "../load/generator.ts";
import { STEP_NAMES, STEPS, type StepName } from "../steps/steps.ts";
import { cpuMs } from "./process.ts";
import type { Site } from "./site.ts";
import type { WorkerName } from "./workers.ts";

/** One worker's share of one step in one round. */
export interface RoundSample {
  readonly worker: WorkerName;
  readonly step: StepName;
  readonly clients: number;
  readonly round: number;
  readonly perSecond: number;
  readonly latencies: readonly number[];
  /** Milliseconds of the worker's CPU for one step, including what it does after the reply. */
  readonly cpuMs: number;
  /** The load generator's share of a core. */
  readonly loadShare: number;
}

export interface RoundOptions {
  readonly clients: readonly number[];
  readonly rounds: number;
  /** The steps of one factor that a client count runs in one round. */
  readonly countFor: (clients: number) => number;
}

/** Work that follows a reply is done by then. */
const SETTLE_MS = 40;

export async function runRounds(
  generator: Generator,
  sites: readonly Site[],
  { clients, rounds, countFor }: RoundOptions,
  tell: (text: string) => void,
): Promise<RoundSample[]> {
  const samples: RoundSample[] = [];
  // Round 0 warms up: compilers, caches and prepared statements. It is not kept.
  for (let round = 0; round <= rounds; round++)
    for (const many of round === 0 ? clients.slice(0, 1) : clients) {
      tell(round === 0 ? "warming up" : `round ${round} of ${rounds}, ${many} at a time`);
      for (const step of STEP_NAMES)
        for (let turn = 0; turn < sites.length; turn++) {
          const site = sites[(turn + round) % sites.length] as Site;
          const sample = await runStep(generator, site, { step, clients: many, round, count: countFor(many) });
          if (sample && round > 0) samples.push(sample);
        }
    }
  return samples;
}

interface Turn {
  readonly step: StepName;
  readonly clients: number;
  readonly round: number;
  readonly count: number;
}

async function runStep(generator: Generator, site: Site, { step, clients, round, count }: Turn) {
  const { name, worker, workerd } = site;
  // The floor's users have one token each: what the service does for ten is compared with what it
  // does for one.
  if (step === "trigger of ten tokens" && worker !== "service") return undefined;
  const times = Math.max(clients, Math.ceil(count * STEPS[step].factor));
  const before = cpuMs(workerd);
  const { latencies, wallMs, loadCpuMs } = await generator.run({ server: name, step, clients, count: times });
  await sleep(SETTLE_MS);
  const sample: RoundSample = {
    worker,
    step,
    clients,
    round,
    perSecond: (1000 * latencies.length) / wallMs,
    latencies,
    cpuMs: (cpuMs(workerd) - before) / latencies.length,
    loadShare: loadCpuMs / wallMs,
  };
  return sample;
}
