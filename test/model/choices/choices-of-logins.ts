// The requests that a login consists of.

import * as fc from "fast-check";
import type { Operation } from "../operations.ts";
import { drawChoice } from "./choice.ts";
import {
  claims,
  newestTransaction,
  pinFor,
  protocols,
  responses,
  secretFor,
  serialPicks,
  subjectIn,
  subjects,
  transactions,
  truthOr,
  users,
} from "./picks.ts";

const tried = fc.constantFrom("1111", "2222", "0000", "0000", "");
export const check = drawChoice(
  "check",
  fc.record({ whom: subjects, pin: fc.oneof(fc.constant(undefined), tried) }),
  ({ whom, pin }, model) => {
    const subject = subjectIn(model, whom);
    return { ask: "check", ...subject, pin: pin ?? pinFor(model, subject) };
  },
);
/** A user who wants to log in: a right PIN, then the right response. */
export const scan = drawChoice("scan", serialPicks, (token, model) => {
  const { user = "alice" } = subjectIn(model, { by: "user", token });
  return { ask: "check", user, pin: pinFor(model, { user }) };
});
export const approve = drawChoice("approve", fc.nat(3), (phone, model) => {
  const transaction = newestTransaction(model, 0, "open");
  if (transaction === undefined) return undefined;
  return { ask: "answer", transaction, secret: secretFor(model, transaction, { which: "right", phone }), protocol: 1 };
});
export const trigger = drawChoice("trigger", subjects, (whom, model) => ({
  ask: "trigger",
  ...subjectIn(model, whom),
}));
export const answer = drawChoice(
  "answer",
  fc.record({ ...responses, protocol: protocols }),
  ({ protocol, ...response }, model) => {
    const transaction = newestTransaction(model, response.transaction, "open");
    if (transaction === undefined) return undefined;
    return { ask: "answer", transaction, secret: secretFor(model, transaction, response), protocol };
  },
);
export const respond = drawChoice(
  "respond",
  fc.record({ ...responses, claim: claims }),
  ({ claim, ...response }, model) => {
    const transaction = newestTransaction(model, response.transaction, "open");
    if (transaction === undefined) return undefined;
    const secret = secretFor(model, transaction, response);
    return { ask: "respond", transaction, secret, ...truthOr(model, transaction, claim) };
  },
);
export const finalize = drawChoice(
  "finalize",
  fc.record({ transactions, claim: claims }),
  ({ transactions, claim }, model) => {
    const transaction = newestTransaction(model, transactions, "answered");
    return transaction === undefined
      ? undefined
      : { ask: "finalize", transaction, ...truthOr(model, transaction, claim) };
  },
);
export const cancel = drawChoice("cancel", fc.record({ transactions }), ({ transactions }, model) => {
  const transaction = newestTransaction(model, transactions, transactions % 2 ? "answered" : "open");
  return transaction === undefined ? undefined : { ask: "cancel", transaction };
});
/** A transaction that does not exist. */
export const madeUp = drawChoice(
  "madeUp",
  fc.record({ ask: fc.constantFrom("answer", "finalize", "respond", "cancel", "poll"), user: users }),
  ({ ask, user }) => ({ ask, transaction: 0, secret: 0, protocol: 1, user }) as Operation,
);
