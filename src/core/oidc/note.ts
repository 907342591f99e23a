// Audit rows about applications. The trail has no column for a client, so the action names it.

import { type AuditEntry, type EntryDetails, entryOf } from "../audit/audit.ts";
import type { Call } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import { type RefusalSubject, refuseAndNote } from "../refuse-and-note.ts";
import type { AuthenticationFault } from "./clients/assertion.ts";
import { type OauthRefusal, refuseOauth } from "./oauth-refusal.ts";

export const entryOfClient = (call: Call, clientId: string, details: EntryDetails): AuditEntry =>
  entryOf(aboutClient(call, clientId), details);

/** Anyone can repeat such a refusal, so the trail counts them. Unknown names are left out. */
export function noteRefusal(
  ports: Pick<Ports, "audit">,
  call: Call,
  clientId: string | undefined,
  code: AuthenticationFault["code"] | "authorization-refused",
): void {
  refuseAndNote(ports, clientId === undefined ? call : aboutClient(call, clientId), { code }, {}, "counted");
}

/** Refuses a code or refresh token. `whose`: its person, if the token is ours. */
export function refuseGrant(
  ports: Pick<Ports, "audit">,
  call: Call,
  clientId: string,
  description: string,
  subject: RefusalSubject = {},
): OauthRefusal {
  refuseAndNote(ports, aboutClient(call, clientId), { code: "invalid-grant" }, subject, "counted");
  return refuseOauth("invalid_grant", description);
}

const aboutClient = (call: Call, clientId: string): Call => ({ ...call, action: `${call.action} ${clientId}` });
