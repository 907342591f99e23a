// Access tokens: JWTs of RFC 9068 for our own endpoints. Applications may read and pass them on;
// the row of the grant says what one may still do.

import { randomId } from "../../../lib/bytes.ts";
import type { Ports } from "../../ports/index.ts";
import type { OidcClient } from "../../ports/oidc/clients.ts";
import type { GrantName, LiveGrant } from "../../ports/oidc/grants.ts";
import { PATHS } from "../discovery.ts";
import { acrOf } from "../sessions/browser-session.ts";
import { openGrantName, sealGrantName } from "./grant-names.ts";

export const ACCESS_TOKEN_VALIDITY_MS = 5 * 60 * 1000;

/** A token of another kind must not pass for an access token, nor it for one: RFC 9068 §2.1. */
const ACCESS_TOKEN_TYPE = "at+jwt";

/** What both access tokens and id_tokens say of the sign-in. */
export const signInClaims = (sub: string, sid: string, { amr, signedInAtMs }: LiveGrant) => ({
  sub,
  sid,
  auth_time: Math.floor(signedInAtMs / 1000),
  acr: acrOf(amr),
  amr,
});

export async function makeAccessToken(
  { randomBytes, sealer, settings, signer }: Pick<Ports, "randomBytes" | "sealer" | "settings" | "signer">,
  { clientId, idTokenSignedResponseAlg }: OidcClient,
  grant: LiveGrant,
  scope: readonly string[],
  claims: ReturnType<typeof signInClaims>,
  nowMs: number,
): Promise<string> {
  const iat = Math.floor(nowMs / 1000);
  return signer.sign(idTokenSignedResponseAlg, ACCESS_TOKEN_TYPE, {
    iss: settings.publicUrl,
    // The audience is not the client, which could else take this for an id_token.
    aud: settings.publicUrl + PATHS.userinfo,
    client_id: clientId,
    scope: scope.join(" "),
    iat,
    exp: iat + ACCESS_TOKEN_VALIDITY_MS / 1000,
    jti: randomId(randomBytes),
    ...claims,
    grant: await sealGrantName(sealer, grant.name),
  });
}

export interface AccessToken {
  readonly name: GrantName;
  readonly clientId: string;
  readonly scope: readonly string[];
  /** All its claims, for introspection. */
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Undefined unless the text is an access token of ours and not over. Its grant may have ended. */
export async function readAccessToken(
  { sealer, settings, signer }: Pick<Ports, "sealer" | "settings" | "signer">,
  text: string,
  nowMs: number,
): Promise<AccessToken | undefined> {
  const claims = await signer.verify(text, ACCESS_TOKEN_TYPE);
  if (!claims || claims.iss !== settings.publicUrl) return undefined;
  if (typeof claims.exp !== "number" || claims.exp * 1000 <= nowMs) return undefined;
  const name = await openGrantName(sealer, String(claims.grant));
  if (!name) return undefined;
  const { grant: _, ...told } = claims;
  return { name, clientId: String(claims.client_id), scope: String(claims.scope).split(" "), claims: told };
}
