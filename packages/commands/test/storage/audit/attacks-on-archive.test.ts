// What audit:verify says of an archive that somebody has changed: who can write to the bucket and
// not to the database, the other way round, and both.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { decodeBlock, encodeBlock, sha256OfBytes } from "../../../../../src/storage/audit/archive/part-format.ts";
import type { PartRecord } from "../../../../../src/storage/audit/archive/part-record.ts";
import { verifyNewestPart } from "../../../../../src/storage/audit/archive/part-verdict.ts";
import type { Checkpoint } from "../../../../../src/storage/audit/checkpoints/checkpoint-signature.ts";
import { ExaminedRows } from "../../../../../src/storage/audit/checkpoints/examined-rows.ts";
import { verifyAudit } from "../../../../../src/storage/audit/checkpoints/verification.ts";
import { keyring } from "../../../../../test/storage/keys/keys.ts";
import {
  archiveTrail,
  BUCKET,
  DAY_MS,
  emptyArchive,
  fillTrail,
  objectKeys,
  partRecords,
  R2,
  runCron,
} from "../../../../../test/support/archive.ts";
import { KEEPER, runSql } from "../../../../../test/support/audit.ts";
import { rowsOf } from "../../../../../test/support/storage/rows.ts";
import { verifyBucket } from "../../../audit/verify-bucket.ts";
import { verifyParts } from "../../../audit/verify-parts.ts";
import { keysInUse } from "../../../rekey/key-use.ts";

const keys = await keyring("one");
const NOW = 1000 * DAY_MS;
/** The newest 2500 rows never leave, so parts of 1000 rows follow each other. */
const ROWS = [3500, 1000, 1000];

interface Built {
  readonly records: readonly PartRecord[];
  readonly checkpoints: readonly Checkpoint[];
  readonly objects: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}
let built: Built | undefined;
/** A test that writes more rows leaves a trail to build anew. */
const spoil = () => {
  built = undefined;
};

beforeEach(async () => {
  if (built) return restore(built);
  await emptyArchive();
  for (const count of ROWS) {
    await fillTrail(keys, count, (index) => NOW - 100 * DAY_MS + index, { perCheckpoint: 500 });
    await archiveTrail(keys, NOW);
  }
  const objects = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const name of await objectKeys()) objects.set(name, await bytesOf(name));
  const checkpoints = (await rowsOf("audit_checkpoint")) as Checkpoint[];
  built = { records: await partRecords(), checkpoints, objects };
  expect(built.records.map(({ first_number, last_number }) => [first_number, last_number])).toEqual([
    [1, 1000],
    [1001, 2000],
    [2001, 3000],
  ]);
});

async function restore({ records, checkpoints, objects }: Built): Promise<void> {
  for (const name of await objectKeys()) if (!objects.has(name)) await R2.delete(name);
  for (const [name, bytes] of objects) await put(name, bytes);
  for (const [table, rows] of Object.entries({ audit_part: records, audit_checkpoint: checkpoints })) {
    await runSql(`DELETE FROM ${table}`);
    for (const row of rows)
      await runSql(
        `INSERT INTO ${table} (${Object.keys(row)}) VALUES (${Object.keys(row).map(() => "?")})`,
        ...(Object.values(row) as (string | number)[]),
      );
  }
}

const part = (nth: number): PartRecord => built?.records[nth] as PartRecord;
const key = (nth: number, kind: "part" | "index" = "part") => `DB/${kind}/${part(nth).name}`;
const bytesOf = async (name: string) => new Uint8Array((await (await R2.get(name))?.arrayBuffer()) ?? []);
/** As somebody can who may edit the bucket. R2 computes a SHA-256 only if the writer names one. */
const put = async (name: string, bytes: Uint8Array<ArrayBuffer>) =>
  R2.put(name, bytes, { sha256: await sha256OfBytes(bytes) });

