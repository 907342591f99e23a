// That each statement of src is explained is proven with one that src never makes.

import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { keyStatements } from "../../../src/storage/keys/check.ts";
import { selectLocked } from "../../../src/storage/tokens/count-locked.ts";
import { growing, growingParts, type PlanRow, parametersIn, writtenValues } from "./plans.ts";
import { explainedStatements, offences } from "./watched-plans.ts";

const TABLES = ["token", "enrollment_link", "audit"];

async function partsOf(sql: string): Promise<string[]> {
  const values = Array.from({ length: parametersIn(sql) }, () => null);
  const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .bind(...values)
    .all<PlanRow>();
  return growingParts(sql, results, TABLES);
}

test("a pass over a table, over an index of it, and a sort of its rows are found", async () => {
  expect(await partsOf("SELECT * FROM token WHERE description = ?1")).toEqual(["SCAN token"]);
  expect(await partsOf("SELECT serial FROM token ORDER BY serial")).toEqual([
    "SCAN token USING COVERING INDEX sqlite_autoindex_token_1",
  ]);
  expect(await partsOf("SELECT * FROM token WHERE realm = ? AND user = ? ORDER BY description")).toEqual([
    "USE TEMP B-TREE FOR ORDER BY (token)",
  ]);
});

test("a table is found under another name", async () => {
  expect(await partsOf("SELECT * FROM enrollment_link AS link WHERE link.serial = ?1")).toEqual([
    "SCAN enrollment_link",
  ]);
});

test("a moment that is written into a statement is found, a bound of ours is not", () => {
  expect(writtenValues("SELECT 1 FROM lock WHERE failed_at_ms > 1700000000000 LIMIT 900")).toEqual([
    "1700000000000 is written into the statement",
  ]);
});

test("a look by an index is none", async () => {
  expect(await partsOf("SELECT * FROM token WHERE serial = ?1")).toEqual([]);
  expect(await partsOf("SELECT * FROM token WHERE id > ?1 ORDER BY id LIMIT ?2")).toEqual([]);
});

test("a subquery that is called like a table is not the table", async () => {
  expect(await partsOf("SELECT * FROM (SELECT * FROM token WHERE id > ?1 ORDER BY id LIMIT 5) AS token")).toEqual([]);
});

test("a table that is new grows until it is known to stay small", () => {
  expect(growing(["admin", "token", "sqlite_sequence", "_cf_KV", "new_table"])).toEqual(["token", "new_table"]);
});

test("what src prepares is explained once, and what a test prepares is not", async () => {
  keyStatements(env.DB);
  await env.DB.prepare("SELECT count(*) FROM token WHERE description = 'of a test'").first();
  await offences();
  expect(explainedStatements().some((sql) => sql.startsWith("SELECT substr(mac, 1, 8) AS id FROM audit"))).toBe(true);
  expect(explainedStatements().some((sql) => sql.includes("of a test"))).toBe(false);
  expect(await offences()).toEqual([]);
});

test("a statement that is no SQL, as a mutant may send, fails its own file and none after it", async () => {
  selectLocked(env.DB, "no such column", {}, 0, { lockRule: { kind: "for-good" } });
  await expect(offences()).rejects.toThrow("syntax error");
  expect(await offences()).toEqual([]);
});
