// The names of one login. The transaction_id is the application's secret: it allows polling, finalizing and cancelling. The
// sessionKey stands in the QR code for everyone to see, and names the object. The attempt id is for the trail and for lists. Both
// are derived from the id by a keyed hash, so the Worker finds them without asking, and the id cannot be found from them
// (decision 016).
//
// A guesser could touch millions of objects, each of which costs a file. So an id, like a sessionKey, is 14 digits followed by 6
// digits of an HMAC over them, and the Worker refuses a made-up one without touching an object. It has 20 decimal digits, as
// privacyIDEA's does. Phones expect a sessionKey of hex digits, which decimal digits are; they are also the shortest in a QR code.

import type { TransactionNames } from "../../core/ports/transactions.ts";
import { type RandomBytes, toHex, utf8 } from "../../lib/bytes.ts";
import { makeQuestion } from "../../ocra/question.ts";
import type { Keyring, RootKeys } from "../keys/keyring.ts";

const OWN_DIGITS = 14;
const PROOF_DIGITS = 6;

/** Byte offsets of the parts in the HMAC over an id's own digits. No part reveals anything about another. */
const PROOF_AT = 0;
const SESSION_KEY_AT = 4;
const ATTEMPT_ID_AT = 12;
const ATTEMPT_ID_BYTES = 16;

/** Put before a sessionKey's own digits: without it, a sessionKey's proof would also prove an id. */
const SESSION_KEY = "session key ";

export async function makeTransaction(keyring: Keyring, randomBytes: RandomBytes): Promise<TransactionNames> {
  const own = makeQuestion({ format: "N", length: OWN_DIGITS }, randomBytes);
  return derive(keyring.newest, own, await hmac(keyring.newest, own));
}

/** Undefined for an id that was not made here under a root that is still known. */
export async function namesOf(keyring: Keyring, transactionId: string): Promise<TransactionNames | undefined> {
  const read = readDigits(transactionId);
  if (!read) return undefined;
  for (const keys of keyring.all) {
    const mac = await hmac(keys, read.own);
    if (proofIn(mac) === read.proof) return derive(keys, read.own, mac);
  }
  return undefined;
}

/** True for a sessionKey that was derived here under a root that is still known. */
export async function isSessionKey(keyring: Keyring, text: string): Promise<boolean> {
  const read = readDigits(text);
  if (!read) return false;
  for (const keys of keyring.all) if ((await sessionKeyProof(keys, read.own)) === read.proof) return true;
  return false;
}

async function derive(keys: RootKeys, own: string, mac: DataView<ArrayBuffer>): Promise<TransactionNames> {
  const keyOwn = String(mac.getBigUint64(SESSION_KEY_AT) % 10n ** BigInt(OWN_DIGITS)).padStart(OWN_DIGITS, "0");
  return {
    transactionId: own + proofIn(mac),
    sessionKey: keyOwn + (await sessionKeyProof(keys, keyOwn)),
    attemptId: toHex(new Uint8Array(mac.buffer, ATTEMPT_ID_AT, ATTEMPT_ID_BYTES)),
  };
}

function readDigits(text: string): { readonly own: string; readonly proof: string } | undefined {
  if (!/^\d{20}$/.test(text)) return undefined;
  return { own: text.slice(0, OWN_DIGITS), proof: text.slice(OWN_DIGITS) };
}

const sessionKeyProof = async (keys: RootKeys, own: string): Promise<string> =>
  proofIn(await hmac(keys, SESSION_KEY + own));

const proofIn = (mac: DataView): string =>
  String(mac.getUint32(PROOF_AT) % 10 ** PROOF_DIGITS).padStart(PROOF_DIGITS, "0");

const hmac = async (keys: RootKeys, text: string): Promise<DataView<ArrayBuffer>> =>
  new DataView(await crypto.subtle.sign("HMAC", keys.transactionId, utf8(text)));
