// How a number of the overview compares with that of a day earlier.

/** With fewer than these a day earlier, a few people would make great percentages. */
const MIN_COMPARED = 20;

/** The growth over a day earlier, in percent. The running hour is left out on both days. */
export const trendOf = (now: number, earlier: number): number | undefined =>
  earlier < MIN_COMPARED ? undefined : Math.round((100 * (now - earlier)) / earlier);
