// The numbers of a page are bound: a program that reads page after page would otherwise fill
// memories of statements.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { windowStatement } from "../../../../src/storage/sql/scan/read-window.ts";

it.each([
  ["of a list that may be long", "true"],
  ["of any other list", undefined],
])("the pages %s are read by one text", (_, isLong) => {
  const texts = new Set<string>();
  const db = {
    prepare(sql: string) {
      texts.add(sql);
      return env.DB.prepare(sql);
    },
  } as D1Database;
  const window = {
    rows: (limit: string) => `SELECT id, id AS key_0, id AS ref FROM token ORDER BY id LIMIT ${limit}`,
    ...{
      mostExamined: 500,
      keys: 1,
      as: "token",
      fits: "true",
      isLong,
      from: "token",
      ref: "token.id",
      columns: "token.id",
    },
  };
  for (const skipped of [0, 15, 30]) windowStatement(db, window, { size: 15, skipped }, {});
  windowStatement(db, window, { size: 20, skipped: 20 }, {});
  expect(texts.size).toBe(1);
});
