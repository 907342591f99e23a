// The few statistics that the report needs. A median of rounds is not moved by one round in which
// something else ran.

/** The value that a share of the list lies below: 0.5 is the median. */
export function quantile(list: readonly number[], share: number): number {
  const sorted = Float64Array.from(list).sort();
  const at = share * (sorted.length - 1);
  const [below = Number.NaN, above = Number.NaN] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return below + (above - below) * (at - Math.floor(at));
}

export const median = (list: readonly number[]): number => quantile(list, 0.5);

/** Four digits: what is behind them is chance. */
export const rounded = (value: number): number => Number(value.toPrecision(4));
