// OCRA as the Android app until 2019 (Java) computes it: one code for URLs of version 1 (or none),
// another for all others. Version 1 hashes SHA256 suites with SHA-1, converts decimal questions and
// knows only sessions of 64 bytes. The other reads decimal digits as hex digits. It must agree with
// the columns `java_v1` and `java_v2` of test/vectors/tiqr-apps.json.

import { type Bytes, fromHex } from "../../../../src/lib/bytes.ts";
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

export const javaOcraV1 = (input: OcraInput): Promise<string> => {
  const suite = readSuite(input.suite);
  const question = suite.fields.includes("qn") ? decimalInHex(input.question) : input.question;
  const sessionLength = /(^|-)s/.test(suite.fields) ? 64 : 0;
  return compute({ ...input, question }, suite, suite.hash === "SHA-512" ? "SHA-512" : "SHA-1", sessionLength);
};

export const javaOcraV2 = (input: OcraInput): Promise<string> => {
  const suite = readSuite(input.suite);
  // Any s counts, even that of PSHA1.
  const sessionLength = suite.fields.includes("s") ? Number(/s(064|128|256|512)/.exec(suite.fields)?.[1] ?? 64) : 0;
  return compute(input, suite, suite.hash, sessionLength);
};

async function compute(input: OcraInput, suite: PhoneSuite, hash: string, sessionLength: number): Promise<string> {
  // The list of powers of ten ends with eight digits.
  if (suite.digits > 8) throw new OcraError("no such power of ten");
  const session = sessionLength === 0 ? "" : input.sessionKey.padStart(2 * sessionLength, "0");
  if (session.length > 2 * sessionLength) throw new OcraError("the session does not fit");
  const fields = [
    new Uint8Array(suite.fields.startsWith("c") ? 8 : 0),
    strict(input.question.padEnd(256, "0")),
    new Uint8Array(/(^|-)p/.test(suite.fields) ? 20 : 0),
    strict(session),
    new Uint8Array(/(^|-)t/.test(suite.fields) ? 8 : 0),
  ];
  return decimals(numberOf(await macOf(hash, strict(input.keyHex), suite, fields)), suite.digits);
}

function strict(hex: string): Bytes {
  const bytes = fromHex(hex);
  if (!bytes) throw new OcraError("not hex");
  return bytes;
}
