// OCRA as the Android app since 2020 (Kotlin) computes it: the same for every version of the URL,
// with decimal digits read as hex digits. It knows no PIN, and takes any s in the suite for a
// session, even that of PSHA1. It must agree with the column `kotlin` of
// test/vectors/tiqr-apps.json.

import { type Bytes, fromHex } from "../../../../src/lib/bytes.ts";
import { decimals, macOf, numberOf, OcraError, type OcraInput, readSuite } from "../hotp.ts";

export async function kotlinOcra({ suite: text, keyHex, question, sessionKey }: OcraInput): Promise<string> {
  const suite = readSuite(text);
  // The list of powers of ten ends with eight digits.
  if (suite.digits > 8) throw new OcraError("no such power of ten");
  pairs(sessionKey); // read even if the suite has no S
  const fields = [
    new Uint8Array(suite.fields.startsWith("c") ? 8 : 0),
    pairs(question.padEnd(256, "0")),
    sessionOf(suite.fields, sessionKey),
    new Uint8Array(/(^|-)t/.test(suite.fields) ? 8 : 0),
  ];
  return decimals(numberOf(await macOf(suite.hash, pairs(keyHex), suite, fields)), suite.digits);
}

function sessionOf(fields: string, sessionKey: string): Bytes {
  if (!fields.includes("s")) return new Uint8Array(0);
  const length = Number(/s(064|128|256|512)/.exec(fields)?.[1] ?? 64);
  if (sessionKey.length > 2 * length) throw new OcraError("the session does not fit");
  return pairs(sessionKey.padStart(2 * length, "0"));
}

/** Reads hex in pairs of digits; a single last digit is a byte of its own. */
function pairs(hex: string): Bytes {
  const bytes = (hex.match(/..?/g) ?? []).map((pair) => fromHex(pair.padStart(2, "0"))?.[0]);
  if (bytes.includes(undefined)) throw new OcraError("not hex");
  return Uint8Array.from(bytes as number[]);
}
