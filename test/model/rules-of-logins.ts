// The model's rules of a login: the first factor, the answer, the poll, the end. Protocol §1.4 and §2.2; design, "One login".

import { KNOWN_FAULTS } from "./known-faults.ts";
import {
  isLocked,
  isUsable,
  MAX_FAIL,
  type Model,
  stateOf,
  stillThere,
  type Token,
  TRANSACTION_SECONDS,
  type Transaction,
  tokenOf,
} from "./model.ts";
import type { Operation, Subject } from "./operations.ts";
import {
  FOREIGN_SERIAL,
  MESSAGES,
  PHONE,
  type PhoneWord,
  phoneHears,
  REVOKED,
  refused,
  rejected,
  said,
  UNKNOWN_SERIAL,
  USER_NOT_FOUND,
  wrongResponse,
} from "./words.ts";

type Asked<Ask extends Operation["ask"]> = Extract<Operation, { ask: Ask }>;

type Judged =
  | { readonly tokens: readonly Token[] }
  | { readonly no: "unknown-user" | "unknown-serial" | "foreign" | "revoked" | keyof typeof MESSAGES };

/** Which tokens a first factor opens. A wrong one is counted on every token that it was tried on, and on no other. */
function firstFactor(model: Model, { user, serial }: Subject, opens: (token: Token) => boolean): Judged {
  if (user !== undefined && !model.knownUsers[user]) return { no: "unknown-user" };
  const named = serial === undefined ? undefined : tokenOf(model, serial);
  if (serial !== undefined && !named) return { no: "unknown-serial" };
  if (named && user !== undefined && named.user !== user) return { no: "foreign" };
  const tokens = named ? [named] : model.tokens.filter((token) => token.user === user);
  if (tokens.length === 0) return { no: "noTokens" };
  const alive = tokens.filter(({ revoked }) => !revoked);
  if (alive.length === 0) return { no: "revoked" };
  const active = alive.filter((token) => token.active);
  if (active.length === 0) return { no: "disabled" };
  const usable = active.filter((token) => !isLocked(token));
  if (usable.length === 0) return { no: "locked" };
  const right = usable.filter(opens);
  for (const token of right.length === 0 ? usable : []) token.failCount++;
  if (right.length === 0) return { no: "wrong" };
  const enrolled = right.filter(({ secret }) => secret !== null);
  return enrolled.length === 0 ? { no: "notEnrolled" } : { tokens: enrolled };
}

export function check(model: Model, number: number, { pin, ...subject }: Asked<"check">): string {
  const judged = firstFactor(model, subject, (token) => token.pin === pin);
  if ("tokens" in judged) return opened(model, number, judged.tokens, false);
  if (judged.no === "unknown-user") return refused(400, 904, `ERR904: User <${subject.user}@realm1> does not exist.`);
  if (judged.no === "unknown-serial") return UNKNOWN_SERIAL;
  return judged.no === "foreign" ? FOREIGN_SERIAL : judged.no === "revoked" ? REVOKED : rejected(MESSAGES[judged.no]);
}

/** Without a PIN. Whatever there is to trigger, its number is the value. */
export function trigger(model: Model, number: number, subject: Asked<"trigger">): string {
  const judged = firstFactor(model, subject, () => true);
  if ("tokens" in judged) return opened(model, number, judged.tokens, judged.tokens.length);
  if (judged.no === "unknown-user") return USER_NOT_FOUND;
  if (judged.no === "foreign") return FOREIGN_SERIAL;
  if (judged.no === "revoked") return REVOKED;
  const nothing = judged.no === "unknown-serial" || judged.no === "noTokens";
  return said({ authentication: "REJECT", value: 0, detail: nothing ? [] : [MESSAGES[judged.no as "locked"]] });
}

/** One transaction for all tokens: any of the user's phones may answer. */
function opened(model: Model, number: number, tokens: readonly Token[], value: unknown): string {
  model.transactions[number] = {
    user: tokens[0]?.user ?? "",
    candidates: tokens.map(({ serial, moment, secret }) => ({ serial, moment, secret: secret ?? 0 })),
    expiresAt: model.now + TRANSACTION_SECONDS,
    state: "open",
    answeredBy: null,
    refusedAnswers: 0,
  };
  const serials = tokens.map(({ serial }) => serial);
  return said({ authentication: "CHALLENGE", value, detail: [MESSAGES.scan, serials.join(), serials.at(-1)] });
}

