// The replies to a phone, in the words of both protocol versions.
// Apps ignore the HTTP status. Java and iOS choose text or JSON by the reply's X-TIQR-Protocol-Version header alone,
// Kotlin by the body alone. So a reply is either JSON with the header or text without it, never a mixture.

export const PROTOCOL_HEADER = "X-TIQR-Protocol-Version";

export type PhoneReply =
  | { readonly word: "ok" }
  | { readonly word: "enrollment-refused"; readonly message: string }
  /** attemptsLeft ≥ 1. A zero would make Java and iOS block every account on the phone, of every service. */
  | { readonly word: "wrong-response"; readonly attemptsLeft: number }
  | { readonly word: "invalid-request" }
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
  "invalid-challenge": { text: "INVALID_CHALLENGE", responseCode: 203 },
  "account-blocked": { text: "ACCOUNT_BLOCKED", responseCode: 204 },
  "blocked-for": { text: "INVALID_CHALLENGE", responseCode: 204 },
} as const satisfies Record<PhoneReply["word"], { text: string; responseCode: number }>;

export interface RenderedReply {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Writes JSON for a phone whose own header announces protocol 2 or later, and text for every other phone. */
export function renderReply(reply: PhoneReply, requestedProtocol: string | undefined): RenderedReply {
  const { word, ...evidence } = reply;
  const { text, responseCode } = WORDS[word];
  if (isVersion2(requestedProtocol)) {
    const headers = { "Content-Type": "application/json", [PROTOCOL_HEADER]: "2" };
    return { body: JSON.stringify({ responseCode, ...evidence }), headers };
  }
  // Java reads 10 as 1, so send at most 9. Kotlin shows "account blocked" without a digit, so always send one.
  const body = reply.word === "wrong-response" ? `${text}:${Math.min(reply.attemptsLeft, 9)}` : text;
  return { body, headers: { "Content-Type": "text/plain; charset=utf-8" } };
}

/** Reads a reply by its protocol header, as the Java and iOS apps do. Returns undefined for a reply that no app understands. */
export function readReply(body: string, protocolHeader: string | null): PhoneReply | undefined {
  return isVersion2(protocolHeader) ? readJson(body) : readText(body);
}

const isVersion2 = (header: string | null | undefined): boolean => Number.parseInt(header ?? "", 10) >= 2;

function readText(body: string): PhoneReply | undefined {
  const [, text, digits] = /^([A-Z_]+)(?::(\d+))?$/.exec(body) ?? [];
  const word = (Object.keys(WORDS) as PhoneReply["word"][]).find((key) => WORDS[key].text === text);
  return text === undefined ? undefined : withEvidence(word ?? "enrollment-refused", Number(digits), text);
}

function readJson(body: string): PhoneReply | undefined {
  let reply: { responseCode?: unknown; attemptsLeft?: unknown; message?: unknown; duration?: unknown } | null;
  try {
    reply = JSON.parse(body);
  } catch {
    return undefined;
  }
  const word = (Object.keys(WORDS) as PhoneReply["word"][]).find(
    (key) => WORDS[key].responseCode === reply?.responseCode,
  );
  if (word === "account-blocked" && typeof reply?.duration === "number")
    return { word: "blocked-for", duration: reply.duration };
  return word && withEvidence(word, Number(reply?.attemptsLeft), String(reply?.message ?? ""));
}

function withEvidence(word: PhoneReply["word"], attemptsLeft: number, message: string): PhoneReply | undefined {
  if (word === "wrong-response") return attemptsLeft >= 1 ? { word, attemptsLeft } : undefined;
  if (word === "enrollment-refused") return { word, message };
  return word === "blocked-for" ? undefined : { word };
}
