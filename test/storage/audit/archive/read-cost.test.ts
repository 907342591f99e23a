// What a look at the trail reads does not grow with the archive: of D1, of indexes and of blocks.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import type { AuditEntry } from "../../../../src/core/audit/audit.ts";
import type { AuditFilter } from "../../../../src/core/ports/audit.ts";
import type { TrailBucket } from "../../../../src/storage/audit/archive/trail-bucket.ts";
import { BUCKET, emptyArchive, fillTrail } from "../../../support/archive.ts";
import { archivedLists, lookAtTrail, makeSmallParts, rowTime, walkTrail } from "../../../support/archived-trail.ts";
import { adminCaller, realKeyring } from "../../../support/storage/ports.ts";
import { countingRows } from "../../../support/storage/rows-read.ts";

/** Parts of two rows. */
const FEW = 110;
const KEPT = 30;
const keyring = await realKeyring();
const caller = await adminCaller();
const { db, read } = countingRows(env.DB);
const reads = { index: 0, part: 0 };
const bucket: TrailBucket = {
  ...BUCKET,
  read: (kind, ...rest) => {
    reads[kind]++;
    return BUCKET.read(kind, ...rest);
  },
};
const lists = archivedLists(keyring, db, bucket);

const loginEntry = (index: number): Partial<AuditEntry> => ({
  user: index === 3 ? "first" : index % 2 === 0 ? "often" : `user${index % 50}`,
  serial: `S${index % 9}`,
  event: index === 5 ? "SIGN_IN_DISOWNED" : index % 2 === 0 ? "LOGIN_SUCCESS" : "PIN_FAIL",
  client: index % 100 === 0 ? "192.0.2.1" : "192.0.2.2",
  ...(index % 30 === 1 && { attemptId: `a${index}`, authentication: "CHALLENGE", success: false }),
});

const LOOKS: readonly [string, Partial<AuditFilter>, { index: number; part: number }][] = [
  ["the newest rows", { pageSize: 20 }, { index: 0, part: 0 }],
  ["the oldest rows", { newestFirst: false, pageSize: 10 }, { index: 0, part: 5 }],
  ["a page far back", { page: 20, pageSize: 10 }, { index: 0, part: 5 }],
  ["a person whose rows are everywhere", { matching: { user: "often" }, pageSize: 40 }, { index: 24, part: 20 }],
  ["a person with one row", { matching: { user: "first" } }, { index: 100, part: 0 }],
  ["nobody", { matching: { user: "nobody" } }, { index: 0, part: 0 }],
  ["an event that is seldom", { matching: { event: "SIGN_IN_DISOWNED" } }, { index: 0, part: 0 }],
  ["a login", { matching: { attempt_id: "a1" } }, { index: 100, part: 0 }],
  ["a login that is not there", { matching: { attempt_id: "none" }, newestFirst: false }, { index: 100, part: 0 }],
  ["an address", { matching: { client: "192.0.2.1" } }, { index: 0, part: 20 }],
  [
    "an address, in a period",
    { matching: { client: "192.0.2.1" }, fromMs: rowTime(20), untilMs: rowTime(31) },
    { index: 0, part: 6 },
  ],
];

async function costs(parts: number) {
  await emptyArchive();
  await fillTrail(keyring, 2 * parts + KEPT, rowTime, { entryFor: loginEntry });
  await makeSmallParts(keyring, 2 * parts);
  const found: { what: string; index: number; part: number; rows: number; count: number }[] = [];
  for (const [what, filter] of LOOKS) {
    Object.assign(reads, { index: 0, part: 0 });
    read();
    const { entries } = await lookAtTrail(lists, caller, filter);
    found.push({ what, ...reads, rows: read(), count: entries.length });
  }
  return found;
}

it("ten times the parts: a look costs the same", async () => {
  const few = await costs(FEW);
  const many = await costs(10 * FEW);
  const objects = (found: typeof few) => found.map(({ what, index, part }) => [what, index, part]);
  expect(objects(few)).toEqual(LOOKS.map(([what, , { index, part }]) => [what, index, part]));
  expect(objects(many)).toEqual(objects(few));
  // A search by halves takes some steps more.
  for (const [index, { what, rows }] of many.entries()) {
    expect(rows - (few[index]?.rows ?? 0), what).toBeLessThanOrEqual(25);
    expect(rows, what).toBeLessThanOrEqual(450);
  }
  // What is far back is found all the same, a hundred parts a look.
  const { numbers, looks } = await walkTrail(lists, caller, { matching: { user: "first" } });
  expect([numbers, looks]).toEqual([[4], 11]);
  expect((await walkTrail(lists, caller, { matching: { attempt_id: "a1" } })).numbers).toEqual([2]);
  expect((await walkTrail(lists, caller, { matching: { attempt_id: "a1" }, newestFirst: false })).numbers).toEqual([2]);
  expect((await walkTrail(lists, caller, { matching: { attempt_id: "none" } })).numbers).toEqual([]);
}, 240_000);
