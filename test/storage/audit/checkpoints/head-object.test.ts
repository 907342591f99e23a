// The object that holds the newest checkpoint: it goes on from what it holds, and never back.

import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import type { Head } from "../../../../src/storage/audit/checkpoints/head.ts";
import { createHeadKeeper } from "../../../../src/storage/audit/checkpoints/head-object.ts";

let count = 0;
let name = "";
let keeper: ReturnType<typeof createHeadKeeper>;
beforeEach(() => {
  name = `head ${++count}`;
  keeper = createHeadKeeper(env.AUDIT_HEAD, name);
});

const HELD: Head = { lastNumber: 8, link: "b", checkpoints: 2 };
const NEXT: Head = { lastNumber: 12, link: "c", checkpoints: 3 };

it("goes on from what it holds", async () => {
  expect(await keeper.read()).toBeNull();
  expect(await keeper.advance(null, HELD)).toBe(true);
  expect(await keeper.advance(HELD, NEXT)).toBe(true);
  expect(await keeper.read()).toEqual(NEXT);
});

it.each<[string, Head | null, Head]>([
  ["from another number", { ...HELD, lastNumber: 7 }, NEXT],
  ["from another link", { ...HELD, link: "a" }, NEXT],
  ["from nothing", null, NEXT],
  ["to the same number", HELD, { ...NEXT, lastNumber: 8 }],
  ["to an earlier number", HELD, { ...NEXT, lastNumber: 7 }],
  ["to as many checkpoints", HELD, { ...NEXT, checkpoints: 2 }],
  ["to fewer checkpoints", HELD, { ...NEXT, checkpoints: 1 }],
])("refuses to go %s", async (_, from, to) => {
  await keeper.advance(null, HELD);
  expect(await keeper.advance(from, to)).toBe(false);
  expect(await keeper.read()).toEqual(HELD);
});

it.each([
  "CREATE TABLE other (id INTEGER)",
  "CREATE TABLE head (only INTEGER, last_number INTEGER, link TEXT, checkpoints INTEGER)",
])("holds nothing without a row of its own: %s", async (sql) => {
  await runInDurableObject(env.AUDIT_HEAD.getByName(name), (_, { storage }) => void storage.sql.exec(sql));
  expect(await keeper.read()).toBeNull();
});

describe("the head of the parts", () => {
  const FIRST = { lastNumber: 5, link: "p", parts: 1 };

  it("goes on by itself, and never back", async () => {
    expect(await keeper.readParts()).toBeNull();
    expect(await keeper.advanceParts(null, FIRST)).toBe(true);
    expect(await keeper.read()).toBeNull();
    expect(await keeper.advance(null, HELD)).toBe(true);
    expect(await keeper.advanceParts(null, { lastNumber: 9, link: "q", parts: 2 })).toBe(false);
    expect(await keeper.advanceParts(FIRST, { lastNumber: 4, link: "q", parts: 2 })).toBe(false);
    expect(await keeper.advanceParts(FIRST, { lastNumber: 9, link: "q", parts: 1 })).toBe(false);
    expect(await keeper.advanceParts(FIRST, { lastNumber: 9, link: "q", parts: 2 })).toBe(true);
    expect([await keeper.read(), await keeper.readParts()]).toEqual([HELD, { lastNumber: 9, link: "q", parts: 2 }]);
  });

  it("leaves the table of a version without parts as that reads and writes it", async () => {
    const object = env.AUDIT_HEAD.getByName(name);
    // As src/storage/audit/checkpoints/head.ts had it before there were parts.
    await runInDurableObject(object, (_, { storage }) => {
      storage.sql.exec(`CREATE TABLE head (
        only INTEGER PRIMARY KEY CHECK (only = 1), last_number INTEGER NOT NULL, link TEXT NOT NULL, checkpoints INTEGER NOT NULL
      ) STRICT`);
      storage.sql.exec("INSERT INTO head (only, last_number, link, checkpoints) VALUES (1, 8, 'b', 2)");
    });
    expect(await keeper.read()).toEqual(HELD);
    await keeper.advanceParts(null, FIRST);
    await keeper.advance(HELD, NEXT);
    const rows = await runInDurableObject(object, (_, { storage }) =>
      storage.sql.exec("SELECT only, last_number, link, checkpoints FROM head").toArray(),
    );
    expect(rows).toEqual([{ only: 1, last_number: 12, link: "c", checkpoints: 3 }]);
  });
});
