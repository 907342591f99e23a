// The model's rules of an answer and of a finalization: docs/phones.md, "Replies to phones";
// docs/architecture.md, "Four ideas". A transaction and the tokens are kept in two places, so these
// rules do not run in one go. Where a rule yields, another operation may come between: after the
// look at the transaction, which charges a try; after the token's counter; and before the second
// look at the transaction, where the later of two finds that it has ended. A rule yields what the
// operation remembers.

import type { ModelSubject, Operation, PausingRule } from "../operations.ts";
import {
  blockedFor,
  MESSAGES,
  PHONE,
  type PhoneWord,
  phoneHears,
  rejectLine,
  successLine,
  wrongResponse,
} from "../words.ts";
import { loginState, MAX_FAIL, type Model, type ModelCandidate, type ModelTransaction, stillThere } from "./model.ts";
import { addFailure, isLocked, isUsableToken, waitOf } from "./rules-of-locks.ts";

type Asked<Ask extends Operation["ask"]> = Extract<Operation, { ask: Ask }>;

export function* answer(
  model: Model,
  _: number,
  { transaction, secret, protocol }: Asked<"answer">,
): PausingRule<string> {
  const { word } = yield* answered(model, model.transactions[transaction], secret);
  return phoneHears(word, protocol);
}

/** `again`: the response was judged before, and its word is remembered. */
type Answered = { readonly word: PhoneWord; readonly again: boolean };

/**
 * A response is judged once in a transaction. The same one hears the same, and waits for it if need
 * be.
 */
function* answered(model: Model, transaction: ModelTransaction | undefined, secret: number): PausingRule<Answered> {
  const late = { word: PHONE.invalidChallenge, again: false };
  if (!transaction) return late;
  const response = responseOf(model, transaction, secret);
  const again = transaction.judged[response] !== null;
  while (transaction.judged[response] === null) yield "the first is judged";
  const before = transaction.judged[response];
  if (before) return { word: before, again };
  if (loginState(model, transaction) !== "open" || transaction.charged >= MAX_FAIL) return late;
  transaction.judged[response] = null;
  const word = transaction.bystanders.includes(secret)
    ? PHONE.invalidChallenge
    : yield* judged(model, transaction, secret);
  transaction.judged[response] = word;
  return { word, again: false };
}

function* judged(model: Model, transaction: ModelTransaction, secret: number): PausingRule<PhoneWord> {
  transaction.charged++;
  const answerer = transaction.candidates.find((candidate) => candidate.secret === secret);
  yield "charged";
  const { accepted, word, over } = answerer ? countRight(model, transaction, answerer) : countWrong(model, transaction);
  yield [accepted, word, over];
  if (accepted && transaction.state === "open") {
    Object.assign(transaction, { state: "answered", answeredBy: answerer?.serial });
    return PHONE.ok;
  }
  transaction.failed++;
  if (transaction.state === "open" && (over || transaction.failed >= MAX_FAIL)) transaction.state = "blocked";
  return word;
}

/**
 * Secrets give different responses, but those of B2 give the same one where B2 is no candidate
 * (real-service.ts).
 */
function responseOf(model: Model, { candidates }: ModelTransaction, secret: number): string {
  const { serial } = model.secrets.find(({ number }) => number === secret) ?? {};
  const isKept = serial === "B2" && !candidates.some((candidate) => candidate.serial === "B2");
  return isKept ? "none of B2" : String(secret);
}

/**
 * Forgets the failures of all candidates. For a token that cannot be used this is refused, and
 * nothing counts.
 */
function countRight(model: Model, { candidates, path }: ModelTransaction, answerer: ModelCandidate) {
  const token = stillThere(model, answerer);
  const accepted = token !== undefined && isUsableToken(model, token, path);
  if (accepted) token.proven = true;
  for (const candidate of accepted ? candidates : [])
    Object.assign(stillThere(model, candidate) ?? {}, { failures: {} });
  return { accepted, word: PHONE.invalidChallenge, over: false };
}

