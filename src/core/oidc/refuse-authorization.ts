// Refuses a request for authorization, and notes it. Anyone can send such requests, so the trail counts them.

import type { Call } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import { type Answer, errorAnswer } from "./answer.ts";
import type { WayBack } from "./asked.ts";
import type { Fault } from "./authorization.ts";
import { actionFor } from "./give-code.ts";

/** `clientId` is undefined while no client is known: an unknown id comes from the request, and has no place in the trail. */
export function noteRefusal(ports: Pick<Ports, "audit">, call: Call, clientId: string | undefined): void {
  const action = clientId === undefined ? call.action : actionFor(call, clientId);
  refuseAndNote(ports, { ...call, action }, { code: "authorization-refused" }, {}, "counted");
}

export function refuseAuthorization(
  ports: Pick<Ports, "audit" | "settings">,
  call: Call,
  clientId: string,
  to: WayBack,
  { error, description }: Fault,
): Answer {
  noteRefusal(ports, call, clientId);
  return errorAnswer(ports.settings.publicUrl, to, error, description);
}
