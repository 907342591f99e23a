// Makes results of samples: medians over the rounds, and the ratio of each round by itself, since
// only the two workers of one round ran under the same conditions.
import type { RoundSample } from "../measure/rounds.ts";
import type { WorkerName } from "../measure/workers.ts";
import { STEP_NAMES } from "../steps/steps.ts";
import { MIN_QUIET_RATIO } from "../targets.ts";
import { median, quantile, rounded, type Spread, spreadOf } from "./numbers.ts";
import type { Measurement, StepResult } from "./result.ts";

export function summarize(samples: readonly RoundSample[], clients: readonly number[]): StepResult[] {
  return STEP_NAMES.flatMap((step) =>
    clients.flatMap((many) => {
      const of = (worker: WorkerName) =>
        samples.filter((each) => each.worker === worker && each.step === step && each.clients === many);
      const [service, floor] = [of("service"), of("floor")];
      const quietFloor = MIN_QUIET_RATIO[step] === undefined ? [] : of("quiet-floor");
      const measured = measuredOf(service);
      if (!measured) return [];
      const result: StepResult = {
        step,
        clients: many,
        service: measured,
        floor: measuredOf(floor),
        quietFloor: measuredOf(quietFloor),
        ratio: ratioOf(service, floor),
        quietRatio: ratioOf(service, quietFloor),
      };
      return [result];
    }),
  );
}

function measuredOf(samples: readonly RoundSample[]): Measurement | undefined {
  if (samples.length === 0) return undefined;
  const latencies = samples.flatMap((sample) => sample.latencies);
  return {
    perSecond: rounded(median(samples.map(({ perSecond }) => perSecond))),
    p50Ms: rounded(quantile(latencies, 0.5)),
    p95Ms: rounded(quantile(latencies, 0.95)),
    p99Ms: rounded(quantile(latencies, 0.99)),
    // The kernel counts in hundredths of a second, so the mean of all rounds is finer than any of
    // them.
    cpuMs: rounded(samples.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / samples.length),
  };
}

function ratioOf(service: readonly RoundSample[], floor: readonly RoundSample[]): Spread | undefined {
  const ratios = service.flatMap(({ round, perSecond }) => {
    const same = floor.find((sample) => sample.round === round);
    return same ? [perSecond / same.perSecond] : [];
  });
  return ratios.length > 0 ? spreadOf(ratios) : undefined;
}

export const mostLoadShare = (samples: readonly RoundSample[]): number =>
  rounded(Math.max(...samples.map(({ loadShare }) => loadShare)));
