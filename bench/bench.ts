// npm run bench: measures the steps of an enrolment and a login beside the floor (bench/floor),
// served the same way in the same run. It prints the ratios, and writes bench/results.json and the
// tables of docs/performance.md. For Linux. Options:
//   --quick           a short run that shows only that all of it works; writes nothing
//   --rounds N        rounds that are kept (default 4)
//   --check           exit code 1 when a target of bench/targets.ts is missed
//   --size            instead: what requests cost as the database grows (bench/size), with 1 000
//                     and 100 000 rows, and with --rows N also N

import { aligned } from "../scripts/docs/markdown.ts";
import { argumentsOrEnd, countIn } from "../scripts/lib/arguments.ts";
import { giveUp } from "../scripts/lib/project.ts";
import { buildWhenNeeded } from "../scripts/serve/build.ts";
import { Generator } from "./load/generator.ts";
import { measureColdStart } from "./measure/cold-start.ts";
import { compareOn } from "./measure/compare.ts";
import { describeMachine } from "./measure/machine.ts";
import { folderOn, placesHere } from "./measure/places.ts";
import { countRows } from "./measure/rows.ts";
import { buildWorkers } from "./measure/workers.ts";
import { missed } from "./report/check.ts";
import { growthTable, missedGrowth } from "./report/growth.ts";
import type { BenchResult } from "./report/result.ts";
import { machineText, ratioTable, rowTable, startTable, timeTable } from "./report/tables.ts";
import { writeResults } from "./report/write.ts";
import { grow } from "./size/grow.ts";

const usage = "Usage: npm run bench [-- --quick] [--check] [--rounds N | --size [--rows N]]";
const options = {
  quick: { type: "boolean", default: false },
  rounds: { type: "string", default: "4" },
  check: { type: "boolean", default: false },
  size: { type: "boolean", default: false },
  rows: { type: "string" },
} as const;

const { quick, check, size, rounds, rows } = argumentsOrEnd(usage, { options }, ({ values }) => ({
  ...values,
  rounds: countIn("--rounds", values.rounds),
  rows: values.rows === undefined ? undefined : countIn("--rows", values.rows),
}));

/**
 * The requests of one step for one number of clients: enough for a quarter of a second, and for
 * polls, which are short, for one or two.
 */
const COUNTS: Readonly<Record<number, number>> = { 1: 64, 8: 96, 32: 128 };
const QUICK = { clients: [2], rounds: 1, countFor: () => 4, starts: 1 };
const FULL = { clients: [1, 8, 32], rounds, countFor: (n: number) => COUNTS[n] ?? n, starts: 9 };

async function measure(): Promise<BenchResult> {
  const run = quick ? QUICK : FULL;
  await buildWhenNeeded();
  await buildWorkers(["floor", "quiet-floor", "empty", "counted", "counted-floor"]);
  const generator = new Generator();
  try {
    const start = await measureColdStart(run.starts);
    const rows = await rowsOf(generator);
    const places = [];
    for (const place of quick ? placesHere().slice(0, 1) : placesHere())
      places.push(await compareOn(place, generator, run, console.log));
    return { date: new Date().toISOString(), machine: describeMachine(), rounds: run.rounds, places, rows, start };
  } finally {
    generator.close();
  }
}

async function rowsOf(generator: Generator) {
  const [place = "disk"] = placesHere();
  const folder = folderOn(place);
  try {
    return await countRows(generator, folder.path);
  } finally {
    folder.remove();
  }
}

function print(result: BenchResult): void {
  console.log(`\n${machineText(result)}`);
  for (const place of result.places)
    console.log(`\nState on ${place.place}\n\n${aligned(ratioTable(place))}\n\n${aligned(timeTable(place))}`);
  console.log(`\n${aligned(rowTable(result.rows))}\n\n${aligned(startTable(result))}\n`);
}

const SIZES = [1000, 100_000];
const QUICK_SIZES = [200];

/** Gives what is missed. */
async function measureGrowth(): Promise<string[]> {
  await buildWorkers(["counted", "filler"]);
  const sizes = quick ? QUICK_SIZES : rows === undefined ? SIZES : [...SIZES.filter((size) => size < rows), rows];
  const growth = { date: new Date().toISOString(), machine: describeMachine(), sizes: await grow(sizes, console.log) };
  console.log(`\n${aligned(growthTable(growth, true))}\n`);
  if (!quick) console.log(`Written: ${writeResults({ growth })}`);
  return missedGrowth(growth);
}

async function measureSteps(): Promise<string[]> {
  const result = await measure();
  print(result);
  if (!quick) console.log(`Written: ${writeResults({ steps: result })}`);
  return missed(result);
}

try {
  const misses = size ? await measureGrowth() : await measureSteps();
  for (const miss of misses) console.log(`missed: ${miss}`);
  if (check && misses.length > 0) process.exitCode = 1;
} catch (error) {
  giveUp(error);
}
