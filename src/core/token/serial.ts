// Serials: what privacyIDEA allows, and how one is made.

import { type RandomBytes, toHex } from "../../lib/bytes.ts";

/** privacyIDEA lib/token.py: "Must comply to ^[0-9a-zA-Z\-_]+$." */
export const isSerial = (text: string): boolean => /^[0-9a-zA-Z\-_]+$/.test(text);

/** privacyIDEA's column for serials has so many characters (models/token.py). */
export const MAX_SERIAL_CHARACTERS = 40;

/** A prefix and eight hex digits in capitals. Random, so that a serial tells nothing about how many tokens there are. */
export const makeSerial = (prefix: string, randomBytes: RandomBytes): string =>
  prefix + toHex(randomBytes(4)).toUpperCase();
