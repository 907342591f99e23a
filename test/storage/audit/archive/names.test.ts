// The names of people whose rows are in parts: kept apart, so that a deletion reaches all of them,
// whenever it comes, and dropped with the last part that needs them.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import {
  archiveTrail,
  DAY_MS,
  emptyArchive,
  everyRow,
  expectWhole,
  fillTrail,
  objectKeys,
  partRecords,
  R2,
  runCron,
  trailNames,
} from "../../../support/archive.ts";
import { archivedLists, walkTrail } from "../../../support/archived-trail.ts";
import { runSql } from "../../../support/audit.ts";
import { watchedDatabase } from "../../../support/bindings.ts";
import { asAdmin } from "../../../support/service.ts";
import { adminCaller, realKeyring } from "../../../support/storage/ports.ts";

const keys = await realKeyring();
const caller = await adminCaller();
const NOW = 1000 * DAY_MS;
/** In no other text of these tests. */
const NAME = "quentin";

beforeEach(emptyArchive);

/** Rows of a hundred people, and among them of NAME, all of whom have rows in every checkpoint. */
const fill = (count: number, atMs: number, perCheckpoint = 700) =>
  fillTrail(keys, count, () => atMs, {
    perCheckpoint,
    entryFor: (index) => (index % 100 === 7 ? { user: NAME } : { user: `user${index % 100}` }),
  });

async function deleteUser(): Promise<void> {
  await runSql("INSERT INTO user (realm, name, created_at_ms) VALUES ('realm1', ?, 0) ON CONFLICT DO NOTHING", NAME);
  const { status } = await asAdmin("DELETE", `/user/realm1/${NAME}`);
  expect(status).toBe(200);
}

/** Every text that is stored, in the database and in the bucket. */
async function everyText(): Promise<string> {
  const tables = await env.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf_*'",
  ).all<{ name: string }>();
  const rows = await Promise.all(tables.results.map(({ name }) => env.DB.prepare(`SELECT * FROM "${name}"`).all()));
  const objects = await Promise.all((await objectKeys()).map(async (key) => (await R2.get(key))?.text()));
  return JSON.stringify([rows.map(({ results }) => results), objects, await everyRow()]);
}

/** What stands around the name. The whole text is too long for a report. */
function excerptOf(text: string): string {
  const at = text.indexOf(NAME);
  return at < 0 ? "" : text.slice(Math.max(0, at - 300), at + 300);
}

describe("a deleted user", () => {
  async function expectForgotten(): Promise<void> {
    expect(excerptOf(await everyText())).toBe("");
    await expectWhole(keys);
    const [row] = (await everyRow()).filter(({ number }) => number === 8);
    expect(row).toMatchObject({ user: row?.pseudonym, realm: "realm1" });
    expect(await trailNames()).toHaveLength(99);
  }

  it("is nowhere by name when deleted before the rows leave, and when after", async () => {
    await fill(3_900, NOW - 70 * DAY_MS);
    await deleteUser();
    await archiveTrail(keys, NOW);
    expect(await partRecords()).toHaveLength(1);
    await expectForgotten();
    await emptyArchive();
    await fill(3_900, NOW - 70 * DAY_MS);
    await archiveTrail(keys, NOW);
    expect(excerptOf(await everyText())).toContain(NAME);
    await deleteUser();
    await expectForgotten();
  });

  it("is nowhere by name when deleted between any two calls of the cron that moves the rows", {
    timeout: 240_000,
  }, async () => {
    let calls = 0;
    for (let at = 1; at === 1 || at <= calls; at++) {
      await emptyArchive();
      await fill(3_200, NOW - 70 * DAY_MS, 600);
      calls = 0;
      const db = watchedDatabase(env.DB, async ({ text }, next) => {
        if (!/audit_part|audit_name|DELETE FROM audit /.test(text)) return next();
        if (++calls === at) await deleteUser();
        return next();
      });
      await runCron(keys, NOW, { db });
      await archiveTrail(keys, NOW);
      await expectForgotten();
    }
    expect(calls).toBeGreaterThan(5);
  });

  it("and another person of the same name later: the name is of the later rows alone", async () => {
    const lists = archivedLists(keys);
    const numbersOf = async () =>
      (await walkTrail(lists, caller, { matching: { user: NAME } })).numbers.toSorted((a, b) => a - b);
    await fill(1_000, NOW - 90 * DAY_MS, 500);
    await fill(2_500, NOW - 80 * DAY_MS, 500);
    await archiveTrail(keys, NOW - 29 * DAY_MS);
    expect((await partRecords()).map(({ last_number }) => last_number)).toEqual([1000]);
    await deleteUser();
    expect(await numbersOf()).toEqual([]);
    await fill(3_000, NOW - 28 * DAY_MS, 500);
    const before = await numbersOf();
    expect(before[0]).toBe(3509);
    // The row of the deletion has the time of today.
    await archiveTrail(keys, Date.now() + 100 * DAY_MS, { retentionMs: 0 });
    expect((await trailNames()).map(({ user }) => user)).toContain(NAME);
    expect(await numbersOf()).toEqual(before);
    const { entries } = await walkTrail(lists, caller, {});
    expect(
      entries
        .filter(({ user }) => user === NAME)
        .map(({ number }) => number)
        .toSorted((a, b) => a - b),
    ).toEqual(before);
    expect(new Set(entries.map(({ signature }) => signature))).toEqual(new Set(["intact"]));
  });

  it("who had another name leaves it to whoever has it since: the rows after the last of the first", async () => {
    await fill(3_900, NOW - 70 * DAY_MS);
    await runSql(
      `INSERT INTO user (realm, name, created_at_ms, scim) VALUES ('realm1', 'renamed', 0,
         json_object('names', json_array(json_object('name', ?1, 'until', 1000)))), ('realm1', ?1, 0, NULL)`,
      NAME,
    );
    await archiveTrail(keys, NOW);
    expect((await partRecords()).map(({ last_number }) => last_number)).toEqual([1400]);
    expect((await asAdmin("DELETE", "/user/realm1/renamed")).status).toBe(200);
    const { numbers } = await walkTrail(archivedLists(keys), caller, { matching: { user: NAME } });
    expect([numbers.length, Math.min(...numbers)]).toEqual([29, 1008]);
    await deleteUser();
    await expectForgotten();
  });

  it("of another spelling or realm keeps the name of the first", async () => {
    await fillTrail(keys, 3_000, () => NOW - 70 * DAY_MS, {
      perCheckpoint: 500,
      entryFor: (index) => [{ user: "ann" }, { user: "Ann" }, { user: "ann", realm: "realm2" }][index % 3] ?? {},
    });
    await archiveTrail(keys, NOW);
    await runSql("INSERT INTO user (realm, name, created_at_ms) VALUES ('realm1', 'ann', 0)");
    await asAdmin("DELETE", "/user/realm1/ann");
    expect((await trailNames()).map(({ user, realm }) => [user, realm])).toEqual([
      ["Ann", "realm1"],
      ["ann", "realm2"],
    ]);
  });
});

