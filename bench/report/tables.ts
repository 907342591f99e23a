// The tables of docs/performance.md, and the longer ones of the terminal, made of a result.
import { type MarkdownRow, table } from "../../scripts/docs/markdown.ts";
import type { Counts } from "../measure/counts.ts";
import type { StepRows } from "../measure/rows.ts";
import { STEP_NAMES, type StepName } from "../steps/steps.ts";
import {
  MAX_BUNDLE_GZIP_BYTES,
  MAX_OF_LOGIN,
  MAX_OF_SIGN_IN,
  MAX_START_MS,
  MIN_QUIET_RATIO,
  MIN_RATIO,
} from "../targets.ts";
import { median } from "./numbers.ts";
import type { BenchResult, PlaceResult, StepResult } from "./result.ts";

/** By the name of its marks. */
export const resultTables = (result: BenchResult): Readonly<Record<string, string>> => ({
  machine: machineText(result),
  ratios: ratiosOf(result),
  costs: costsOf(result),
  rows: rowTable(result.rows),
  start: startTable(result),
});

/** The numbers of clients, in the order of the columns. */
const clientsOf = ({ places }: BenchResult): number[] => [
  ...new Set(places.flatMap(({ steps }) => steps.map(({ clients }) => clients))),
];

const stepOf = (place: PlaceResult | undefined, step: StepName, clients: number | undefined): StepResult | undefined =>
  place?.steps.find((result) => result.step === step && result.clients === clients);

/** The median ratio of each step, place and number of clients, with a row a step. */
function ratiosOf(result: BenchResult): string {
  const clients = clientsOf(result);
  const head = result.places.flatMap(({ place }) => clients.map((many) => `${place}: ${many}`));
  const row = (step: StepName): MarkdownRow => [
    step,
    ...result.places.flatMap((place) =>
      clients.map((many) => stepOf(place, step, many)?.ratio?.median.toFixed(2) ?? ""),
    ),
    boundOf(step),
  ];
  const compared = STEP_NAMES.filter((step) => result.places.some((place) => stepOf(place, step, clients[0])?.ratio));
  return table([["Step", ...head, "Should be"], ...compared.map(row)]);
}

/** CPU and times of each step, state in the first place, which is memory where there is one. */
function costsOf(result: BenchResult): string {
  const clients = clientsOf(result);
  const of = (step: StepName, each: number | undefined) => stepOf(result.places[0], step, each);
  const alone = (step: StepName) => of(step, clients[0])?.service;
  const row = (step: StepName): MarkdownRow => [
    step,
    ...clients.map((each) => of(step, each)?.service.cpuMs.toFixed(2) ?? ""),
    ...[alone(step)?.p50Ms, alone(step)?.p95Ms].map((ms) => ms?.toFixed(1) ?? ""),
  ];
  const cpu = clients.map((each) => `CPU ms: ${each}`);
  return table([["Step", ...cpu, "p50 ms", "p95 ms"], ...STEP_NAMES.map(row)]);
}

/** The ratio is the median over the rounds; "of rounds" has the least and the most. */
export const ratioTable = ({ steps }: PlaceResult): string =>
  table([
    ["Step", "At a time", "Per second", "Floor", "Ratio", "of rounds", "Should be", "CPU ms", "Floor"],
    ...steps.flatMap((result) => [ratioRow(result), ...quietRow(result)]),
  ]);

const ratioRow = (
  { step, clients, service, floor, ratio }: StepResult,
  name: string = step,
  bound = boundOf(step),
): MarkdownRow => [
  name,
  String(clients),
  service.perSecond.toFixed(0),
  floor ? floor.perSecond.toFixed(0) : "",
  ratio ? ratio.median.toFixed(2) : "",
  ratio ? `${ratio.least.toFixed(2)} to ${ratio.most.toFixed(2)}` : "",
  bound,
  service.cpuMs.toFixed(2),
  floor ? floor.cpuMs.toFixed(2) : "",
];

const boundOf = (step: StepName, bounds = MIN_RATIO): string =>
  bounds[step] === undefined ? "" : `≥ ${bounds[step]?.toFixed(2)}`;

/** Only where the two floors do different work, and it is a target. */
function quietRow(result: StepResult): MarkdownRow[] {
  const { step, quietFloor: floor, quietRatio: ratio } = result;
  if (step !== "login" || !floor || !ratio) return [];
  const bound = boundOf(step, MIN_QUIET_RATIO);
  return [ratioRow({ ...result, floor, ratio }, "login, floor without writes after the reply", bound)];
}

export const timeTable = ({ steps }: PlaceResult): string =>
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

export function startTable({ start, places }: BenchResult): string {
  const { emptyMs, serviceMs, bundleBytes, bundleGzipBytes } = start;
  const over = median(serviceMs) - median(emptyMs);
  return table([
    ["What", "Measured", "Should be"],
    ["start of an empty worker, ms", median(emptyMs).toFixed(0), ""],
    ["start of the service over that, ms", over.toFixed(0), `≤ ${MAX_START_MS}`],
    ["bundle, kB", (bundleBytes / 1000).toFixed(0), ""],
    ["bundle, gzip, kB", (bundleGzipBytes / 1000).toFixed(0), `≤ ${MAX_BUNDLE_GZIP_BYTES / 1000}`],
    ...places.map(({ place, residentMb: { service, floor } }) => {
      const memory = `${service.toFixed(0)} and ${floor.toFixed(0)}`;
      return [`memory at the end on ${place}, service and floor, MB`, memory, ""];
    }),
    ...places.map(({ place, mostLoadShare: share }) => {
      return [`most of a core that the load generator took on ${place}`, share.toFixed(2), ""];
    }),
  ]);
}

export const machineText = ({ machine, date, rounds }: BenchResult): string =>
  `${date.slice(0, 10)}, ${machine.cores} cores of ${machine.cpu}, ${machine.memoryGb} GB, ${machine.system}, Node ${machine.node}, ` +
  `workerd ${machine.workerd}, rounds: ${rounds}.`;
