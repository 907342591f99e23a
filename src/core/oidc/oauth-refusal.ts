// Refusals of the endpoints that applications call: RFC 6749 §5.2 and RFC 6750 §3.1. The
// description is for developers, and repeats nothing from the request but what its own client has
// signed.

export type OauthError =
  | "invalid_request"
  | "invalid_client"
  | "invalid_grant"
  | "unsupported_grant_type"
  | "invalid_scope"
  | "invalid_token"
  | "insufficient_scope";

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
