// A wave of failures: far more in the last hour than usual. PINs are being guessed, or something is
// broken for many people. The console only shows it: locks and limits act by themselves.

/** Fewer are not a wave, however quiet it was before. */
const MIN_FAILURES = 30;
/** A wave is this many times the usual. Mondays at nine have two or three times the usual. */
const MIN_TIMES_THE_USUAL = 5;

export interface FailureCause {
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
 * `lastHour`: by reason, most first. `hoursBefore`: the failures of each whole hour before. Their
 * median is what is usual: a few bad hours do not move it, a wave of half that time does.
 */
export function waveOf(lastHour: readonly FailureCause[], hoursBefore: readonly number[]): Wave | null {
  const count = lastHour.reduce((all, failed) => all + failed.count, 0);
  const [most] = lastHour;
  const usual = hoursBefore.toSorted((a, b) => a - b)[Math.floor(hoursBefore.length / 2)] ?? 0;
  return most && count >= MIN_FAILURES && count >= MIN_TIMES_THE_USUAL * usual ? { count, reason: most.reason } : null;
}
