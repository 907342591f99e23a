// The tables of docs/performance.md that come from the simulation and the arithmetic. `npm run
// docs` writes them.

import { CITIES } from "./net.ts";
import { billOf, databaseNeeds, freeLoginsOf, LOGIN, OIDC_SIGN_IN, PEAK_PER_SECOND } from "./paper.ts";
import { PLANS, WORLDS } from "./plans.ts";
import { meanOf, simulate } from "./simulate.ts";

type Rows = readonly (readonly string[])[];

/**
 * For each plan and world: the mean of the cities' medians, and the slowest city's 95th percentile.
 */
export function world(): Rows {
  const played = simulate();
  const cell = (inWorld: string, plan: string): string => {
    const slowest = played
      .filter((one) => one.world === inWorld && one.plan === plan)
      .reduce((slow, one) => (one.p95Ms > slow.p95Ms ? one : slow));
    return `${round(meanOf(played, inWorld, plan))} (${slowest.person} ${round(slowest.p95Ms)})`;
  };
  const rows = PLANS.map(({ name }) => [name, ...WORLDS.map((inWorld) => cell(inWorld.name, name))]);
  return [[`${CITIES.length} cities, ms`, ...WORLDS.map(({ name }) => name)], ...rows];
}

export function size(): Rows {
  const needs = databaseNeeds(PEAK_PER_SECOND);
  return [
    ["Needed", "Number", "Arithmetic"],
    [
      "write transactions a second",
      number(needs.transactionsPerSecond),
      `${number(PEAK_PER_SECOND)} × ${LOGIN.transactions}`,
    ],
    ["rows written a second", number(needs.rowsPerSecond), `${number(PEAK_PER_SECOND)} × ${LOGIN.rowsWritten}`],
    ["databases for these writes", number(needs.databasesForWrites), "1 000 transactions a second each"],
    ["databases, with room", number(needs.databases), "twice as many"],
    ["logins a month", `${number(needs.loginsPerMonth / 1e6)} million`, "a quarter of the busiest second, all month"],
    ["trail a month", `${number(needs.trailGbPerMonth)} GB`, "about 1 kB a login"],
    ["days of trail that fit", number(needs.retentionDays), `${number(needs.databases)} × 10 GB, filled to 80 %`],
    ["databases to keep 30 days", number(needs.databasesForMonth), "10 GB each, filled to 80 %"],
  ];
}

export const bills = (): Rows => billsOf([1e6, 1e8, databaseNeeds(PEAK_PER_SECOND).loginsPerMonth], LOGIN, "logins");

export const signInBills = (): Rows => billsOf([1e6, 1e7, 1e8], OIDC_SIGN_IN, "sign-ins");

function billsOf(months: readonly number[], each: typeof LOGIN, what: string): Rows {
  const columns = months.map((many) => billOf(many, each));
  const rows = (columns[0] ?? []).map(({ what }, index) => [
    what,
    ...columns.map((bill) => (bill[index]?.dollars ?? 0).toFixed(2)),
  ]);
  const sums = columns.map((bill) => bill.reduce((sum, { dollars }) => sum + dollars, 0).toFixed(2));
  return [
    ["Dollars a month", ...months.map((many) => `${number(many / 1e6)} million ${what}`)],
    ...rows,
    ["together", ...sums],
  ];
}

export function freePlan(): Rows {
  const limits = freeLoginsOf();
  return [["Limit of a day", "Logins"], ...limits.map(({ limit, logins }) => [limit, number(logins)])];
}

const round = (ms: number): string => String(Math.round(ms));

/** With a thin group every three digits, as the documents write numbers. */
const number = (value: number): string => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, " ");
