// A month at Cloudflare's list prices, line by line, with the trail in D1 alone, or with its older
// rows in R2.
import { LOGIN } from "./paper.ts";
import { NO_TRAIL, type TrailUse, trailUse } from "./trail.ts";

interface Price {
  readonly what: string;
  readonly included: number;
  /** Of a further million, or of a further GB where the amount is in GB. */
  readonly dollars: number;
  readonly gb?: true;
  readonly amount: (logins: number, each: typeof LOGIN, trail: TrailUse) => number;
}

const PRICES: readonly Price[] = [
  { what: "requests to the worker", included: 10e6, dollars: 0.3, amount: (many, each) => many * each.requests },
  {
    what: "requests to Durable Objects",
    included: 1e6,
    dollars: 0.15,
    amount: (many, each) => many * each.objectRequests,
  },
  {
    what: "rows written to D1, and deleted in the end",
    included: 50e6,
    dollars: 1,
    amount: (many, each, { names }) => many * (each.rowsWritten + each.trailRows) + names,
  },
  {
    what: "rows written by objects",
    included: 50e6,
    dollars: 1,
    amount: (many, each) => many * each.objectRowsWritten,
  },
  { what: "rows read from D1", included: 25e9, dollars: 0.001, amount: (many, each) => many * each.rowsRead },
  { what: "CPU, milliseconds", included: 30e6, dollars: 0.02, amount: (many, each) => many * each.cpuMs },
  { what: "storage in D1", included: 5, dollars: 0.75, gb: true, amount: (_many, _each, { d1Gb }) => d1Gb },
  { what: "storage in R2", included: 10, dollars: 0.015, gb: true, amount: (_many, _each, { r2Gb }) => r2Gb },
  { what: "objects put into R2", included: 1e6, dollars: 4.5, amount: (_many, _each, { puts }) => puts },
];
const PLAN_DOLLARS = 5;

export interface BillLine {
  readonly what: string;
  /** Empty for a sum. */
  readonly included: string;
  readonly further: string;
  readonly dollars: number;
}

/** A month of that many logins, or of other sign-ins that cost `each`. */
export function billOf(logins: number, each = LOGIN): readonly BillLine[] {
  const dollarsOf = ({ included, dollars, gb, amount }: Price, trail: TrailUse): number =>
    (Math.max(0, amount(logins, each, trail) - included) / (gb ? 1 : 1e6)) * dollars;
  const sumOf = (trail: TrailUse): number => PRICES.reduce((sum, price) => sum + dollarsOf(price, trail), PLAN_DOLLARS);
  const { alone, withR2 } = trailUse(logins, each.trailRows);
  const sum = (what: string, dollars: number): BillLine => ({ what, included: "", further: "", dollars });
  return [
    sum("the plan", PLAN_DOLLARS),
    ...PRICES.filter(({ amount }) => amount(logins, each, NO_TRAIL) > 0).map((price) => ({
      what: price.what,
      included: `${price.included / 1e6} million`,
      further: `${price.dollars} a million`,
      dollars: dollarsOf(price, NO_TRAIL),
    })),
    { ...sum("400 days of trail in D1", sumOf(alone) - sumOf(NO_TRAIL)), included: "5 GB", further: "0.75 a GB" },
    {
      ...sum("or in R2, the last 30 in D1", sumOf(withR2) - sumOf(NO_TRAIL)),
      included: "10 GB",
      further: "0.015 a GB",
    },
    sum("together, trail in D1", sumOf(alone)),
    sum("together, trail in R2", sumOf(withR2)),
  ];
}
