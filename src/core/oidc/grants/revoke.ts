// Revocation (RFC 7009) and introspection (RFC 7662), each only for the client's own tokens.
// Revoking either token ends the grant, since an access token has no state of its own.

import type { Call } from "../../call.ts";
import type { Ports } from "../../ports/index.ts";
import type { OidcClient } from "../../ports/oidc/clients.ts";
import type { LiveGrant } from "../../ports/oidc/grants.ts";
import { claimsOf } from "../claims.ts";
import { entryOfClient } from "../note.ts";
import { readAccessToken } from "./access-token.ts";
import { openRefreshToken } from "./grant-names.ts";

export async function revokeToken(ports: Ports, { clientId }: OidcClient, text: string, call: Call): Promise<void> {
  const refreshToken = await openRefreshToken(ports.sealer, clientId, text);
  const accessToken = refreshToken ? undefined : await readAccessToken(ports, text, call.nowMs);
  const name = refreshToken ?? (accessToken?.clientId === clientId ? accessToken.name : undefined);
  // An unknown token counts as revoked (RFC 7009 §2.2).
  if (!name) return;
  const { user, realm } = name;
  const entry = entryOfClient(call, clientId, { success: true, event: "TOKENS_REVOKED", user, realm });
  await ports.grants.revoke(name, clientId, call.nowMs, { held: entry });
}

export async function introspect(
  ports: Ports,
  { clientId }: OidcClient,
  text: string,
  nowMs: number,
): Promise<{ readonly active: boolean } & Readonly<Record<string, unknown>>> {
  const refreshToken = await openRefreshToken(ports.sealer, clientId, text);
  if (refreshToken) {
    const grant = await ports.grants.look(refreshToken, nowMs);
    if (grant?.refreshNumber !== refreshToken.number) return INACTIVE;
    const exp = Math.floor(grant.expiresAtMs / 1000);
    const named = usernameIn(grant, grant.scope, ports);
    return { active: true, client_id: clientId, scope: grant.scope.join(" "), exp, ...named };
  }
  const accessToken = await readAccessToken(ports, text, nowMs);
  const grant = accessToken?.clientId === clientId ? await ports.grants.look(accessToken.name, nowMs) : undefined;
  if (!accessToken || !grant) return INACTIVE;
  const named = usernameIn(grant, accessToken.scope, ports);
  return { active: true, token_type: "Bearer", ...named, ...accessToken.claims };
}

/** The name that userinfo gives, and for the same scope: mail servers look for it here. */
function usernameIn({ person }: LiveGrant, scope: readonly string[], { settings }: Ports) {
  const { preferred_username: username } = claimsOf(person, scope, settings);
  return username === undefined ? {} : { username };
}

/** The same whatever the reason, so that a client learns nothing of another's tokens. */
const INACTIVE = { active: false };
