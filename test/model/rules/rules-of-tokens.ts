// The model's rules of enrolment and administration: docs/api.md, "Enrolling" and "Tokens".
// docs/storage.md has the fields that each change touches.

import type { ModelSubject, Operation, PausingRule } from "../operations.ts";
import {
  errorLine,
  INVALID_SESSION,
  PHONE,
  phoneHears,
  REVOKED,
  successLine,
  UNKNOWN_SERIAL,
  USER_NOT_FOUND,
} from "../words.ts";
import { ENROLMENT_SECONDS, MAX_FAIL, type Model, type ModelEnrolment, modelToken, type Token } from "./model.ts";

type Asked<Ask extends Operation["ask"]> = Extract<Operation, { ask: Ask }>;

const NO_PHONE = { secret: null, broughtBy: null, proven: false, session: null };

/**
 * If the serial has a token, its enrolment starts again: the secret goes, the PIN stays unless a
 * new one is given.
 */
export function init(model: Model, number: number, { user, serial, pin }: Asked<"init">): string {
  const session = { code: number, expiresAt: model.now + ENROLMENT_SECONDS, uses: 0, ofPhone: [] };
  const existing = modelToken(model, serial);
  if (existing?.revoked) return REVOKED;
  if (existing) Object.assign(existing, { user, failures: {}, moment: number, ...NO_PHONE, session }, pin && { pin });
  else
    model.tokens.push({
      serial,
      user,
      pin: pin ?? "",
      active: true,
      revoked: false,
      failures: {},
      maxFail: MAX_FAIL,
      moment: number,
      ...NO_PHONE,
      session,
    });
  model.knownUsers[user] = true;
  model.sessions.push({ number, serial });
  return successLine({ value: true, detail: [serial] });
}

/** Spends the QR code's session, and gives the phone its own. Replies may be lost. */
export function metadata(model: Model, number: number, { serial, session }: Asked<"metadata">): string {
  const token = modelToken(model, serial);
  if (!token) return UNKNOWN_SERIAL;
  const enrolment = enrolmentOf(model, token);
  if (enrolment?.code !== session || !mayFetch(token, enrolment)) return INVALID_SESSION;
  enrolment.ofPhone.push(number);
  model.sessions.push({ number, serial });
  return `200 ${token.user}_realm1`;
}

/** Counts a use of the QR code: the phone may come three times more, until it has sent a secret. */
function mayFetch({ secret }: Token, enrolment: ModelEnrolment): boolean {
  enrolment.uses++;
  return secret === null && enrolment.uses <= 4;
}

/**
 * The session that has brought a secret may bring another, until the phone has answered. A secret
 * of another session means that two phones have scanned, and takes the first away.
 */
export function enrol(model: Model, number: number, { serial, session, protocol }: Asked<"enrol">): string {
  const token = modelToken(model, serial);
  const enrolment = token && enrolmentOf(model, token);
  const refusal = phoneHears(PHONE.enrolmentRefused, protocol);
  if (!token || !enrolment) return refusal;
  const isCode = enrolment.code === session;
  if (isCode ? !mayFetch(token, enrolment) : !enrolment.ofPhone.includes(session)) return refusal;
  // Who brings the QR code's session has used it just now, for a session that nobody else gets.
  const broughtBy = isCode ? number : session;
  if (token.secret === null) return keep(model, number, token, broughtBy, protocol);
  if (token.proven) return refusal;
  token.moment = number;
  if (token.broughtBy === broughtBy) return keep(model, number, token, broughtBy, protocol);
  Object.assign(token, { secret: null, session: null });
  return refusal;
}

function keep(model: Model, number: number, token: Token, broughtBy: number, protocol: Asked<"enrol">["protocol"]) {
  Object.assign(token, { secret: number, broughtBy });
  model.secrets.push({ number, serial: token.serial });
  return phoneHears(PHONE.ok, protocol);
}

const enrolmentOf = (model: Model, { session, revoked }: Token): ModelEnrolment | undefined =>
  session !== null && model.now < session.expiresAt && !revoked ? session : undefined;

