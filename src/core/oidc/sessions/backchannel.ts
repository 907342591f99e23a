// Back-channel logout (OpenID Connect Back-Channel Logout 1.0): when a session ends, the
// applications that got something in it and registered an address are told, whatever the browser
// does. It is tried a few times: after hours, an application's own session is over anyway.

import type { BrowserSession, LogoutNotice } from "../../ports/oidc/browser-sessions.ts";
import type { OidcClient } from "../../ports/oidc/clients.ts";
import { sidFor } from "./browser-session.ts";

/** How long after each failed try the next one follows. */
export const RETRY_AFTER_MS = [60_000, 5 * 60_000, 30 * 60_000, 2 * 3_600_000] as const;

/** The token is read at once (§2.4). */
const TOKEN_VALIDITY_SECONDS = 120;

const EVENT = "http://schemas.openid.net/event/backchannel-logout";

export async function noticesFor(
  { id }: Pick<BrowserSession, "id">,
  clients: readonly OidcClient[],
): Promise<readonly LogoutNotice[]> {
  const notices = clients.flatMap(({ clientId, backchannelLogoutUri: uri, idTokenSignedResponseAlg: alg }) =>
    uri === undefined ? [] : [sidFor({ id }, clientId).then((sid): LogoutNotice => ({ clientId, uri, alg, sid }))],
  );
  return Promise.all(notices);
}

/** Without a nonce, so that no logout token passes for an id_token (§2.4). */
export const logoutClaims = (issuer: string, { clientId, sid }: LogoutNotice, jti: string, nowMs: number) => ({
  iss: issuer,
  aud: clientId,
  iat: Math.floor(nowMs / 1000),
  exp: Math.floor(nowMs / 1000) + TOKEN_VALIDITY_SECONDS,
  jti,
  sid,
  events: { [EVENT]: {} },
});