async function verify(headsOnly = false) {
  const examined = new ExaminedRows(keys);
  const head = await KEEPER.readParts();
  const { parts, unrecorded } = await verifyParts(env.DB, keys, BUCKET, examined, { head, headsOnly });
  const { rows, checkpoints, problems } = await verifyAudit(env.DB, keys, {
    nowMs: NOW - 100 * DAY_MS,
    head: await KEEPER.read(),
    examined,
  });
  return { rows, checkpoints, parts, unrecorded, problems };
}
const problems = async (headsOnly?: boolean) => (await verify(headsOnly)).problems;
const ofBucket = async () => (await verifyBucket(BUCKET, keys)).problems;
const ofRequest = async () => verifyNewestPart(env.DB, keys, BUCKET, await KEEPER.readParts());

describe("an archive without changes", () => {
  it("is whole with its database, by its SHA-256 alone, in a request, and without the database", async () => {
    expect(await verify()).toEqual({ rows: 5500, checkpoints: 11, parts: 3, unrecorded: [], problems: [] });
    expect(await verify(true)).toMatchObject({ rows: 2500, parts: 3, problems: [] });
    expect(await ofRequest()).toEqual([]);
    expect(await verifyBucket(BUCKET, keys)).toEqual({ parts: 3, rows: 3000, problems: [], beside: [] });
  });

  it("is whole while a part is recorded and its rows have not left the database", async () => {
    spoil();
    await fillTrail(keys, 1000, (index) => NOW - 100 * DAY_MS + index, { perCheckpoint: 500 });
    const failing = { ...BUCKET, head: async () => Promise.reject(new Error("no bucket")) };
    await runCron(keys, NOW, { bucket: failing });
    const [{ n } = { n: 0 }] = (await env.DB.prepare("SELECT count(*) AS n FROM audit").all<{ n: number }>()).results;
    expect([(await partRecords()).length, n]).toEqual([4, 3500]);
    expect(await verify()).toMatchObject({ rows: 6500, parts: 4, problems: [] });
  });

  it("is whole after retention has removed the oldest part", async () => {
    spoil();
    await fillTrail(keys, 2500, (index) => NOW + index, { perCheckpoint: 500 });
    await archiveTrail(keys, NOW + 200 * DAY_MS, { retentionMs: 250 * DAY_MS });
    const kept = (await partRecords()).filter(({ retired_at_ms }) => retired_at_ms === null);
    expect(kept.length).toBeLessThan((await partRecords()).length);
    expect(await problems()).toEqual([]);
    expect(await ofBucket()).toEqual([]);
  });

  it("is whole although rows came to their end in the database while no bucket was bound", async () => {
    spoil();
    await runCron(keys, NOW, { bucket: null, retentionMs: 99 * DAY_MS });
    await fillTrail(keys, 3500, (index) => NOW - 100 * DAY_MS + index, { perCheckpoint: 500 });
    await archiveTrail(keys, NOW);
    expect((await partRecords()).at(-1)).toMatchObject({ first_number: 5501, last_number: 6500 });
    expect([await problems(), await ofRequest(), await ofBucket()]).toEqual([[], [], []]);
  });
});

