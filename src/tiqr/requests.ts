// What phones post: the key of an enrolment, and the answer to a challenge. Read here for the server, written here for phone/.
// Query and body arrive merged, because apps use the URLs of the metadata verbatim.

/** A parameter of the request; an empty one counts as missing. */
export type Parameter = (name: string) => string | undefined;

/** In characters. A longer one is refused, so nobody may have an identity that a phone could not send back in `userId`. */
/** Digits as a person copies them from the app, in groups perhaps. Undefined when there are none. */
export const readDigits = (text: string | undefined): string | undefined => text?.replaceAll(/\s/g, "") || undefined;

/** Of one parameter, decoded: more than any name, PIN or description needs. What is longer would fill rows and logs. */
export const MAX_PARAMETER_CHARACTERS = 1024;

/** Where a phone can be woken; kept for push. Apps without one send nothing, an empty value or iOS's "(null)". */
export interface Notification {
  readonly type: string;
  readonly address: string;
}

export interface EnrolmentRequest {
  readonly serial: string;
  readonly session: string;
  /** Hex as posted, in either case: iOS writes it in capitals. */
  readonly secretHex: string;
  /** Null: none. */
  readonly notification: Notification | null;
}

export interface AnswerRequest {
  /** From the QR code: it names the transaction, and is not its id. */
  readonly sessionKey: string;
  /** As the phone wrote it. iOS garbles `+ & = @`, so it proves nothing: the response's HMAC decides. */
  readonly userId: string;
  readonly response: string;
  /** Null: none, or none any more. */
  readonly notification: Notification | null;
}

export type Read<T> = { readonly ok: true; readonly request: T } | { readonly ok: false; readonly missing: string };

export const readEnrolmentRequest = (parameter: Parameter): Read<EnrolmentRequest> =>
  requiring(parameter, ["serial", "session", "secret"], ({ serial, session, secret }) => ({
    serial,
    session,
    secretHex: secret,
    notification: notificationOf(parameter),
  }));

/** No app names action=authentication, but every app names its operation; which one is not looked at. */
export const readAnswerRequest = (parameter: Parameter): Read<AnswerRequest> =>
  requiring(parameter, ["userId", "response", "operation", "sessionKey"], ({ sessionKey, userId, response }) => ({
    sessionKey,
    userId,
    response,
    notification: notificationOf(parameter),
  }));

/** The body of an enrolment as current apps write it, without a place for push. */
export const enrolmentForm = (secretHex: string, language: string): URLSearchParams =>
  new URLSearchParams({ secret: secretHex, language, operation: "register" });

/** The body of an answer as current apps write it, without a place for push. */
export const answerForm = (sessionKey: string, userId: string, response: string, language: string): URLSearchParams =>
  new URLSearchParams({ sessionKey, userId, response, language, operation: "login" });

function requiring<Name extends string, T>(
  parameter: Parameter,
  names: readonly Name[],
  build: (values: Record<Name, string>) => T,
): Read<T> {
  const values: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = parameter(name);
    if (!value) return { ok: false, missing: name };
    values[name] = value;
  }
  return { ok: true, request: build(values as Record<Name, string>) };
}

function notificationOf(parameter: Parameter): Notification | null {
  const [type, address] = [parameter("notificationType"), parameter("notificationAddress")];
  if (!type || !address || type === "(null)" || address === "(null)") return null;
  return { type, address };
}
