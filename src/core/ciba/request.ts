// Reads a request for a confirmation: CIBA Core 1.0 §7.1, FAPI-CIBA §5.2.2. The form has been read,
// so no parameter comes twice.

import { hasUnseen } from "../../lib/unseen.ts";
import { SCOPES } from "../oidc/clients/client.ts";
import type { OauthError } from "../oidc/oauth-refusal.ts";
import { type FaultKind, faultOf, type ParameterFault } from "../oidc/parameter-fault.ts";
import { asksMfa } from "../oidc/requests/authorization.ts";
import type { CibaClient, OidcClient } from "../ports/oidc/clients.ts";

/** Time to find the phone. */
const USUAL_SECONDS = 300;
/** Less is too short to read it, and more would keep a person busy with old questions. */
const MIN_SECONDS = 10;
const MAX_SECONDS = 600;

/** Of the limits of a person (src/storage/ciba/store.ts). */
export const ASKED_TOO_OFTEN = { code: "too-many-requests", retryAfterSeconds: 300 } as const;

/** A sentence that the page shows whole on a small phone. */
const MAX_MESSAGE_CHARACTERS = 100;
/** §7.1. */
const MAX_TOKEN_CHARACTERS = 1024;
/** RFC 6750 §2.1. */
const BEARER = /^[\w.~+/-]+=*$/;

export interface CibaRequestRead {
  readonly hint: { readonly kind: "name" | "id-token"; readonly text: string };
  readonly scope: readonly string[];
  /** Empty if there is none. */
  readonly message: string;
  readonly userCode: string | undefined;
  readonly asksMfa: boolean;
  readonly lastsMs: number;
  readonly notificationToken: string | undefined;
}

export interface CibaFault {
  readonly error: OauthError;
  readonly description: string;
  readonly of: ParameterFault;
}

type Form = (name: string) => string | undefined;

const fault = (
  name: string,
  kind: FaultKind,
  text: string,
  error: OauthError = "invalid_request",
): { readonly fault: CibaFault } => ({ fault: { error, description: `${name} ${text}.`, of: faultOf(name, kind) } });

export function readCibaRequest(
  form: Form,
  client: OidcClient & { readonly ciba: CibaClient },
): CibaRequestRead | { readonly fault: CibaFault } {
  // A client could think that what these say was shown.
  if (form("request")) return fault("request", "unsupported", "is not supported", "request_not_supported");
  if (form("authorization_details"))
    return fault("authorization_details", "unsupported", "is not supported", "invalid_authorization_details");
  const wanted = form("scope")?.split(" ").filter(Boolean) ?? [];
  if (!wanted.includes("openid")) return fault("scope", "unsupported", "must have openid", "invalid_scope");
  if (wanted.some((one) => !SCOPES.some((known) => known === one)))
    return fault("scope", "unsupported", "has an unknown name", "invalid_scope");

  const hints = ["login_hint", "id_token_hint", "login_hint_token"].filter((name) => form(name) !== undefined);
  const [name = "login_hint"] = hints;
  if (hints.length !== 1) return fault(name, hints.length === 0 ? "missing" : "unexpected", "must be the only hint");
  if (name === "login_hint_token") return fault(name, "unsupported", "is not supported");

  const message = form("binding_message") ?? "";
  if (message === "" && client.ciba.requiresMessage) return fault("binding_message", "missing", "is missing");
  if (message !== "" && !canBeShown(message))
    return fault(
      "binding_message",
      "malformed",
      `must have at most ${MAX_MESSAGE_CHARACTERS} characters, all of them seen`,
      "invalid_binding_message",
    );

  const expiry = form("requested_expiry");
  if (expiry !== undefined && !/^0*[1-9]\d*$/.test(expiry))
    return fault("requested_expiry", "malformed", "must be a positive integer");
  const isPinged = client.ciba.deliveryMode === "ping";
  const token = isPinged ? form("client_notification_token") : undefined;
  if (isPinged && token === undefined) return fault("client_notification_token", "missing", "is missing");
  if (token !== undefined && (token.length > MAX_TOKEN_CHARACTERS || !BEARER.test(token)))
    return fault("client_notification_token", "malformed", "is no bearer token");

  const seconds = Math.min(Math.max(Number(expiry ?? USUAL_SECONDS), MIN_SECONDS), MAX_SECONDS);
  return {
    hint: { kind: name === "login_hint" ? "name" : "id-token", text: form(name) ?? "" },
    scope: wanted.filter((one) => client.scope.includes(one)),
    message,
    userCode: client.ciba.takesUserCode ? form("user_code") : undefined,
    asksMfa: asksMfa(form("acr_values")),
    lastsMs: seconds * 1000,
    notificationToken: token,
  };
}

/** What nobody sees, or what turns the text round, could have it say something else. */
export const canBeShown = (text: string): boolean =>
  text.trim() !== "" && [...text].length <= MAX_MESSAGE_CHARACTERS && !hasUnseen(text);