describe("who can write to the bucket alone", () => {
  const gone = ["part 1001–2000: its object is gone"];
  const changed = ["part 1001–2000: its object was changed"];

  it("removes a part", async () => {
    await R2.delete(key(1));
    expect(await problems()).toEqual(gone);
    expect(await problems(true)).toEqual(gone);
    expect(await ofBucket()).toEqual(gone);
  });

  it("removes the newest part, which the bucket alone cannot tell", async () => {
    await R2.delete(key(2));
    const missing = ["part 2001–3000: its object is gone"];
    expect(await problems()).toEqual(missing);
    expect(await ofRequest()).toEqual(missing);
    expect(await ofBucket()).toEqual([]);
  });

  it.each([
    ["changes a byte", (bytes: Uint8Array) => bytes.with(700, (bytes[700] ?? 0) ^ 1)],
    ["cuts it off", (bytes: Uint8Array) => bytes.slice(0, -100)],
    ["appends to it", (bytes: Uint8Array) => Uint8Array.from([...bytes, ...bytes.slice(0, 50)])],
    ["empties it", () => new Uint8Array()],
  ])("%s", async (_, change) => {
    await put(key(1), Uint8Array.from(change(await bytesOf(key(1)))));
    expect(await problems()).toEqual(changed);
    expect(await problems(true)).toEqual(changed);
    expect(await ofBucket()).toEqual(changed);
  });

  it("puts other rows there, packed as ours are, under a name that fits them", async () => {
    const rows = await encodeBlock([]);
    await put(key(1), rows);
    const name = part(1).name.replace(/[0-9a-f]{16}/, (await sha256OfBytes(rows)).slice(0, 16));
    await put(`DB/part/${name}`, rows);
    expect(await problems()).toEqual(changed);
    expect(await ofBucket()).toEqual([...changed, ...changed]);
    expect((await verify()).unrecorded).toEqual([`DB/part/${name}`]);
  });

  it("exchanges two parts", async () => {
    const [one, other] = [await bytesOf(key(0)), await bytesOf(key(1))];
    await put(key(0), other);
    await put(key(1), one);
    const both = ["part 1–1000: its object was changed", ...changed];
    expect(await problems()).toEqual(both);
    expect(await problems(true)).toEqual(both);
    expect(await ofBucket()).toEqual(both);
  });

  it("removes, changes, exchanges and cuts off indexes", async () => {
    await R2.delete(key(0, "index"));
    expect(await problems()).toEqual(["part 1–1000: its index is gone"]);
    const [second, third] = [await bytesOf(key(1, "index")), await bytesOf(key(2, "index"))];
    await put(key(0, "index"), second);
    await put(key(1, "index"), second.with(3, (second[3] ?? 0) ^ 1));
    await put(key(2, "index"), third.slice(0, -16));
    expect(await problems()).toEqual([
      "part 1–1000: its index was changed",
      "part 1001–2000: its index was changed",
      "part 2001–3000: its index was changed",
    ]);
    // Their lengths are all that is looked at without reading them.
    expect(await problems(true)).toContain("part 2001–3000: its index was changed");
    expect(await ofRequest()).toEqual(["part 2001–3000: its index was changed"]);
  });
});

describe("who can write to the database alone", () => {
  it("changes a record", async () => {
    await runSql("UPDATE audit_part SET until_ms = 1 WHERE first_number = 1001");
    expect(await problems()).toEqual([
      "part 1001–2000: its record was changed",
      "part 2001–3000: it does not continue the one before it",
    ]);
  });

  it("writes records that cannot be read, which stop nothing", async () => {
    await runSql("UPDATE audit_part SET index_offsets = 'x', directory = 'x', key_ids = 'x', events = 'x'");
    const changed = ["part 1–1000", "part 1001–2000", "part 2001–3000"].map(
      (text) => `${text}: its record was changed`,
    );
    for (const problem of changed) expect(await problems()).toContain(problem);
    expect(await ofRequest()).toContain(changed[2]);
    expect((await keysInUse(env.DB)).find(({ id }) => id === keys.newest.id)?.parts).toBe(3);
  });

  it("says of a part that retention has removed it", async () => {
    await runSql("UPDATE audit_part SET retired_at_ms = 1 WHERE first_number = 1001");
    expect(await problems()).toEqual(["part 1001–2000: its record was changed"]);
  });

  it("removes a record", async () => {
    await runSql("DELETE FROM audit_part WHERE first_number = 1001");
    expect(await verify()).toMatchObject({
      problems: ["part 2001–3000: it does not continue the one before it", "parts up to row 3000: 3 made, 2 found"],
      unrecorded: [key(1), key(1, "index")],
    });
    expect(await ofRequest()).toEqual(["part 2001–3000: it does not continue the one before it"]);
  });

  it("removes the newest records, or all of them", async () => {
    await runSql("DELETE FROM audit_part WHERE first_number = 2001");
    const missing = ["the record of the newest part, up to row 3000, is gone", "parts up to row 3000: 3 made, 2 found"];
    expect(await problems()).toEqual(missing);
    expect(await ofRequest()).toEqual(missing.slice(0, 1));
    await runSql("DELETE FROM audit_part");
    expect(await problems()).toEqual([missing[0], "parts up to row 3000: 3 made, 0 found"]);
  });

  it("exchanges the objects of two records", async () => {
    await runSql("UPDATE audit_part SET name = ?, sha256 = ?, bytes = ? WHERE first_number = 1", ...named(1));
    await runSql("UPDATE audit_part SET name = ?, sha256 = ?, bytes = ? WHERE first_number = 1001", ...named(0));
    expect(await problems()).toContain("part 1–1000: its record was changed");
    expect(await problems(true)).toContain("part 1001–2000: its record was changed");
  });
  const named = (nth: number) => [part(nth).name, part(nth).sha256, part(nth).bytes];

  it("changes a checkpoint of rows that have left, or removes it", async () => {
    await runSql("UPDATE audit_checkpoint SET digest = 'x' WHERE first_number = 501");
    expect(await problems()).toEqual([
      "rows 501 to 1000: the rows or their order do not match the checkpoint",
      "rows 501 to 1000: the checkpoint was changed",
      "rows 1001 to 1500: the checkpoint does not continue the one before it",
    ]);
  });

  it("changes a row before it leaves: it stays, and no part is made", async () => {
    spoil();
    await runSql("UPDATE audit SET serial = 'other' WHERE number = 3100");
    await fillTrail(keys, 1000, (index) => NOW - 100 * DAY_MS + index, { perCheckpoint: 500 });
    await archiveTrail(keys, NOW);
    expect(await partRecords()).toHaveLength(3);
    expect(await problems()).toEqual(["row 3100 was changed"]);
  });

  it("puts a copy of an archived row after the last checkpoint", async () => {
    const [[begin], [end]] = JSON.parse(part(0).directory);
    const [row] = await decodeBlock((await bytesOf(key(0))).slice(begin, end));
    const columns = Object.entries(row ?? {}).filter(([name]) => name !== "number");
    spoil();
    await runSql(
      `INSERT INTO audit (${columns.map(([name]) => name)}) VALUES (${columns.map(() => "?")})`,
      ...columns.map(([, value]) => value),
    );
    expect(await problems()).toEqual(["row 5501 is a copy of another"]);
  });
});

