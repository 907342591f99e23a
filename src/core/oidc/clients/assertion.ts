// The assertion by which a client authenticates with its own key: RFC 7523 §3, OpenID Connect Core
// 1.0 §9. Whoever sees one could send it again, so it is short-lived and counts once.

import type { Ports } from "../../ports/index.ts";
import type { OidcClient } from "../../ports/oidc/clients.ts";
import { PATHS } from "../discovery.ts";

/** How much the clocks of other machines may differ. */
const SKEW_MS = 60 * 1000;
/** The `jti` of an assertion is stored until it is over, so this bounds what is stored. */
const MAX_ASSERTION_LIFE_MS = 3600 * 1000;
/** Only its hash is stored, but a request could hold a very long one. */
const MAX_JTI_CHARACTERS = 512;

export async function acceptAssertion(
  { assertions, settings }: Pick<Ports, "assertions" | "settings">,
  { clientId, jwks }: OidcClient,
  assertion: string,
  nowMs: number,
): Promise<boolean> {
  // Anyone can write an assertion: the client's own key must have signed it, about itself.
  const claims = jwks && (await assertions.verify(assertion, jwks));
  if (!claims || claims.iss !== clientId || claims.sub !== clientId) return false;
  // Another server could send us an assertion made for it, so the audience must be ours.
  const audience = Array.isArray(claims.aud) ? claims.aud : [claims.aud];
  // RFC 9126 §2 allows all three.
  const ours = ["", PATHS.token, PATHS.par].map((path) => settings.publicUrl + path);
  if (!audience.some((each) => ours.includes(each))) return false;
  const expiresAtMs = msOf(claims.exp);
  if (expiresAtMs === undefined || expiresAtMs + SKEW_MS <= nowMs || expiresAtMs > nowMs + MAX_ASSERTION_LIFE_MS)
    return false;
  for (const begins of [claims.nbf, claims.iat])
    if (begins !== undefined && !((msOf(begins) ?? Number.POSITIVE_INFINITY) <= nowMs + SKEW_MS)) return false;
  // A replayed assertion must not count, so its id is spent until it is over.
  const { jti } = claims;
  if (typeof jti !== "string" || jti === "" || jti.length > MAX_JTI_CHARACTERS) return false;
  return assertions.spend(clientId, jti, expiresAtMs + SKEW_MS);
}

const msOf = (seconds: unknown): number | undefined =>
  typeof seconds === "number" && Number.isFinite(seconds) ? seconds * 1000 : undefined;
