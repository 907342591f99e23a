// What may be asked next, at random. A choice becomes an operation when its turn comes, because what it is about (a token that
// there is, a right response to the newest transaction) depends on what was done until then. Transactions and sessions are
// counted from the newest, so that a shrunk counterexample is about what was made last. How parts are picked: picks.ts.

import * as fc from "fast-check";
import { type Model, stateOf } from "./model.ts";
import type { Operation } from "./operations.ts";
import {
  claims,
  entries,
  maybe,
  newestTransaction,
  ownerOf,
  pinFor,
  pins,
  protocols,
  rarely,
  responses,
  secretFor,
  serialIn,
  serialPicks,
  sessionFor,
  subjectIn,
  subjects,
  tokenSubjects,
  transactions,
  truthOr,
  users,
  waitingIn,
} from "./picks.ts";

export interface Choice {
  /** Undefined when there is nothing yet that it could be about. */
  choose(model: Model): Operation | undefined;
  toString(): string;
}

/** Written as it was drawn. */
const choice = <T>(name: string, drawn: fc.Arbitrary<T>, choose: (drawn: T, model: Model) => Operation | undefined) =>
  drawn.map(
    (values): Choice => ({
      choose: (model) => choose(values, model),
      toString: () => `${name}${JSON.stringify(values)}`,
    }),
  );

const given = { pin: maybe(pins) };
const init = choice(
  "init",
  fc.record({ serial: entries, user: rarely(fc.constant(undefined), users), ...given }),
  ({ serial, user = ownerOf(serial), pin }) => ({ ask: "init", user, serial, ...(pin ? { pin } : {}) }),
);
const metadata = choice("metadata", fc.record({ token: serialPicks, pick: fc.nat(9) }), ({ token, pick }, model) => {
  const serial = waitingIn(model, token);
  return { ask: "metadata", serial, session: sessionFor(model, serial, pick) };
});
const enrol = choice(
  "enrol",
  fc.record({ token: serialPicks, pick: fc.nat(9), protocol: protocols }),
  ({ token, pick, protocol }, model) => {
    const serial = waitingIn(model, token);
    return { ask: "enrol", serial, session: sessionFor(model, serial, pick), protocol };
  },
);

const tried = fc.constantFrom("1111", "2222", "0000", "0000", "");
const check = choice(
  "check",
  fc.record({ whom: subjects, pin: fc.oneof(fc.constant(undefined), tried) }),
  ({ whom, pin }, model) => {
    const subject = subjectIn(model, whom);
    return { ask: "check", ...subject, pin: pin ?? pinFor(model, subject) };
  },
);
/** What a user does who wants in: a right PIN, then the right response. */
const scan = choice("scan", serialPicks, (token, model) => {
  const { user = "alice" } = subjectIn(model, { by: "user", token });
  return { ask: "check", user, pin: pinFor(model, { user }) };
});
const approve = choice("approve", fc.nat(3), (phone, model) => {
  const transaction = newestTransaction(model, 0, "open");
  if (transaction === undefined) return undefined;
  return { ask: "answer", transaction, secret: secretFor(model, transaction, { which: "right", phone }), protocol: 1 };
});
const trigger = choice("trigger", subjects, (whom, model) => ({ ask: "trigger", ...subjectIn(model, whom) }));
const answer = choice(
  "answer",
  fc.record({ ...responses, protocol: protocols }),
  ({ protocol, ...response }, model) => {
    const transaction = newestTransaction(model, response.transaction, "open");
    if (transaction === undefined) return undefined;
    return { ask: "answer", transaction, secret: secretFor(model, transaction, response), protocol };
  },
);
const respond = choice("respond", fc.record({ ...responses, claim: claims }), ({ claim, ...response }, model) => {
  const transaction = newestTransaction(model, response.transaction, "open");
  if (transaction === undefined) return undefined;
  const secret = secretFor(model, transaction, response);
  return { ask: "respond", transaction, secret, ...truthOr(model, transaction, claim) };
});
const finalize = choice("finalize", fc.record({ transactions, claim: claims }), ({ transactions, claim }, model) => {
  const transaction = newestTransaction(model, transactions, "answered");
  return transaction === undefined
    ? undefined
    : { ask: "finalize", transaction, ...truthOr(model, transaction, claim) };
});
const cancel = choice("cancel", fc.record({ transactions }), ({ transactions }, model) => {
  const transaction = newestTransaction(model, transactions, transactions % 2 ? "answered" : "open");
  return transaction === undefined ? undefined : { ask: "cancel", transaction };
});
/** What nobody opened. */
const madeUp = choice(
  "madeUp",
  fc.record({ ask: fc.constantFrom("answer", "finalize", "respond", "cancel", "poll"), user: users }),
  ({ ask, user }) => ({ ask, transaction: 0, secret: 0, protocol: 1, user }) as Operation,
);

