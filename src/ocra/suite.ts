// The OCRA suite: one line that says from which inputs a response is computed, and how (RFC 6287
// §6): <Algorithm>:<CryptoFunction>:<DataInput>, as in OCRA-1:HOTP-SHA256-8:C-QN08-PSHA1-S064-T1M.
// The text is hashed into every response exactly as written, so it is kept along with its meaning.
//
// A bare Q, P, S or T stands for QN08, PSHA1, S064 or T1M, the defaults of RFC 6287 §6.3 (TiQR uses
// the bare S). The RFC writes keywords in upper case without requiring it; TiQR apps accept both.

import { type OcraRefusal, quote, refuseInput } from "./refusal.ts";

/** A hash function, under its WebCrypto name. */
export type HashName = "SHA-1" | "SHA-256" | "SHA-512";

export type QuestionFormat = (typeof QUESTION_FORMATS)[number];

/** A: alphanumeric, N: decimal, H: hexadecimal. `length` in characters, 4 to 64. */
export type QuestionSpec = { readonly format: QuestionFormat; readonly length: number };

export type Suite = {
  /** The suite as written. This text is hashed into the response. */
  readonly text: string;
  readonly hash: HashName;
  /** Length of the response in decimal digits, 4 to 10; 0 means the whole HMAC. */
  readonly digits: number;
  readonly counter: boolean;
  readonly question: QuestionSpec;
  readonly pinHash: HashName | undefined;
  /** In bytes, 1 to 999. */
  readonly sessionLength: number | undefined;
  readonly timeStepSeconds: number | undefined;
};

export type SuiteProblem =
  | "not-ascii"
  | "not-three-parts"
  | "unsupported-algorithm"
  | "malformed-crypto-function"
  | "unsupported-hash"
  | "unsupported-digits"
  | "unknown-field"
  | "repeated-field"
  | "misplaced-field"
  | "missing-question"
  | "malformed-counter"
  | "unsupported-question-format"
  | "unsupported-question-length"
  | "unsupported-pin-hash"
  | "unsupported-session-length"
  | "unsupported-time-step";

const QUESTION_FORMATS = ["A", "N", "H"] as const;

const HASHES: ReadonlyMap<string, HashName> = new Map([
  ["SHA1", "SHA-1"],
  ["SHA256", "SHA-256"],
  ["SHA512", "SHA-512"],
]);

/** The fields of DataInput in the one order that RFC 6287 §6.3 allows. */
const FIELD_ORDER = "CQPST";

// Differs: the RFC's table lets hours begin at 0. Verified erratum 3729 makes it 1.
const TIME_UNITS: ReadonlyMap<string, { seconds: number; most: number }> = new Map([
  ["S", { seconds: 1, most: 59 }],
  ["M", { seconds: 60, most: 59 }],
  ["H", { seconds: 3600, most: 48 }],
]);

/** Reads a suite. The message of a refusal may be shown to an administrator. */
export function parseSuite(text: string): { readonly ok: true; readonly suite: Suite } | OcraRefusal<SuiteProblem> {
  // Outside ASCII, upper case can change a letter into another: "ſ" would become an S.
  if (!/^[!-~]*$/.test(text)) return refuseInput("not-ascii", quote(text), "printable ASCII without spaces");
  const parts = text.toUpperCase().split(":");
  if (parts.length !== 3)
    return refuseInput("not-three-parts", quote(text), "<Algorithm>:<CryptoFunction>:<DataInput>");
  const [algorithm = "", cryptoFunction = "", dataInput = ""] = parts;

  // RFC 6287 §6.1 defines version 1 only.
  if (algorithm !== "OCRA-1") return refuseInput("unsupported-algorithm", quote(algorithm), "OCRA-1");

  // The hash and the number of digits: RFC 6287 §6.2.
  const [family, hashName = "", digits = "", ...rest] = cryptoFunction.split("-");
  if (family !== "HOTP" || digits === "" || rest.length > 0)
    return refuseInput("malformed-crypto-function", quote(cryptoFunction), "HOTP-<hash>-<digits>");
  const hash = HASHES.get(hashName);
  if (hash === undefined) return refuseInput("unsupported-hash", quote(hashName), "SHA1, SHA256 or SHA512");
  if (!/^(0|[4-9]|10)$/.test(digits)) return refuseInput("unsupported-digits", quote(digits), "0 or 4 to 10");

  // RFC 6287 §6.3: each field begins with its letter, and the rest qualifies it.
  const fields = new Map<string, string>();
  let place = 0;
  for (const field of dataInput.split("-")) {
    const letter = field.charAt(0);
    const next = FIELD_ORDER.indexOf(letter);
    if (letter === "" || next < 0) return refuseInput("unknown-field", quote(field), "a field C, Q, P, S or T");
    if (fields.has(letter)) return refuseInput("repeated-field", quote(dataInput), `${letter} once`);
    if (next < place) return refuseInput("misplaced-field", quote(dataInput), "the order C, Q, P, S, T");
    fields.set(letter, field.slice(1));
    place = next;
  }

  const counter = fields.get("C");
  if (counter) return refuseInput("malformed-counter", quote(`C${counter}`), "C alone");

  const question = fields.get("Q");
  if (question === undefined) return refuseInput("missing-question", quote(dataInput), "a field Q");
  const { format, length } = readQuestion(question || "N08");
  if (format === undefined) return refuseInput("unsupported-question-format", quote(`Q${question}`), "QA, QN or QH");
  if (length === undefined)
    return refuseInput("unsupported-question-length", quote(`Q${question}`), "two digits, 04 to 64");

  const pin = fields.get("P");
  const pinHash = pin === undefined ? undefined : HASHES.get(pin || "SHA1");
  if (pin !== undefined && pinHash === undefined)
    return refuseInput("unsupported-pin-hash", quote(`P${pin}`), "PSHA1, PSHA256 or PSHA512");

  const session = fields.get("S");
  const sessionLength = session === undefined ? undefined : readSessionLength(session || "064");
  if (session !== undefined && sessionLength === undefined)
    return refuseInput("unsupported-session-length", quote(`S${session}`), "three digits, 001 to 999");

  const step = fields.get("T");
  const timeStepSeconds = step === undefined ? undefined : readTimeStep(step || "1M");
  if (step !== undefined && timeStepSeconds === undefined)
    return refuseInput("unsupported-time-step", quote(`T${step}`), "1S to 59S, 1M to 59M or 1H to 48H");

  return {
    ok: true,
    suite: {
      text,
      hash,
      digits: Number(digits),
      counter: counter !== undefined,
      question: { format, length },
      pinHash,
      sessionLength,
      timeStepSeconds,
    },
  };
}

function readQuestion(qualifier: string) {
  const format = QUESTION_FORMATS.find((known) => known === qualifier.charAt(0));
  const length = /^\d\d$/.test(qualifier.slice(1)) ? Number(qualifier.slice(1)) : 0;
  return { format, length: length >= 4 && length <= 64 ? length : undefined };
}

/** The parties may agree on any length (RFC 6287 §6.3), but a session of no bytes binds nothing. */
function readSessionLength(qualifier: string): number | undefined {
  return /^\d{3}$/.test(qualifier) && qualifier !== "000" ? Number(qualifier) : undefined;
}

function readTimeStep(qualifier: string): number | undefined {
  const [, count = "", unitLetter = ""] = /^([1-9]\d?)(.)$/.exec(qualifier) ?? [];
  const unit = TIME_UNITS.get(unitLetter);
  return unit !== undefined && Number(count) <= unit.most ? Number(count) * unit.seconds : undefined;
}
