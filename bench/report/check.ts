// Compares a result with the targets of ../targets.ts.
import {
  MAX_BUNDLE_GZIP_BYTES,
  MAX_CPU_OF_TEN_TOKENS,
  MAX_OF_LOGIN,
  MAX_OF_SIGN_IN,
  MAX_START_MS,
  MIN_QUIET_RATIO,
  MIN_RATIO,
} from "../targets.ts";
import { median } from "./numbers.ts";
import type { BenchResult, PlaceResult } from "./result.ts";

/** Says of each target that is missed what was measured, and what should have been. */
export const missed = (result: BenchResult): string[] => [
  ...result.places.flatMap(missedRatios),
  ...missedRows(result),
  ...missedStart(result),
];

function missedRatios({ place, steps }: PlaceResult): string[] {
  const ratios = steps.flatMap(({ step, clients, ratio, quietRatio }) => [
    tooSmall(`${step}, ${clients} at a time, on ${place}`, ratio?.median, MIN_RATIO[step]),
    tooSmall(
      `${step}, ${clients} at a time, on ${place}, by the floor without writes after the reply`,
      quietRatio?.median,
      MIN_QUIET_RATIO[step],
    ),
  ]);
  const ten = steps.flatMap(({ step, clients, service }) => {
    const one = steps.find((other) => other.step === "trigger" && other.clients === clients);
    if (step !== "trigger of ten tokens" || !one) return [];
    const multiple = service.cpuMs / one.service.cpuMs;
    const what = `CPU of a trigger of ten tokens by that of one, ${clients} at a time, on ${place}`;
    return [tooLarge(what, multiple, MAX_CPU_OF_TEN_TOKENS)];
  });
  return [...ratios, ...ten].flat();
}

const missedRows = ({ rows }: BenchResult): string[] =>
  Object.entries({ login: MAX_OF_LOGIN, "sign-in": MAX_OF_SIGN_IN }).flatMap(([step, bounds]) => {
    const counted = rows.find((row) => row.worker === "counted" && row.step === step);
    if (!counted) return [];
    return Object.entries(bounds).flatMap(([name, most]) =>
      tooLarge(`${name} of a ${step}`, counted[name as keyof typeof MAX_OF_SIGN_IN], most),
    );
  });

function missedStart({ start: { emptyMs, serviceMs, bundleGzipBytes } }: BenchResult): string[] {
  return [
    ...tooLarge("bundle, gzip, in bytes", bundleGzipBytes, MAX_BUNDLE_GZIP_BYTES),
    ...tooLarge("start over an empty worker, in ms", median(serviceMs) - median(emptyMs), MAX_START_MS),
  ];
}

const tooSmall = (what: string, value: number | undefined, least: number | undefined): string[] =>
  value === undefined || least === undefined || value >= least
    ? []
    : [`${what}: ${value.toFixed(2)}, should be at least ${least}`];

export const tooLarge = (what: string, value: number, most: number): string[] =>
  value <= most ? [] : [`${what}: ${Number(value.toFixed(2))}, should be at most ${most}`];
