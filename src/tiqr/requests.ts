// The requests that phones post: the secret of an enrolment, and the answer to a challenge. This
// file reads them for the server and writes them for phone/. Query and body arrive merged, because
// apps use the URLs of the metadata verbatim.

/** Returns a parameter of the request; an empty one counts as missing. */
export type Parameter = (name: string) => string | undefined;

/** Removes spaces from digits that a person copied from the app. Undefined if nothing is left. */
export const readDigits = (text: string | undefined): string | undefined => text?.replaceAll(/\s/g, "") || undefined;

/**
 * Longer than any name, PIN or description needs to be. A longer parameter could fill rows and logs
 * and is refused. No identity may be longer either, since a phone sends it back in `userId`.
 */
export const MAX_PARAMETER_CHARACTERS = 1024;

/** Where push can wake the phone. Apps without an address send none, an empty one or "(null)". */
export interface Notification {
  readonly type: string;
  readonly address: string;
}

export interface MetadataRequest {
  /** From the QR code. This request spends it. */
  readonly session: string;
  readonly serial: string;
}

export interface EnrolmentRequest {
  readonly serial: string;
  readonly session: string;
  /** Hex as posted, in either case: iOS writes capitals. */
  readonly secretHex: string;
  /** Null: the phone has none. */
  readonly notification: Notification | null;
}

export interface AnswerRequest {
  /** From the QR code. It names the transaction but is not the transaction_id. */
  readonly sessionKey: string;
  /** As the phone wrote it. iOS garbles `+ & = @`: it proves nothing; the response's HMAC does. */
  readonly userId: string;
  readonly response: string;
  /** Null: the phone has none, or no longer has one. */
  readonly notification: Notification | null;
}

/** The requests that a phone sends to its URL. */
export type PhoneRequest =
  | ({ readonly action: "metadata" } & MetadataRequest)
  | ({ readonly action: "enrollment" } & EnrolmentRequest)
  | ({ readonly action: "authentication" } & AnswerRequest);

const ACTIONS: readonly PhoneRequest["action"][] = ["metadata", "enrollment", "authentication"];

/** No app sends action=authentication, so a request without an action is an answer. */
export function actionOf(parameter: Parameter): PhoneRequest["action"] | undefined {
  const named = parameter("action") || "authentication";
  return ACTIONS.find((action) => action === named);
}

export type ReadForm<T> = { readonly ok: true; readonly request: T } | { readonly ok: false; readonly missing: string };

/** Reads what the action needs. */
export function readPhoneRequest(action: PhoneRequest["action"], parameter: Parameter): ReadForm<PhoneRequest> {
  switch (action) {
    case "metadata":
      return requiring(parameter, ["session", "serial"], (request) => ({ action, ...request }));
    case "enrollment":
      return requiring(parameter, ["serial", "session", "secret"], ({ secret, ...request }) => {
        return { action, ...request, secretHex: secret, notification: notificationOf(parameter) };
      });
    // Every app sends an operation. It must be there; its value does not matter.
    case "authentication":
      return requiring(parameter, ["userId", "response", "operation", "sessionKey"], ({ operation: _, ...request }) => {
        return { action, ...request, notification: notificationOf(parameter) };
      });
  }
}

/** Writes the body of an enrolment as current apps do, without an address for push. */
export const enrolmentForm = (secretHex: string, language: string): URLSearchParams =>
  new URLSearchParams({ secret: secretHex, language, operation: "register" });

/** Writes the body of an answer as current apps do, without an address for push. */
export const answerForm = (sessionKey: string, userId: string, response: string, language: string): URLSearchParams =>
  new URLSearchParams({ sessionKey, userId, response, language, operation: "login" });

function requiring<Name extends string, T>(
  parameter: Parameter,
  names: readonly Name[],
  build: (values: Record<Name, string>) => T,
): ReadForm<T> {
  const values: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = parameter(name);
    if (!value) return { ok: false, missing: name };
    values[name] = value;
  }
  return { ok: true, request: build(values as Record<Name, string>) };
}

function notificationOf(parameter: Parameter): Notification | null {
  const type = parameter("notificationType");
  const address = parameter("notificationAddress");
  if (!type || !address || type === "(null)" || address === "(null)") return null;
  return { type, address };
}