export const answer = (model: Model, _: number, { transaction, secret, protocol }: Asked<"answer">): string =>
  phoneHears(answered(model, model.transactions[transaction], secret), protocol);

function answered(model: Model, transaction: Transaction | undefined, secret: number): PhoneWord {
  if (!transaction || stateOf(model, transaction) !== "open") return PHONE.invalidChallenge;
  const answerer = transaction.candidates.find((candidate) => candidate.secret === secret);
  const token = answerer && stillThere(model, answerer);
  if (token && isUsable(token)) {
    token.failCount = 0;
    Object.assign(transaction, { state: "answered", answeredBy: token.serial });
    return PHONE.ok;
  }
  transaction.refusedAnswers++;
  const word = answerer ? PHONE.invalidChallenge : countWrong(model, transaction);
  if (transaction.refusedAnswers >= MAX_FAIL) transaction.state = "blocked";
  return word;
}

/** A wrong response counts on every candidate that may be used. The phone hears the least that is left, and `blocked` when all are. */
function countWrong(model: Model, transaction: Transaction): PhoneWord {
  const candidates = transaction.candidates.flatMap((candidate) => stillThere(model, candidate) ?? []);
  const counted = candidates.filter(isUsable);
  for (const token of counted) token.failCount++;
  const left = counted.map(({ failCount, maxFail }) => maxFail - failCount).filter((attempts) => attempts > 0);
  const over = KNOWN_FAULTS.wrongResponseForDisabledTokenBlocks ? left.length === 0 : candidates.every(isLocked);
  if (over) transaction.state = "blocked";
  if (counted.length === 0) return PHONE.invalidChallenge;
  return left.length > 0 ? wrongResponse(Math.min(...left)) : PHONE.blocked;
}

const isOf = ({ user, candidates, answeredBy }: Transaction, subject: Subject): boolean => {
  const serials = answeredBy === null ? candidates.map(({ serial }) => serial) : [answeredBy];
  return (subject.user ?? user) === user && (subject.serial === undefined || serials.includes(subject.serial));
};

/** Accepted once, and only while the token that answered may be used. */
export function finalize(model: Model, _: number, { transaction: number, ...subject }: Asked<"finalize">): string {
  const transaction = model.transactions[number];
  if (!transaction || !isOf(transaction, subject)) return rejected(MESSAGES.wrong);
  const state = stateOf(model, transaction);
  if (state === "open" || state === "expired") return rejected(MESSAGES.notMatched, transaction.candidates[0]?.serial);
  if (state === "blocked") return rejected(MESSAGES.locked);
  const answerer = transaction.candidates.find(({ serial }) => serial === transaction.answeredBy);
  const token = answerer && stillThere(model, answerer);
  if (state !== "answered" || !token) return rejected(MESSAGES.wrong);
  if (!token.active) return rejected(MESSAGES.disabled);
  if (isLocked(token)) return rejected(MESSAGES.locked);
  transaction.state = "used";
  return said({ authentication: "ACCEPT", value: true, detail: [MESSAGES.found, token.serial] });
}

/** A finalize that brings the response itself; the response is judged as the phone's own. */
export function respond(model: Model, number: number, { secret, ...claim }: Asked<"respond">): string {
  const transaction = model.transactions[claim.transaction];
  const word = transaction && isOf(transaction, claim) ? answered(model, transaction, secret) : PHONE.invalidChallenge;
  if (word !== PHONE.ok && word !== PHONE.invalidChallenge) return rejected(MESSAGES.wrong);
  // Perhaps the phone has answered meanwhile. If not, this response was wrong or late.
  const ended = finalize(model, number, { ...claim, ask: "finalize" });
  return ended.includes(MESSAGES.notMatched) ? rejected(MESSAGES.wrong) : ended;
}

const POLLED = {
  open: "pending",
  answered: "accept",
  used: "pending",
  expired: "pending",
  cancelled: "pending",
  blocked: "declined",
  unknown: "pending",
};

export function poll(model: Model, _: number, { transaction }: Asked<"poll">): string {
  const state = stateOf(model, model.transactions[transaction]);
  const value = state === "answered";
  return said({ authentication: value ? "ACCEPT" : "REJECT", value, detail: [POLLED[state], state] });
}

export function cancel(model: Model, _: number, { transaction: number }: Asked<"cancel">): string {
  const transaction = model.transactions[number];
  const state = stateOf(model, transaction);
  const waits = state === "open" || state === "answered";
  if (transaction && waits) transaction.state = "cancelled";
  return said({ value: { deleted: waits ? 1 : 0, status: true } });
}
