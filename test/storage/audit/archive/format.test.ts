// What lies in the bucket: parts, whose rows are as intact as in D1, indexes, and signed records.

import { describe, expect, it } from "vitest";
import { entryOf } from "../../../../src/core/audit/audit.ts";
import {
  blocksOf,
  bucketOf,
  IndexBuilder,
  indexKey,
  pseudonymKey,
} from "../../../../src/storage/audit/archive/index-format.ts";
import {
  decodeBlock,
  decodeHeader,
  encodeBlock,
  encodeHeader,
  isHeaderSigned,
  partName,
  sha256OfBytes,
} from "../../../../src/storage/audit/archive/part-format.ts";
import {
  directoryOf,
  isRecordSigned,
  type PartRecord,
  partLink,
  signRecord,
} from "../../../../src/storage/audit/archive/part-record.ts";
import type { NumberedRow } from "../../../../src/storage/audit/row.ts";
import { signatureOf, signRow } from "../../../../src/storage/audit/signature.ts";
import { callAt } from "../../../support/call-at.ts";
import { keyring } from "../../keys/keys.ts";

const keys = await keyring("one");

const signed = async (number: number, parts: Partial<Parameters<typeof signRow>[1]> = {}): Promise<NumberedRow> => ({
  number,
  ...(await signRow(keys, {
    ...entryOf(callAt(1000), { success: true, event: "LOGIN_SUCCESS", user: `user${number}`, realm: "realm1" }),
    ...parts,
  })),
});

const textOf = async (member: Uint8Array) =>
  new Response(new Blob([new Uint8Array(member)]).stream().pipeThrough(new DecompressionStream("gzip"))).text();

describe("a block", () => {
  it("has its rows back, intact, with the pseudonym in place of the name", async () => {
    const rows = [
      await signed(1, { serial: "A,B", detail: "…", phone: "ios" }),
      await signed(2, { success: false, user: "", realm: "", count: 7 }),
    ];
    const back = await decodeBlock(await encodeBlock(rows));
    expect(back).toEqual(rows.map((row) => ({ ...row, user: row.pseudonym })));
    for (const row of back) expect(await signatureOf(keys, row)).toBe("intact");
  });

  it("has no name of a user, and leaves out what is empty", async () => {
    const text = await textOf(await encodeBlock([await signed(1)]));
    expect(text).not.toContain("user1");
    expect(Object.keys(JSON.parse(text))).toEqual([
      ...["number", "id", "at_ms", "action", "success", "realm", "pseudonym", "client", "event", "mac"],
    ]);
  });

  it("keeps the shortened name of a user who does not exist", async () => {
    const row = await signed(1, { user: "somebody else", unknown: "user" });
    expect(row.user).toMatch(/^somebody…~/);
    expect(await decodeBlock(await encodeBlock([row]))).toEqual([row]);
  });

  it("of a deleted person is the same as before the deletion", async () => {
    const row = await signed(1);
    expect(await encodeBlock([{ ...row, user: row.pseudonym }])).toEqual(await encodeBlock([row]));
  });
});

describe("a header", () => {
  const header = { trail: 1, database: "DB", first: 1, last: 2, rows: 2, before: null, checkpoints: [] } as const;

  it("is signed", async () => {
    const back = await decodeHeader(await encodeHeader(keys, header));
    expect(back).toEqual({ ...header, mac: expect.any(String) });
    expect(await isHeaderSigned(keys, back)).toBe(true);
    expect(await isHeaderSigned(keys, { ...back, last: 3 })).toBe(false);
    expect(await isHeaderSigned(await keyring("two"), back)).toBe(false);
  });
});

it("the name of a part has its numbers and the beginning of its digest", async () => {
  const sha256 = await sha256OfBytes(new Uint8Array([1]));
  expect(partName(1, 50_000, sha256)).toBe("000000000001-000000050000-4bf5122f344554c5.ndjson.gz");
});

