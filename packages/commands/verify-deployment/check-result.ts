// What a check of `npm run verify:deployment` finds, in words for the person who has deployed.
import { TiqrError } from "../../client/index.js";
import { plain, writeLine } from "../program.ts";
import { connectionProblem } from "./raw-ask.ts";

/** `advice` is something to improve, and `untried` says why nothing was tried: neither is wrong. */
export interface CheckResult {
  readonly kind: "ok" | "WRONG" | "advice" | "untried";
  readonly words: string;
}

const result =
  (kind: CheckResult["kind"]) =>
  (words: string): CheckResult => ({ kind, words });

export const fine = result("ok");
export const wrong = result("WRONG");
export const advice = result("advice");
export const untried = result("untried");

export const ONLY_ON_THE_EDGE = untried("only on the edge: not tried here.");

export type CheckReport = ReturnType<typeof createCheckReport>;

/** Prints a line for each result as it comes, and counts them. */
export function createCheckReport(origin: URL) {
  const counts = { ok: 0, WRONG: 0, advice: 0, untried: 0 };
  const report = (check: string, { kind, words }: CheckResult): void => {
    counts[kind]++;
    writeLine(`${kind.padEnd(8)}${check.padEnd(14)}${plain(words)}`);
  };
  return {
    counts,
    say: report,
    /** A check that cannot be carried out has a result as well. */
    attempt: async (check: string, carryOut: () => Promise<CheckResult> | CheckResult): Promise<void> => {
      try {
        report(check, await carryOut());
      } catch (error) {
        report(check, resultOfError(error, origin));
      }
    },
  };
}

export function resultOfError(error: unknown, origin: URL): CheckResult {
  if (error instanceof TiqrError) {
    if (error.reason === "missing-right") return untried(`the account lacks the right ${error.evidence.right ?? ""}.`);
    return wrong(`${error.message}${error.reason ? ` (${error.reason})` : ""}`);
  }
  const { cause = error } = error as Error;
  return wrong(connectionProblem(cause, origin));
}
