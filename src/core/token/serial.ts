// Serials: what privacyIDEA allows, and how one is made.

import { type RandomBytes, toHex } from "../../lib/bytes.ts";
import { invalidValue, type Outcome } from "../reasons.ts";
import { hexOf } from "../shards/slots.ts";

/** privacyIDEA lib/token.py: "Must comply to ^[0-9a-zA-Z\-_]+$." */
export const isSerial = (text: string): boolean => /^[0-9a-zA-Z\-_]+$/.test(text);

/** The width of privacyIDEA's column for serials (models/token.py). */
export const MAX_SERIAL_CHARACTERS = 40;

/**
 * Eight random hex digits in capitals do not tell how many tokens there are. With several databases
 * S and the user's slot come first, so that a serial leads to its database.
 */
export const makeSerial = (randomBytes: RandomBytes, slot?: number): string =>
  `TiQR${slot === undefined ? "" : `S${hexOf(slot).toUpperCase()}`}${toHex(randomBytes(4)).toUpperCase()}`;

/** The slot in a serial made with one. S is not a hex digit, so no older serial looks like it. */
export function slotIn(serial: string): number | undefined {
  const [, slot] = /^TiQRS([0-9A-F]{2})[0-9A-F]{8}$/.exec(serial) ?? [];
  return slot === undefined ? undefined : Number.parseInt(slot, 16);
}

/** Reads a serial that a request may leave out. */
export function readSerial(serial: string | undefined): Outcome<{ readonly serial: string | undefined }> {
  if (serial !== undefined && !isSerial(serial))
    return invalidValue("Invalid serial number. Must comply to ^[0-9a-zA-Z\\-_]+$.");
  if (serial !== undefined && serial.length > MAX_SERIAL_CHARACTERS)
    return invalidValue(`Invalid serial number. At most ${MAX_SERIAL_CHARACTERS} characters.`);
  return { ok: true, serial };
}
