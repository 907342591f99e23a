// The tables of docs/performance.md, and the longer ones of the terminal, made of a result.
import { type MarkdownRow, table } from "../../scripts/docs/markdown.ts";
import type { Counts } from "../measure/counts.ts";
import type { StepRows } from "../measure/rows.ts";
import { STEP_NAMES, type StepName } from "../steps/steps.ts";
import { MAX_BUNDLE_GZIP_BYTES, MAX_OF_LOGIN, MAX_OF_SIGN_IN, MAX_START_RATIO, MIN_RATIO } from "../targets.ts";
import { intervalText } from "./interval.ts";
import { median } from "./numbers.ts";
import type { BenchResult, StepResult } from "./result.ts";

/** By the name of its marks. */
export const resultTables = (result: BenchResult): Readonly<Record<string, string>> => ({
  machine: machineText(result),
  ratios: ratiosOf(result),
  throughput: throughputOf(result),
  costs: costsOf(result),
  rows: rowTable(result.rows),
  start: startTable(result),
});

type Steps = readonly StepResult[];

/** The numbers of clients, in the order of the columns. */
const clientsOf = (steps: Steps): number[] => [...new Set(steps.map(({ clients }) => clients))];

const stepOf = (steps: Steps, step: StepName, clients: number | undefined): StepResult | undefined =>
  steps.find((result) => result.step === step && result.clients === clients);

/** The median ratio and its interval, with a row a step. */
function ratiosOf({ steps }: BenchResult): string {
  const clients = clientsOf(steps);
  const row = (step: StepName): MarkdownRow => [
    step,
    ...clients.map((many) => intervalText(stepOf(steps, step, many)?.ratios ?? [])),
    boundOf(step),
  ];
  return table([["Step", ...clients.map((many) => `${many} at a time`), "Should be"], ...STEP_NAMES.map(row)]);
}

/** CPU and times of each step. */
function costsOf({ steps }: BenchResult): string {
  const clients = clientsOf(steps);
  const row = (step: StepName): MarkdownRow => {
    const alone = stepOf(steps, step, clients[0])?.service;
    return [
      step,
      ...clients.map((each) => stepOf(steps, step, each)?.service.cpuMs.toFixed(2) ?? ""),
      ...[alone?.p50Ms, alone?.p95Ms].map((ms) => ms?.toFixed(1) ?? ""),
    ];
  };
  const cpu = clients.map((each) => `CPU ms: ${each}`);
  return table([["Step", ...cpu, "p50 ms", "p95 ms"], ...STEP_NAMES.map(row)]);
}

/** Of the numbers of clients the worst and the best. */
function throughputOf({ steps }: BenchResult): string {
  const perSecond = (step: StepName): string => {
    const rates = steps.flatMap((each) => (each.step === step ? Math.round(1000 / each.service.cpuMs) : []));
    return `${Math.min(...rates)} to ${Math.max(...rates)}`;
  };
  return `A second of CPU does ${perSecond("login")} logins, or ${perSecond("sign-in")} sign-ins.`;
}

export const ratioTable = (steps: Steps): string =>
  table([
    ["Step", "At a time", "Ratio", "Should be", "CPU ms", "Floor"],
    ...steps.map(({ step, clients, service, floor, ratios }) => [
      step,
      String(clients),
      intervalText(ratios),
      boundOf(step),
      service.cpuMs.toFixed(3),
      floor ? floor.cpuMs.toFixed(3) : "",
    ]),
  ]);

const boundOf = (step: StepName): string => (MIN_RATIO[step] === undefined ? "" : `≥ ${MIN_RATIO[step].toFixed(2)}`);

export const timeTable = (steps: Steps): string =>
  table([
    ["Step", "At a time", "p50 ms", "p95 ms", "p99 ms", "Floor p50", "Floor p95", "Floor p99"],
    ...steps.map(({ step, clients, service, floor }) => [
      step,
      String(clients),
      ...[service, floor].flatMap((of) => [of?.p50Ms, of?.p95Ms, of?.p99Ms].map((ms) => ms?.toFixed(1) ?? "")),
    ]),
  ]);

export function rowTable(rows: readonly StepRows[]): string {
  const cells = (worker: StepRows["worker"], step: string, names: readonly (keyof Counts)[]): MarkdownRow => {
    const counts = rows.find((row) => row.worker === worker && row.step === step);
    return names.map((name) => (counts ? String(counts[name]) : ""));
  };
  const head = ["Trips to D1", "that write", "Rows read", "written", "Object rows", "Alarms"];
  return table([
    ["Step", ...head, "Floor: rows read", "Floor: written"],
    ...STEP_NAMES.map((step) => [
      step,
      ...cells("counted", step, ["trips", "transactions", "rowsRead", "rowsWritten", "objectRows", "alarms"]),
      ...cells("counted-floor", step, ["rowsRead", "rowsWritten"]),
    ]),
    boundsRow("A login may", MAX_OF_LOGIN),
    boundsRow("A sign-in may", MAX_OF_SIGN_IN),
  ]);
}

const boundsRow = (of: string, most: Partial<typeof MAX_OF_SIGN_IN> | typeof MAX_OF_LOGIN): MarkdownRow => {
  const { trips, transactions, rowsRead, rowsWritten, objectRows } = most as Partial<Record<keyof Counts, number>>;
  const cells = [trips, transactions, rowsRead, rowsWritten, objectRows, undefined, undefined, undefined];
  return [of, ...cells.map((n) => (n === undefined ? "" : `≤ ${n}`))];
};

export function startTable({ start, residentMb: { service, floor }, mostLoadShare }: BenchResult): string {
  const { emptyMs, serviceMs, ratios, bundleBytes, bundleGzipBytes } = start;
  const over = median(serviceMs) - median(emptyMs);
  return table([
    ["What", "Measured", "Should be"],
    ["start of an empty worker, ms", median(emptyMs).toFixed(0), ""],
    ["start of the service over that, ms", over.toFixed(0), ""],
    ["CPU of a start by an empty worker's", intervalText(ratios), `≤ ${MAX_START_RATIO}`],
    ["bundle, kB", (bundleBytes / 1000).toFixed(0), ""],
    ["bundle, gzip, kB", (bundleGzipBytes / 1000).toFixed(0), `≤ ${MAX_BUNDLE_GZIP_BYTES / 1000}`],
    ["memory at the end, service and floor, MB", `${service.toFixed(0)} and ${floor.toFixed(0)}`, ""],
    ["most of a core that the load generator took", mostLoadShare.toFixed(2), ""],
  ]);
}

export function machineText({ machine, date, steps }: BenchResult): string {
  const { cores, cpu, memoryGb, system, node, workerd } = machine;
  const starts = steps[0]?.ratios ?? [];
  return (
    `${date.slice(0, 10)}, ${cores} cores of ${cpu}, ${memoryGb} GB, ${system}, Node ${node}, workerd ${workerd}, ` +
    `${starts.length} starts, ${starts.flat().length} rounds.`
  );
}
