// How often each request is chosen.

import * as fc from "fast-check";
import { loginState } from "../rules/model.ts";
import { type Choice, drawChoice } from "./choice.ts";
import * as logins from "./choices-of-logins.ts";
import * as tokens from "./choices-of-tokens.ts";
import { newestTransaction } from "./picks.ts";

const weighted = (weights: readonly (readonly [number, fc.Arbitrary<Choice>])[]): fc.Arbitrary<Choice> =>
  fc.oneof(...weights.map(([weight, arbitrary]) => ({ weight, arbitrary })));

/** Everything but the clock. */
export const choices = weighted([
  [14, logins.scan],
  [8, logins.approve],
  [2, tokens.init],
  [5, tokens.metadata],
  [5, tokens.enrol],
  [10, logins.check],
  [3, logins.trigger],
  [20, logins.answer],
  [8, logins.respond],
  [12, logins.finalize],
  [2, logins.cancel],
  [1, logins.madeUp],
  [7, tokens.change],
  [2, tokens.end],
  [2, tokens.setpin],
  [3, tokens.set],
  [2, tokens.assign],
  [1, tokens.remove],
  [1, tokens.forget],
]);

/** A response that no phone gives, again and again: a transaction takes ten. */
export const guess = drawChoice("guess", fc.constant(0), (_, model) => {
  const transaction = newestTransaction(model, 0, "open") ?? 0;
  const isOpen = loginState(model, model.transactions[transaction]) === "open";
  return isOpen ? { ask: "answer", transaction, secret: 0, protocol: 2 } : undefined;
});

/** A login in progress. */
export const login = weighted([
  [3, logins.scan],
  [2, logins.approve],
]);

/** Requests that meet in one transaction or at one token. */
export const meeting = weighted([
  [4, logins.approve],
  [8, logins.answer],
  [7, logins.finalize],
  [4, logins.respond],
  [2, logins.cancel],
  [3, logins.check],
  [1, tokens.metadata],
  [1, tokens.enrol],
  [1, tokens.init],
  [3, tokens.change],
  [1, tokens.end],
  [1, tokens.setpin],
  [1, tokens.set],
  [1, tokens.remove],
]);

/**
 * The clock, which moves by itself: a while passes, a transaction expires, or an enrolment does.
 */
export const clock = drawChoice("pass", fc.constantFrom(60, 121, 601), (seconds, model) =>
  // The administrator's sign-in lasts an hour.
  model.now + seconds < 3500 ? { ask: "pass", seconds } : undefined,
);