const change = choice(
  "change",
  fc.record({ ask: fc.constantFrom("enable", "enable", "disable", "reset", "reset"), whom: tokenSubjects }),
  ({ ask, whom }, model) => ({ ask: ask as "enable", ...subjectIn(model, whom) }),
);
const end = choice(
  "end",
  fc.record({ ask: fc.constantFrom("unassign", "unassign", "revoke"), whom: tokenSubjects }),
  ({ ask, whom }, model) => ({ ask: ask as "revoke", ...subjectIn(model, whom) }),
);
const setpin = choice(
  "setpin",
  fc.record({ whom: tokenSubjects, pin: rarely(pins, fc.constant("")) }),
  ({ whom, pin }, model) => ({ ask: "setpin", ...subjectIn(model, whom), pin }),
);
const set = choice(
  "set",
  fc.record({ whom: tokenSubjects, maxFail: fc.constantFrom(1, 1, 2, 3, 20) }),
  ({ whom, maxFail }, model) => ({ ask: "set", ...subjectIn(model, whom), maxFail }),
);
const assign = choice(
  "assign",
  fc.record({ token: serialPicks, user: users, ...given }),
  ({ token, user, pin }, model) => {
    const nobodys = model.tokens.find((each) => each.user === null)?.serial;
    return { ask: "assign", serial: nobodys ?? serialIn(model, token), user, ...(pin ? { pin } : {}) };
  },
);
const remove = choice("delete", serialPicks, (token, model) => ({ ask: "delete", serial: serialIn(model, token) }));
const forget = choice("forget", users, (user) => ({ ask: "forget", user }));

const weighted = (weights: readonly (readonly [number, fc.Arbitrary<Choice>])[]): fc.Arbitrary<Choice> =>
  fc.oneof(...weights.map(([weight, arbitrary]) => ({ weight, arbitrary })));

/** Everything but the clock. */
export const choices = weighted([
  [14, scan],
  [8, approve],
  [2, init],
  [5, metadata],
  [5, enrol],
  [10, check],
  [3, trigger],
  [20, answer],
  [8, respond],
  [12, finalize],
  [2, cancel],
  [1, madeUp],
  [7, change],
  [2, end],
  [2, setpin],
  [3, set],
  [2, assign],
  [1, remove],
  [1, forget],
]);

/** A response that nobody's phone gives, again and again: a transaction takes ten. */
export const guess = choice("guess", fc.constant(0), (_, model) => {
  const transaction = newestTransaction(model, 0, "open") ?? 0;
  const isOpen = stateOf(model, model.transactions[transaction]) === "open";
  return isOpen ? { ask: "answer", transaction, secret: 0, protocol: 2 } : undefined;
});

/** A login on its way. */
export const login = weighted([
  [3, scan],
  [2, approve],
]);

/** What meets in one transaction or at one token. */
export const meeting = weighted([
  [4, approve],
  [8, answer],
  [7, finalize],
  [4, respond],
  [2, cancel],
  [3, check],
  [1, metadata],
  [1, enrol],
  [1, init],
  [3, change],
  [1, end],
  [1, setpin],
  [1, set],
  [1, remove],
]);

/** The clock, which goes by itself: a while passes, a transaction expires, an enrolment does. */
export const clock = choice("pass", fc.constantFrom(60, 121, 601), (seconds, model) =>
  // The administrator's sign-in lasts an hour.
  model.now + seconds < 3500 ? { ask: "pass", seconds } : undefined,
);
