// What Microsoft Entra reads of this service before it sends anybody: docs/entra.md. An issuer of
// its own, below PUBLIC_URL, so that no id_token for a tenant counts at the main one, or the other
// way round.

/** The endpoints, below PUBLIC_URL. */
export const ENTRA_PATHS = {
  jwks: "/entra/jwks",
  authorize: "/entra/authorize",
} as const;

/** PUBLIC_URL as Microsoft writes it: a port 443 that an operator has written would be gone. */
function baseOf(publicUrl: string): string {
  const { origin, pathname } = new URL(publicUrl);
  return origin + pathname.replace(/\/$/, "");
}

/** Compared character by character with the address of the configuration, and in each token. */
export const entraIssuer = (publicUrl: string): string => `${baseOf(publicUrl)}/entra`;

export const entraMetadata = (publicUrl: string) => ({
  issuer: entraIssuer(publicUrl),
  authorization_endpoint: baseOf(publicUrl) + ENTRA_PATHS.authorize,
  jwks_uri: baseOf(publicUrl) + ENTRA_PATHS.jwks,
  response_types_supported: ["id_token"],
  response_modes_supported: ["form_post"],
  scopes_supported: ["openid"],
  subject_types_supported: ["public"],
  id_token_signing_alg_values_supported: ["RS256"],
  claim_types_supported: ["normal"],
  grant_types_supported: ["implicit"],
});
