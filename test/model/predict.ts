// What the model says to each operation. One call is one operation as a whole: nothing can come between.

import type { Model } from "./model.ts";
import type { Numbered, Operation } from "./operations.ts";
import * as logins from "./rules-of-logins.ts";
import * as tokens from "./rules-of-tokens.ts";

type Rules = {
  readonly [Ask in Operation["ask"]]: (
    model: Model,
    number: number,
    operation: Extract<Operation, { ask: Ask }>,
  ) => string;
};

const RULES: Rules = {
  ...tokens,
  ...logins,
  delete: tokens.remove,
  pass(model, _, { seconds }) {
    model.now += seconds;
    return "";
  },
};

/** Changes the model, and gives the reply as a line. */
export function predict(model: Model, { number, operation }: Numbered): string {
  const rule = RULES[operation.ask] as (model: Model, number: number, operation: Operation) => string;
  return rule(model, number, operation);
}
