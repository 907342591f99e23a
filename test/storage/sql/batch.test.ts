// A batch returns its results by name, and a statement that reports another one runs right after
// it, wherever it is written.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { withoutComments } from "../../../scripts/lib/imports.ts";
import { batch, after as behind } from "../../../src/storage/sql/batch.ts";
import { followUp, statement } from "../../../src/storage/sql/sql.ts";
import { type DatabaseCall, watchedDatabase } from "../../support/bindings.ts";
import { COMMANDS, SOURCES } from "../../support/house/imports.ts";

const DB = env.DB;

beforeEach(async () => {
  await DB.prepare("CREATE TABLE IF NOT EXISTS heap (stone TEXT)").run();
  await DB.prepare("CREATE TABLE IF NOT EXISTS told (name TEXT, changes INTEGER)").run();
  await DB.batch([DB.prepare("DELETE FROM heap"), DB.prepare("DELETE FROM told")]);
});

const add = (...stones: string[]) =>
  statement(DB, "INSERT INTO heap SELECT value FROM json_each(:stones)", { stones: JSON.stringify(stones) });
const look = () => statement<{ stone: string }>(DB, "SELECT stone FROM heap ORDER BY stone", {});
const tell = (name: string) => followUp(DB, "INSERT INTO told SELECT :name, changes()", { name });
const told = async () => (await DB.prepare("SELECT * FROM told ORDER BY name").all()).results;

describe("a batch", () => {
  it("returns rows and changes of each statement by its name, in one round trip", async () => {
    const trips: DatabaseCall[] = [];
    const watched = watchedDatabase(DB, (call, next) => {
      trips.push(call);
      return next();
    });
    const done = await batch(watched, {
      none: statement<{ stone: string }>(watched, "SELECT stone FROM heap", {}),
      added: statement(watched, "INSERT INTO heap VALUES ('a'), ('b')", {}),
      both: statement<{ stone: string }>(watched, "SELECT stone FROM heap", {}),
    });
    expect([done.none.rows, done.added.changes]).toEqual([[], 2]);
    expect(done.both.rows.map(({ stone }) => stone)).toEqual(["a", "b"]);
    expect(trips.map(({ method }) => method)).toEqual(["batch"]);
  });

  it("runs its statements in the order in which they are written", async () => {
    const done = await batch(DB, { zero: look(), b: add("x"), one: look(), a: add("y"), two: look() });
    expect([done.zero, done.one, done.two].map(({ rows }) => rows.length)).toEqual([0, 1, 2]);
  });

  it("leaves out a statement that is undefined, and moves no other's result", async () => {
    const maybe = (is: boolean) => batch(DB, { extra: is ? add("x", "y") : undefined, added: add("z"), all: look() });
    const without = await maybe(false);
    expect([without.extra, without.added.changes, without.all.rows.length]).toEqual([undefined, 1, 1]);
    const withIt = await maybe(true);
    expect([withIt.extra?.changes, withIt.added.changes, withIt.all.rows.length]).toEqual([2, 1, 4]);
  });

  it("is one transaction", async () => {
    const twice = statement(DB, "INSERT INTO told SELECT :name", { name: "too few columns" });
    await expect(batch(DB, { added: add("x"), twice })).rejects.toThrow();
    expect((await look().all()).results).toEqual([]);
  });
});

it("a statement without the value of a parameter is a bug, and is not sent", () => {
  expect(() => statement(DB, "SELECT :stone", {})).toThrow("no value for :stone");
});

