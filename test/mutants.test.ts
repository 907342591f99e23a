// The tables of `npm run mutants` name files and texts that exist, and it finds the conditions of SQL.

/// <reference types="vite/types/importMeta.d.ts" />

import { describe, expect, it } from "vitest";
import { SUBJECTS, UNNOTICED } from "../scripts/mutants/rooms.ts";
import { sqlChanges } from "../scripts/mutants/sql-mutants.ts";
import { SOURCES } from "./support/imports.ts";

const TESTS = Object.keys(import.meta.glob("./**/*.test.ts")).map((path) => path.slice(2).replace(/\.test\.ts$/, ""));
const sourceOf = (file: string): string => SOURCES.find(([path]) => path === `src/${file}`)?.[1] ?? "";

describe.each(SUBJECTS)("the mutants of $file", ({ file, near, far }) => {
  it("are of an existing file, and run against existing tests", () => {
    expect(sourceOf(file)).not.toBe("");
    expect([...near, ...far].filter((test) => !TESTS.includes(test))).toEqual([]);
  });
});

describe("a mutant that no test notices", () => {
  it.each(UNNOTICED)("stands at one place: $file, $at", ({ file, at, was }) => {
    expect(sourceOf(file).split(at)).toHaveLength(2);
    expect(at.split(was)).toHaveLength(2);
    expect(SUBJECTS.map((subject) => subject.file)).toContain(file);
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
