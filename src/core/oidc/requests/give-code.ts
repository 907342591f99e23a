// Gives the code of an authorization, and notes it. Hosts behind a proxy get none, and a pushed
// request gives only one.

import { randomId } from "../../../lib/bytes.ts";
import type { Call } from "../../call.ts";
import type { Ports } from "../../ports/index.ts";
import type { BrowserSession } from "../../ports/oidc/browser-sessions.ts";
import { CODE_VALIDITY_MS, sealCode } from "../grants/code.ts";
import { entryOfClient } from "../note.ts";
import { detailOf, faultOf } from "../parameter-fault.ts";
import { type AuthorizationResponse, codeAnswer, plainAnswer, refuseAuthorization, requestFault } from "./answer.ts";
import { usePushed } from "./pushed.ts";
import type { ClientSignIn, SessionSignIn } from "./sign-in-request.ts";

const PUSHED_IS_USED = requestFault(
  "invalid_request_uri",
  "the pushed request has given its code before",
  faultOf("request_uri", "used"),
);

/**
 * The answer to an application when its person has signed in. `isNoted`: the trail has a row of
 * this sign-in already, which names the application.
 */
export async function answerSignedIn(
  ports: Ports,
  request: SessionSignIn,
  session: BrowserSession,
  call: Call,
  isNoted = false,
): Promise<AuthorizationResponse> {
  switch (request.kind) {
    case "client": {
      if (request.pushed && !(await usePushed(ports, request.clientId, request.pushed, session)))
        return refuseAuthorization(ports, call, request.clientId, request, PUSHED_IS_USED);
      if (!isNoted) noteCode(ports, request, session, call);
      noteLeftOut(ports, request, call);
      return codeAnswer(ports.settings.publicUrl, request, await giveCode(ports, request, session, call));
    }
    case "host":
      return plainAnswer(request);
  }
}

function noteCode(ports: Ports, { clientId }: ClientSignIn, { user, realm, serial }: BrowserSession, call: Call) {
  const details = { success: true, event: "CODE_GIVEN", authentication: "ACCEPT", user, realm, serial } as const;
  const entry = entryOfClient(call, clientId, details);
  call.afterwards(() => ports.audit.write(entry));
}

/**
 * The protocol tells the client what it got (RFC 6749 §5.1), and few clients look. The row is about
 * the client and not the person, and comes once a day, or each sign-in would leave one.
 */
function noteLeftOut(ports: Ports, { clientId, leftOut = [] }: ClientSignIn, call: Call) {
  if (leftOut.length === 0) return;
  const detail = detailOf(faultOf("scope", "left-out", leftOut.join(" ")));
  const entry = entryOfClient(call, clientId, { success: true, event: "SCOPE_LEFT_OUT", detail });
  call.afterwards(() => ports.audit.writeDaily(entry));
}

async function giveCode(ports: Ports, request: ClientSignIn, session: BrowserSession, call: Call): Promise<string> {
  const { clientId, redirectUri, scope, nonce, codeChallenge } = request;
  return sealCode(ports.sealer, {
    // Begins with the session's, so that the grants of a session lie side by side.
    id: `${session.id}${randomId(ports.randomBytes)}`,
    clientId,
    redirectUri,
    scope,
    nonce: nonce ?? undefined,
    codeChallenge: codeChallenge ?? undefined,
    session,
    expiresAtMs: call.nowMs + CODE_VALIDITY_MS,
  });
}
