// The index of a part: which of its blocks have rows of a person, a serial and so on. A reader
// fetches one bucket of it. There are 256, by the first byte of a key of six:
//
//   records   the other five bytes of a key, and the number of a block from 0 on; sorted
//   16 bytes  of an HMAC over `index`, the part's first number and name, the bucket and its records
//
// An event, reason or administrator in 32 blocks or more has one record, with MANY in place of the
// block: reading all blocks then costs hardly more. Sorted records, not a Bloom filter, because
// they name the block. Two values may share a key, so a reader looks at the rows that it finds.

import { type Bytes, equalInConstantTime, fromBase64Url, utf8 } from "../../../lib/bytes.ts";
import type { Keyring } from "../../keys/keyring.ts";
import { lowerAscii } from "../../sql/like.ts";
import { type NumberedRow, opensLogin } from "../row.ts";
import type { PartRecord } from "./part-record.ts";

export type IndexKind = "serial" | "attempt_id" | "event" | "reason" | "administrator";

const BUCKETS = 256;
const KEY_BYTES = 6;
const RECORD_BYTES = KEY_BYTES;
const MAC_BYTES = 16;
/** From this many blocks on, a value's record says MANY. */
const FEW_BLOCKS = 32;
const MANY = 255;

/** A search does not tell the cases of ASCII letters apart, and neither do the keys. */
export async function indexKey(kind: IndexKind, value: string): Promise<number> {
  const digest = await crypto.subtle.digest("SHA-256", utf8(`${kind}\0${lowerAscii(value)}`));
  return keyIn(new Uint8Array(digest));
}

/** Undefined for a text that is no pseudonym. */
export function pseudonymKey(pseudonym: string): number | undefined {
  const bytes = pseudonym.startsWith("~") ? fromBase64Url(pseudonym.slice(1)) : undefined;
  return bytes && bytes.length >= KEY_BYTES ? keyIn(bytes) : undefined;
}

/** Six bytes are a whole number that a double holds exactly. */
const keyIn = (bytes: Uint8Array): number => bytes.slice(0, KEY_BYTES).reduce((key, byte) => key * 256 + byte, 0);

export const bucketOf = (key: number): number => Math.floor(key / 2 ** 40);

/** Collects the keys of a part's blocks, in their order. */
export class IndexBuilder {
  #blocks = 0;
  readonly #records: bigint[] = [];
  readonly #seldom = new Map<number, number[]>();
  readonly #keys = new Map<string, number>();

  async addBlock(rows: readonly NumberedRow[]): Promise<void> {
    const block = this.#blocks++;
    const persons = new Set<number>();
    const words = new Set<number>();
    for (const row of rows) {
      const pseudonym = pseudonymKey(row.pseudonym);
      if (pseudonym !== undefined) persons.add(pseudonym);
      for (const serial of row.serial.split(",")) if (serial !== "") persons.add(await this.#key("serial", serial));
      if (opensLogin(row) && row.attempt_id !== "") persons.add(await this.#key("attempt_id", row.attempt_id));
      for (const kind of ["event", "reason", "administrator"] as const)
        if (row[kind] !== "") words.add(await this.#key(kind, row[kind]));
    }
    for (const key of persons) this.#records.push(recordOf(key, block));
    for (const key of words) this.#seldom.set(key, [...(this.#seldom.get(key) ?? []), block]);
  }

  async #key(kind: IndexKind, value: string): Promise<number> {
    const text = `${kind}\0${value}`;
    const key = this.#keys.get(text) ?? (await indexKey(kind, value));
    this.#keys.set(text, key);
    return key;
  }

  /** `offsets` has where each bucket begins, and at the end where the last one ends. */
  async finish(keyring: Keyring, of: IndexedPart): Promise<{ readonly bytes: Bytes; readonly offsets: number[] }> {
    const all = this.#records.concat(
      [...this.#seldom].flatMap(([key, blocks]) =>
        (blocks.length < FEW_BLOCKS ? blocks : [MANY]).map((block) => recordOf(key, block)),
      ),
    );
    const sorted = BigUint64Array.from(all).sort();
    const bytes = new Uint8Array(sorted.length * RECORD_BYTES + BUCKETS * MAC_BYTES);
    const offsets = [0];
    let next = 0;
    let end = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const begin = end;
      for (; next < sorted.length && Number((sorted[next] as bigint) >> 48n) === bucket; next++) {
        for (let byte = 0, rest = sorted[next] as bigint; byte < RECORD_BYTES; byte++, rest >>= 8n)
          bytes[end + RECORD_BYTES - 1 - byte] = Number(rest & 255n);
        end += RECORD_BYTES;
      }
      bytes.set(await bucketMac(keyring.newest.audit, of, bucket, bytes.subarray(begin, end)), end);
      end += MAC_BYTES;
      offsets.push(end);
    }
    return { bytes, offsets };
  }
}

/** The bucket, five bytes of the key, and the block, so that sorting puts each where it belongs. */
const recordOf = (key: number, block: number): bigint => (BigInt(key) << 8n) | BigInt(block);

/** The name has the digest of its rows: other databases have parts that begin with the same row. */
type IndexedPart = Pick<PartRecord, "first_number" | "name">;

async function bucketMac(key: CryptoKey, of: IndexedPart, bucket: number, records: Uint8Array): Promise<Bytes> {
  const before = utf8(`${JSON.stringify(["index", of.first_number, of.name, bucket])}\n`);
  const content = new Uint8Array(before.length + records.length);
  content.set(before);
  content.set(records, before.length);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, content)).slice(0, MAC_BYTES);
}

/**
 * The blocks that may have rows with a key, by the bytes of its bucket; "many": any of them may.
 * Undefined if these are not the bytes that were signed.
 */
export async function blocksOf(
  keyring: Keyring,
  of: IndexedPart,
  key: number,
  bytes: Uint8Array,
): Promise<readonly number[] | "many" | undefined> {
  const end = bytes.length - MAC_BYTES;
  if (end < 0 || end % RECORD_BYTES !== 0) return undefined;
  const [records, mac] = [bytes.subarray(0, end), bytes.subarray(end)];
  const macs = await Promise.all(keyring.all.map(({ audit }) => bucketMac(audit, of, bucketOf(key), records)));
  if (!macs.some((expected) => equalInConstantTime(expected, mac))) return undefined;
  const rest = key % 2 ** 40;
  const blocks: number[] = [];
  for (let at = 0; at < end; at += RECORD_BYTES) {
    const record = keyIn(records.subarray(at, at + RECORD_BYTES));
    if (Math.floor(record / 256) === rest) blocks.push(record % 256);
  }
  return blocks.includes(MANY) ? "many" : blocks;
}