describe("a name", () => {
  const numberOf = async (user: string) => (await trailNames()).find((name) => name.user === user)?.last_number;

  it("is written once, and renewed by rows of 31 days later", async () => {
    await fill(3_500, NOW, 500);
    await archiveTrail(keys, NOW + 61 * DAY_MS);
    expect(await numberOf(NAME)).toBe(8);
    await fill(2_500, NOW + 32 * DAY_MS, 500);
    await archiveTrail(keys, NOW + 91 * DAY_MS);
    expect(await numberOf(NAME)).toBe(8);
    expect((await partRecords()).map(({ last_number }) => last_number)).toEqual([1000, 3500]);
    await fill(2_500, NOW + 62 * DAY_MS, 500);
    const written: number[] = [];
    const db = watchedDatabase(env.DB, async (call, next) => {
      const done = await next();
      if (call.text.includes("INTO audit_name")) written.push(([done].flat()[0] as D1Result).meta.changes);
      return done;
    });
    await archiveTrail(keys, NOW + 123 * DAY_MS, { db });
    const last = (await partRecords()).at(-1);
    expect(await numberOf(NAME)).toBeGreaterThanOrEqual(last?.first_number ?? 0);
    expect(written.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(200);
  });

  it("is dropped with the last part that can need it", async () => {
    const gone = { perCheckpoint: 500, entryFor: () => ({ user: "long gone" }) };
    await fillTrail(keys, 500, () => NOW, gone);
    await fill(500, NOW + 31 * DAY_MS, 500);
    await fill(2_500, NOW + 40 * DAY_MS, 500);
    await archiveTrail(keys, NOW + 60 * DAY_MS + 3600_000);
    await archiveTrail(keys, NOW + 91 * DAY_MS + 3600_000);
    expect((await partRecords()).map(({ last_number }) => last_number)).toEqual([500, 1000]);
    // The first part goes, and the second may need a name that was written 31 days before.
    await runCron(keys, NOW + 401 * DAY_MS);
    expect((await partRecords()).map(({ retired_at_ms }) => retired_at_ms === null)).toEqual([false, true]);
    expect(await numberOf("long gone")).toBeDefined();
    await runCron(keys, NOW + 432 * DAY_MS);
    expect((await partRecords()).map(({ retired_at_ms }) => retired_at_ms === null)).toEqual([false, false]);
    expect(await trailNames()).toEqual([]);
    await expect(objectKeys()).resolves.toEqual([]);
  });
});
