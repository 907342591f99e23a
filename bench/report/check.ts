// Compares a result with the targets of ../targets.ts. What was measured by time is missed when its
// whole interval is on the wrong side, and not judged where there are too few rounds for one. What
// was counted is exact.
import { MAX_BUNDLE_GZIP_BYTES, MAX_OF_LOGIN, MAX_OF_SIGN_IN, MAX_START_RATIO, MIN_RATIO } from "../targets.ts";
import { type ByStart, intervalOf, intervalText } from "./interval.ts";
import type { BenchResult, StepResult } from "./result.ts";

/** Of each target that is missed what was measured, and what should have been. */
export const missed = ({ steps, rows, start }: BenchResult): string[] => [
  ...missedRatios(steps),
  ...missedRows(rows),
  ...tooLarge("bundle, gzip, in bytes", start.bundleGzipBytes, MAX_BUNDLE_GZIP_BYTES),
  ...surely("CPU of a start by an empty worker's", start.ratios, { most: MAX_START_RATIO }),
];

export const missedRatios = (steps: readonly StepResult[]): string[] =>
  steps.flatMap(({ step, clients, ratios }) =>
    surely(`${step}, ${clients} at a time`, ratios, { least: MIN_RATIO[step] }),
  );

const missedRows = (rows: BenchResult["rows"]): string[] =>
  Object.entries({ login: MAX_OF_LOGIN, "sign-in": MAX_OF_SIGN_IN }).flatMap(([step, bounds]) => {
    const counted = rows.find((row) => row.worker === "counted" && row.step === step);
    if (!counted) return [];
    return Object.entries(bounds).flatMap(([name, most]) =>
      tooLarge(`${name} of a ${step}`, counted[name as keyof typeof MAX_OF_SIGN_IN], most),
    );
  });

export function surely(
  what: string,
  values: ByStart,
  { least = 0, most = Infinity }: { least?: number | undefined; most?: number },
) {
  const interval = intervalOf(values);
  if (!interval || (interval.high >= least && interval.low <= most)) return [];
  return [`${what}: ${intervalText(values)}, should be at ${least > 0 ? `least ${least}` : `most ${most}`}`];
}

/** How many ratios have a target and too few rounds to be judged by it. */
export const countUnjudged = (steps: readonly StepResult[]): number =>
  steps.filter(({ step, ratios }) => MIN_RATIO[step] !== undefined && !intervalOf(ratios)).length;

export const tooLarge = (what: string, value: number, most: number): string[] =>
  value <= most ? [] : [`${what}: ${Number(value.toFixed(2))}, should be at most ${most}`];
