// What Microsoft gets when the phone has answered: an id_token of an issuer of its own, so that no
// application takes it for one of ours. Its form is Microsoft's: one `acr`, and a list of one
// `amr`.

import type { Call } from "../call.ts";
import { noteRefusal } from "../oidc/note.ts";
import { faultOf } from "../oidc/parameter-fault.ts";
import { type AuthorizationResponse, entraAnswer } from "../oidc/requests/answer.ts";
import type { EntraSignIn } from "../oidc/requests/sign-in-request.ts";
import type { Ports } from "../ports/index.ts";
import type { BrowserLogin } from "../ports/tokens/transactions.ts";
import { entraIssuer } from "./discovery.ts";

/** The browser carries it straight to Microsoft. */
const VALIDITY_SECONDS = 5 * 60;

export async function answerEntra(
  ports: Pick<Ports, "audit" | "settings" | "signer">,
  request: EntraSignIn,
  { typed, atMs }: Pick<BrowserLogin, "typed" | "atMs">,
  call: Call,
): Promise<AuthorizationResponse> {
  const { clientId, sub, nonce, acr } = request;
  const factor = typed ? "otp" : "swk";
  // The form of a login can leave its request out, so the time is looked at here as well.
  const isLate = atMs >= request.expiresAtMs;
  if (isLate || !request.amr.includes(factor)) {
    const fault = isLate ? faultOf("id_token_hint", "over") : faultOf("claims.amr", "unmet");
    noteRefusal(ports, call, clientId, "authorization-refused", fault);
    return entraAnswer(request, { error: "access_denied" });
  }
  // Of the login: a browser that asks again hears the same, however the person stands by then.
  const iat = Math.floor(atMs / 1000);
  const iss = entraIssuer(ports.settings.publicUrl);
  const claims = { iss, aud: clientId, sub, nonce, iat, exp: iat + VALIDITY_SECONDS, acr, amr: [factor] };
  try {
    return entraAnswer(request, { id_token: await ports.signer.sign("RS256", "JWT", claims) });
  } catch (error) {
    // The login is over and cannot be asked for again for long, but Microsoft can begin another.
    console.error("entra: the answer was not signed:", error);
    noteRefusal(ports, call, clientId, "authorization-refused", faultOf("id_token", "unreadable"));
    return entraAnswer(request, { error: "temporarily_unavailable" });
  }
}
