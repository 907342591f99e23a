// The table of growth, and its targets.
import { type MarkdownRow, table } from "../../scripts/docs/markdown.ts";
import type { Cost, GrowthSize } from "../size/grow.ts";
import { ASKED } from "../size/requests.ts";
import { MAX_LOGIN_GROWTH, MAX_OF_REQUEST, MAX_OF_SEARCH } from "../targets.ts";
import { surely, tooLarge } from "./check.ts";
import type { ByStart } from "./interval.ts";
import type { Machine } from "./result.ts";

export interface Growth {
  readonly date: string;
  readonly machine: Machine;
  readonly sizes: readonly GrowthSize[];
}

/**
 * The document has the smallest and the largest sizes, the terminal all, and the time in SQLite.
 */
export function growthTable(growth: Growth, isWhole = false): string {
  const largest = Math.max(...growth.sizes.map(({ rows }) => rows));
  const sizes = isWhole ? growth.sizes : growth.sizes.filter(({ rows }, at) => at === 0 || rows === largest);
  const names = sizes[0]?.costs.map(({ name }) => name) ?? [];
  const cells = (name: string): MarkdownRow =>
    sizes.flatMap(({ costs }) => {
      const cost = costs.find((each) => each.name === name);
      return [
        cost ? shortMs(cost.ms) : "",
        ...(isWhole ? [cost ? shortMs(cost.databaseMs) : ""] : []),
        cost?.isRefused ? "refused" : (cost?.rowsRead.toLocaleString("en") ?? ""),
      ];
    });
  const head = sizes.flatMap(({ rows, archived }) => {
    const size = `${rows.toLocaleString("en")}${archived ? ", trail in R2" : ""}`;
    return [`${size}: ms`, ...(isWhole ? ["in SQLite"] : []), "rows read"];
  });
  return table([["Request", ...head], ...names.map((name) => [name, ...cells(name)])]);
}

const shortMs = (ms: number): string => (ms < 10 ? ms.toFixed(1) : ms.toFixed(0));

export function missedGrowth({ sizes }: Growth): string[] {
  const smallest = sizes[0];
  return sizes.flatMap(({ rows, costs }) =>
    costs.flatMap((cost) => {
      const what = `${cost.name} with ${rows.toLocaleString("en")} rows`;
      if (cost.name.startsWith("cron")) return [];
      if (cost.name.startsWith("login"))
        return surely(`CPU of ${what}, by the smallest`, growthOf(cost, smallest), { most: MAX_LOGIN_GROWTH });
      const most = ASKED.some(({ name, search }) => search && name === cost.name) ? MAX_OF_SEARCH : MAX_OF_REQUEST;
      return [
        ...tooLarge(`rows read by ${what}`, cost.rowsRead, most.rowsRead),
        ...tooLarge(`ms in SQLite of ${what}`, cost.databaseMs, most.databaseMs),
      ];
    }),
  );
}

/** One time by one of the smallest database: each is a trial of its own. */
function growthOf({ name, cpuMs = [] }: Cost, smallest: GrowthSize | undefined): ByStart {
  const small = smallest?.costs.find((each) => each.name === name)?.cpuMs ?? [];
  return cpuMs.flatMap((ms, at) => (small[at] ? [[ms / small[at]]] : []));
}
