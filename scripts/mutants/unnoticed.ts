// Mutants that no test can notice, since the change makes no difference, and why.

import type { Mutant } from "./mutant.ts";

export interface Unnoticed {
  readonly file: string;
  /** A text that occurs once in the file and holds what is changed. */
  readonly at: string;
  /** What is changed, and what it is changed to. */
  readonly was: string;
  readonly is: string;
  readonly because: string;
}

export const UNNOTICED: readonly Unnoticed[] = [
  {
    file: "core/login/transaction.ts",
    at: "checkChallengeResponse(seen, nowMs()) > 0",
    was: ">",
    is: ">=",
    because: "the method returns more than 0, or -1",
  },
  {
    file: "core/login/transaction.ts",
    at: 'claim.kind === "application" ? claim.named : undefined',
    was: 'claim.kind === "application" ? claim.named : undefined',
    is: "(claim.named)",
    because: "claims of other kinds name no user, and the type says so",
  },
  {
    file: "core/login/transaction.ts",
    at: '!current || stateOf(current, nowMs()) !== "answered"',
    was: '!current || stateOf(current, nowMs()) !== "answered"',
    is: 'stateOf(current, nowMs()) !== "answered"',
    because: "the state of null is unknown; the check is for the type",
  },
  {
    file: "core/login/transaction.ts",
    at: "!seen || !redeemed?.accepted",
    was: "!seen || !redeemed?.accepted",
    is: "!redeemed?.accepted",
    because: "nothing is redeemed of null; the check is for the type",
  },
  {
    file: "core/login/transaction.ts",
    at: "!browser || !token",
    was: "!browser || !token",
    is: "!browser",
    because: "what answered is among the candidates; the check is for the type",
  },
];

export const explanationOf = (mutant: Mutant, source: string): Unnoticed | undefined =>
  UNNOTICED.find(({ file, at, was, is }) => {
    const from = source.indexOf(at);
    return (
      file === mutant.file &&
      was === mutant.was &&
      is === mutant.is &&
      from <= mutant.start &&
      mutant.end <= from + at.length
    );
  });
