// The answer at the address of a request for authorization: a code or an error, with `state`. RFC
// 6749 §4.1.2, OpenID Connect Core 1.0 §3.1.2.5 and §3.1.2.6. An application could be led to send
// one provider's code to another (mix-up), so `iss` says who answers: RFC 9207.

import type { Call } from "../../call.ts";
import type { Ports } from "../../ports/index.ts";
import { withFields } from "../clients/redirect-uri.ts";
import { noteRefusal } from "../note.ts";
import type { ParameterFault } from "../parameter-fault.ts";

export type AuthorizationError =
  | "invalid_request"
  | "unauthorized_client"
  | "access_denied"
  | "unsupported_response_type"
  | "invalid_scope"
  | "login_required"
  | "request_not_supported"
  | "request_uri_not_supported"
  | "invalid_request_uri"
  | "registration_not_supported"
  | "unmet_authentication_requirements"
  | "temporarily_unavailable";

export interface RequestFault {
  readonly error: AuthorizationError;
  /** For developers, in ASCII without `"` and `\` (RFC 6749 §4.1.2.1). */
  readonly description: string;
  readonly of: ParameterFault;
}

export const requestFault = (error: AuthorizationError, description: string, of: ParameterFault): RequestFault => ({
  error,
  description,
  of,
});

/** Where the answer goes, and how. */
export interface ClientWayBack {
  readonly kind: "client";
  readonly redirectUri: string;
  readonly responseMode: "query" | "form_post";
  readonly state: string | null;
}

/** The browser comes back to a host behind a proxy, with nothing (./hand-over.ts). */
export interface HostWayBack {
  readonly kind: "host";
  readonly redirectUri: string;
}

/** Microsoft, which takes a form: ../../entra/authorize.ts. */
export interface EntraWayBack {
  readonly kind: "entra";
  readonly redirectUri: string;
  readonly state: string | null;
  readonly nonce: string;
}

export type WayBack = ClientWayBack | HostWayBack | EntraWayBack;

export interface AuthorizationResponse {
  readonly redirectUri: string;
  /** `own_page`: a form to a page of ours, which alone may send one to the application. */
  readonly responseMode: ClientWayBack["responseMode"] | "own_page";
  readonly fields: Readonly<Record<string, string>>;
}

export const codeAnswer = (issuer: string, to: ClientWayBack, code: string): AuthorizationResponse =>
  answer(issuer, to, { code });

export const plainAnswer = ({ redirectUri }: HostWayBack): AuthorizationResponse => ({
  redirectUri,
  responseMode: "query",
  fields: {},
});

/** The page that sends the answer on: src/web/entra/routes.ts. */
export const ENTRA_ANSWER = "/entra/answer";

/** The nonce is for our own page alone: it tells the sign-ins of one tab apart. */
export const entraAnswer = (
  { redirectUri, state, nonce }: EntraWayBack,
  fields: { readonly id_token: string } | { readonly error: "access_denied" | "temporarily_unavailable" },
): AuthorizationResponse => ({
  redirectUri: ENTRA_ANSWER,
  responseMode: "own_page",
  fields: { redirect_uri: redirectUri, nonce, ...fields, ...(state === null ? {} : { state }) },
});

export function errorAnswer(
  issuer: string,
  to: WayBack,
  error: AuthorizationError,
  description: string,
): AuthorizationResponse {
  switch (to.kind) {
    case "client":
      return answer(issuer, to, { error, error_description: description });
    case "host":
      return plainAnswer(to);
    case "entra":
      return entraAnswer(to, { error: "access_denied" });
  }
}

/** Refuses a request at the address of its client, and notes it. */
export function refuseAuthorization(
  ports: Pick<Ports, "audit" | "settings">,
  call: Call,
  clientId: string,
  to: WayBack,
  { error, description, of }: RequestFault,
): AuthorizationResponse {
  noteRefusal(ports, call, clientId, "authorization-refused", of);
  return errorAnswer(ports.settings.publicUrl, to, error, description);
}

const answer = (
  iss: string,
  { redirectUri, responseMode, state }: ClientWayBack,
  fields: Readonly<Record<string, string>>,
): AuthorizationResponse => ({
  redirectUri,
  responseMode,
  fields: { ...fields, ...(state === null ? {} : { state }), iss },
});

/** The address of an answer in the query. */
export const responseAddress = ({ redirectUri, fields }: AuthorizationResponse): string =>
  withFields(redirectUri, fields);
