// How a number of the overview compares with the one of a day earlier.

/** With fewer a day earlier, a few people would make great percentages. */
const MIN_COMPARED = 20;

/** By how many percent there are more than a day earlier. The hour that still runs is left out on both days. */
export const trendOf = (now: number, earlier: number): number | undefined =>
  earlier < MIN_COMPARED ? undefined : Math.round((100 * (now - earlier)) / earlier);
