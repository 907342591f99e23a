// A check that cannot be carried out has a result as well: something is wrong, or the account may
// not do it.
import { TiqrError } from "../../client/index.js";
import { type CheckResult, untried, wrong } from "./check-result.ts";
import { connectionProblem } from "./raw-ask.ts";

export const attempted = (origin: URL, check: () => Promise<CheckResult> | CheckResult): Promise<CheckResult> =>
  Promise.resolve()
    .then(check)
    .catch((error) => resultOfError(error, origin));

export function resultOfError(error: unknown, origin: URL): CheckResult {
  if (error instanceof TiqrError) {
    if (error.reason === "missing-right") return untried(`the account lacks the right ${error.evidence.right ?? ""}.`);
    return wrong(`${error.message}${error.reason ? ` (${error.reason})` : ""}`);
  }
  const { cause = error } = error as Error;
  return wrong(connectionProblem(cause, origin));
}
