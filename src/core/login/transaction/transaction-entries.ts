// The audit entries of one transaction.

import { type AuditEntry, type EntryDetails, entryOf, type Note } from "../../audit/audit.ts";
import type { AuditEvent } from "../../audit/events.ts";
import type { Origin } from "../../call.ts";
import type { Challenge } from "../../ports/tokens/challenge.ts";
import type { ReasonCode } from "../../reasons.ts";
import { serialsOf } from "./challenge.ts";

export function entryFor(
  { user, realm, attemptId, candidates }: Challenge,
  origin: Origin,
  nowMs: number,
  details: EntryDetails,
): AuditEntry {
  const serial = serialsOf(candidates);
  const authentication = details.success ? "ACCEPT" : "REJECT";
  return entryOf({ ...origin, nowMs }, { user, realm, attemptId, serial, authentication, ...details });
}

/** The note for a statement of the lock. */
export const outcomeFor = (
  challenge: Challenge,
  origin: Origin,
  nowMs: number,
  { serial, event, reason }: { serial: string; event: AuditEvent; reason: ReasonCode },
) =>
  ({
    held: entryFor(challenge, origin, nowMs, { success: true, event, serial }),
    not: entryFor(challenge, origin, nowMs, { success: false, serial, reason }),
  }) satisfies Note;

/** With an account it is a sign-in. Any other purpose is the trial of a newly enrolled phone. */
export function eventOfFinalize({ purpose }: Challenge, { administrator }: Origin): AuditEvent {
  if (administrator !== undefined) return "SIGN_IN_SUCCESS";
  return purpose === undefined ? "LOGIN_SUCCESS" : "TRIAL_SUCCESS";
}
