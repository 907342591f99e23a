// The code that a person reads off a device and types into a browser: RFC 8628 §6.1. Letters
// without vowels spell no words, and none looks like a digit. 20 ** 8 of them leave five guesses a
// session no hope (§5.1).

import { type RandomBytes, toHex } from "../../lib/bytes.ts";
import type { Ports } from "../ports/index.ts";

const ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
const CHARACTERS = 8;

export function makeUserCode(randomBytes: RandomBytes): string {
  let code = "";
  // Bytes from the last multiple of the alphabet's length would favour its first letters: skip.
  while (code.length < CHARACTERS)
    for (const byte of randomBytes(CHARACTERS - code.length))
      if (byte < 256 - (256 % ALPHABET.length)) code += ALPHABET[byte % ALPHABET.length];
  return code;
}

/** Such as `WDJB-MJHT`. */
export const writtenUserCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

/** Undefined for a text that is no such code. Case, dashes and spaces do not matter. */
export function readUserCode(text: string): string | undefined {
  const code = text
    .slice(0, 40)
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toUpperCase();
  return code.length === CHARACTERS && [...code].every((letter) => ALPHABET.includes(letter)) ? code : undefined;
}

export const userCodeHash = async ({ pinSalt }: Pick<Ports, "pinSalt">, code: string): Promise<string> =>
  toHex(await pinSalt(`user code ${code}`));
