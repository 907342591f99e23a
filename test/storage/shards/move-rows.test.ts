// What a move copies of one owner, what it leaves alone, and which rows stay if both databases have some.

import { beforeAll, describe, expect, it } from "vitest";
import { moveRows } from "../../../src/storage/shards/move-rows.ts";
import { database, having, makeDatabases } from "./three.ts";

const REALM = "realm1";
const NEVER = Date.now() + 3_600_000;

beforeAll(makeDatabases);

const token = (name: "DB_1" | "DB_2", user: string, serial: string, madeAt: number) =>
  database(name)
    .prepare(
      `INSERT INTO token (serial, generation, user, realm, description, active, revoked, rollout_state, max_fail, suite, created_at_ms)
       VALUES (?, 1, ?, ?, '', 1, 0, 'clientwait', 10, 'x', ?)`,
    )
    .bind(serial, user, REALM, madeAt)
    .run();

/** A user with a link and recovery codes. `word` tells the rows of one database from those of another. */
async function makeUser(name: "DB_1" | "DB_2", user: string, word: string): Promise<void> {
  const db = database(name);
  await db.batch([
    db.prepare("INSERT INTO user (realm, name, created_at_ms) VALUES (?, ?, 1)").bind(REALM, user),
    db
      .prepare(
        `INSERT INTO enrollment_link (hash, user, realm, asks_pin, made_by, made_by_generation, made_at_ms, expires_at_ms)
         VALUES (?, ?, ?, 1, ?, 1, 1, ?)`,
      )
      .bind(`link of ${user}`, user, REALM, word, NEVER),
    db
      .prepare("INSERT INTO recovery (id, user, realm, sealed_hashes, left, made_at_ms) VALUES (?, ?, ?, ?, 8, 1)")
      .bind(`${user}, ${word}`, user, REALM, word),
  ]);
}

/** The words of the user's rows in a database. */
async function wordsIn(name: "DB_1" | "DB_2", user: string): Promise<unknown[]> {
  const { results } = await database(name)
    .prepare(
      `SELECT made_by AS word FROM enrollment_link WHERE user = ?1
       UNION ALL SELECT sealed_hashes FROM recovery WHERE user = ?1`,
    )
    .bind(user)
    .all<{ word: string }>();
  return results.map(({ word }) => word);
}

const move = (user: string, isServed: boolean) =>
  moveRows(database("DB_1"), database("DB_2"), { user, realm: REALM }, isServed);

describe("the rows of an owner", () => {
  it("are moved, and those of another user stay", async () => {
    await makeUser("DB_1", "goes", "source");
    await makeUser("DB_1", "stays", "source");
    await move("goes", false);
    expect([await wordsIn("DB_1", "goes"), await wordsIn("DB_2", "goes")]).toEqual([[], ["source", "source"]]);
    expect([await wordsIn("DB_1", "stays"), await wordsIn("DB_2", "stays")]).toEqual([["source", "source"], []]);
    expect(await having("SELECT 1 FROM user WHERE name = 'stays'")).toEqual(["DB_1"]);
  });

  it.each([
    { isServed: false, stay: "source" },
    { isServed: true, stay: "target" },
  ])(
    "are those of the $stay if both databases have some, and the target is served: $isServed",
    async ({ isServed, stay }) => {
      const user = `both-${stay}`;
      await makeUser("DB_1", user, "source");
      await makeUser("DB_2", user, "target");
      await move(user, isServed);
      expect(await wordsIn("DB_2", user)).toEqual([stay, stay]);
      expect(await wordsIn("DB_1", user)).toEqual([]);
      expect(await having("SELECT 1 FROM user WHERE name = ?", user)).toEqual(["DB_2"]);
    },
  );

  it("keep their user in the source while a token has to stay there", async () => {
    await makeUser("DB_1", "clash", "source");
    await token("DB_1", "clash", "TAKEN", 1);
    await token("DB_2", "another", "TAKEN", 2);
    expect(await move("clash", false)).toEqual({ tokens: 0, taken: ["TAKEN"] });
    expect(await having("SELECT 1 FROM user WHERE name = 'clash'")).toEqual(["DB_1", "DB_2"]);
    expect(await having("SELECT 1 FROM token WHERE serial = 'TAKEN' AND user = 'clash'")).toEqual(["DB_1"]);
  });

  it("are none of a token that got a user since it was seen without one", async () => {
    await token("DB_1", "late", "ASSIGNED", 1);
    expect(await moveRows(database("DB_1"), database("DB_2"), { serial: "ASSIGNED" }, false)).toEqual({
      tokens: 0,
      taken: [],
    });
    expect(await having("SELECT 1 FROM token WHERE serial = 'ASSIGNED'")).toEqual(["DB_1"]);
  });
});
