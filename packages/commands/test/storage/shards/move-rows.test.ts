// What a move copies of one owner, what it leaves alone, and which rows stay if both databases have
// some.

import { beforeAll, describe, expect, it } from "vitest";
import { database, having, makeDatabases } from "../../../../../test/storage/shards/three.ts";
import { watchedDatabase } from "../../../../../test/support/bindings.ts";
import { moveRows } from "../../../shards/move-rows.ts";

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

/**
 * A user with a link, recovery codes and a call to the help desk. `word` tells the rows of one database from those of
 * another.
 */
async function makeUser(name: "DB_1" | "DB_2", user: string, word: string): Promise<void> {
  const db = database(name);
  await db.batch([
    db
      .prepare("INSERT INTO user (realm, name, display_name, folded, created_at_ms) VALUES (?, ?, 'Zoë', 'zoe', 1)")
      .bind(REALM, user),
    db
      .prepare(
        `INSERT INTO enrollment_link (hash, user, realm, asks_pin, made_by, made_by_generation, made_at_ms, expires_at_ms)
         VALUES (?, ?, ?, 1, ?, 1, 1, ?)`,
      )
      .bind(`link of ${user}`, user, REALM, word, NEVER),
    db
      .prepare("INSERT INTO recovery (id, user, realm, sealed_hashes, left, made_at_ms) VALUES (?, ?, ?, ?, 8, 1)")
      .bind(`${user}, ${word}`, user, REALM, word),
    db
      .prepare(
        "INSERT INTO caller (id, user, realm, account, act, made_at_ms, ends_at_ms) VALUES (?, ?, ?, ?, 'pin', 1, 2)",
      )
      .bind(user, user, REALM, word),
  ]);
}

/** The words of the user's rows in a database. */
async function wordsIn(name: "DB_1" | "DB_2", user: string): Promise<unknown[]> {
  const { results } = await database(name)
    .prepare(
      `SELECT made_by AS word FROM enrollment_link WHERE user = ?1
       UNION ALL SELECT sealed_hashes FROM recovery WHERE user = ?1
       UNION ALL SELECT account FROM caller WHERE user = ?1`,
    )
    .bind(user)
    .all<{ word: string }>();
  return results.map(({ word }) => word);
}

const move = (user: string, isServed: boolean) =>
  moveRows(database("DB_1"), database("DB_2"), { users: [{ user, realm: REALM }] }, isServed);

describe("the rows of an owner", () => {
  it("are moved, and those of another user stay", async () => {
    await makeUser("DB_1", "goes", "source");
    await makeUser("DB_1", "stays", "source");
    await move("goes", false);
    expect([await wordsIn("DB_1", "goes"), await wordsIn("DB_2", "goes")]).toEqual([
      [],
      ["source", "source", "source"],
    ]);
    expect([await wordsIn("DB_1", "stays"), await wordsIn("DB_2", "stays")]).toEqual([
      ["source", "source", "source"],
      [],
    ]);
    expect(await having("SELECT 1 FROM user WHERE name = 'stays'")).toEqual(["DB_1"]);
    expect(await having("SELECT 1 FROM user WHERE name = 'goes' AND folded = 'zoe'")).toEqual(["DB_2"]);
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
      expect(await wordsIn("DB_2", user)).toEqual([stay, stay, stay]);
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
    expect(await moveRows(database("DB_1"), database("DB_2"), { serials: ["ASSIGNED"] }, false)).toEqual({
      tokens: 0,
      taken: [],
    });
    expect(await having("SELECT 1 FROM token WHERE serial = 'ASSIGNED'")).toEqual(["DB_1"]);
  });

  it("are moved with those of many others, each row as it was, in statements that D1 takes", async () => {
    const users = Array.from({ length: 90 }, (_, index) => ({ user: `many-${index}`, realm: REALM }));
    // Four rows each, and 9 kB in one of them: more than one parameter holds.
    const odd = `"quotes", 'apostrophes', \\, {"a":[1]}, ü🦊 ${"x".repeat(9000)}`;
    for (const { user } of users) {
      await makeUser("DB_1", user, `${user} ${odd}`);
      await token("DB_1", user, `TOKEN-${user}`, 1);
    }
    const trips: { method: string; sql: string }[] = [];
    const watched = (name: "DB_1" | "DB_2") =>
      watchedDatabase(database(name), (call, next) => {
        trips.push(call);
        return next();
      });
    expect(await moveRows(watched("DB_1"), watched("DB_2"), { users }, false)).toEqual({ tokens: 90, taken: [] });
    expect(trips).toHaveLength(4);
    const inserts = trips.map(({ sql }) => sql.split("INTO enrollment_link").length - 1);
    expect(inserts).toEqual([0, 0, 3, 0]);
    for (const { user } of users) expect(await wordsIn("DB_2", user)).toEqual(Array(3).fill(`${user} ${odd}`));
    expect(await having("SELECT 1 FROM user WHERE name GLOB 'many-*'")).toEqual(["DB_2"]);
    expect(await having("SELECT 1 FROM token WHERE serial GLOB 'TOKEN-many-*'")).toEqual(["DB_2"]);
  });

  it("are moved in several transactions if there are too many for one", async () => {
    const links = (user: string) =>
      database("DB_1")
        .prepare(
          `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900)
           INSERT INTO enrollment_link (hash, user, realm, asks_pin, made_by, made_by_generation, made_at_ms, expires_at_ms)
           SELECT ?1 || i, ?1, ?2, 1, 'x', 1, 1, ?3 FROM n`,
        )
        .bind(user, REALM, NEVER)
        .run();
    const users = ["full-1", "full-2", "full-3"].map((user) => ({ user, realm: REALM }));
    for (const { user } of users) await links(user);
    const rows: number[] = [];
    const watched = watchedDatabase(database("DB_2"), async ({ sql }, next) => {
      rows.push(sql.match(/\\"hash\\"/g)?.length ?? 0);
      return next();
    });
    await moveRows(database("DB_1"), watched, { users }, false);
    expect(rows).toEqual([1800, 900]);
    expect(await having("SELECT 1 FROM enrollment_link WHERE user GLOB 'full-*'")).toEqual(["DB_2"]);
  });
});
