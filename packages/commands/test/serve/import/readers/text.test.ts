// CSV and YAML as databases and Python write them, read piece by piece.
import { describe, expect, it } from "vitest";
import { readCsvRows } from "../../../../import/text/csv.ts";
import { readYamlLists } from "../../../../import/text/yaml.ts";
import { timeOf } from "../../../../import/values.ts";

const rows = (...pieces: string[]) => [...readCsvRows(pieces)].map(({ row }) => row);
const piecesOf = (text: string, size: number) => text.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];

describe("CSV", () => {
  const text = '\ufeffid,name\r\n1,"a ""b"", c\nd"\r\n2,\n3,""\n4,\\N\n\n5,"""\r"';
  const read = [
    { id: "1", name: 'a "b", c\nd' },
    { id: "2", name: null },
    { id: "3", name: "" },
    { id: "4", name: null },
    { id: "5", name: '"\r' },
  ];

  it.each([1, 2, 3, 5, 1000])("is the same in pieces of %i characters", (size) => {
    expect(rows(...piecesOf(text, size))).toEqual(read);
  });

  it("tells the line on which a row begins, and needs no line break at the end", () => {
    expect([...readCsvRows(['a\n"x\ny"\nz'])]).toEqual([
      { line: 2, row: { a: "x\ny" } },
      { line: 4, row: { a: "z" } },
    ]);
    expect(rows("a,b\n1")).toEqual([{ a: "1", b: null }]);
  });
});

describe("YAML", () => {
  const list = (text: string) => [...readYamlLists([text])];

  it("has mappings, lists, nulls, and texts folded in any quotes", () => {
    const text = [
      "- a: null",
      "  b: ''",
      "  c: 'it''s",
      "    folded",
      "",
      "    here'",
      '  d: "tab\\t\\',
      '    \\ joined \\u2013"',
      "  e: plain text that",
      "    goes on",
      "  f: {}",
      "  g:",
      "  - 1",
      "  - h: x",
      "  # a comment",
      "  __proto__: y",
      "- []",
    ].join("\n");
    const [first, second] = list(text);
    for (const size of [1, 2, 3, 5]) expect([...readYamlLists(piecesOf(text, size))]).toEqual([first, second]);
    expect(list(`\ufeff${text.replaceAll("\n", "\r\n")}`)).toEqual([first, second]);
    expect(list(text.replaceAll("\n", "\r"))).toEqual([first, second]);
    expect(Object.entries(first as object)).toEqual([
      ["a", null],
      ["b", ""],
      ["c", "it's folded\nhere"],
      ["d", "tab\t joined –"],
      ["e", "plain text that goes on"],
      ["f", {}],
      ["g", [1, { h: "x" }]],
      ["__proto__", "y"],
    ]);
    expect(second).toEqual([]);
  });

  it("tells switches and whole numbers from texts in quotes that look like them", () => {
    const text = "- a: true\n  b: 'true'\n  c: False\n  d: -7\n  e: \"7\"\n  f: 007\n  g: 1234567890123456\n  h: 0\n";
    expect(list(text)).toEqual([
      { a: true, b: "true", c: "False", d: -7, e: "7", f: "007", g: "1234567890123456", h: 0 },
    ]);
  });

  it("has several documents, empty ones too", () => {
    expect(list("[]\n---\n- a: 1\n...\n--- \n- a: 2\n")).toEqual([{ a: 1 }, { a: 2 }]);
  });
});

it.each([
  ["2026-01-31T23:59+0100", "2026-01-31T22:59:00Z"],
  ["2026-01-31 23:59:01", "2026-01-31T23:59:01Z"],
  ["2026-01-31T23:59:01.123456+00:00", "2026-01-31T23:59:01.123Z"],
  ["1769900341", "2026-01-31T22:59:01Z"],
])("a time is read: %s", (text, utc) => {
  expect(timeOf(text)).toBe(Date.parse(utc));
});

it.each(["", "never", "2026-13-01T00:00"])("%j is no time", (text) => {
  expect(timeOf(text)).toBeUndefined();
});
