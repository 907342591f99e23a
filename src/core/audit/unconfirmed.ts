// Logins that a right PIN has opened and no phone has confirmed: whoever has stolen a PIN leaves
// such a row, and nothing else. It has no event of its own, because when it is written nobody knows
// yet what will come of it, and a row at the end of each login would be one more. So the rows are
// paired when they are read, here: in SQL the pairing would read them several times over.

import type { AuditEvent } from "./events.ts";

/** What pairing needs of a row. */
export interface LoginStep {
  readonly atMs: number;
  readonly event: AuditEvent | "";
  readonly action: string;
  readonly attemptId: string;
  /** The address that it came from. */
  readonly client: string;
  /** Several serials are separated by commas. */
  readonly serial: string;
}

/** The rows that one pairing reads. */
export const MAX_PAIRED_ROWS = 200;

/** Nobody types a PIN at /validate/triggerchallenge, at /me or on the page of a link. */
const TAKES_PIN = /^(GET|POST) \/(validate\/(saml|radius)?check|login\/begin)$/;

/** Whether a phone has answered, or the login was cancelled. A wrong answer confirms nothing. */
const SETTLES: readonly string[] = [
  "CHALLENGE_ANSWERED",
  "PHONE_ELSEWHERE",
  "LOGIN_SUCCESS",
  "CHALLENGE_CANCELLED",
] satisfies AuditEvent[];

/** Of the steps that pairing needs, for a statement that reads only these. */
export const PAIRED_EVENTS = ["CHALLENGE_TRIGGERED", ...SETTLES] as readonly AuditEvent[];

/** How long logins wait for a phone, seen from now. */
export interface LoginClock {
  readonly nowMs: number;
  readonly validityMs: number;
}

/** The page asks for the next code once one has expired; without a script its reader does. */
const RENEWED_WITHIN_MS = 60_000;

/** Whether the one goes on in the other, a code later: the same page at the same address. */
const goesOn = (one: LoginStep, next: LoginStep, { validityMs }: LoginClock): boolean =>
  next.action === one.action &&
  next.client === one.client &&
  next.atMs >= one.atMs + validityMs &&
  next.atMs < one.atMs + validityMs + RENEWED_WITHIN_MS;

/**
 * The openings among these steps that nothing settles, here or among `later` ones, of those whose
 * time is over. `withoutPin`: serials of tokens whose logins anybody can open, which nobody's PIN
 * stands behind.
 */
export function unconfirmedIn<Step extends LoginStep>(
  steps: readonly Step[],
  clock: LoginClock,
  withoutPin: ReadonlySet<string>,
  later: readonly LoginStep[] = [],
): readonly Step[] {
  const all: readonly LoginStep[] = [...steps, ...later];
  const settled = new Set(all.filter(({ event }) => SETTLES.includes(event)).map(({ attemptId }) => attemptId));
  const openings = all.filter(({ event }) => event === "CHALLENGE_TRIGGERED").toSorted((a, b) => b.atMs - a.atMs);
  // Newest first, so that a code is settled with the next one, and that with the one after it.
  for (const one of openings)
    if (openings.some((next) => settled.has(next.attemptId) && goesOn(one, next, clock))) settled.add(one.attemptId);
  return steps.filter(
    ({ event, action, atMs, attemptId, serial }) =>
      event === "CHALLENGE_TRIGGERED" &&
      TAKES_PIN.test(action) &&
      atMs < clock.nowMs - clock.validityMs &&
      !settled.has(attemptId) &&
      !serial.split(",").some((one) => withoutPin.has(one)),
  );
}

/** Once the PIN is another one, whoever knew the earlier one has nothing. */
export const isPinChange = ({ event, action }: Pick<LoginStep, "event" | "action">): boolean =>
  event === "SELF_PIN_SET" || (event === "TOKEN_CHANGED" && /\/set(random)?pin\b/.test(action));
