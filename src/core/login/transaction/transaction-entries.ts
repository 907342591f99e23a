// The audit entries of one transaction, and the refusals of answers that come too late.

import { type AuditEntry, type EntryDetails, entryOf, type Note } from "../../audit/audit.ts";
import { boundAction } from "../../audit/bound-text.ts";
import type { AuditEvent } from "../../audit/events.ts";
import type { Origin } from "../../call.ts";
import type { Bystander, Challenge } from "../../ports/tokens/challenge.ts";
import type { Proximity } from "../../proximity/proximity.ts";
import { type ReasonCode, type Refusal, refuse } from "../../reasons.ts";
import { serialsOf, stateOf } from "./challenge.ts";
import type { TransactionPorts } from "./challenge-box.ts";

export function entryFor(
  { user, realm, attemptId, candidates, confirms }: Challenge,
  origin: Origin,
  nowMs: number,
  details: EntryDetails,
): AuditEntry {
  const from = confirms
    ? { ...origin, action: `${origin.action} ${boundAction(confirms.clientId, confirms)}` }
    : origin;
  const all = { user, realm, attemptId, serial: serialsOf(candidates), ...details };
  return entryOf({ ...from, kind: "login", nowMs }, all.success ? { ...all, authentication: "ACCEPT" } : all);
}

/** What a statement of the lock may lead to. */
interface LockedOutcome {
  readonly serial: string;
  readonly event: AuditEvent;
  readonly reason: ReasonCode;
  readonly proximity?: Proximity | "" | undefined;
  readonly browser?: AuditEntry["browser"];
  readonly phone?: AuditEntry["phone"];
}

export const outcomeFor = (
  challenge: Challenge,
  origin: Origin,
  nowMs: number,
  { serial, event, reason, proximity = "", browser = "", phone = origin.phone ?? "" }: LockedOutcome,
) =>
  ({
    held: entryFor(challenge, origin, nowMs, { success: true, event, serial, proximity, browser, phone }),
    not: entryFor(challenge, origin, nowMs, { success: false, serial, reason }),
  }) satisfies Note;

/** The trail has no column for an application, so the action names it: ../../oidc/note.ts. */
export const fromApplication = ({ browser }: Challenge, origin: Origin): Origin =>
  browser?.clientId === undefined ? origin : { ...origin, action: `${origin.action} ${browser.clientId}` };

export function browserIn({ browser }: Challenge): AuditEntry["browser"] {
  if (browser?.isKnown === undefined) return "";
  return browser.isKnown ? "known" : "new";
}

/** With an account it is a sign-in. Any other purpose is the trial of a newly enrolled phone. */
export function eventOfFinalize({ purpose }: Challenge, { administrator }: Origin): AuditEvent {
  if (administrator !== undefined) return "SIGN_IN_SUCCESS";
  return purpose === undefined ? "LOGIN_SUCCESS" : "TRIAL_SUCCESS";
}

export const notOpen = (
  challenge: Challenge | null,
  nowMs: number,
  because?: Bystander["because"],
): Refusal<"challenge-not-open"> =>
  refuse({ code: "challenge-not-open", state: stateOf(challenge, nowMs), ...(because && { because }) });

/**
 * Notes late answers. Anyone can make up transactions, so one that never was leaves no trace.
 * `state`: of the code that was answered, where that is not this transaction's.
 */
export function refuseLate(
  ports: TransactionPorts,
  origin: Origin,
  state = stateOf(ports.box.current, ports.nowMs()),
): Refusal<"challenge-not-open"> {
  const { current } = ports.box;
  const details = { success: false, reason: "challenge-not-open" } as const;
  if (current) ports.noteOrCount(entryFor(current, origin, ports.nowMs(), details));
  return refuse({ code: "challenge-not-open", state });
}
