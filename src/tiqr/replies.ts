// The replies to a phone, in the words of both protocol versions. Apps ignore the HTTP status. Java
// and iOS choose text or JSON by the reply's X-TIQR-Protocol-Version header alone, Kotlin by the
// body alone. So a reply is either JSON with the header or text without it, never a mixture. JSON
// also has a sentence, which iOS shows to the person in place of its own; the other apps ignore it.

export const PROTOCOL_HEADER = "X-TIQR-Protocol-Version";

export type PhoneReply =
  | { readonly word: "ok" }
  | { readonly word: "enrollment-refused" }
  /** attemptsLeft ≥ 1. A zero would make Java and iOS block every account on the phone, of every service. */
  | { readonly word: "wrong-response"; readonly attemptsLeft: number }
  | { readonly word: "invalid-request" }
  /**
   * The answer was not heard. A reply without a code makes Android show the digits; text has no
   * word for it.
   */
  | { readonly word: "show-digits" }
  | { readonly word: "invalid-challenge" }
  /** Java and iOS then block this account for good, so send it only to a phone whose own response caused a permanent lock. */
  | { readonly word: "account-blocked" }
  /** A lock that opens by itself, in minutes. Protocol 1 has no word for it: its `ACCOUNT_BLOCKED` would block for good. */
  | { readonly word: "blocked-for"; readonly duration: number };

/** Version 1 sends `text`, version 2 `responseCode`. Nothing may be added: iOS takes `OK` with a newline for an error. */
const WORDS = {
  ok: { text: "OK", responseCode: 1 },
  "enrollment-refused": { text: "ENROLLMENT_REFUSED", responseCode: 101 }, // as text, apps take any word but OK for this
  "wrong-response": { text: "INVALID_RESPONSE", responseCode: 201 },
  "invalid-request": { text: "INVALID_REQUEST", responseCode: 202 },
  "show-digits": { text: "INVALID_REQUEST", responseCode: undefined },
  "invalid-challenge": { text: "INVALID_CHALLENGE", responseCode: 203 },
  "account-blocked": { text: "ACCOUNT_BLOCKED", responseCode: 204 },
  "blocked-for": { text: "INVALID_CHALLENGE", responseCode: 204 },
} as const satisfies Record<PhoneReply["word"], { text: string; responseCode: number | undefined }>;

export interface RenderedReply {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What is known of a phone that has sent a request. */
export interface Asking {
  /** Its header PROTOCOL_HEADER. */
  readonly protocol: string | undefined;
  /** Whether its User-Agent is that of an app for iOS. */
  readonly onIos: boolean;
  /** The parameter `version` of its body; null if the body could not be read. */
  readonly version: string | undefined | null;
}

/**
 * As iOS writes the version of a reply that it has not had yet. Only an app that reads JSON sends
 * one.
 */
const NO_VERSION_YET = "(null)";

/**
 * Whether the phone reads JSON. iOS does, and says so by no header: it would repeat the version of
 * the last reply, and each of its requests is the first. Text is all that other phones without the
 * header read, so two signs are needed for iOS, as far as there are two.
 */
export function readsJson({ protocol, onIos, version }: Asking): boolean {
  if (protocol) return isVersion2(protocol);
  return onIos && (version === null || version === NO_VERSION_YET);
}

/** Writes JSON with the sentence, or text. A success needs no sentence: no app shows one. */
export function renderReply(reply: PhoneReply, sentence: string, json: boolean): RenderedReply {
  const { word, ...evidence } = reply;
  const { text, responseCode } = WORDS[word];
  if (json) {
    const headers = { "Content-Type": "application/json", [PROTOCOL_HEADER]: "2" };
    const message = word === "ok" ? undefined : sentence;
    return { body: JSON.stringify({ responseCode, ...evidence, message }), headers };
  }
  // Java reads 10 as 1, so send at most 9. Kotlin shows "account blocked" without a digit, so always send one.
  const body = reply.word === "wrong-response" ? `${text}:${Math.min(reply.attemptsLeft, 9)}` : text;
  return { body, headers: { "Content-Type": "text/plain; charset=utf-8" } };
}

/** A reply as the phone understands it, with its sentence if it has one. */
export type HeardReply = PhoneReply & { readonly message?: string };

/** Reads a reply by its protocol header, as the Java and iOS apps do. Returns undefined for a reply that no app understands. */
export function readReply(body: string, protocolHeader: string | null): HeardReply | undefined {
  return isVersion2(protocolHeader) ? readJson(body) : readText(body);
}

const isVersion2 = (header: string | null | undefined): boolean => Number.parseInt(header ?? "", 10) >= 2;

const WORD_NAMES = Object.keys(WORDS) as PhoneReply["word"][];

function readText(body: string): PhoneReply | undefined {
  const [, text, digits] = /^([A-Z_]+)(?::(\d+))?$/.exec(body) ?? [];
  const word = WORD_NAMES.find((name) => WORDS[name].text === text);
  return text === undefined ? undefined : withEvidence(word ?? "enrollment-refused", Number(digits));
}

function readJson(body: string): HeardReply | undefined {
  let reply: { responseCode?: unknown; attemptsLeft?: unknown; message?: unknown; duration?: unknown } | null;
  try {
    reply = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (typeof reply !== "object" || reply === null) return undefined;
  const { responseCode, attemptsLeft, message, duration } = reply;
  const word = WORD_NAMES.find((name) => WORDS[name].responseCode === responseCode);
  const known =
    word === "account-blocked" && typeof duration === "number"
      ? ({ word: "blocked-for", duration } as const)
      : word && withEvidence(word, Number(attemptsLeft));
  return known && typeof message === "string" ? { ...known, message } : known;
}

function withEvidence(word: PhoneReply["word"], attemptsLeft: number): PhoneReply | undefined {
  if (word === "wrong-response") return attemptsLeft >= 1 ? { word, attemptsLeft } : undefined;
  return word === "blocked-for" ? undefined : { word };
}
