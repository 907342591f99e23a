// What one room of `src` is mutated in, and which of its mutants no test can notice.

export interface Room {
  readonly subjects: readonly Subject[];
  readonly unnoticed: readonly Unnoticed[];
}

/** A file that is mutated, and the tests that could notice it: the nearest first, all others only when those say nothing. */
export interface Subject {
  /** Below `src`. */
  readonly file: string;
  /** Paths below `test`, without the ending of test files. */
  readonly near: readonly string[];
  readonly far: readonly string[];
}

/** A mutant that no test can notice, since the change makes no difference, and why. */
export interface Unnoticed {
  readonly file: string;
  /** A text that occurs once in the file and holds what is changed. */
  readonly at: string;
  /** The text that is changed, and the text in its place. */
  readonly was: string;
  readonly is: string;
  readonly because: string;
}

/** Each statement of an administrator has its guard, and these ask for each of them. */
export const ADMINISTRATORS = ["storage/sql/administrators-guard"];

/** The guards, as they stand in statements. */
export const MAY = `\${CALLER_MAY}`;
export const MAY_EVERYWHERE = `\${CALLER_MAY_EVERYWHERE}`;
export const GUARD = `\${guard}`;
export const GUARD_SQL = `\${guard.sql}`;

/** A guard that is a second wall, which holds should a statement be sent without the first one day. */
export const readsOnly = (file: string, at: string, was: string): Unnoticed => ({
  file,
  at,
  was,
  is: "true",
  because: "batchForCaller gives nothing of a batch that it refuses, and this statement changes nothing",
});

/** Why a check before a call is for the type alone. */
export const NULL_OF_NULL = "JSON.parse reads null as null; the check is for the type";
export const NULL_OF_NAN = "D1 binds NaN, the number of undefined, as null";
