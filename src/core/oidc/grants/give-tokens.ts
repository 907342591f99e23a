// The tokens of a grant: an access token, an id_token with `openid` (OpenID Connect Core 1.0 §2),
// and a refresh token with `offline_access`.

import { sha256, toBase64Url } from "../../../lib/bytes.ts";
import type { Ports } from "../../ports/index.ts";
import type { OidcClient } from "../../ports/oidc/clients.ts";
import type { LiveGrant } from "../../ports/oidc/grants.ts";
import { claimsOf } from "../claims.ts";
import { sidFor } from "../sessions/browser-session.ts";
import { sectorOf, subjectFor } from "../subject.ts";
import { ACCESS_TOKEN_VALIDITY_MS, makeAccessToken, signInClaims } from "./access-token.ts";
import { sealRefreshToken } from "./grant-names.ts";

/** A client reads its id_token at once. */
const ID_TOKEN_VALIDITY_MS = 5 * 60 * 1000;

export interface Tokens {
  readonly accessToken: string;
  readonly expiresInSeconds: number;
  readonly scope: readonly string[];
  readonly idToken: string | undefined;
  readonly refreshToken: string | undefined;
}

/** `nonce`: from the authorization request. A refresh has none (Core 1.0 §12.2). */
export async function giveTokens(
  ports: Ports,
  client: OidcClient,
  grant: LiveGrant,
  {
    scope,
    nonce,
    nowMs,
    more,
  }: {
    readonly scope: readonly string[];
    readonly nonce: string | undefined;
    readonly nowMs: number;
    /** Further claims of the id_token. */
    readonly more?: Readonly<Record<string, string>>;
  },
): Promise<Tokens> {
  const { sealer, settings, signer } = ports;
  const { clientId, idTokenSignedResponseAlg: alg } = client;
  const { name, person, refreshNumber, serial, amr } = grant;
  const sub = await subjectFor(ports, sectorOf(client), person);
  const claims = signInClaims(sub, await sidFor({ id: grant.sessionId }, clientId), grant);
  const accessToken = await makeAccessToken(ports, client, grant, scope, claims, nowMs);
  const iat = Math.floor(nowMs / 1000);
  const idToken = scope.includes("openid")
    ? await signer.sign(alg, "JWT", {
        iss: settings.publicUrl,
        aud: clientId,
        iat,
        exp: iat + ID_TOKEN_VALIDITY_MS / 1000,
        ...claims,
        ...(nonce === undefined ? {} : { nonce }),
        at_hash: await halfHash(accessToken),
        ...claimsOf(person, scope, settings),
        ...more,
      })
    : undefined;
  const refreshToken =
    refreshNumber === undefined
      ? undefined
      : await sealRefreshToken(sealer, clientId, { ...name, number: refreshNumber, serial, amr });
  return { accessToken, expiresInSeconds: ACCESS_TOKEN_VALIDITY_MS / 1000, scope, idToken, refreshToken };
}

/** Core 1.0 §3.1.3.6. RS256 and ES256 both hash by SHA-256. */
const halfHash = async (text: string): Promise<string> => toBase64Url((await sha256(text)).slice(0, 16));
