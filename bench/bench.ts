// npm run bench: measures the steps of an enrolment and a login beside the floor (bench/floor),
// served the same way in the same run. It prints the ratios, and writes bench/results.json and the
// tables of docs/performance.md. For Linux. Options:
//   --quick           a short run that shows only that all of it works; writes nothing
//   --check           exit code 1 when a target of bench/targets.ts is missed
//   --starts N        how often both are started anew (default 8)
//   --rounds N        rounds of each start that are kept (default 5)
//   --steps A,B       only these steps and what they need; writes nothing
//   --clients N,M     so many at a time (default 1,8,32); with another number it writes nothing
//   --beside FILE     compares with another version's built worker in place of the floor; judges
//                     and writes nothing
//   --size            instead: what requests cost as the database grows (bench/size), with 1 000
//                     and 100 000 rows, and with --rows N also N; with --trail also with the trail
//                     in R2

import { resolve } from "node:path";
import { aligned } from "../scripts/docs/markdown.ts";
import { argumentsOrEnd, countIn } from "../scripts/lib/arguments.ts";
import { giveUp } from "../scripts/lib/project.ts";
import { buildWhenNeeded } from "../scripts/serve/build.ts";
import { Generator } from "./load/generator.ts";
import { measureColdStart } from "./measure/cold-start.ts";
import { type CompareOptions, compareStarts } from "./measure/compare.ts";
import { describeMachine } from "./measure/machine.ts";
import { makeFolder } from "./measure/places.ts";
import { countRows } from "./measure/rows.ts";
import { buildWorkers } from "./measure/workers.ts";
import { countUnjudged, missed, missedRatios } from "./report/check.ts";
import { growthTable, missedGrowth } from "./report/growth.ts";
import type { BenchResult, Comparison } from "./report/result.ts";
import { machineText, ratioTable, rowTable, startTable, timeTable } from "./report/tables.ts";
import { writeResults } from "./report/write.ts";
import { grow } from "./size/grow.ts";
import { STEP_NAMES, type StepName, withEarlier } from "./steps/steps.ts";

const usage =
  "Usage: npm run bench [-- --quick] [--check] [--starts N] [--rounds N] [--steps A,B] [--clients N,M] " +
  "[--beside FILE] | --size [--rows N] [--trail]";
const options = {
  quick: { type: "boolean", default: false },
  check: { type: "boolean", default: false },
  starts: { type: "string", default: "8" },
  rounds: { type: "string", default: "5" },
  steps: { type: "string" },
  clients: { type: "string", default: "1,8,32" },
  beside: { type: "string" },
  size: { type: "boolean", default: false },
  rows: { type: "string" },
  trail: { type: "boolean", default: false },
} as const;

function stepsIn(text: string | undefined): StepName[] {
  const names = text?.split(",") ?? STEP_NAMES;
  for (const name of names)
    if (!STEP_NAMES.includes(name as StepName)) throw new Error(`--steps knows ${STEP_NAMES.join(", ")}.`);
  return withEarlier(names as StepName[]);
}

const { quick, check, size, isPart, rows, trail, ...run } = argumentsOrEnd(usage, { options }, ({ values }) => ({
  ...values,
  starts: countIn("--starts", values.starts),
  rounds: countIn("--rounds", values.rounds),
  steps: stepsIn(values.steps),
  clients: values.clients.split(",").map((text) => countIn("--clients", text)),
  beside: values.beside === undefined ? undefined : resolve(values.beside),
  rows: values.rows === undefined ? undefined : countIn("--rows", values.rows),
  isPart: Boolean(values.steps ?? values.beside) || values.clients !== options.clients.default,
}));

/** So many triggers last about a tenth of a second, or what so many clients need at least. */
const COUNTS: Readonly<Record<number, number>> = { 1: 16, 8: 24, 32: 64 };
const QUICK = { ...run, clients: [2], starts: 1, rounds: 1, countFor: () => 4 };
const FULL = { ...run, countFor: (clients: number) => COUNTS[clients] ?? 2 * clients };
const compared: CompareOptions = quick ? QUICK : FULL;
/** As many as the rounds that an interval needs. */
const COLD_STARTS = quick ? 1 : 20;

async function measureSteps(): Promise<string[]> {
  await buildWhenNeeded();
  await buildWorkers(["floor", "empty", "counted", "counted-floor"]);
  const generator = new Generator();
  try {
    const comparison = await compareStarts(generator, compared, console.log);
    console.log(`\n${aligned(ratioTable(comparison.steps))}\n\n${aligned(timeTable(comparison.steps))}\n`);
    if (compared.beside) return [];
    const unjudged = countUnjudged(comparison.steps);
    if (unjudged > 0) console.log(`not judged: ${unjudged} ratios of too few starts or rounds`);
    return isPart ? missedRatios(comparison.steps) : await measureRest(generator, comparison);
  } finally {
    generator.close();
  }
}

/** What is counted, and starts. */
async function measureRest(generator: Generator, comparison: Comparison): Promise<string[]> {
  const folder = makeFolder();
  try {
    const rows = await countRows(generator, folder.path);
    const start = await measureColdStart(COLD_STARTS);
    const date = new Date().toISOString();
    const result: BenchResult = { date, machine: describeMachine(), ...comparison, rows, start };
    console.log(`${machineText(result)}\n\n${aligned(rowTable(rows))}\n\n${aligned(startTable(result))}\n`);
    if (!quick) console.log(`Written: ${writeResults({ steps: result })}`);
    return missed(result);
  } finally {
    folder.remove();
  }
}

const SIZES = [1000, 100_000];
const QUICK_SIZES = [200];

/** Gives what is missed. */
async function measureGrowth(): Promise<string[]> {
  await buildWorkers(["counted", "filler"]);
  const sizes = quick ? QUICK_SIZES : rows === undefined ? SIZES : [...SIZES.filter((size) => size < rows), rows];
  const growth = {
    date: new Date().toISOString(),
    machine: describeMachine(),
    sizes: await grow(sizes, trail, console.log),
  };
  console.log(`\n${aligned(growthTable(growth, true))}\n`);
  if (!quick) console.log(`Written: ${writeResults({ growth })}`);
  return missedGrowth(growth);
}

try {
  const misses = size ? await measureGrowth() : await measureSteps();
  for (const miss of misses) console.log(`missed: ${miss}`);
  if (check && misses.length > 0) process.exitCode = 1;
} catch (error) {
  giveUp(error);
}
