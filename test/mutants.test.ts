// `npm run mutants` names files and texts that exist, knows the tests of a file, and finds the
// conditions of SQL.

/// <reference types="vite/types/importMeta.d.ts" />

import { describe, expect, it } from "vitest";
import { mutatedFiles } from "../scripts/mutants/mutated.ts";
import { createRelatedTests } from "../scripts/mutants/related-tests.ts";
import { sqlChanges } from "../scripts/mutants/sql-mutants.ts";
import { unnoticedIn } from "../scripts/mutants/unnoticed.ts";
import { textsOf } from "./support/house/files.ts";
import { COMMANDS, SOURCES } from "./support/house/imports.ts";

const FILES = [...SOURCES, ...COMMANDS];
const [LIST = ""] = Object.values(await textsOf("scripts/mutants/unnoticed.txt"));
const UNNOTICED = unnoticedIn(LIST);
const MUTATED = mutatedFiles(FILES.map(([path]) => path));

it.each(MUTATED)("$name is one file", ({ meant }) => {
  expect(meant).toHaveLength(1);
});

it("every indented line of the list is a mutant", () => {
  expect(UNNOTICED).toHaveLength(LIST.match(/^ .*$/gm)?.length ?? Number.NaN);
});

it.each(UNNOTICED)("a mutant that no test notices stands at one place: $at", ({ at, was }) => {
  const mutated = MUTATED.flatMap(({ meant }) => meant);
  const places = FILES.filter(([path, source]) => mutated.includes(path) && source.includes(at));
  expect(places.map(([path]) => path)).toHaveLength(1);
  expect(places[0]?.[1].split(at)).toHaveLength(2);
  expect(at.split(was)).toHaveLength(2);
});

describe("the tests of a file", () => {
  const many = Array.from({ length: 30 }, (_, index) => `import "./part-${index}.ts";`).join("\n");
  const sources = new Map([
    ["src/storage/tokens/lock.ts", 'import type { Locks } from "../../core/ports/locks.ts";'],
    ["src/storage/all.ts", `import "./tokens/lock.ts";\n${many}`],
    ["src/core/ports/locks.ts", ""],
    ["src/core/login/finish.ts", 'import type { Locks } from "../ports/locks.ts";'],
    ["test/web/page.test.ts", 'import "../../src/storage/all.ts";'],
    ["test/storage/tokens/changes.test.ts", 'import "../../support/rows.ts";'],
    ["test/storage/lagging.test.ts", 'import { lock } from "../../src/storage/tokens/lock.ts";'],
    ["test/http/guessing/locks.test.ts", 'import "../../../src/storage/all.ts";'],
    ["test/core/login/finish.test.ts", ""],
    ["test/storage/tokens/lock.test.ts", ""],
    ["test/support/rows.ts", ""],
  ]);

  it("are first the one of its name, then those that import it, stand beside it, or use it over a port", () => {
    expect(createRelatedTests(sources)("src/storage/tokens/lock.ts")).toEqual([
      "test/storage/tokens/lock.test.ts",
      "test/storage/tokens/changes.test.ts",
      "test/storage/lagging.test.ts",
      "test/core/login/finish.test.ts",
      "test/http/guessing/locks.test.ts",
      "test/web/page.test.ts",
    ]);
  });

  it("are the same once it has moved", () => {
    const moved = new Map(
      [...sources].map(([path, text]) => [
        path.replace("src/storage/tokens/lock.ts", "src/storage/locks/lock.ts"),
        text.replace("/tokens/lock.ts", "/locks/lock.ts"),
      ]),
    );
    expect(createRelatedTests(moved)("src/storage/locks/lock.ts").slice(0, 4)).toContain(
      "test/storage/lagging.test.ts",
    );
  });
});

describe("the mutants of SQL", () => {
  const changed = (sql: string): string[] =>
    sqlChanges(sql).map(({ start, end, is }) => sql.slice(0, start) + is + sql.slice(end));

  it("leave out each condition of a guard", () => {
    expect(changed("UPDATE token SET a = 1 WHERE b = :b AND NOT c RETURNING id")).toEqual([
      "UPDATE token SET a = 1 WHERE true AND NOT c RETURNING id",
      "UPDATE token SET a = 1 WHERE b = :b AND true RETURNING id",
    ]);
  });

  it("leave out a part in parentheses as a whole and piece by piece, and each side of an OR", () => {
    expect(changed("a AND (b OR EXISTS (SELECT 1 FROM c WHERE d))")).toEqual([
      "true AND (b OR EXISTS (SELECT 1 FROM c WHERE d))",
      "a AND (false OR EXISTS (SELECT 1 FROM c WHERE d))",
      "a AND (b OR EXISTS (SELECT 1 FROM c WHERE true))",
      "a AND (b OR false)",
      "a AND true",
    ]);
  });

  it("are made of the conditions of a CASE, and of no value that it compares", () => {
    expect(changed("a = CASE WHEN b THEN 1 WHEN c THEN 2 END")).toEqual([
      "a = CASE WHEN true THEN 1 WHEN c THEN 2 END",
      "a = CASE WHEN b THEN 1 WHEN true THEN 2 END",
    ]);
    expect(changed("a AND CASE b WHEN 0 THEN (CASE WHEN c THEN 1 END) WHEN 2 THEN 3 END")).toEqual([
      "true AND CASE b WHEN 0 THEN (CASE WHEN c THEN 1 END) WHEN 2 THEN 3 END",
      "a AND CASE b WHEN 0 THEN (CASE WHEN true THEN 1 END) WHEN 2 THEN 3 END",
    ]);
  });

  it("end where another table is joined", () => {
    expect(changed("FROM a JOIN b ON c AND d LEFT JOIN e ON f")).toEqual([
      "FROM a JOIN b ON true AND d LEFT JOIN e ON f",
      "FROM a JOIN b ON c AND true LEFT JOIN e ON f",
      "FROM a JOIN b ON c AND d LEFT JOIN e ON true",
    ]);
  });

  it("turn bounds, keep generations, and take no BETWEEN and no text apart", () => {
    expect(changed("x < :y")).toEqual(["x <= :y"]);
    expect(changed("x >= :y")).toEqual(["x > :y"]);
    expect(changed("SET generation = generation + 1")).toEqual(["SET generation = generation"]);
    expect(changed("WHERE x BETWEEN 1 AND 2")).toEqual(["WHERE true"]);
    expect(changed("SELECT ' AND (' AS text")).toEqual([]);
  });
});
