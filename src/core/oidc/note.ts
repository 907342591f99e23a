// Audit rows about applications. The trail has no column for a client, so the action names it.

import { type AuditEntry, type EntryDetails, entryOf } from "../audit/audit.ts";
import type { Call } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import { type RefusalSubject, refuseAndNote } from "../refuse-and-note.ts";
import type { AuthenticationFault } from "./clients/assertion/assertion.ts";
import { type OauthError, type OauthRefusal, refuseOauth } from "./oauth-refusal.ts";
import { detailOf, type ParameterFault } from "./parameter-fault.ts";

export const entryOfClient = (call: Call, clientId: string, details: EntryDetails): AuditEntry =>
  entryOf(aboutClient(call, clientId), details);

/** Anyone can repeat such a refusal, so the trail counts them. Unknown ids are left out. */
export function noteRefusal(
  ports: Pick<Ports, "audit">,
  call: Call,
  clientId: string | undefined,
  code: AuthenticationFault["code"] | "authorization-refused" | "invalid-token-request",
  fault: ParameterFault,
): void {
  const about = clientId === undefined ? call : aboutClient(call, clientId);
  refuseAndNote(ports, about, { code }, { detail: detailOf(fault) }, "counted");
}

/** Refuses a request for tokens, whatever code or refresh token it has. */
export function refuseTokenRequest(
  ports: Pick<Ports, "audit">,
  call: Call,
  clientId: string,
  error: OauthError,
  description: string,
  fault: ParameterFault,
): OauthRefusal {
  noteRefusal(ports, call, clientId, "invalid-token-request", fault);
  return refuseOauth(error, description);
}

/** Refuses a code or refresh token. `subject`: its person, if the token is ours. */
export function refuseGrant(
  ports: Pick<Ports, "audit">,
  call: Call,
  clientId: string,
  description: string,
  fault: ParameterFault,
  subject: RefusalSubject = {},
): OauthRefusal {
  const details = { ...subject, detail: detailOf(fault) };
  refuseAndNote(ports, aboutClient(call, clientId), { code: "invalid-grant" }, details, "counted");
  return refuseOauth("invalid_grant", description);
}

const aboutClient = (call: Call, clientId: string): Call => ({ ...call, action: `${call.action} ${clientId}` });
