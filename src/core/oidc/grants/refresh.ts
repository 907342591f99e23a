// A refresh token gives new tokens and its successor (RFC 6749 §6, RFC 9700 §4.14.2). If an earlier
// one comes again, client or thief has it, and nothing tells which. So the whole grant ends.
//
// A client whose requests overlap, or whose answer was lost, soon shows the previous one, too. So
// for a moment that gives the same successor again. A thief as quick gets what the client has;
// whoever comes later shows an earlier token and ends the grant.

import type { Call } from "../../call.ts";
import type { Ports } from "../../ports/index.ts";
import type { OidcClient } from "../../ports/oidc/clients.ts";
import type { RefusalSubject } from "../../refuse-and-note.ts";
import { rulesOf } from "../clients/client.ts";
import { entryOfClient, refuseGrant, refuseTokenRequest } from "../note.ts";
import { type OauthOutcome, refuseOauth } from "../oauth-refusal.ts";
import { detailOf, faultOf, type ParameterFault } from "../parameter-fault.ts";
import { isEnough } from "../sessions/browser-session.ts";
import { giveTokens, type Tokens } from "./give-tokens.ts";
import { openRefreshToken } from "./grant-names.ts";

/** A grant ends when it is not used for the first time, and in any case after the second. */
export const REFRESH_IDLE_MS = 30 * 24 * 3600 * 1000;
export const REFRESH_MAX_MS = 90 * 24 * 3600 * 1000;

/**
 * Requests of one page find their access token over together, and a client that has lost the answer
 * asks again after its time limit, rarely above 30 seconds. A thief should not have longer.
 */
export const REFRESH_REPEAT_MS = 30 * 1000;

/** Where a new sign-in helps, canonical/authd begins one at these words of Keycloak alone. */
const NOT_ACTIVE = "Token is not active";
const NO_OFFLINE = faultOf("scope", "left-out", "offline_access");
const UNMET = faultOf("refresh_token", "unmet");
const OVER = faultOf("refresh_token", "over");
const USED = detailOf(faultOf("refresh_token", "used"));

/** `scopes`: those that the client wants, if not all. */
export async function refresh(
  ports: Ports,
  client: OidcClient,
  request: { readonly token: string; readonly scopes: readonly string[] | undefined },
  call: Call,
): Promise<OauthOutcome<{ readonly tokens: Tokens }>> {
  const { clientId } = client;
  const { nowMs } = call;
  const token = await openRefreshToken(ports.sealer, clientId, request.token);
  const over = (why: string, fault: ParameterFault, of: RefusalSubject = {}) =>
    refuseGrant(ports, call, clientId, `${NOT_ACTIVE}: ${why}`, fault, of);
  if (!token) return over("the refresh token is unknown.", faultOf("refresh_token", "unknown"));
  const { user, realm, serial } = token;
  const whose = { user, realm, serial };
  // Without offline_access any more, a client keeps access no longer than its access tokens last.
  if (!client.scope.includes("offline_access"))
    return over("the client may no longer have refresh tokens.", NO_OFFLINE, whose);
  // This comes before the number is spent, since an operator may take the change back.
  if (!isEnough(token, rulesOf(client))) return over("the client no longer takes this sign-in.", UNMET, whose);
  const refreshed = await ports.grants.refresh(token, clientId, request.scopes, nowMs, {
    given: entryOfClient(call, clientId, { success: true, event: "TOKENS_REFRESHED", ...whose }),
    replayed: entryOfClient(call, clientId, { success: false, reason: "replayed-grant", detail: USED, ...whose }),
  });
  if (refreshed === "wider")
    return refuseTokenRequest(
      ports,
      call,
      clientId,
      "invalid_scope",
      "scope names more than was granted.",
      faultOf("scope", "mismatched", request.scopes?.join(" ")),
    );
  if (refreshed === "replayed")
    return refuseOauth("invalid_grant", "The refresh token was used before. All that was given is revoked.");
  if (refreshed === "ended") return over("what was granted has ended.", OVER, whose);
  // A repeat writes nothing else, so its row follows the reply.
  if (refreshed.isRepeat)
    call.afterwards(() =>
      ports.audit.write(entryOfClient(call, clientId, { success: true, event: "TOKENS_REPEATED", ...whose })),
    );
  const scope = (request.scopes ?? refreshed.scope).filter((each) => client.scope.includes(each));
  return { ok: true, tokens: await giveTokens(ports, client, refreshed, { scope, nonce: undefined, nowMs }) };
}
