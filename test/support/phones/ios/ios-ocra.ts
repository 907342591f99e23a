// OCRA as the iOS app computes it: one code for URLs of version 1 (or none), which converts decimal
// questions and knows only sessions of 64 bytes, another for all others, which reads decimal digits
// as hex digits. It refuses no hex: a byte that is not hex becomes the previous byte. It must agree
// with the columns `ios_v1` and `ios_v2` of test/vectors/tiqr-apps.json.

import type { Bytes } from "../../../../src/lib/bytes.ts";
import {
  decimalInHex,
  decimals,
  macOf,
  numberOf,
  OcraError,
  type OcraInput,
  type PhoneSuite,
  readSuite,
} from "../hotp.ts";

export const iosOcraV1 = async (input: OcraInput): Promise<string> => {
  const suite = readSuite(input.suite);
  const numeric = suite.fields.includes("qn");
  // The longest decimal questions crash the app.
  if (numeric && input.question.length > 38) throw new OcraError("crash");
  const question = numeric ? decimalInHex(input.question) : input.question;
  return compute({ ...input, question }, suite, /(^|-)s/.test(suite.fields) ? 64 : 0);
};

export const iosOcraV2 = (input: OcraInput): Promise<string> => {
  const suite = readSuite(input.suite);
  // Any s counts, even that of PSHA1.
  const sessionLength = suite.fields.includes("s") ? Number(/s(064|128|256|512)/.exec(suite.fields)?.[1] ?? 64) : 0;
  return compute(input, suite, sessionLength);
};

async function compute(input: OcraInput, suite: PhoneSuite, sessionLength: number): Promise<string> {
  const fields = [
    new Uint8Array(suite.fields.startsWith("c") ? 8 : 0),
    lenient(input.question.padEnd(256, "0")),
    new Uint8Array(/(^|-)p/.test(suite.fields) ? 20 : 0),
    lenient(input.sessionKey.padStart(2 * sessionLength, "0").slice(0, 2 * sessionLength)),
    new Uint8Array(/(^|-)t/.test(suite.fields) ? 8 : 0),
  ];
  const number = numberOf(await macOf(suite.hash, lenient(input.keyHex), suite, fields));
  // 32 bits cannot hold the tenth power of ten: ten digits become nine with a zero in front.
  return decimals(number, Math.min(suite.digits, 9)).padStart(suite.digits, "0");
}

/**
 * Pairs of digits; a single last digit is left out. If a pair does not begin with a hex digit,
 * nothing is read.
 */
function lenient(hex: string): Bytes {
  let byte = 0;
  const bytes = (hex.match(/../g) ?? []).map((pair) => {
    const digits = /^[0-9a-f]+/i.exec(pair)?.[0];
    if (digits !== undefined) byte = Number.parseInt(digits, 16);
    return byte;
  });
  return Uint8Array.from(bytes);
}