const blocks = await Promise.all(
  Array.from({ length: 40 }, async (_, block) => [
    await signed(2 * block + 1, { serial: `S${block % 2},T`, administrator: "admin", authentication: "CHALLENGE" }),
    await signed(2 * block + 2, { attemptId: `attempt${block}`, authentication: "CHALLENGE", reason: "no-token" }),
    ...(block === 3 ? [await signed(99, { attemptId: "later", reason: "wrong-pin", event: "PIN_FAIL" })] : []),
  ]),
);
const builder = new IndexBuilder();
for (const rows of blocks) await builder.addBlock(rows);
const { bytes, offsets } = await builder.finish(keys, { first_number: 1, name: "part" });
const find = async (key: number | undefined, first_number = 1, under = keys, name = "part") =>
  blocksOf(
    under,
    { first_number, name },
    key ?? -1,
    bytes.slice(offsets[bucketOf(key ?? 0)], offsets[bucketOf(key ?? 0) + 1]),
  );
const OF = { first_number: 1, name: "part" };
const EVERY_OTHER = Array.from({ length: 20 }, (_, i) => 2 * i + 1);

describe("an index", () => {
  it("names the blocks of a person, a serial, an opened login, an event, a reason", async () => {
    expect(await find(pseudonymKey(blocks[5]?.[0]?.pseudonym ?? ""))).toEqual([5]);
    expect(await find(await indexKey("serial", "s1"))).toEqual(EVERY_OTHER);
    expect(await find(await indexKey("attempt_id", "attempt7"))).toEqual([7]);
    expect(await find(await indexKey("attempt_id", "later"))).toEqual([]);
    expect(await find(await indexKey("event", "PIN_FAIL"))).toEqual([3]);
    expect(await find(await indexKey("reason", "wrong-pin"))).toEqual([3]);
    expect(await find(await indexKey("reason", "none of these"))).toEqual([]);
  });

  it("says of what is in 32 blocks or more only that it is in many", async () => {
    expect(await find(await indexKey("reason", "no-token"))).toBe("many");
    expect(await find(await indexKey("administrator", "admin"))).toBe("many");
    expect(await find(await indexKey("serial", "T"))).toHaveLength(40);
  });

  it("has 256 buckets, each signed for its place", async () => {
    expect(offsets).toHaveLength(257);
    expect(offsets.at(-1)).toBe(bytes.length);
    const key = await indexKey("event", "PIN_FAIL");
    expect(await find(key, 2)).toBeUndefined();
    expect(await find(key, 1, await keyring("two"))).toBeUndefined();
    // Of another database, or of before a restore.
    expect(await find(key, 1, keys, "other")).toBeUndefined();
    expect(await find(key, 1, await keyring("two", "one"))).toEqual([3]);
    const [begin, end] = [offsets[bucketOf(key)] ?? 0, offsets[bucketOf(key) + 1] ?? 0];
    const bucket = bytes.slice(begin, end);
    expect(await blocksOf(keys, OF, key, bucket.slice(6))).toBeUndefined();
    expect(await blocksOf(keys, OF, key, bucket.slice(0, 5))).toBeUndefined();
    expect(await blocksOf(keys, OF, key, bytes.slice(end, offsets[bucketOf(key) + 2]))).toBeUndefined();
  });
});

describe("a record", () => {
  const record: Omit<PartRecord, "mac"> = {
    first_number: 1,
    last_number: 700,
    row_count: 700,
    from_ms: 1000,
    until_ms: 3000,
    name: "n",
    bytes: 900,
    sha256: "ab",
    events: "[]",
    key_ids: "[]",
    made_at_ms: 5000,
    retired_at_ms: null,
    previous: "",
    index_offsets: "[]",
    directory: '[[100,1,1000,2000,"aa"],[600,501,2000,3000,"bb"]]',
  };

  it("is signed whole, and its link is the same before and after its removal", async () => {
    const signedRecord = await signRecord(keys, record);
    expect(await isRecordSigned(keys, signedRecord)).toBe(true);
    for (const column of Object.keys(record)) {
      const changed = { ...signedRecord, [column]: "x" };
      expect(await isRecordSigned(keys, changed), column).toBe(false);
      expect((await partLink(changed)) === (await partLink(record)), column).toBe(column === "retired_at_ms");
    }
  });

  it("says where each block begins and ends", () => {
    expect(directoryOf(record)).toEqual([
      { offset: 100, bytes: 500, first: 1, last: 500, fromMs: 1000, untilMs: 2000, sha256: "aa" },
      { offset: 600, bytes: 300, first: 501, last: 700, fromMs: 2000, untilMs: 3000, sha256: "bb" },
    ]);
  });
});
