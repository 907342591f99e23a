// A mutant that no test can notice, since the change makes no difference, and why.

export interface UnnoticedMutant {
  /** A text that occurs once in all the files that are mutated, and holds what is changed. */
  readonly at: string;
  /** The text that is changed, unless it is all of `at`. */
  readonly was?: string;
  /** The text in its place. */
  readonly is: string;
  readonly because: string;
}

/** The guards, as they stand in statements. */
export const MAY = `\${CALLER_MAY}`;
export const MAY_EVERYWHERE = `\${CALLER_MAY_EVERYWHERE}`;
export const GUARD = `\${guard}`;
export const GUARD_SQL = `\${guard.sql}`;

/**
 * A guard that is a second wall, which holds should a statement be sent without the first one day.
 */
export const readsOnly = (at: string, was: string): UnnoticedMutant => ({
  at,
  was,
  is: "true",
  because: "batchForCaller gives nothing of a batch that it refuses, and this statement changes nothing",
});

/** Why a check before a call is for the type alone. */
export const NULL_OF_NULL = "JSON.parse reads null as null; the check is for the type";
export const NULL_OF_NAN = "D1 binds NaN, the number of undefined, as null";
