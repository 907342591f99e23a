// The object that holds the newest checkpoint: it goes on from what it holds, and never back.

import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
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
