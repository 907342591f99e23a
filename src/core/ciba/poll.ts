// An application asks whether its person has confirmed: CIBA Core 1.0 §10.1 and §11. Success comes
// once. The confirmation has begun a session that no browser holds, so grants, "sign out there" and
// notices of a logout are as for any other.

import { randomId } from "../../lib/bytes.ts";
import type { Call } from "../call.ts";
import { rulesOf } from "../oidc/clients/client.ts";
import { giveTokens, type Tokens } from "../oidc/grants/give-tokens.ts";
import { entryOfClient, refuseGrant } from "../oidc/note.ts";
import { type OauthOutcome, refuseGrantType, refuseOauth } from "../oidc/oauth-refusal.ts";
import { faultOf } from "../oidc/parameter-fault.ts";
import type { PollPace } from "../oidc/poll-pace.ts";
import { isEnough } from "../oidc/sessions/browser-session.ts";
import type { Ports } from "../ports/index.ts";
import { CIBA_GRANT, type OidcClient } from "../ports/oidc/clients.ts";
import { openAuthReqId, openCibaAsked } from "./sealed.ts";

/** It belongs to push (§10.3.1), but some clients want it in any id_token. */
const AUTH_REQ_ID = "urn:openid:params:jwt:claim:auth_req_id";

export async function pollConfirmation(
  ports: Ports,
  client: OidcClient,
  authReqId: string,
  isTooSoon: PollPace,
  call: Call,
): Promise<OauthOutcome<{ readonly tokens: Tokens }>> {
  const { clientId } = client;
  const { nowMs } = call;
  const wrong = (description: string, fault: "unknown" | "used" | "over" | "unmet") =>
    refuseGrant(ports, call, clientId, description, faultOf("auth_req_id", fault));
  const name = await openAuthReqId(ports.sealer, clientId, authReqId);
  if (!name) return wrong("auth_req_id is unknown.", "unknown");
  if (!client.grantTypes.includes(CIBA_GRANT)) return refuseGrantType(CIBA_GRANT);
  if (nowMs >= name.expiresAtMs) return refuseOauth("expired_token", "auth_req_id is over.");
  const store = await ports.ciba.of(name);
  const polled = await store.poll(name.id);
  if (polled?.state === "spent") return wrong("auth_req_id was used before.", "used");
  if (polled?.state === "denied") return refuseOauth("access_denied", "The person has declined.");
  // Whom HIDE_UNKNOWN_USERS hides has no row: nobody ever decides.
  if (!polled || polled.state === "pending")
    return isTooSoon(name.id, nowMs)
      ? refuseOauth("slow_down", "The client polls too often.")
      : refuseOauth("authorization_pending", "Nobody has decided yet.");
  const asked = await openCibaAsked(ports.sealer, name.id, polled.asked);
  const { session } = polled;
  if (!session || !asked) return wrong("The confirmation has ended.", "over");
  // The client may ask for more by now, and the person may have no PIN any more.
  if (!isEnough(session, rulesOf(client)) || (asked.asksMfa && !session.amr.includes("mfa")))
    return wrong("The client no longer takes this confirmation.", "unmet");
  const { user, realm, serial } = session;
  const scope = asked.scope.filter((each) => client.scope.includes(each));
  const code = {
    // Begins with the session's, so that the grants of a session lie side by side.
    id: `${session.id}${randomId(ports.randomBytes)}`,
    ...{ clientId, scope, session, redirectUri: "", nonce: undefined, codeChallenge: undefined },
    expiresAtMs: name.expiresAtMs,
  };
  const given = entryOfClient(call, clientId, { success: true, event: "TOKENS_GIVEN", user, realm, serial });
  const grant = await store.redeem(name.id, code, scope.includes("offline_access"), nowMs, given);
  if (grant === "spent") return wrong("auth_req_id was used before.", "used");
  if (grant === "ended") return wrong("The confirmation has ended.", "over");
  const more = { [AUTH_REQ_ID]: authReqId };
  return { ok: true, tokens: await giveTokens(ports, client, grant, { scope, nonce: undefined, nowMs, more }) };
}
