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

/** Whether a PIN may have opened this login, whose time was over before `beforeMs`. */
export const mayBeUnconfirmed = ({ event, action, atMs }: LoginStep, beforeMs: number): boolean =>
  event === "CHALLENGE_TRIGGERED" && TAKES_PIN.test(action) && atMs < beforeMs;

/**
 * The openings among these steps that nothing settles, here or among `later` ones. `withoutPin`:
 * serials of tokens whose logins anybody can open, which nobody's PIN stands behind.
 */
export function unconfirmedIn<Step extends LoginStep>(
  steps: readonly Step[],
  beforeMs: number,
  withoutPin: ReadonlySet<string>,
  later: readonly Pick<LoginStep, "event" | "attemptId">[] = [],
): readonly Step[] {
  const ends = [...steps, ...later].filter(({ event }) => SETTLES.includes(event));
  const settled = new Set(ends.map(({ attemptId }) => attemptId));
  return steps.filter(
    (step) =>
      mayBeUnconfirmed(step, beforeMs) &&
      !settled.has(step.attemptId) &&
      !step.serial.split(",").some((serial) => withoutPin.has(serial)),
  );
}

/** Once the PIN is another one, whoever knew the earlier one has nothing. */
export const isPinChange = ({ event, action }: Pick<LoginStep, "event" | "action">): boolean =>
  event === "SELF_PIN_SET" || (event === "TOKEN_CHANGED" && /\/set(random)?pin\b/.test(action));
