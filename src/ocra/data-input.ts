// DataInput: the message that is hashed into a response (RFC 6287 §5.1), without separators:
//
//   suite as written | 00 | C: 8 bytes | Q: 128 | P: hash of the PIN | S: session, nnn bytes | T: 8
//
// The suite alone decides which of C, P, S and T take part. A field that it names must be given;
// any other is ignored, so that a caller may offer the same input to several suites.

import { type Bytes, fromHex, utf8 } from "../lib/bytes.ts";
import { encodeQuestion, type QuestionProblem, type QuestionReading } from "./question.ts";
import { type OcraRefusal, refuseInput } from "./refusal.ts";
import type { HashName, Suite } from "./suite.ts";

export type DataInput = {
  /** Q in the suite's format. In mutual mode it is the other party's question, then one's own. */
  readonly question: string;
  /** Matters for N questions only; `rfc` when absent. */
  readonly questionReading?: QuestionReading;
  /** C, 0 to 2^64 - 1. */
  readonly counter?: number | bigint;
  /** P: the PIN as text, or the hash of it that the suite names. */
  readonly pin?: string | Bytes;
  /** S in hex. A shorter text, such as TiQR's session key, is padded with zeros on the left. */
  readonly session?: string;
  /** T, the time steps since 1970: see `timeStepsAt`. */
  readonly timeSteps?: number | bigint;
};

export type InputProblem =
  | QuestionProblem
  | "missing-counter"
  | "malformed-counter"
  | "missing-pin"
  | "malformed-pin-hash"
  | "missing-session"
  | "malformed-session"
  | "session-too-long"
  | "missing-time-steps"
  | "malformed-time-steps";

const HASH_BYTES: Readonly<Record<HashName, number>> = { "SHA-1": 20, "SHA-256": 32, "SHA-512": 64 };

/** Returns T, the number of whole time steps from 1970 to `nowMs` (RFC 6287 §6.3). */
export const timeStepsAt = (nowMs: number, timeStepSeconds: number): number =>
  Math.floor(nowMs / (timeStepSeconds * 1000));

/** Builds the message. A refusal may quote a question or a counter, never a PIN or a session. */
export async function encodeDataInput(
  suite: Suite,
  input: DataInput,
): Promise<{ readonly ok: true; readonly bytes: Bytes } | OcraRefusal<InputProblem>> {
  const fields: Bytes[] = [utf8(`${suite.text}\0`)];

  if (suite.counter) {
    if (input.counter === undefined) return refuseInput("missing-counter", "none", "a counter");
    const counter = eightBytes(input.counter);
    if (counter === undefined) return refuseInput("malformed-counter", `${input.counter}`, "an integer of 64 bits");
    fields.push(counter);
  }

  const question = encodeQuestion(input.question, suite.question.format, input.questionReading);
  if (!question.ok) return question;
  fields.push(question.bytes);

  if (suite.pinHash !== undefined) {
    if (!input.pin?.length) return refuseInput("missing-pin", "none", "a PIN");
    const hash = typeof input.pin === "string" ? await digest(suite.pinHash, input.pin) : input.pin;
    const expected = HASH_BYTES[suite.pinHash];
    if (hash.length !== expected)
      return refuseInput("malformed-pin-hash", `${hash.length} bytes`, `${expected} of ${suite.pinHash}`);
    fields.push(hash);
  }

  if (suite.sessionLength !== undefined) {
    if (!input.session) return refuseInput("missing-session", "none", "a session");
    const expected = 2 * suite.sessionLength;
    if (input.session.length > expected)
      return refuseInput("session-too-long", `${input.session.length} hex digits`, `at most ${expected}`);
    const session = fromHex(input.session.padStart(expected, "0"));
    if (session === undefined) return refuseInput("malformed-session", "another character", "hex digits");
    fields.push(session);
  }

  if (suite.timeStepSeconds !== undefined) {
    if (input.timeSteps === undefined) return refuseInput("missing-time-steps", "none", "a number of time steps");
    const timeSteps = eightBytes(input.timeSteps);
    if (timeSteps === undefined)
      return refuseInput("malformed-time-steps", `${input.timeSteps}`, "an integer of 64 bits");
    fields.push(timeSteps);
  }

  return { ok: true, bytes: concat(fields) };
}

const digest = async (hash: HashName, text: string): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest(hash, utf8(text)));

/** Unsigned and big-endian. Undefined unless the value is an exact integer that fits 64 bits. */
function eightBytes(value: number | bigint): Bytes | undefined {
  if (typeof value === "number" && !Number.isSafeInteger(value)) return undefined;
  const integer = BigInt(value);
  if (BigInt.asUintN(64, integer) !== integer) return undefined;
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, integer);
  return bytes;
}

function concat(fields: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(fields.reduce((length, field) => length + field.length, 0));
  let offset = 0;
  for (const field of fields) {
    whole.set(field, offset);
    offset += field.length;
  }
  return whole;
}
