// Refuses a request for authorization at the address of its client, and notes it.

import type { Call } from "../../call.ts";
import type { Ports } from "../../ports/index.ts";
import { noteRefusal } from "../note.ts";
import { type AuthorizationResponse, errorAnswer, type WayBack } from "./answer.ts";
import type { RequestFault } from "./authorization.ts";

export function refuseAuthorization(
  ports: Pick<Ports, "audit" | "settings">,
  call: Call,
  clientId: string,
  to: WayBack,
  { error, description, of }: RequestFault,
): AuthorizationResponse {
  noteRefusal(ports, call, clientId, "authorization-refused", of);
  return errorAnswer(ports.settings.publicUrl, to, error, description);
}
