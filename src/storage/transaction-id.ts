// Transaction ids: 14 random digits, and 6 digits of an HMAC over them. An id proves itself, so a made-up one is refused
// in the Worker and touches no object (each object touched costs a file, and a guesser could make millions).
// 20 decimal digits, as privacyIDEA's; decimal digits are hex digits, which the Android app wants of a session key.

import type { RandomBytes } from "../lib/bytes.ts";
import { utf8 } from "../lib/bytes.ts";
import { makeQuestion } from "../ocra/question.ts";
import type { Keyring, RootKeys } from "./keyring.ts";

const RANDOM_DIGITS = 14;
const PROOF_DIGITS = 6;

export async function makeTransactionId(keyring: Keyring, randomBytes: RandomBytes): Promise<string> {
  const digits = makeQuestion({ format: "N", length: RANDOM_DIGITS }, randomBytes);
  return digits + (await proofOf(keyring.newest, digits));
}

/** Whether the id was made here, under any root that is still known. */
export async function isTransactionId(keyring: Keyring, id: string): Promise<boolean> {
  if (!/^\d{20}$/.test(id)) return false;
  const [digits, proof] = [id.slice(0, RANDOM_DIGITS), id.slice(RANDOM_DIGITS)];
  for (const keys of keyring.all) if ((await proofOf(keys, digits)) === proof) return true;
  return false;
}

async function proofOf(keys: RootKeys, digits: string): Promise<string> {
  const mac = new DataView(await crypto.subtle.sign("HMAC", keys.transactionId, utf8(digits)));
  return String(mac.getUint32(0) % 10 ** PROOF_DIGITS).padStart(PROOF_DIGITS, "0");
}