/**
 * Changes the token with the serial, or all tokens of the user, and returns how many it changed. Of
 * all changes, only revoke affects a revoked token.
 */
function change(
  model: Model,
  subject: ModelSubject,
  may: (token: Token) => boolean,
  make: (token: Token) => void,
): string {
  if (subject.serial === undefined && !model.knownUsers[subject.user ?? ""]) return USER_NOT_FOUND;
  const found = tokensOf(model, subject);
  if (found.length === 0 && subject.serial !== undefined) return unknownSerials(subject.serial);
  const changed = found.filter(may);
  if (changed.length === 0 && found.length > 0 && found.every(({ revoked }) => revoked)) return REVOKED;
  for (const token of changed) make(token);
  return successLine({ value: changed.length });
}

const tokensOf = (model: Model, subject: ModelSubject): Token[] =>
  model.tokens.filter(({ serial, user }) =>
    subject.serial === undefined ? user === subject.user : serial === subject.serial,
  );
const unknownSerials = (serial: string): string => errorLine(404, 601, `No token found for serials: ${serial}`);
const isAlive = ({ revoked }: Token): boolean => !revoked;

export const enable = (model: Model, _: number, subject: ModelSubject): string =>
  change(
    model,
    subject,
    (token) => isAlive(token) && !token.active,
    (token) => Object.assign(token, { active: true }),
  );

export const disable = (model: Model, _: number, subject: ModelSubject): string =>
  change(
    model,
    subject,
    (token) => isAlive(token) && token.active,
    (token) => Object.assign(token, { active: false }),
  );

export const reset = (model: Model, _: number, subject: ModelSubject): string =>
  change(model, subject, isAlive, (token) => Object.assign(token, { failures: {} }));

export const set = (model: Model, _: number, { maxFail, ...subject }: Asked<"set">): string =>
  change(model, subject, isAlive, (token) => Object.assign(token, { maxFail }));

/**
 * A PIN is sealed for each serial before it is set, so a token that the user gets in between keeps
 * its own.
 */
export function* setpin(model: Model, number: number, { pin, ...subject }: Asked<"setpin">): PausingRule<string> {
  const seen = tokensOf(model, subject).map(({ serial }) => serial);
  yield seen;
  const may = (token: Token) => isAlive(token) && seen.includes(token.serial);
  return change(model, subject, may, (token) => Object.assign(token, { pin, moment: number }));
}

export const revoke = (model: Model, number: number, subject: ModelSubject): string =>
  change(
    model,
    subject,
    () => true,
    // The secret stays, so an answer of that phone is recognised.
    (token) => Object.assign(token, { revoked: true, active: false, moment: number, session: null }),
  );

export const unassign = (model: Model, number: number, subject: ModelSubject): string =>
  change(model, subject, isAlive, (token) => Object.assign(token, { user: null, moment: number, ...NO_PHONE }));

export function assign(model: Model, number: number, { serial, user, pin }: Asked<"assign">): string {
  const token = modelToken(model, serial);
  if (!token) return unknownSerials(serial);
  if (token.revoked) return REVOKED;
  if (token.user !== null) {
    const owner = `User(login='${token.user}', realm='realm1', resolver='realm1')`;
    return errorLine(400, 1103, `ERR1103: Token already assigned to user ${owner}`);
  }
  Object.assign(token, { user, moment: number, ...NO_PHONE }, pin && { pin });
  model.knownUsers[user] = true;
  return successLine({ value: true });
}

export function remove(model: Model, _: number, { serial }: Asked<"delete">): string {
  if (!modelToken(model, serial)) return unknownSerials(serial);
  model.tokens = model.tokens.filter((token) => token.serial !== serial);
  return successLine({ value: 1 });
}

/** Removes the user with all tokens. */
export function forget(model: Model, _: number, { user }: Asked<"forget">): string {
  if (!model.knownUsers[user]) return USER_NOT_FOUND;
  const tokens = model.tokens.length;
  model.tokens = model.tokens.filter((token) => token.user !== user);
  delete model.knownUsers[user];
  return successLine({ value: true, detail: [tokens - model.tokens.length] });
}
