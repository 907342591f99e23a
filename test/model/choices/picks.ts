// The parts of a choice: the subject of a request, the session, the response. Most make sense; some
// do not.

import * as fc from "fast-check";
import type { ModelSubject, Protocol } from "../operations.ts";
import { loginState, type Model, modelToken } from "../rules/model.ts";

export const rarely = <T>(often: fc.Arbitrary<T>, seldom: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 7, arbitrary: often }, { weight: 1, arbitrary: seldom });
export const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const newest = <T>(list: readonly T[], pick: number): T | undefined => list.at(-1 - (pick % list.length));

const SERIALS = ["A1", "A2", "B1", "B2"] as const;
export const ownerFor = (serial: string): string => (serial.startsWith("A") ? "alice" : "bob");
export const entries = fc.constantFrom(...SERIALS);
export const users = fc.constantFrom("alice", "bob");
export const pins = fc.constantFrom("1111", "2222");
export const protocols = fc.constantFrom<Protocol>(1, 2);

/** One of the existing tokens, or rarely any serial. */
export const serialPicks = fc.nat(19);
export const serialIn = ({ tokens }: Model, pick: number): string =>
  tokens[pick % Math.max(tokens.length, 1)]?.serial && pick < 18
    ? (tokens[pick % tokens.length]?.serial ?? "A1")
    : (SERIALS[pick % SERIALS.length] ?? "A1");

/** Mostly one of those that wait for their phone. */
export function waitingIn(model: Model, pick: number): string {
  const waiting = model.tokens.filter(({ session }) => session !== null);
  return pick < 15 && waiting.length > 0 ? (waiting[pick % waiting.length]?.serial ?? "A1") : serialIn(model, pick);
}

type By = "user" | "serial" | "both" | "mixed" | "nobody" | "nothing";
const subjectsBy = (...by: readonly By[]) => fc.record({ by: fc.constantFrom(...by), token: serialPicks });
export const subjects = rarely(subjectsBy("user", "user", "serial"), subjectsBy("both", "mixed", "nobody", "nothing"));
/** Administration takes either a serial or a user. */
export const tokenSubjects = rarely(subjectsBy("serial"), subjectsBy("user"));

export function subjectIn(model: Model, { by, token }: { readonly by: By; readonly token: number }): ModelSubject {
  const serial = serialIn(model, token);
  const user = modelToken(model, serial)?.user ?? ownerFor(serial);
  if (by === "user") return { user };
  if (by === "serial") return { serial };
  if (by === "both") return { user, serial };
  if (by === "mixed") return { user: user === "alice" ? "bob" : "alice", serial };
  return by === "nobody" ? { user: "nobody" } : { serial: "X0" };
}

/** A right PIN. */
export const pinFor = (model: Model, { user, serial }: ModelSubject): string =>
  (serial === undefined ? model.tokens.find((token) => token.user === user) : modelToken(model, serial))?.pin ?? "1111";

/** Mostly the newest session of the serial; otherwise an older one, another token's, or a guess. */
export function sessionFor(model: Model, serial: string, pick: number): number {
  const own = model.sessions.filter((session) => session.serial === serial);
  if (pick === 9) return 0;
  return (pick === 8 ? newest(model.sessions, 0) : newest(own, pick === 7 ? 1 : 0))?.number ?? 0;
}

/** Mostly the newest in this state, because there are soon many that have ended; otherwise any. */
export const transactions = fc.nat(9);
export function newestTransaction(model: Model, pick: number, state: "open" | "answered"): number | undefined {
  const all = Object.keys(model.transactions).map(Number);
  const waiting = all.filter((number) => loginState(model, model.transactions[number]) === state);
  return pick < 7 && waiting.length > 0 ? newest(waiting, pick % 2) : newest(all, pick);
}

type Which = "right" | "wrong" | "old" | "bystander";
/**
 * A right response is made with the secret of a candidate, an old one with any secret that was ever
 * pushed.
 */
export const responses = {
  transaction: transactions,
  which: fc.constantFrom<Which>("right", "right", "wrong", "wrong", "old", "bystander"),
  phone: fc.nat(3),
};
export function secretFor(
  model: Model,
  transaction: number,
  { which, phone }: { readonly which: Which; readonly phone: number },
): number {
  if (which === "wrong") return 0;
  const { candidates = [], bystanders = [] } = model.transactions[transaction] ?? {};
  if (which === "bystander") return newest(bystanders, phone) ?? 0;
  const right = which === "right" ? newest(candidates, phone)?.secret : undefined;
  return right ?? newest(model.secrets, phone)?.number ?? 0;
}

/** The user to whom an application says a transaction belongs; mostly the right one. */
export const claims = fc.record({
  by: fc.constantFrom("user", "serial", "both"),
  lie: maybe(subjectsBy("user", "serial", "mixed", "nobody")),
});
export function truthOr(
  model: Model,
  transaction: number,
  { by, lie }: { readonly by: string; readonly lie: { readonly by: By; readonly token: number } | undefined },
): ModelSubject {
  if (lie) return subjectIn(model, lie);
  const { user = "alice", candidates = [], answeredBy = null } = model.transactions[transaction] ?? {};
  const serial = answeredBy ?? candidates[0]?.serial ?? "A1";
  return by === "user" ? { user } : by === "serial" ? { serial } : { user, serial };
}
