// The audit entries of one transaction.

import { type AuditEntry, type EntryDetails, entryOf, type Note } from "../../audit/audit.ts";
import type { AuditEvent } from "../../audit/events.ts";
import type { Origin } from "../../call.ts";
import type { Challenge } from "../../ports/tokens/challenge.ts";
import type { Proximity } from "../../proximity/proximity.ts";
import type { ReasonCode } from "../../reasons.ts";
import { serialsOf } from "./challenge.ts";

export function entryFor(
  { user, realm, attemptId, candidates }: Challenge,
  origin: Origin,
  nowMs: number,
  details: EntryDetails,
): AuditEntry {
  const all = { user, realm, attemptId, serial: serialsOf(candidates), ...details };
  return entryOf({ ...origin, kind: "login", nowMs }, all.success ? { ...all, authentication: "ACCEPT" } : all);
}

/** What a statement of the lock may lead to. */
interface Said {
  readonly serial: string;
  readonly event: AuditEvent;
  readonly reason: ReasonCode;
  readonly proximity?: Proximity | "" | undefined;
  readonly browser?: AuditEntry["browser"];
}

/** The note for a statement of the lock. */
export const outcomeFor = (
  challenge: Challenge,
  origin: Origin,
  nowMs: number,
  { serial, event, reason, proximity = "", browser = "" }: Said,
) =>
  ({
    held: entryFor(challenge, origin, nowMs, { success: true, event, serial, proximity, browser }),
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
