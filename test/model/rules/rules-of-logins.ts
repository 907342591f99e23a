// The model's rules of a login, except its answer and its end (rules-of-answers.ts): the first
// factor, the poll, the cancel (docs/api.md, "Logging in").

import type { ModelSubject, Operation } from "../operations.ts";
import {
  errorLine,
  FOREIGN_SERIAL,
  MESSAGES,
  PERHAPS_ENDED,
  REVOKED,
  rejectLine,
  successLine,
  UNKNOWN_SERIAL,
} from "../words.ts";
import { loginState, type Model, modelToken, type Path, stillThere, type Token, TRANSACTION_SECONDS } from "./model.ts";
import { addFailure, isLocked, pathBehindPin } from "./rules-of-locks.ts";

type Asked<Ask extends Operation["ask"]> = Extract<Operation, { ask: Ask }>;

type Judged =
  | { readonly tokens: readonly Token[] }
  | { readonly no: "unknown-serial" | "foreign" | "revoked" | keyof typeof MESSAGES };

/**
 * The tokens that a first factor opens. A wrong one counts on every token on which it was tried,
 * and on no other.
 */
function firstFactor(
  model: Model,
  { user, serial }: ModelSubject,
  { opens, paths }: { opens: (token: Token) => boolean; paths: (token: Token) => readonly Path[] },
): Judged {
  if (user !== undefined && !model.knownUsers[user]) return { no: "noTokens" };
  const named = serial === undefined ? undefined : modelToken(model, serial);
  if (serial !== undefined && !named) return { no: "unknown-serial" };
  if (named && user !== undefined && named.user !== user) return { no: "foreign" };
  const tokens = named ? [named] : model.tokens.filter((token) => token.user === user);
  if (tokens.length === 0) return { no: "noTokens" };
  const alive = tokens.filter(({ revoked }) => !revoked);
  if (alive.length === 0) return { no: "revoked" };
  const active = alive.filter((token) => token.active);
  if (active.length === 0) return { no: "disabled" };
  const usable = active.filter((token) => !paths(token).some((path) => isLocked(model, token, path)));
  if (usable.length === 0) return { no: "locked" };
  const right = usable.filter(opens);
  for (const token of right.length === 0 ? usable : []) addFailure(model, token, "pin");
  if (right.length === 0) return { no: "wrong" };
  const enrolled = right.filter(({ secret }) => secret !== null);
  return enrolled.length === 0 ? { no: "notEnrolled" } : { tokens: enrolled };
}

export function check(model: Model, number: number, { pin, ...subject }: Asked<"check">): string {
  const judged = firstFactor(model, subject, {
    opens: (token) => token.pin === pin,
    paths: (token) => ["pin", pathBehindPin(token)],
  });
  if ("tokens" in judged) return opened(model, number, judged.tokens, pin === "" ? "open" : "vouched", false);
  if (judged.no === "unknown-serial") return UNKNOWN_SERIAL;
  return judged.no === "foreign" ? FOREIGN_SERIAL : judged.no === "revoked" ? REVOKED : rejectLine(MESSAGES[judged.no]);
}

/** Without a PIN. The value is the number of tokens, even if it is 0. */
export function trigger(model: Model, number: number, subject: Asked<"trigger">): string {
  const judged = firstFactor(model, subject, { opens: () => true, paths: () => ["vouched"] });
  if ("tokens" in judged) return opened(model, number, judged.tokens, "vouched", judged.tokens.length);
  if (judged.no === "foreign") return FOREIGN_SERIAL;
  if (judged.no === "revoked") return REVOKED;
  const why = judged.no === "unknown-serial" ? "noTokens" : judged.no;
  return successLine({ authentication: "REJECT", value: 0, detail: [MESSAGES[why]] });
}

/** One transaction for all tokens: any of the user's phones may answer. */
function opened(model: Model, number: number, tokens: readonly Token[], path: Path, value: unknown): string {
  if (path === "open" && !tokens.every((token) => hasRoom(model, token)))
    return errorLine(429, 429, "Too many requests. Please try again later.");
  const user = tokens[0]?.user ?? "";
  const others = model.tokens.filter((token) => token.user === user && !tokens.includes(token) && canAnswer(token));
  model.transactions[number] = {
    user,
    candidates: tokens.map(({ serial, moment, secret }) => ({ serial, moment, secret: secret ?? 0 })),
    bystanders: others.flatMap(({ secret }) => secret ?? []),
    path,
    expiresAt: model.now + TRANSACTION_SECONDS,
    state: "open",
    answeredBy: null,
    charged: 0,
    failed: 0,
    judged: {},
  };
  const serials = tokens.map(({ serial }) => serial);
  return successLine({ authentication: "CHALLENGE", value, detail: [MESSAGES.scan, serials.join(), serials.at(-1)] });
}

/**
 * All requests of the model come from one network, which may have so many logins of a token open
 * that anyone can open.
 */
const MAX_OPEN = 5;

/**
 * A login makes room when it is answered or expires, and not when it is cancelled: otherwise a
 * stranger could open one after the other.
 */
function hasRoom({ transactions, now }: Model, { serial }: Token): boolean {
  const open = Object.values(transactions).filter(
    ({ path, candidates, expiresAt, answeredBy }) =>
      path === "open" && answeredBy === null && expiresAt > now && candidates.some((one) => one.serial === serial),
  );
  return open.length < MAX_OPEN;
}

/**
 * Only B2 has a suite with decimal questions (responses.ts), and it gets none where it is not a
 * candidate.
 */
const canAnswer = ({ serial }: Token): boolean => serial !== "B2";

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
  const polled = model.transactions[transaction];
  const state = loginState(model, polled);
  const value = state === "answered";
  const isOver = state === "open" && !polled?.candidates.some((candidate) => stillThere(model, candidate));
  const seen = isOver ? PERHAPS_ENDED : state;
  return successLine({ authentication: value ? "ACCEPT" : "REJECT", value, detail: [POLLED[state], seen] });
}

export function cancel(model: Model, _: number, { transaction: number }: Asked<"cancel">): string {
  const transaction = model.transactions[number];
  const state = loginState(model, transaction);
  const waits = state === "open" || state === "answered";
  if (transaction && waits) transaction.state = "cancelled";
  return successLine({ value: { deleted: waits ? 1 : 0, status: true } });
}
