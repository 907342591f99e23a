// The tables of docs/performance.md that come from the simulation and the arithmetic. `npm run
// docs` writes them.

import { type BillLine, billOf } from "./bill.ts";
import { CITIES } from "./net.ts";
import { databaseNeeds, freeLoginsOf, LOGIN, OIDC_SIGN_IN, PEAK_PER_SECOND } from "./paper.ts";
import { PLANS, WORLDS } from "./plans.ts";
import { meanOf, simulate } from "./simulate.ts";
import { ARCHIVED_BYTES, DATABASE_GB, NAME_BYTES, ROW_BYTES, trailUse } from "./trail.ts";

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
    ["trail a month", `${number(needs.trailGbPerMonth)} GB`, `${LOGIN.trailRows} × ${ROW_BYTES} bytes a login`],
    ["days of trail that fit", number(needs.retentionDays), `${number(needs.databases)} × 10 GB, filled to 80 %`],
    ["databases to keep 30 days", number(needs.databasesForMonth), "10 GB each, filled to 80 %"],
  ];
}

/** What one login takes of each. */
export function perLogin(): Rows {
  const { requests, objectRequests, rowsWritten, trailRows, objectRowsWritten, cpuMs } = LOGIN;
  return [
    ["Billed", "Per login", "What they are"],
    [
      "requests to the worker",
      String(requests),
      "`/validate/check`, 10 polls, the phone's answer, `/validate/check` again",
    ],
    ["requests to Durable Objects", String(objectRequests), "the same, and two alarms of the transaction"],
    [
      "rows written to D1",
      String(rowsWritten),
      "three audit rows of 3 or 4 each (the row, its indexes, the sequence), and the token twice",
    ],
    [
      "rows deleted from D1",
      String(trailRows),
      "the audit rows, and now and then that of a failure, by cron in the end",
    ],
    ["rows written by the object", String(objectRowsWritten), "the transaction at each of its states, its alarms"],
    ["CPU", `${cpuMs} ms`, "with `PIN_ITERATIONS` 10000"],
  ];
}

const MONTHS = [1e6, 4.5e6, 1e8];

/** What is billed, with its price, and the logins of a month. */
export function prices(): Rows {
  const [first = [], ...others] = MONTHS.map((many) => billOf(many));
  return [
    ["Billed", "Included per month", "Then", ...MONTHS.map((many) => `${number(many / 1e6)} million logins`)],
    ...first.map(({ what, included, further }, at) => [
      what,
      included,
      further,
      ...[first, ...others].map((bill) => dollars(bill[at])),
    ]),
  ];
}

export const bills = (): Rows => billsOf([...MONTHS, databaseNeeds(PEAK_PER_SECOND).loginsPerMonth], LOGIN, "logins");

export const signInBills = (): Rows => billsOf(MONTHS, OIDC_SIGN_IN, "sign-ins");

function billsOf(months: readonly number[], each: typeof LOGIN, what: string): Rows {
  const columns = months.map((many) => billOf(many, each));
  const rows = (columns[0] ?? []).map(({ what }, at) => [what, ...columns.map((bill) => dollars(bill[at]))]);
  return [["Dollars a month", ...months.map((many) => `${number(many / 1e6)} million ${what}`)], ...rows];
}

const dollars = (line: BillLine | undefined): string => (line?.dollars ?? 0).toFixed(2);

/** The size of 400 days of trail. */
export function trailStorage(): Rows {
  const uses = MONTHS.map((many) => trailUse(many, LOGIN.trailRows));
  const gb = (value: number): string => (value < 10 ? value.toFixed(1) : number(value));
  const databases = (d1Gb: number): string => number(Math.ceil(d1Gb / DATABASE_GB));
  return [
    ["400 days of trail", ...MONTHS.map((many) => `${number(many / 1e6)} million logins a month`)],
    [`in D1 alone, ${LOGIN.trailRows} × ${ROW_BYTES} bytes a login, GB`, ...uses.map(({ alone }) => gb(alone.d1Gb))],
    ["databases for it", ...uses.map(({ alone }) => databases(alone.d1Gb))],
    [`with R2: the newest in D1, ${NAME_BYTES} bytes a person, GB`, ...uses.map(({ withR2 }) => gb(withR2.d1Gb))],
    ["databases for it", ...uses.map(({ withR2 }) => databases(withR2.d1Gb))],
    [
      `the others in R2, ${LOGIN.trailRows} × ${ARCHIVED_BYTES} bytes a login, GB`,
      ...uses.map(({ withR2 }) => gb(withR2.r2Gb)),
    ],
    ["objects put into R2 a month", ...uses.map(({ withR2 }) => number(withR2.puts))],
  ];
}

export function freePlan(): Rows {
  const limits = freeLoginsOf();
  return [["Limit of a day", "Logins"], ...limits.map(({ limit, logins }) => [limit, number(logins)])];
}

const round = (ms: number): string => String(Math.round(ms));

/** With a thin group every three digits, as the documents write numbers. */
const number = (value: number): string =>
  value < 10 && !Number.isInteger(value)
    ? value.toFixed(1)
    : String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, " ");
