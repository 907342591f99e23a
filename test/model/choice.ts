// A choice of what to ask next. It becomes an operation when its turn comes, because what it is about (a token that there is, a
// right response to the newest transaction) depends on what was done until then.

import type * as fc from "fast-check";
import type { Model } from "./model.ts";
import type { Operation } from "./operations.ts";

export interface Choice {
  /** Undefined when there is nothing yet that it could be about. */
  choose(model: Model): Operation | undefined;
  toString(): string;
}

/** Written as it was drawn. */
export const choice = <T>(
  name: string,
  drawn: fc.Arbitrary<T>,
  choose: (drawn: T, model: Model) => Operation | undefined,
) =>
  drawn.map(
    (values): Choice => ({
      choose: (model) => choose(values, model),
      toString: () => `${name}${JSON.stringify(values)}`,
    }),
  );
