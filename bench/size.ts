// npm run bench -- --size: see ./bench.ts. Sizes are 1 000 and 100 000, and with --rows N also N;
// --quick has one small size.

import { aligned } from "../scripts/docs/markdown.ts";
import { describeMachine } from "./measure/machine.ts";
import { buildWorkers } from "./measure/workers.ts";
import { type Growth, growthTable, missedGrowth } from "./report/growth.ts";
import { writeResults } from "./report/write.ts";
import { grow } from "./size/grow.ts";

const SIZES = [1000, 100_000];
const QUICK_SIZES = [200];

/** Gives what is missed. */
export async function measureGrowth(quick: boolean, rows: number | undefined): Promise<string[]> {
  await buildWorkers(["counted", "filler"]);
  const sizes = quick ? QUICK_SIZES : rows === undefined ? SIZES : [...SIZES.filter((size) => size < rows), rows];
  const growth: Growth = {
    date: new Date().toISOString(),
    machine: describeMachine(),
    sizes: await grow(sizes, console.log),
  };
  console.log(`\n${aligned(growthTable(growth, true))}\n`);
  if (!quick) console.log(`Written: ${writeResults({ growth })}`);
  return missedGrowth(growth);
}