describe("who can write to both", () => {
  it("cuts off the end of both", async () => {
    await R2.delete([key(2), key(2, "index")]);
    await runSql("DELETE FROM audit_part WHERE first_number = 2001");
    expect(await problems()).toEqual([
      "the record of the newest part, up to row 3000, is gone",
      "parts up to row 3000: 3 made, 2 found",
    ]);
  });

  it("removes a part with its record and its checkpoints", async () => {
    await R2.delete([key(1), key(1, "index")]);
    await runSql("DELETE FROM audit_part WHERE first_number = 1001");
    await runSql("DELETE FROM audit_checkpoint WHERE first_number BETWEEN 1001 AND 2000");
    expect(await problems()).toEqual([
      "part 2001–3000: it does not continue the one before it",
      "parts up to row 3000: 3 made, 2 found",
      "rows 1001 to 2000: no checkpoint covers them",
      "checkpoints up to row 5500: 11 made, 9 found",
    ]);
  });

  it("makes a part with another key", async () => {
    spoil();
    const others = await keyring("two");
    await emptyArchive();
    await fillTrail(others, 3500, (index) => NOW - 100 * DAY_MS + index, { perCheckpoint: 500 });
    await archiveTrail(others, NOW);
    expect(await problems()).toContain("part 1–1000: its record was changed");
    expect(await ofBucket()).toEqual(["part 1–1000: its object was changed"]);
  });
});

it("objects that no record names are listed, and are no fault: a restore leaves them", async () => {
  const lost = await bytesOf(key(2));
  // The database of before the third part, whose rows it has, and an object for its heads that is
  // new.
  await runSql("DELETE FROM audit_part WHERE first_number = 2001");
  const head = { lastNumber: 2000, link: "", parts: 2 };
  const examined = new ExaminedRows(keys);
  const found = await verifyParts(env.DB, keys, BUCKET, examined, { head: undefined, headsOnly: false });
  expect([examined.problems, found.unrecorded, head.parts]).toEqual([[], [key(2), key(2, "index")], found.parts]);
  expect(await objectKeys()).toContain(key(2));
  expect(lost.length).toBeGreaterThan(0);
});
