// The replies to a phone, in the words of both protocol versions. Apps ignore the HTTP status. Java
// and iOS choose text or JSON by the reply's X-TIQR-Protocol-Version header alone, Kotlin by the
// body alone. So a reply is either JSON with the header or text without it, never a mixture. JSON
// also has a sentence, which iOS shows instead of its own; the other apps ignore it.

export const PROTOCOL_HEADER = "X-TIQR-Protocol-Version";

export type PhoneReply =
  | { readonly word: "ok" }
  | { readonly word: "enrollment-refused" }
  /** attemptsLeft ≥ 1. At 0, Java and iOS block every account on the phone, of every service. */
  | { readonly word: "wrong-response"; readonly attemptsLeft: number }
  | { readonly word: "invalid-request" }
  /** The body did not arrive. Without a code, Android shows the digits; text has no word for it. */
  | { readonly word: "show-digits" }
  | { readonly word: "invalid-challenge" }
  /** Java and iOS then block the account for good: only if its own response locked it for good. */
  | { readonly word: "account-blocked" }
  /** A lock, in minutes. Protocol 1 has no word for it: `ACCOUNT_BLOCKED` would block for good. */
  | { readonly word: "blocked-for"; readonly duration: number };

/** Version 1 sends `text`, version 2 `responseCode`. Add nothing: `OK\n` is an error to iOS. */
const WORDS = {
  ok: { text: "OK", responseCode: 1 },
  // As text, apps take any word but OK for a refusal.
  "enrollment-refused": { text: "ENROLLMENT_REFUSED", responseCode: 101 },
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

/** What is known about a phone that has sent a request. */
export interface PhoneApp {
  /** Its header PROTOCOL_HEADER. */
  readonly protocol: string | undefined;
  /** Whether its User-Agent is that of an app for iOS. */
  readonly onIos: boolean;
  /** The parameter `version` of its body; null if the body could not be read. */
  readonly version: string | undefined | null;
}

/** iOS's version before its first reply. Only an app that reads JSON sends a version. */
const NO_VERSION_YET = "(null)";

/**
 * Whether the phone reads JSON. iOS does, but sends no header: it would repeat the version of the
 * last reply, and each of its requests is its first. All other phones without the header read only
 * text, so iOS must show two signs, or one if its body could not be read.
 */
export function readsJson({ protocol, onIos, version }: PhoneApp): boolean {
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
  // Java reads 10 as 1, so at most 9. Kotlin says "account blocked" without a digit, so always one.
  const body = reply.word === "wrong-response" ? `${text}:${Math.min(reply.attemptsLeft, 9)}` : text;
  return { body, headers: { "Content-Type": "text/plain; charset=utf-8" } };
}

/** A reply as the phone understands it, with its sentence if it has one. */
export type HeardReply = PhoneReply & { readonly message?: string };

/** Reads a reply by its header, as Java and iOS do. Undefined for one that no app understands. */
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
