// OCRA as tiqr-server-libphp, and with it the console client of Stepup-tiqr, computes it: the same
// for every version of the URL, with decimal digits read as hex digits, and as the only one of the
// four with C, P, T and untruncated responses. It must agree with the column `php` of
// test/vectors/tiqr-apps.json.

import { type Bytes, fromHex, toHex } from "../../../src/lib/bytes.ts";
import { decimals, macOf, numberOf, OcraError, type OcraInput, readSuite } from "./hotp.ts";

export async function phpOcra(input: OcraInput): Promise<string> {
  const { keyHex, question, sessionKey, counterHex = "", pinHashHex = "", timeHex = "" } = input;
  const suite = readSuite(input.suite);
  const { fields } = suite;
  const message = [
    fields.startsWith("c") ? left(counterHex, 8) : new Uint8Array(0),
    strict(question.padEnd(256, "0")),
    /(^|-)p/.test(fields) ? strict(pinHashHex) : new Uint8Array(0),
    // Here S512 has 64 bytes.
    /(^|-)s/.test(fields) ? left(sessionKey, Number(/s(064|128|256)/.exec(fields)?.[1] ?? 64)) : new Uint8Array(0),
    /(^|-)t/.test(fields) ? left(timeHex, 8) : new Uint8Array(0),
  ];
  const mac = await macOf(suite.hash, strict(keyHex), suite, message);
  return suite.digits === 0 ? toHex(mac) : decimals(numberOf(mac), suite.digits);
}

function left(hex: string, length: number): Bytes {
  if (hex.length > 2 * length) throw new OcraError("too long");
  return strict(hex.padStart(2 * length, "0"));
}

function strict(hex: string): Bytes {
  const bytes = fromHex(hex);
  if (!bytes) throw new OcraError("not hex");
  return bytes;
}
