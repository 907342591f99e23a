// Introspection (RFC 7662), only of the client's own tokens, in one round trip. The token names its
// grant, so it is opened before the client is known to be the one that it says, and what proves the
// client is read together with the grant. Only a client that has proven itself hears of the token.

import type { Call } from "../../call.ts";
import type { Ports } from "../../ports/index.ts";
import type { LiveGrant } from "../../ports/oidc/grants.ts";
import { claimsOf } from "../claims.ts";
import { authenticateAs, type Credentials, clientNamedBy } from "../clients/authenticate-client.ts";
import { isPublic } from "../clients/client.ts";
import { type OauthOutcome, refuseOauth } from "../oauth-refusal.ts";
import { readAccessToken } from "./access-token.ts";
import { openRefreshToken } from "./grant-names.ts";

interface Introspection {
  readonly active: boolean;
  readonly [claim: string]: unknown;
}

/** The same whatever the reason, so that a client learns nothing of another's tokens. */
const INACTIVE: Introspection = { active: false };

export async function introspect(
  ports: Ports,
  credentials: Credentials,
  text: string | undefined,
  call: Call,
): Promise<OauthOutcome<{ readonly introspection: Introspection }>> {
  const clientId = clientNamedBy(credentials) ?? "";
  const refreshToken = await openRefreshToken(ports.sealer, clientId, text ?? "");
  const accessToken = refreshToken ? undefined : await readAccessToken(ports, text ?? "", call.nowMs);
  const name = refreshToken ?? (accessToken?.clientId === clientId ? accessToken.name : undefined);
  const { stored, grant } = await ports.grants.lookWithClient(name, clientId, call.nowMs);
  const known = await authenticateAs(stored, ports, credentials, call);
  if (!known.ok) return known;
  // RFC 7662 §2.1: anyone could try out tokens in the name of a client without a secret.
  if (isPublic(known.client)) return refuseOauth("invalid_client", "A public client cannot introspect tokens.");
  if (text === undefined) return refuseOauth("invalid_request", "token is missing.");
  return { ok: true, introspection: introspectionOf(grant) };

  function introspectionOf(grant: LiveGrant | undefined): Introspection {
    if (!grant) return INACTIVE;
    if (accessToken)
      return { active: true, token_type: "Bearer", ...usernameIn(grant, accessToken.scope), ...accessToken.claims };
    if (grant.refreshNumber !== refreshToken?.number) return INACTIVE;
    const exp = Math.floor(grant.expiresAtMs / 1000);
    const scope = grant.scope.join(" ");
    return { active: true, client_id: clientId, scope, exp, ...usernameIn(grant, grant.scope) };
  }

  /** The name that userinfo gives, and for the same scope: mail servers look for it here. */
  function usernameIn({ person }: LiveGrant, scope: readonly string[]) {
    const { preferred_username: username } = claimsOf(person, scope, ports.settings);
    return username === undefined ? {} : { username };
  }
}
