// The assertion by which a client authenticates with a key of its own: RFC 7523 §3, OpenID Connect Core 1.0 §9. Whoever sees one could
// send it again, so each counts once within its life, and that is short.

import type { Ports } from "../../ports/index.ts";
import type { OidcClient } from "../../ports/oidc/clients.ts";
import { PATHS } from "../discovery.ts";

/** Clocks of other machines differ by so much. */
const SKEW_MS = 60 * 1000;
/** Until an assertion is over, its `jti` has to be stored. */
const MAX_ASSERTION_LIFE_MS = 3600 * 1000;
/** Only its hash is stored, but a request can hold many bytes. */
const MAX_JTI_CHARACTERS = 512;

export async function acceptAssertion(
  { assertions, settings }: Pick<Ports, "assertions" | "settings">,
  { clientId, jwks }: OidcClient,
  assertion: string,
  nowMs: number,
): Promise<boolean> {
  const claims = jwks && (await assertions.verify(assertion, jwks));
  if (!claims || claims.iss !== clientId || claims.sub !== clientId) return false;
  // One that was made for another server would be good here, too, if its audience were not ours.
  const audience = Array.isArray(claims.aud) ? claims.aud : [claims.aud];
  // RFC 9126 §2 takes all three.
  const ours = ["", PATHS.token, PATHS.par].map((path) => settings.publicUrl + path);
  if (!audience.some((each) => ours.includes(each))) return false;
  const expiresAtMs = msOf(claims.exp);
  if (expiresAtMs === undefined || expiresAtMs + SKEW_MS <= nowMs || expiresAtMs > nowMs + MAX_ASSERTION_LIFE_MS)
    return false;
  for (const begins of [claims.nbf, claims.iat])
    if (begins !== undefined && !((msOf(begins) ?? Number.POSITIVE_INFINITY) <= nowMs + SKEW_MS)) return false;
  const { jti } = claims;
  if (typeof jti !== "string" || jti === "" || jti.length > MAX_JTI_CHARACTERS) return false;
  return assertions.spend(clientId, jti, expiresAtMs + SKEW_MS);
}

const msOf = (seconds: unknown): number | undefined =>
  typeof seconds === "number" && Number.isFinite(seconds) ? seconds * 1000 : undefined;
