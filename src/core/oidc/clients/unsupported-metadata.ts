// Metadata of clients that the standards know and this service does not: RFC 7591, OpenID Connect
// Dynamic Client Registration 1.0, RFC 9101 (request objects), 9449 (DPoP), 8705 (mutual TLS) and
// 9701 (signed introspection).
//
// Whoever registers `dpop_bound_access_tokens` counts on it. If the name were dropped, the client
// would be less safe than it seems, so it is refused. A value that says what is done here anyway is
// taken: it changes nothing and is not stored.

/** What a value may be, and what would do in its place. */
interface Unsupported {
  readonly taken?: readonly unknown[];
  readonly instead?: string;
}

const NOT_AT_ALL: Unsupported = {};
const OFF: Unsupported = { taken: [false] };
const AS_IT_LIKES: Unsupported = { taken: [true, false] };

const named = (names: string, what: Unsupported) => Object.fromEntries(names.split(/\s+/).map((name) => [name, what]));

const UNSUPPORTED: Readonly<Record<string, Unsupported>> = {
  ...named("dpop_bound_access_tokens tls_client_certificate_bound_access_tokens require_signed_request_object", OFF),
  ...named(
    `id_token_encrypted_response_alg id_token_encrypted_response_enc userinfo_signed_response_alg
    userinfo_encrypted_response_alg userinfo_encrypted_response_enc introspection_signed_response_alg
    introspection_encrypted_response_alg introspection_encrypted_response_enc authorization_signed_response_alg
    authorization_encrypted_response_alg authorization_encrypted_response_enc tls_client_auth_subject_dn
    tls_client_auth_san_dns tls_client_auth_san_uri tls_client_auth_san_ip tls_client_auth_san_email`,
    NOT_AT_ALL,
  ),
  ...named("backchannel_authentication_request_signing_alg", NOT_AT_ALL),
  ...named("request_object_signing_alg request_object_encryption_alg request_object_encryption_enc", {
    instead: "require_pushed_authorization_requests keeps requests from being changed",
  }),
  token_endpoint_auth_signing_alg: { instead: "a key in jwks may have an alg" },
  default_max_age: { instead: "requests may have max_age" },
  default_acr_values: { taken: [[]], instead: "require_pin asks for the PIN" },
  frontchannel_logout_uri: { instead: "backchannel_logout_uri is told" },
  // Each id_token has auth_time, and each notice of a logout the session.
  ...named("require_auth_time backchannel_logout_session_required", AS_IT_LIKES),
  response_types: { taken: [["code"]] },
};

/** Names without a meaning of their own here, about which nobody has to be warned. */
export const UNSUPPORTED_NAMES: readonly string[] = Object.keys(UNSUPPORTED);

/** What is wrong with the values of such names. */
export function unsupportedFaults(sent: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(UNSUPPORTED).flatMap(([name, { taken = [], instead }]) => {
    if (isMissing(sent[name]) || taken.some((value) => isSame(value, sent[name]))) return [];
    const but = taken.length === 0 ? "" : `, other than ${taken.map((value) => JSON.stringify(value)).join(" and ")}`;
    return `Invalid parameter ${name}: it is not supported${but}${instead === undefined ? "" : `; ${instead}`}.`;
  });
}

/** A null or empty value counts as missing. */
export const isMissing = (value: unknown): boolean => value === undefined || value === null || value === "";

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
