// The trails of several databases, each with an archive of its own, are one trail.

import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { createTrailBucket } from "../../../../src/storage/audit/archive/trail-bucket.ts";
import { createHeadKeeper } from "../../../../src/storage/audit/checkpoints/head-object.ts";
import { archiveTrail, DAY_MS, emptyArchive, fillTrail, partRecords, R2 } from "../../../support/archive.ts";
import { atMs, loginEntry, rowTime } from "../../../support/archived-trail.ts";
import { emptyTrailIn } from "../../../support/audit.ts";
import { asAdminOver, reasonOf, resultOf } from "../../../support/service.ts";
import { realKeyring } from "../../../support/storage/ports.ts";
import { database, makeDatabases, withMap } from "../three.ts";

const ROWS = 2900;
await makeDatabases();
await emptyArchive();
await emptyTrailIn(database("DB_1"));
const keyring = await realKeyring();
for (const name of ["DB", "DB_1"] as const) {
  const where = { db: database(name), heads: createHeadKeeper(env.AUDIT_HEAD, `${env.AUDIT_HEAD_NAME}.of.${name}`) };
  // Every other login is in the other database.
  const index = (row: number) => 6 * Math.floor(row / 3) + (row % 3) + (name === "DB" ? 0 : 3);
  await fillTrail(keyring, ROWS, (row) => atMs(index(row)), {
    ...where,
    entryFor: (row) => loginEntry(index(row)),
    perCheckpoint: 200,
  });
  await archiveTrail(keyring, rowTime(2 * ROWS) + 90 * DAY_MS, { ...where, bucket: createTrailBucket(R2, name) });
  expect((await partRecords(where.db)).length).toBeGreaterThan(0);
}
const send = await withMap({ TRAIL: R2 } as unknown as Partial<Env>);
const get = (query: string) => asAdminOver(send, "GET", `/audit/?page_size=700&reads=true&${query}`);

type Row = {
  readonly number: number;
  readonly date: string;
  readonly mac: string;
  readonly user: string;
  readonly sig_check: string;
};

async function walkTrail(query: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let after: string | null = ""; after !== null; ) {
    const value = resultOf(await get(`${query}${after === "" ? "" : `&after=${after}`}`));
    rows.push(...value.auditdata);
    after = value.after;
  }
  return rows;
}

describe("one trail of both", () => {
  it.each(["", "sortorder=asc"])("has every row once: %s", async (order) => {
    const rows = (await walkTrail(`until=2026-06-01&${order}`)).map(({ number, date }) => `${number} ${date}`);
    expect(rows.length).toBe(2 * ROWS);
    expect(new Set(rows).size).toBe(2 * ROWS);
  });

  it("finds a person and a login in the archives of both", async () => {
    const rows = await walkTrail("user=anna&until=2026-06-01");
    const expected = Array.from({ length: 2 * ROWS }, (_, index) => loginEntry(index).user === "anna").filter(Boolean);
    expect(rows.length).toBe(expected.length);
    expect(new Set(rows.map(({ sig_check }) => sig_check))).toEqual(new Set(["OK"]));
    for (const login of [22, 23]) expect((await walkTrail(`transaction_id=attempt${login}`)).length).toBe(3);
  });

  it("says since when both are whole in their databases, and is refused if one archive fails", async () => {
    const firsts = await Promise.all(
      (["DB", "DB_1"] as const).map((name) =>
        database(name).prepare("SELECT at_ms AS at FROM audit ORDER BY number LIMIT 1").first<number>("at"),
      ),
    );
    const newest = new Date(Math.max(...firsts.map(Number))).toISOString();
    expect(resultOf(await get("user=anna")).archived_before).toBe(newest);
    vi.spyOn(console, "error").mockReturnValue();
    for (const { key } of (await R2.list({ prefix: "DB_1/part/" })).objects) await R2.delete(key);
    const reply = await get("sortorder=asc");
    expect([reply.status, reasonOf(reply)]).toEqual([503, "archive-unavailable"]);
    expect((await get("")).status).toBe(200);
  });
});
