// What an access token tells of its person: OpenID Connect Core 1.0 §5.3. One read.

import type { Ports } from "../../ports/index.ts";
import { claimsOf, type PersonClaims } from "../claims.ts";
import { type OauthOutcome, refuseOauth } from "../oauth-refusal.ts";
import { readAccessToken } from "./access-token.ts";

export async function userinfo(
  ports: Ports,
  text: string,
  nowMs: number,
): Promise<OauthOutcome<{ readonly claims: PersonClaims & { readonly sub: string } }>> {
  const token = await readAccessToken(ports, text, nowMs);
  if (!token) return refuseOauth("invalid_token", "The access token is unknown or expired.");
  if (!token.scope.includes("openid"))
    return refuseOauth("insufficient_scope", "The access token lacks the scope openid.");
  const grant = await ports.grants.look(token.name, nowMs);
  if (!grant) return refuseOauth("invalid_token", "What was granted has ended.");
  // The token has the `sub` under which this client knows the person.
  const claims = { sub: String(token.claims.sub), ...claimsOf(grant.person, token.scope, ports.settings) };
  return { ok: true, claims };
}