describe("a statement that reports another one", () => {
  it("reports that one, and not the one after which it is written", async () => {
    await batch(DB, {
      none: add(),
      three: add("a", "b", "c"),
      ofNone: behind("none", tell("none")),
      one: add("d"),
      ofThree: behind("three", tell("three")),
    });
    expect(await told()).toEqual([
      { name: "none", changes: 0 },
      { name: "three", changes: 3 },
    ]);
  });

  it("may be written before it", async () => {
    await batch(DB, { early: behind("two", tell("two")), one: add("a"), two: add("b", "c") });
    expect(await told()).toEqual([{ name: "two", changes: 2 }]);
  });

  const refused = async (parts: Readonly<Record<string, unknown>>, message: string) => {
    await expect(batch(DB, { added: add("x"), ...parts } as unknown as Record<string, undefined>)).rejects.toThrow(
      message,
    );
    expect([(await look().all()).results, await told()]).toEqual([[], []]);
  };

  it("is not built when that one is not in the batch, or left out", async () => {
    const note = behind("lock", tell("lock"));
    await refused({ note }, "note reports on lock, which writes nothing here");
    await refused({ lock: undefined, note }, "note reports on lock, which writes nothing here");
  });

  it("is not built if that one writes nothing: it would report an earlier one", async () => {
    await refused(
      { seen: look(), note: behind("seen", tell("seen")) },
      "note reports on seen, which writes nothing here",
    );
    const bare = DB.prepare("SELECT 1");
    await refused({ bare, note: behind("bare", tell("bare")) }, "note reports on bare, which writes nothing here");
  });

  it("is not built after another one that reports on the same: it would report that", async () => {
    const first = behind("added", tell("first"));
    await refused(
      { first, second: behind("added", tell("second")) },
      "second is not the only one that reports on added",
    );
  });

  it("may report one that reports, in any order, and is not built if they go round in a circle", async () => {
    await batch(DB, { last: behind("first", tell("last")), two: add("a", "b"), first: behind("two", tell("first")) });
    expect(await told()).toEqual([
      { name: "first", changes: 2 },
      { name: "last", changes: 1 },
    ]);
    await DB.batch([DB.prepare("DELETE FROM told"), DB.prepare("DELETE FROM heap")]);
    const circle = { one: behind("other", tell("one")), other: behind("one", tell("other")) };
    await refused(circle, "some of added,one,other follow each other");
  });

  it("cannot be written without naming the statement that it reports", () => {
    for (const sql of ["INSERT INTO told SELECT 'x', changes()", "SELECT CHANGES ( )"])
      expect(() => statement(DB, sql, {})).toThrow("must be a followUp");
  });
});

it("a name that is a number is refused, because it would come before all others", async () => {
  await expect(batch(DB, { later: add("x"), 1: add("y") })).rejects.toThrow("cannot be called 1");
  expect((await look().all()).results).toEqual([]);
});

describe("the compiler", () => {
  it("knows names, rows, and the statements that can be reported", () => {
    const never = async () => {
      const done = await batch(DB, {
        added: add("x"),
        all: look(),
        maybe: undefined as ReturnType<typeof add> | undefined,
      });
      // @ts-expect-error: no statement has this name
      done.other;
      // @ts-expect-error: it may have been left out
      done.maybe.changes;
      // @ts-expect-error: the rows have no such column
      done.all.rows.map(({ colour }) => colour);
      // @ts-expect-error: there is no statement of this name to report
      await batch(DB, { added: add("x"), note: behind("aded", tell("x")) });
      // @ts-expect-error: it would report whichever statement comes before it
      await batch(DB, { added: add("x"), note: tell("x") });
    };
    expect(never).toBeTypeOf("function");
  });
});

/** Joins the batches of the acts of a job, each of which has come from the one below. */
const SENDING = ["src/storage/sql/batch.ts", "src/storage/jobs/together.ts"];

it("nothing else in src and the commands sends statements together", () => {
  const others = [...SOURCES, ...COMMANDS].filter(
    ([path]) => /^(?:src|packages)\//.test(path) && !SENDING.includes(path),
  );
  expect(others.length).toBeGreaterThan(100);
  const sending = others.filter(([, source]) => /\.batch\s*[(<]/.test(withoutComments(source)));
  expect(sending.map(([path]) => path)).toEqual([]);
});
