// The answer to a confirmation decides it, in the batch that takes the answer: the person may never
// come back to the page. A session begins that no browser holds (CIBA: docs/ciba.md).

import type { Origin } from "../../call.ts";
import type { Candidate, Challenge } from "../../ports/tokens/challenge.ts";
import type { ConfirmedRequest } from "../../ports/tokens/lock.ts";
import { amrOf } from "./beginning-session.ts";
import { entryFor } from "./transaction-entries.ts";

export function confirmingOf(
  challenge: Challenge,
  { id, generation, serial }: Candidate,
  origin: Origin,
  typed: boolean,
  nowMs: number,
): ConfirmedRequest | undefined {
  const { confirms, user, realm, database } = challenge;
  if (!confirms) return undefined;
  const { requestId, clientName, byPin, lastsMs, message } = confirms;
  const session = {
    id: requestId,
    ...{ user, realm, serial, database },
    token: { id, generation },
    amr: amrOf({ byPin, typed, byPass: false }),
    signedInAtMs: nowMs,
    expiresAtMs: nowMs + lastsMs,
  };
  const details = { success: true, event: "CONFIRMATION_GIVEN", serial, detail: message } as const;
  return {
    requestId,
    session,
    // No cookie has such a hash. The person's list of sessions names the application.
    origin: {
      secretHash: `ciba ${requestId}`,
      client: origin.client,
      browser: clientName.replaceAll("/", " "),
      earlier: undefined,
    },
    note: { held: entryFor(challenge, origin, nowMs, details) },
  };
}
