// Names are folded by whatever writes them; cron folds those of earlier versions, some at a time,
// and a look costs nothing when all are.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { foldNames } from "../../../src/storage/users/fold-names.ts";
import { many, runSql } from "../../support/audit.ts";
import { adminCaller, NO_NOTE, realPorts } from "../../support/storage/ports.ts";
import { rowsOf } from "../../support/storage/rows.ts";
import { countingRows } from "../../support/storage/rows-read.ts";

const { users } = await realPorts();
const caller = await adminCaller();
const RIGHT = "set_custom_user_attributes";
const folded = async () => ((await rowsOf("user")) as { folded: string | null }[]).map((row) => row.folded);
const made = (id: number, name: string | null, text: string | null = null) =>
  env.DB.prepare("INSERT INTO user (id, name, realm, created_at_ms, display_name, folded) VALUES (?, ?, ?, 0, ?, ?)")
    .bind(id, `user${id}`, "realm1", name, text)
    .run();
const rename = (value: string | null) =>
  users.change(caller, RIGHT, { user: "user1", realm: "realm1" }, { attribute: "name", value }, NO_NOTE);

beforeEach(() => runSql("DELETE FROM user"));

describe("a name is folded", () => {
  it("when an administrator changes or removes it", async () => {
    await made(1, null);
    expect(await rename("Ömer Özil")).toMatchObject({ ok: true });
    expect(await folded()).toEqual(["omer ozil"]);
    await rename(null);
    expect(await folded()).toEqual([null]);
  });

  it("when a file makes or changes it, and stays if the file has none", async () => {
    const put = (more: object) =>
      users.put(caller, { user: "anna", realm: "realm1", ...more } as never, { dryRun: false }, 5, NO_NOTE);
    for (const [line, text] of [
      [{ displayName: "Anna Müller" }, "anna muller"],
      [{ displayName: "Anna O'Brien" }, "anna obrien"],
      [{ email: "anna@test" }, "anna obrien"],
    ] as const) {
      expect(await put(line)).toMatchObject({ ok: true });
      expect(await folded()).toEqual([text]);
    }
  });

  it("anew, after a version that does not know the column has changed it", async () => {
    await made(1, "Bert Müller", "bert muller");
    await runSql("UPDATE user SET display_name = 'Bert Özil'");
    expect(await folded()).toEqual([null]);
    expect(await foldNames(env.DB)).toBe(false);
    expect(await folded()).toEqual(["bert ozil"]);
    await runSql("UPDATE user SET display_name = 'BERT ÖZIL', email = 'b@test'");
    expect(await folded()).toEqual(["bert ozil"]);
  });
});

describe("cron", () => {
  it("folds the names of earlier versions, as many as it is told to, and says whether there are more", async () => {
    await made(1, "Ömer");
    await made(2, null);
    await made(3, "Łukasz");
    await made(4, "Zoë");
    expect(await foldNames(env.DB, 2)).toBe(true);
    expect(await folded()).toEqual(["omer", null, "lukasz", null]);
    expect(await foldNames(env.DB, 2)).toBe(false);
    expect(await folded()).toEqual(["omer", null, "lukasz", "zoe"]);
  });

  it("folds 2000 at once", async () => {
    await runSql(
      `INSERT INTO user (name, realm, display_name, created_at_ms) ${many(2001, "'u' || i, 'realm1', 'Zoë ' || i, 0")}`,
    );
    expect(await foldNames(env.DB)).toBe(true);
    expect((await folded()).filter((text) => text === null)).toHaveLength(1);
    expect(await foldNames(env.DB)).toBe(false);
    expect(await folded()).not.toContain(null);
  });

  it("reads nothing but an empty index when all are folded, however many users there are", async () => {
    const row = "'u' || i, 'realm1', CASE WHEN i % 2 THEN 'Zoë' END, CASE WHEN i % 2 THEN 'zoe' END, 0";
    await runSql(`INSERT INTO user (name, realm, display_name, folded, created_at_ms) ${many(500, row)}`);
    const { db, read } = countingRows(env.DB);
    expect(await foldNames(db)).toBe(false);
    expect(read()).toBeLessThanOrEqual(1);
  });

  it("leaves a name that changes meanwhile to that change", async () => {
    await made(1, "Ömer");
    const prepare = (sql: string) => env.DB.prepare(sql);
    let looks = 0;
    const late = {
      prepare: (sql: string) => {
        const statement = prepare(sql);
        if (looks++ === 0) return statement;
        return {
          bind: (...values: unknown[]) => ({
            run: async () => {
              await runSql("UPDATE user SET display_name = 'Zoë'");
              return statement.bind(...values).run();
            },
          }),
        };
      },
    } as unknown as D1Database;
    await foldNames(late);
    expect(await folded()).toEqual([null]);
  });
});

/** As before the column: the row, one entry of each index that has it, and what the triggers keep. */
describe("what a change of a user writes", () => {
  const written = async (sql: string) => (await env.DB.prepare(sql).run()).meta.rows_written;
  const columns = "(id, name, realm, created_at_ms, display_name, folded, email)";

  it.each([
    ["NULL, NULL", 0],
    ["'Zoë', 'zoe'", 1],
    ["'Zoë Özil', 'zoe ozil'", 2],
    ["'Zoë van Özil', 'zoe van ozil'", 3],
    ["'Zoë van den Özil', 'zoe van den ozil'", 4],
  ])("a new user called %s is in %i indexes of words", async (name, entries) => {
    const plain = await written(`INSERT INTO user ${columns} VALUES (1, 'plain', 'realm1', 0, NULL, NULL, 'p@test')`);
    expect(await written(`INSERT INTO user ${columns} VALUES (2, 'named', 'realm1', 0, ${name}, 'n@test')`)).toBe(
      plain + entries,
    );
  });

  it("a change of anything else touches no index of names", async () => {
    await made(1, "Zoë van den Özil", "zoe van den ozil");
    // One row, and its version, which a directory sees.
    expect(await written("UPDATE user SET groups = '[\"a\"]'")).toBe(2);
  });
});
