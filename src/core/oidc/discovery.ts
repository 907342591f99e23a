// The provider's metadata: OpenID Connect Discovery 1.0 §3; RFC 8414 §2 has the same names.

import type { Settings } from "../../settings.ts";
import { CLIENT_AUTHENTICATIONS, DELIVERY_MODES, SIGNING_ALGORITHMS, SUBJECT_TYPES } from "../ports/oidc/clients.ts";
import { SCOPES } from "./clients/client.ts";
import { grantsOf } from "./clients/grant-types.ts";
import { ACR_MFA, ACR_SFA } from "./sessions/browser-session.ts";

/** The endpoints, below the issuer, which is PUBLIC_URL. */
export const PATHS = {
  authorize: "/oidc/authorize",
  par: "/oidc/par",
  token: "/oidc/token",
  userinfo: "/oidc/userinfo",
  jwks: "/oidc/jwks",
  revoke: "/oidc/revoke",
  introspect: "/oidc/introspect",
  logout: "/oidc/logout",
  device: "/oidc/device",
  ciba: "/oidc/ciba",
} as const;

/** How clients sign assertions. None is symmetric, so no public key can pass for a secret. */
export const ASSERTION_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256"] as const;

const CONFIDENTIAL = CLIENT_AUTHENTICATIONS.filter((method) => method !== "none");

type ProviderSettings = Pick<Settings, "ciba" | "deviceGrant" | "publicUrl">;

export const providerMetadata = ({ publicUrl: issuer, ciba, deviceGrant }: ProviderSettings) => ({
  issuer,
  authorization_endpoint: issuer + PATHS.authorize,
  pushed_authorization_request_endpoint: issuer + PATHS.par,
  token_endpoint: issuer + PATHS.token,
  userinfo_endpoint: issuer + PATHS.userinfo,
  jwks_uri: issuer + PATHS.jwks,
  revocation_endpoint: issuer + PATHS.revoke,
  introspection_endpoint: issuer + PATHS.introspect,
  end_session_endpoint: issuer + PATHS.logout,
  scopes_supported: SCOPES,
  response_types_supported: ["code"],
  response_modes_supported: ["query", "form_post"],
  grant_types_supported: grantsOf({ ciba, deviceGrant }),
  ...(deviceGrant && { device_authorization_endpoint: issuer + PATHS.device }),
  // CIBA Core 1.0 §4. No algorithm for signed requests: none are taken.
  ...(ciba && {
    backchannel_authentication_endpoint: issuer + PATHS.ciba,
    backchannel_token_delivery_modes_supported: DELIVERY_MODES,
    backchannel_user_code_parameter_supported: true,
  }),
  code_challenge_methods_supported: ["S256"],
  authorization_response_iss_parameter_supported: true,
  prompt_values_supported: ["none", "login", "select_account"],
  ui_locales_supported: ["en", "nl", "de"],
  acr_values_supported: [ACR_MFA, ACR_SFA],
  subject_types_supported: SUBJECT_TYPES,
  id_token_signing_alg_values_supported: SIGNING_ALGORITHMS,
  token_endpoint_auth_methods_supported: CLIENT_AUTHENTICATIONS,
  token_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGORITHMS,
  revocation_endpoint_auth_methods_supported: CLIENT_AUTHENTICATIONS,
  revocation_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGORITHMS,
  introspection_endpoint_auth_methods_supported: CONFIDENTIAL,
  introspection_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGORITHMS,
  claim_types_supported: ["normal"],
  claims_supported: [
    ...["sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "sid", "at_hash"],
    ...["preferred_username", "name", "email", "email_verified", "groups"],
  ],
  claims_parameter_supported: false,
  request_parameter_supported: false,
  // The default of this one is true.
  request_uri_parameter_supported: false,
  backchannel_logout_supported: true,
  backchannel_logout_session_supported: true,
});
