// The names of one login. The transaction_id is the application's secret: it allows polling,
// finalizing and cancelling. The sessionKey is in the QR code for everyone to see, and names the
// object. The attempt id is for the trail and for lists. With our keys the Worker gets from the id
// to the sessionKey, and from there to the attempt id and back. Without them neither of these two
// leads to the other, and nothing leads to the id (decision 016).
//
// A guesser could touch millions of objects, each of which costs a file. So an id, like a
// sessionKey, is 14 digits and 6 digits of an HMAC over them, and the Worker refuses a made-up one
// without touching an object. Decimal digits are hex, as phones expect, and shortest in QR codes.
//
// An attempt id is the sessionKey's own digits, encrypted. Equal digits must give equal ids, so
// there is no IV: the digits fill one block, and no two logins have the same. A made-up attempt id
// does not decrypt to 14 digits, so it leads to no object.

import type { TransactionNames } from "../../core/ports/tokens/transactions.ts";
import { type Bytes, fromHex, fromUtf8, type RandomBytes, toHex, utf8 } from "../../lib/bytes.ts";
import { makeQuestion } from "../../ocra/question.ts";
import type { Keyring, RootKeys } from "../keys/keyring.ts";

const OWN_DIGITS = 14;
const PROOF_DIGITS = 6;

/** Byte offsets in the HMAC over an id's own digits. No part reveals anything about another. */
const PROOF_AT = 0;
const SESSION_KEY_AT = 4;

/** Put before a sessionKey's own digits: otherwise a sessionKey's proof would also prove an id. */
const SESSION_KEY = "session key ";

/** 14 digits and their padding. */
const ATTEMPT_ID_BYTES = 16;
const ONE_BLOCK = { name: "AES-CBC", iv: new Uint8Array(ATTEMPT_ID_BYTES) };

export async function makeTransaction(keyring: Keyring, randomBytes: RandomBytes): Promise<TransactionNames> {
  const own = makeQuestion({ format: "N", length: OWN_DIGITS }, randomBytes);
  const mac = await hmac(keyring.newest, own);
  return namesIn(keyring.newest, own + proofIn(mac), mac);
}

/** Undefined for an id that was not made here under a root that is still known. */
export async function transactionNames(keyring: Keyring, transactionId: string): Promise<TransactionNames | undefined> {
  const origin = await readId(keyring, transactionId);
  return origin && namesIn(origin.keys, transactionId, origin.mac);
}

/** The object's name alone: polls do not need the attempt id, which costs another step. */
export async function sessionKeyOf(keyring: Keyring, transactionId: string): Promise<string | undefined> {
  const origin = await readId(keyring, transactionId);
  return origin && sessionKeyFrom(origin.keys, ownOfSessionKey(origin.mac));
}

/** Undefined for a text that is not an attempt id of ours. */
export async function sessionKeyOfAttempt(keyring: Keyring, attemptId: string): Promise<string | undefined> {
  const block = fromHex(attemptId);
  if (block?.length !== ATTEMPT_ID_BYTES) return undefined;
  for (const keys of keyring.all) {
    const own = await decrypt(keys, block);
    if (own !== undefined && /^\d{14}$/.test(own)) return sessionKeyFrom(keys, own);
  }
  return undefined;
}

/** True for a sessionKey that was derived here under a root that is still known. */
export async function isSessionKey(keyring: Keyring, text: string): Promise<boolean> {
  const digits = readDigits(text);
  if (!digits) return false;
  for (const keys of keyring.all) if ((await sessionKeyProof(keys, digits.own)) === digits.proof) return true;
  return false;
}

async function readId(keyring: Keyring, transactionId: string) {
  const digits = readDigits(transactionId);
  if (!digits) return undefined;
  for (const keys of keyring.all) {
    const mac = await hmac(keys, digits.own);
    if (proofIn(mac) === digits.proof) return { keys, mac };
  }
  return undefined;
}

async function namesIn(keys: RootKeys, transactionId: string, mac: DataView): Promise<TransactionNames> {
  const own = ownOfSessionKey(mac);
  const [sessionKey, attemptId] = await Promise.all([
    sessionKeyFrom(keys, own),
    crypto.subtle.encrypt(ONE_BLOCK, keys.attemptId, utf8(own)),
  ]);
  return { transactionId, sessionKey, attemptId: toHex(new Uint8Array(attemptId)) };
}

const ownOfSessionKey = (mac: DataView): string =>
  String(mac.getBigUint64(SESSION_KEY_AT) % 10n ** BigInt(OWN_DIGITS)).padStart(OWN_DIGITS, "0");

const sessionKeyFrom = async (keys: RootKeys, own: string): Promise<string> => own + (await sessionKeyProof(keys, own));

/** Undefined when the padding is wrong, as it is under another key. */
const decrypt = (keys: RootKeys, block: Bytes): Promise<string | undefined> =>
  crypto.subtle.decrypt(ONE_BLOCK, keys.attemptId, block).then(fromUtf8, () => undefined);

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
