// The tables of docs/performance.md, and of the terminal, made of a result.
import { type MarkdownRow, table } from "../../scripts/docs/markdown.ts";
import type { Counts } from "../measure/counts.ts";
import type { StepRows } from "../measure/rows.ts";
import { STEP_NAMES } from "../steps/steps.ts";
import { MAX_BUNDLE_GZIP_BYTES, MAX_OF_LOGIN, MAX_OF_SIGN_IN, MAX_START_MS, MIN_RATIO } from "../targets.ts";
import { median, type Spread } from "./numbers.ts";
import type { BenchResult, PlaceResult, StepResult } from "./result.ts";

/** By the name of its marks. */
export const resultTables = (result: BenchResult): Readonly<Record<string, string>> => ({
  machine: machineText(result),
  ...Object.fromEntries(
    result.places.flatMap((place) => [
      [`ratios-${place.place}`, `${chartLink(place)}\n\n${ratioTable(place)}`],
      [`times-${place.place}`, timeTable(place)],
    ]),
  ),
  cpu: cpuTable(result),
  rows: rowTable(result.rows),
  start: startTable(result),
});

/** Where the chart of a place is, from docs. */
export const chartPath = ({ place }: PlaceResult): string => `images/performance-${place}.svg`;

const chartLink = (result: PlaceResult): string =>
  `![Throughput as a share of the floor's, state on ${result.place}](${chartPath(result)})`;

const HEAD_OF_RATIOS: MarkdownRow = [
  "Step",
  "At a time",
  "Per second",
  "Floor",
  "Ratio",
  "of rounds",
  "Should be",
  "CPU ms",
  "Floor",
];

/** The ratio is the median over the rounds; "of rounds" has the least and the most. */
export const ratioTable = ({ steps }: PlaceResult): string =>
  table([HEAD_OF_RATIOS, ...steps.flatMap((result) => [ratioRow(result), ...quietRow(result)])]);

const ratioRow = ({ step, clients, service, floor, ratio }: StepResult): MarkdownRow => [
  step,
  String(clients),
  whole(service.perSecond),
  floor ? whole(floor.perSecond) : "",
  ratio ? ratio.median.toFixed(2) : "",
  ratio ? `${ratio.least.toFixed(2)} to ${ratio.most.toFixed(2)}` : "",
  MIN_RATIO[step] === undefined ? "" : `≥ ${MIN_RATIO[step]?.toFixed(2)}`,
  service.cpuMs.toFixed(2),
  floor ? floor.cpuMs.toFixed(2) : "",
];

/** How many whole ones a second of CPU does. */
export const cpuTable = ({ places }: BenchResult): string =>
  table([
    ["Step", "State on", "At a time", "CPU ms", "per CPU-second", "Floor"],
    ...places.flatMap(({ place, steps }) =>
      steps
        .filter(({ step }) => step === "login" || step === "sign-in")
        .map(({ step, clients, service, floor }) => [
          step,
          place,
          String(clients),
          service.cpuMs.toFixed(2),
          (1000 / service.cpuMs).toFixed(0),
          floor ? (1000 / floor.cpuMs).toFixed(0) : "",
        ]),
    ),
  ]);

/** Only where the two floors do different work, and it is a target. */
const quietRow = ({ step, clients, service, quietFloor, quietRatio }: StepResult): MarkdownRow[] =>
  step !== "login" || !quietFloor || !quietRatio
    ? []
    : [
        [
          "login, floor without writes after the reply",
          String(clients),
          whole(service.perSecond),
          whole(quietFloor.perSecond),
          quietRatio.median.toFixed(2),
          `${quietRatio.least.toFixed(2)} to ${quietRatio.most.toFixed(2)}`,
          "≥ 0.80",
          service.cpuMs.toFixed(2),
          quietFloor.cpuMs.toFixed(2),
        ],
      ];

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
  const cells = (worker: StepRows["worker"], step: string): MarkdownRow => {
    const found = rows.find((row) => row.worker === worker && row.step === step);
    return found
      ? [found.trips, found.transactions, found.rowsRead, found.rowsWritten, found.objectRows, found.alarms].map(String)
      : Array(6).fill("");
  };
  const head = ["Trips to D1", "that write", "Rows read", "written", "Object rows", "Alarms"];
  return table([
    ["Step", ...head, ...head.map((name) => `Floor: ${name.toLowerCase().replace("d1", "D1")}`)],
    ...STEP_NAMES.map((step) => [step, ...cells("counted", step), ...cells("counted-floor", step)]),
    boundsRow("A login may", MAX_OF_LOGIN),
    boundsRow("A sign-in may", MAX_OF_SIGN_IN),
  ]);
}

const boundsRow = (of: string, most: Partial<typeof MAX_OF_SIGN_IN> | typeof MAX_OF_LOGIN): MarkdownRow => {
  const { trips, transactions, rowsRead, rowsWritten, objectRows } = most as Partial<Record<keyof Counts, number>>;
  const cells = [trips, transactions, rowsRead, rowsWritten, objectRows, undefined];
  return [of, ...cells.map((n) => (n === undefined ? "" : `≤ ${n}`)), ...Array(6).fill("")];
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
    ...places.map(({ place, residentMb }) => [
      `memory at the end on ${place}, service and floor, MB`,
      `${residentMb.service.toFixed(0)} and ${residentMb.floor.toFixed(0)}`,
      "",
    ]),
    ...places.map(({ place, mostLoadShare }) => [
      `most of a core that the load generator took on ${place}`,
      mostLoadShare.toFixed(2),
      "",
    ]),
  ]);
}

export const machineText = ({ machine, date, rounds }: BenchResult): string =>
  `${date.slice(0, 10)}, ${machine.cores} cores of ${machine.cpu}, ${machine.memoryGb} GB, ${machine.system}, Node ${machine.node}, ` +
  `workerd ${machine.workerd}, rounds: ${rounds}.`;

const whole = ({ median: value }: Spread): string => value.toFixed(0);
