// A wave of failures: far more in the last hour than is usual here. Either PINs are being guessed, or something is broken for many
// people, and an administrator should look. The console shows it, and nothing else follows: locks and limits act by themselves.

/** Fewer are no wave, however quiet it was before. */
const MIN_FAILURES = 30;
/** A wave is this many times the usual: Monday at nine has two or three times the failures of other hours. */
const MIN_TIMES_THE_USUAL = 5;

export interface Failed {
  /** The code of a Reason. */
  readonly reason: string;
  readonly count: number;
}

export interface Wave {
  readonly count: number;
  /** The most frequent reason. */
  readonly reason: string;
}

/**
 * `lastHour`: the last 60 minutes, by reason, most first. `hoursBefore`: the failures of each whole hour before; what is usual is
 * the median of these, which a few bad hours do not move. A wave that goes on for half of that time becomes the usual.
 */
export function waveOf(lastHour: readonly Failed[], hoursBefore: readonly number[]): Wave | null {
  const count = lastHour.reduce((all, failed) => all + failed.count, 0);
  const [most] = lastHour;
  const usual = hoursBefore.toSorted((a, b) => a - b)[Math.floor(hoursBefore.length / 2)] ?? 0;
  return most && count >= MIN_FAILURES && count >= MIN_TIMES_THE_USUAL * usual ? { count, reason: most.reason } : null;
}
