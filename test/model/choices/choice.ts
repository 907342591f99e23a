// A choice of the next request. It becomes an operation only when its turn comes, because its
// subject (an existing token, a right response to the newest transaction) depends on the operations
// before it.

import type * as fc from "fast-check";
import type { Operation } from "../operations.ts";
import type { Model } from "../rules/model.ts";

export interface Choice {
  /** Returns undefined if there is no such subject yet. */
  choose(model: Model): Operation | undefined;
  toString(): string;
}

/** Written as it was drawn. */
export const drawChoice = <T>(
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
