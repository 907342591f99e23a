// A part, an index or a record that is not as it was made: a list that needs it is refused with 503,
// and says so in the log, and no page lacks rows without a word. What D1 has is read as before.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { AuditFilter } from "../../../../src/core/ports/audit.ts";
import { type PartRecord, signRecord } from "../../../../src/storage/audit/archive/part-record.ts";
import type { TrailBucket } from "../../../../src/storage/audit/archive/trail-bucket.ts";
import { BUCKET, objectKeys, partRecords, R2 } from "../../../support/archive.ts";
import { archivedLists, lookAtTrail, NEWEST, writeTrail } from "../../../support/archived-trail.ts";
import { auditRowsOnce, runSql } from "../../../support/audit.ts";
import { watchedDatabase } from "../../../support/bindings.ts";
import { asAdminOver, reasonOf, withSettings } from "../../../support/service.ts";
import { adminCaller, realKeyring } from "../../../support/storage/ports.ts";

const keyring = await realKeyring();
const caller = await adminCaller();
const lists = archivedLists(keyring);
const OF_ANNA = { matching: { user: "anna" }, newestFirst: false } as const;
const OLDEST = { newestFirst: false } as const;

await writeTrail(keyring, [3100, 700]);
const records = await partRecords();
const saved = new Map<string, ArrayBuffer>();
for (const key of await objectKeys()) saved.set(key, (await (await R2.get(key))?.arrayBuffer()) as ArrayBuffer);
const [first, second] = records;
const keyOf = (kind: "part" | "index", record = first) => `DB/${kind}/${record?.name}`;
const bytesOf = (key: string) => new Uint8Array((saved.get(key) as ArrayBuffer).slice(0));

const VALUES = Object.keys(first ?? {}).map((column) => `value ->> '${column}'`);

/** As it was made. */
beforeEach(async () => {
  for (const [key, bytes] of saved) await R2.put(key, bytes);
  await runSql("DELETE FROM audit_part");
  await runSql(`INSERT INTO audit_part SELECT ${VALUES} FROM json_each(?)`, JSON.stringify(records));
});

const changed = (bytes: Uint8Array, at: number) => bytes.with(at, (bytes[at] ?? 0) ^ 1);
const outcomeOf = async (filter: Partial<AuditFilter>, of = lists) => {
  const listed = await of.list(caller, { ...NEWEST, ...filter });
  return listed.ok ? listed.entries.length : listed.reason.code;
};

describe.each<[string, () => Promise<unknown>, Partial<AuditFilter>]>([
  ["a part is gone", () => R2.delete(keyOf("part")), OLDEST],
  ["a part is gone, for a search", () => R2.delete(keyOf("part")), OF_ANNA],
  ["a part was changed", () => R2.put(keyOf("part"), changed(bytesOf(keyOf("part")), 2000)), OLDEST],
  ["a part was cut off", () => R2.put(keyOf("part"), bytesOf(keyOf("part")).slice(0, 3000)), OLDEST],
  ["a part is empty", () => R2.put(keyOf("part"), ""), OLDEST],
  ["a part is another one", () => R2.put(keyOf("part"), bytesOf(keyOf("part", second))), OLDEST],
  ["an index is gone", () => R2.delete(keyOf("index")), OF_ANNA],
  [
    "an index was changed",
    () =>
      R2.put(
        keyOf("index"),
        bytesOf(keyOf("index")).map((byte) => byte ^ 1),
      ),
    OF_ANNA,
  ],
  ["an index was cut off", () => R2.put(keyOf("index"), bytesOf(keyOf("index")).slice(0, 20)), OF_ANNA],
  ["an index is another one", () => R2.put(keyOf("index"), bytesOf(keyOf("index", second))), OF_ANNA],
  ["an index says nothing", () => R2.put(keyOf("index"), new Uint8Array(100_000)), OF_ANNA],
  [
    "the digests of a record were changed",
    () => runSql("UPDATE audit_part SET directory = replace(directory, 'a', 'b')"),
    OLDEST,
  ],
  [
    "the places of an index were changed",
    () => runSql("UPDATE audit_part SET index_offsets = replace(index_offsets, '1', '2')"),
    OF_ANNA,
  ],
  ["the places of an index are gone", () => runSql("UPDATE audit_part SET index_offsets = 'x'"), OF_ANNA],
  ["a record has another number of rows", () => runSql("UPDATE audit_part SET row_count = 3"), OLDEST],
])("%s", (_, damage, filter) => {
  it("is told, and nothing is left out", async () => {
    const log = vi.spyOn(console, "error").mockReturnValue();
    expect(await outcomeOf(filter)).toBe(100);
    await damage();
    expect(await outcomeOf(filter)).toBe("archive-unavailable");
    expect(log).toHaveBeenCalledWith(expect.stringMatching(/^audit: part \d+–\d+: /));
    expect(await outcomeOf({})).toBe(100);
    expect(await outcomeOf({ matching: { user: "anna" } })).toBe(100);
  });
});

