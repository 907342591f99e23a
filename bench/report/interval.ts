// A median and how sure it is: the interval that holds it nine times in ten, by a bootstrap. Two
// starts of one and the same version differ by some 6 %, however many rounds each has. So whole
// starts are drawn anew, and then the rounds within each. The drawing is seeded: the same numbers
// have the same interval.
import { seeded } from "../random.ts";
import { median, quantile, rounded } from "./numbers.ts";

/** The values of each start, one a round. */
export type ByStart = readonly (readonly number[])[];

export interface Interval {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Fewer say nothing, and nothing is judged by them. */
const MIN_STARTS = 5;
const MIN_VALUES = 20;

const DRAWS = 2000;
const SEED = 39;

/** Undefined for too few. */
export function intervalOf(starts: ByStart): Interval | undefined {
  const values = starts.flat();
  if (starts.length < MIN_STARTS || values.length < MIN_VALUES) return undefined;
  const random = seeded(SEED);
  const drawn = <Item>(list: readonly Item[]): Item[] =>
    list.map(() => list[Math.floor(random() * list.length)] as Item);
  const medians = Array.from({ length: DRAWS }, () => median(drawn(starts).flatMap(drawn)));
  return {
    median: rounded(median(values)),
    low: rounded(quantile(medians, 0.05)),
    high: rounded(quantile(medians, 0.95)),
  };
}

/** "0.80 (0.77 to 0.84)"; the median alone where there is no interval. */
export function intervalText(starts: ByStart, digits = 2): string {
  const interval = intervalOf(starts);
  if (!interval) return starts.length === 0 ? "" : median(starts.flat()).toFixed(digits);
  const [middle, low, high] = [interval.median, interval.low, interval.high].map((value) => value.toFixed(digits));
  return `${middle} (${low} to ${high})`;
}
