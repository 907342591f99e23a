// Refusals of the endpoints that applications call: RFC 6749 §5.2 and RFC 6750 §3.1. The
// description is for developers, and repeats nothing from the request but what its own client has
// signed.

import type { GrantType } from "../ports/oidc/clients.ts";

export type OauthError =
  | "invalid_request"
  | "invalid_client"
  | "invalid_grant"
  | "unsupported_grant_type"
  | "invalid_scope"
  | "invalid_token"
  | "insufficient_scope"
  // RFC 8628 §3.5
  | "unauthorized_client"
  | "access_denied"
  | "expired_token"
  | "slow_down"
  | "authorization_pending"
  // CIBA Core 1.0 §13
  | "unknown_user_id"
  | "missing_user_code"
  | "invalid_user_code"
  | "invalid_binding_message"
  // RFC 9101 and RFC 9396, neither of which is supported
  | "request_not_supported"
  | "invalid_authorization_details";

export interface OauthRefusal {
  readonly ok: false;
  readonly error: OauthError;
  readonly description: string;
}

export type OauthOutcome<T> = ({ readonly ok: true } & T) | OauthRefusal;

export const refuseOauth = (error: OauthError, description: string): OauthRefusal => ({
  ok: false,
  error,
  description,
});

/** Of a client that has not registered the grant type: RFC 6749 §5.2. */
export const refuseGrantType = (grant: GrantType): OauthRefusal =>
  refuseOauth("unauthorized_client", `The client is not registered for ${grant}.`);