it("a bucket that fails is told", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  const bucket: TrailBucket = { ...BUCKET, read: async () => Promise.reject(new Error("R2 is down (10001)")) };
  const failing = archivedLists(keyring, env.DB, bucket);
  expect([await outcomeOf(OLDEST, failing), await outcomeOf(OF_ANNA, failing), await outcomeOf({}, failing)]).toEqual([
    "archive-unavailable",
    "archive-unavailable",
    100,
  ]);
});

it("a record that goes while it is read is told, and one that retention ends has no rows any more", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  const meanwhile = (work: () => Promise<unknown>) =>
    archivedLists(
      keyring,
      watchedDatabase(env.DB, async ({ text }, next) => {
        if (text.startsWith("SELECT * FROM audit_part WHERE first_number IN")) await work();
        return next();
      }),
    );
  const gone = meanwhile(() => runSql("DELETE FROM audit_part WHERE first_number = 1"));
  expect(await outcomeOf(OF_ANNA, gone)).toBe("archive-unavailable");
  await runSql("DELETE FROM audit_part");
  const ended = await signRecord(keyring, { ...(first as PartRecord), retired_at_ms: 1 });
  await runSql(`INSERT INTO audit_part SELECT ${VALUES} FROM json_each(?)`, JSON.stringify([first]));
  const retired = meanwhile(() =>
    runSql("UPDATE audit_part SET retired_at_ms = 1, mac = ? WHERE first_number = 1", ended.mac),
  );
  const { entries } = await lookAtTrail(retired, caller, OF_ANNA);
  expect(entries[0]?.number).toBeGreaterThan(first?.last_number ?? 0);
});

it("a row that was changed before it went into a part stands there as changed, under a forged record, too", async () => {
  await runSql("UPDATE audit_name SET user = 'mallory' WHERE user = 'anna'");
  const { entries } = await lookAtTrail(lists, caller, { matching: { user: "mallory" } });
  expect(entries.map(({ signature }) => signature)).toContain("changed");
  expect(entries.map(({ signature }) => signature)).not.toContain("intact");
  await runSql("UPDATE audit_name SET user = 'anna' WHERE user = 'mallory'");
});

it("over HTTP it is a 503 with its reason, of lists, CSV and stream, and the trail has it", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  const send = await withSettings({ TRAIL: R2 } as unknown as Partial<Env>);
  const ok = await asAdminOver(send, "GET", "/audit/?sortorder=asc&page_size=3");
  expect([ok.status, ok.json.result.value.auditdata.length]).toEqual([200, 3]);
  expect(ok.json.result.value.archived_before).toMatch(/^2026-01-\d\dT[\d:.]+Z$/);
  await R2.delete([keyOf("part"), keyOf("index")]);
  for (const path of [
    "/audit/?sortorder=asc",
    "/audit/?user=anna&sortorder=asc",
    "/audit/trail.csv?sortorder=asc",
    "/audit/stream",
  ]) {
    const reply = await asAdminOver(send, "GET", path);
    expect([path, reply.status, reasonOf(reply)]).toEqual([path, 503, "archive-unavailable"]);
  }
  expect((await asAdminOver(send, "GET", "/audit/")).status).toBe(200);
  await auditRowsOnce(1, { reason: "archive-unavailable", event: "SERVICE_FAIL" });
});

it("without the bucket the list ends with D1, and says what it lacks", async () => {
  const unbound = archivedLists(keyring, env.DB, null);
  const page = await lookAtTrail(unbound, caller, { newestFirst: false });
  const { number, at } = (await env.DB.prepare("SELECT number, at_ms AS at FROM audit ORDER BY number LIMIT 1").first<{
    number: number;
    at: number;
  }>()) ?? { number: 0, at: 0 };
  expect([page.entries[0]?.number, page.archivedBeforeMs, page.lacksArchived]).toEqual([number, at, true]);
  const found = await lookAtTrail(unbound, caller, OF_ANNA);
  expect([found.archivedBeforeMs, found.lacksArchived]).toEqual([at, true]);
  expect(found.entries[0]?.number).toBeGreaterThanOrEqual(number);
  const reply = await asAdminOver(await withSettings({}), "GET", "/audit/?user=anna");
  expect(reply.json.result.value).toMatchObject({ archived_before: new Date(at).toISOString(), archive_missing: true });
});
