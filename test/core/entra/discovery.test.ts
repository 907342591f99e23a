// The issuer for Microsoft Entra: it is compared character by character with the address of the
// configuration, which Microsoft writes in its own way.

import { expect, it } from "vitest";
import { entraIssuer, entraMetadata } from "../../../src/core/entra/discovery.ts";

it.each([
  ["https://login.example.org", "https://login.example.org/entra"],
  ["https://login.example.org:443", "https://login.example.org/entra"],
  ["https://login.example.org:8443", "https://login.example.org:8443/entra"],
  ["https://login.example.org/tiqr", "https://login.example.org/tiqr/entra"],
  ["http://127.0.0.1:8787", "http://127.0.0.1:8787/entra"],
])("at %s it is %s, and all addresses are below it", (publicUrl, issuer) => {
  expect(entraIssuer(publicUrl)).toBe(issuer);
  expect(entraMetadata(publicUrl)).toEqual({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ["id_token"],
    response_modes_supported: ["form_post"],
    scopes_supported: ["openid"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    claim_types_supported: ["normal"],
    grant_types_supported: ["implicit"],
  });
});