/**
 * A wrong response counts on every candidate that can be used. The phone hears the smallest number
 * left, or `blocked` if all are locked.
 */
function countWrong(model: Model, transaction: ModelTransaction) {
  const { path } = transaction;
  const candidates = transaction.candidates.flatMap((candidate) => stillThere(model, candidate) ?? []);
  const counted = candidates.filter((token) => isUsableToken(model, token, path));
  for (const token of counted) addFailure(model, token, path);
  const left = counted
    .map(({ failures, maxFail }) => maxFail - (failures[path]?.count ?? 0))
    .filter((attempts) => attempts > 0);
  const over = candidates.every((token) => isLocked(model, token, path));
  if (left.length > 0) return { accepted: false, word: wrongResponse(Math.min(...left)), over };
  const minutes = Math.min(...counted.map((token) => waitOf(token, path)));
  return { accepted: false, word: over && counted.length > 0 ? blockedFor(minutes) : PHONE.invalidChallenge, over };
}

/** Accepted once, and only while the token that answered can be used. */
export function* finalize(
  model: Model,
  _: number,
  { transaction: number, ...claim }: Asked<"finalize">,
): PausingRule<string> {
  const transaction = model.transactions[number];
  if (!transaction || !isOf(transaction, claim)) return rejectLine(MESSAGES.wrong);
  const state = loginState(model, transaction);
  if (state === "open" || state === "expired")
    return rejectLine(MESSAGES.notMatched, transaction.candidates[0]?.serial);
  if (state === "blocked") return rejectLine(MESSAGES.locked);
  if (state !== "answered") return rejectLine(MESSAGES.wrong);
  yield "answered";
  const refusal = refusedNow(model, transaction);
  yield refusal;
  if (refusal !== undefined) return rejectLine(refusal);
  if (transaction.state !== "answered") return rejectLine(MESSAGES.wrong);
  transaction.state = "used";
  return successLine({ authentication: "ACCEPT", value: true, detail: [MESSAGES.found, transaction.answeredBy] });
}

const isOf = ({ user, candidates, answeredBy }: ModelTransaction, claim: ModelSubject): boolean => {
  const serials = answeredBy === null ? candidates.map(({ serial }) => serial) : [answeredBy];
  return (claim.user ?? user) === user && (claim.serial === undefined || serials.includes(claim.serial));
};

function refusedNow(model: Model, { candidates, answeredBy, path }: ModelTransaction): string | undefined {
  const answerer = candidates.find(({ serial }) => serial === answeredBy);
  const token = answerer && stillThere(model, answerer);
  if (!token) return MESSAGES.wrong;
  if (!token.active) return MESSAGES.disabled;
  return isLocked(model, token, path) ? MESSAGES.locked : undefined;
}

/** A finalization that brings the response itself, which is judged like the phone's own. */
export function* respond(model: Model, number: number, { secret, ...claim }: Asked<"respond">): PausingRule<string> {
  const transaction = model.transactions[claim.transaction];
  const isTrue = transaction && isOf(transaction, claim);
  const { word, again } = isTrue
    ? yield* answered(model, transaction, secret)
    : { word: PHONE.invalidChallenge, again: false };
  // Digits that are sent again hide no answer that a phone has given: the finalization decides.
  const isPassed = again && transaction?.answeredBy !== null;
  const goesOn = [PHONE.ok, PHONE.invalidChallenge].some((one) => phoneHears(one, 2) === phoneHears(word, 2));
  if (!isPassed && !goesOn) return rejectLine(MESSAGES.wrong);
  yield word;
  // Perhaps the phone has answered meanwhile. If not, this response was wrong or late.
  const ended = yield* finalize(model, number, { ...claim, ask: "finalize" });
  return ended.includes(MESSAGES.notMatched) ? rejectLine(MESSAGES.wrong) : ended;
}
