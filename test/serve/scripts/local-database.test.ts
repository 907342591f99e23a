// Commands read the files of a local D1 with Node's SQLite (scripts/state/local-database.ts). What
// they hear must be what Miniflare's D1 says of the same file.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { V4MiniflareOptions } from "miniflare";
import { afterAll, expect, it } from "vitest";
import { openLocalDatabase } from "../../../scripts/state/local-database.ts";
import { loadMiniflare } from "../../../scripts/state/miniflare.ts";
import { databaseFile } from "../../../scripts/state/object-files.ts";

const folder = mkdtempSync(join(tmpdir(), "local-database-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

type Given = readonly [sql: string, ...values: (string | number | null)[]];

const TABLES: readonly Given[] = [
  ["CREATE TABLE house (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT"],
  ["CREATE TABLE room (house INTEGER NOT NULL REFERENCES house (id) ON DELETE CASCADE, name TEXT) STRICT"],
  ["INSERT INTO house (id, name) VALUES (?1, ?2), (?3, ?4)", 1, "old", 2, "new"],
  ["INSERT INTO room (house, name) SELECT 1, value FROM json_each(?1)", JSON.stringify(["hall", "attic", null])],
];

/** Each goes by itself. */
const CALLS: readonly Given[] = [
  ["SELECT name, length(name) AS letters FROM house WHERE id > ?1 ORDER BY id", 0],
  ["SELECT 1 FROM house WHERE name = ?1", "none"],
  ["UPDATE house SET name = ?2 || ?1 WHERE id = 2 RETURNING name, id", "er", "new"],
  ["INSERT INTO house (name) VALUES (?1) ON CONFLICT DO NOTHING", "old"],
  ["INSERT INTO house (name) VALUES (?1)", "old"],
  ["INSERT INTO room (house, name) VALUES (9, ?1)", "nowhere"],
  ["DELETE FROM house WHERE id = 1"],
  ["SELECT name, NULL AS nothing, 1.5 AS half FROM room"],
  ["SELECT 9007199254740993 AS large, -9223372036854775807 - 1 AS least"],
  ["SELECT nothing FROM house"],
  ["SELECT name FROM house WHERE name LIKE ?1", `%${"x".repeat(60)}`],
  ["SELECT ?101", ...Array(101).fill(1)],
  [Array(5).fill("SELECT 1").join(" UNION ALL ")],
  [Array(6).fill("SELECT 1").join(" UNION ALL ")],
  ["SELECT typeof(?1) AS type, '' || ?1 AS text, ?1 / 2 AS half, json_array(?1) AS list", 5],
  [`SELECT ${"1 + ".repeat(110)}1`],
  [`SELECT max(${Array(130).fill(1).join()})`],
  [`SELECT ${Array(101).fill("1").join()}`],
];

/** What is taken by neither, which say so in words of their own. */
const REFUSED: readonly Given[] = [[`SELECT '${"x".repeat(100_001)}'`], ["ATTACH DATABASE ':memory:' AS other"]];

/** Each is whole or not at all. */
const BATCHES: readonly (readonly Given[])[] = [
  [["INSERT INTO house (name) VALUES (?1)", "third"], ["SELECT changes() AS n"], ["DELETE FROM house WHERE id = 2"]],
  [
    ["INSERT INTO house (name) VALUES (?1)", "fourth"],
    ["INSERT INTO house (name) VALUES (?1)", "third"],
  ],
];

/** What a program that uses it hears, in order. */
async function heard(db: D1Database): Promise<unknown[]> {
  const prepared = ([sql, ...values]: Given) => db.prepare(sql).bind(...values);
  const told = (of: D1Result[]) => of.map(({ results, meta }) => ({ results, changes: meta.changes }));
  const refused = ({ message }: Error) => message.replace(/^D1_ERROR: |: SQLITE_\w+.*$| at offset \d+/g, "");
  const all: unknown[] = [];
  for (const call of [...TABLES, ...CALLS]) {
    all.push(
      await prepared(call)
        .run()
        .then((done) => told([done]), refused),
    );
    if (/^SELECT/.test(call[0])) all.push(await prepared(call).first().catch(refused));
  }
  for (const call of REFUSED) await expect(prepared(call).run()).rejects.toThrow();
  for (const batch of BATCHES) all.push(await db.batch(batch.map(prepared)).then(told, refused));
  all.push(
    await prepared(["SELECT id, name FROM house ORDER BY id"])
      .all()
      .then((done) => told([done])),
  );
  return all;
}

it("says what D1 says", async () => {
  const { Miniflare, convertV4MiniflareOptions } = loadMiniflare();
  const workers = [{ name: "one", modules: true, script: "", d1Databases: { DB: "here", OTHER: "there" } }];
  const mf = new Miniflare(
    convertV4MiniflareOptions({ resourcePersistencePath: folder, cf: false, workers } as V4MiniflareOptions),
  );
  let ofD1: unknown[];
  try {
    ofD1 = await heard(await mf.getD1Database("DB"));
    await (await mf.getD1Database("OTHER")).prepare("CREATE TABLE left (name TEXT)").run();
  } finally {
    await mf.dispose();
  }
  const file = databaseFile(folder, "nowhere");
  mkdirSync(dirname(file), { recursive: true });
  const local = openLocalDatabase(file);
  expect(await heard(local.db)).toEqual(ofD1);
  local.close();
  // It finds the file that Miniflare has made.
  const other = openLocalDatabase(databaseFile(folder, "there"));
  expect(await other.db.prepare("SELECT count(*) AS n FROM left").first()).toEqual({ n: 0 });
  other.close();
});
