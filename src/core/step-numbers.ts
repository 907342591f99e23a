// What is counted of a step, as one array: sums are added place by place, and handing over is
// cheap. A step is a method and a route's pattern, such as `GET /token/<serial>`.
//
//   requests    for each server that may have answered, one number for each class of status
//   d1          a number for each time of WAITS_MS, one for longer waits, the milliseconds of all
//   object      the same

/** Changes with the order or number of these numbers. Other layouts are not added. */
export const LAYOUT = 1;

const SERVERS = ["here", "upstream"] as const;
export type Server = (typeof SERVERS)[number];

const STATUSES = ["1xx", "2xx", "3xx", "4xx", "5xx"] as const;

/** Upper bounds of a histogram's places. A request waits at most ten seconds for D1. */
export const WAITS_MS = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000] as const;

export type StorageKind = "d1" | "object";
/** What one request has waited for. */
export type Waits = Readonly<Record<StorageKind, { readonly calls: number; readonly ms: number }>>;

export type StepSums = Map<string, number[]>;

const WAITS_AT: Readonly<Record<StorageKind, number>> = {
  d1: SERVERS.length * STATUSES.length,
  object: SERVERS.length * STATUSES.length + WAITS_MS.length + 2,
};
const NUMBERS = WAITS_AT.object + WAITS_MS.length + 2;

export function countRequest(steps: StepSums, step: string, by: Server, status: number, waits: Waits): void {
  const numbers = numbersOf(steps, step);
  const statusClass = Math.min(Math.max(Math.trunc(status / 100), 1), STATUSES.length);
  increase(numbers, SERVERS.indexOf(by) * STATUSES.length + statusClass - 1, 1);
  countWait(numbers, "d1", waits);
  countWait(numbers, "object", waits);
}

/** Requests without such a call have not waited, and would only hide those that have. */
function countWait(numbers: number[], kind: StorageKind, waits: Waits): void {
  const { calls } = waits[kind];
  if (calls === 0) return;
  // A clock that was set back must not take away what was counted.
  const ms = Math.max(0, waits[kind].ms);
  let longer = 0;
  while (longer < WAITS_MS.length && ms > (WAITS_MS[longer] ?? 0)) longer++;
  increase(numbers, WAITS_AT[kind] + longer, 1);
  increase(numbers, WAITS_AT[kind] + WAITS_MS.length + 1, ms);
}

export function addSteps(to: StepSums, more: ReadonlyMap<string, readonly number[]>): void {
  for (const [step, numbers] of more) {
    const sum = numbersOf(to, step);
    for (let at = 0; at < NUMBERS; at++) increase(sum, at, numbers[at] ?? 0);
  }
}

function numbersOf(steps: StepSums, step: string): number[] {
  const known = steps.get(step) ?? new Array<number>(NUMBERS).fill(0);
  steps.set(step, known);
  return known;
}

const increase = (numbers: number[], at: number, by: number): void => {
  numbers[at] = (numbers[at] ?? 0) + by;
};

/** How many requests ended how, without zeros. */
export const requestsOf = (numbers: readonly number[]) =>
  SERVERS.flatMap((by, server) =>
    STATUSES.map((status, at) => ({ by, status, count: numbers[server * STATUSES.length + at] ?? 0 })),
  ).filter(({ count }) => count > 0);

/** `counts`: requests by WAITS_MS, each up to its bound, and then the longer ones. */
export function waitsOf(numbers: readonly number[], kind: StorageKind) {
  const [from, to] = [WAITS_AT[kind], WAITS_AT[kind] + WAITS_MS.length + 1];
  return { counts: numbers.slice(from, to), totalMs: numbers[to] ?? 0 };
}
