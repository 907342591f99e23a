// The reports made from the benchmark's numbers, and how its load generator reads replies.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readLoadReply } from "../../../bench/load/connection.ts";
import { missed } from "../../../bench/report/check.ts";

import { quantile, spreadOf } from "../../../bench/report/numbers.ts";
import type { BenchResult, Measurement, StepResult } from "../../../bench/report/result.ts";
import { linesOf, readResults, withResults } from "../../../bench/report/write.ts";
import { aligned, betweenMarks, table, wrapped } from "../../../scripts/docs/markdown.ts";
import { inProject } from "../../../scripts/lib/project.ts";

describe("a reply", () => {
  it("is complete with its length, or with its last chunk", () => {
    const whole = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: y\r\n\r\nhello";
    expect(readLoadReply(whole)).toMatchObject({ status: 200, body: "hello" });
    const chunked = "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n";
    expect(readLoadReply(chunked)).toMatchObject({ status: 404, body: "hello" });
    for (const text of [whole, chunked])
      for (let length = 0; length < text.length; length++) expect(readLoadReply(text.slice(0, length))).toBeUndefined();
  });
});

describe("numbers", () => {
  it("have quantiles between them", () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([5], 0.99)).toBe(5);
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
  });
});

const spread = (median: number) => ({ median, least: median, most: median });
const measured = (cpuMs: number): Measurement => ({ perSecond: 1, p50Ms: 1, p95Ms: 1, p99Ms: 1, cpuMs });
const step = (name: StepResult["step"], given: Partial<StepResult>): StepResult => ({
  step: name,
  clients: 8,
  service: measured(5),
  ...given,
});
const login = { trips: 4, transactions: 3, rowsRead: 25, rowsWritten: 12, databaseMs: 1, objectRows: 5, alarms: 1 };

function resultOf(steps: readonly StepResult[], rows = login, startMs = 40): BenchResult {
  return {
    date: "2026-11-25T20:00:00.000Z",
    machine: { cpu: "", cores: 2, memoryGb: 1, system: "", node: "", workerd: "" },
    rounds: 1,
    places: [{ place: "tmpfs", steps, residentMb: { service: 1, floor: 1 }, mostLoadShare: 0.1 }],
    rows: [{ worker: "counted", step: "login", ...rows }],
    start: { emptyMs: [10], serviceMs: [10 + startMs], bundleBytes: 1, bundleGzipBytes: 1 },
  };
}

describe("a check", () => {
  it("misses nothing when each target is just reached", () => {
    expect(missed(resultOf([step("poll", { ratio: spread(0.8) })]))).toEqual([]);
  });

  it("names each target that is missed, with what was measured", () => {
    const steps = [
      step("poll", { ratio: spread(0.79) }),
      step("login", { ratio: spread(0.92), quietRatio: spread(0.7) }),
      step("trigger", {}),
      step("trigger of ten tokens", { service: measured(10) }),
    ];
    expect(missed(resultOf(steps, { ...login, rowsWritten: 13 }, 101))).toEqual([
      "poll, 8 at a time, on tmpfs: 0.79, should be at least 0.8",
      "login, 8 at a time, on tmpfs, by the floor without writes after the reply: 0.70, should be at least 0.8",
      "CPU of a trigger of ten tokens by that of one, 8 at a time, on tmpfs: 2, should be at most 1.15",
      "rowsWritten of a login: 13, should be at most 12",
      "start over an empty worker, in ms: 101, should be at most 100",
    ]);
  });
});

describe("the newest results", () => {
  const text = readFileSync(inProject("bench/results.json"), "utf8");
  const document = readFileSync(inProject("docs/performance.md"), "utf8");

  it("are read and written as they are, with a line for each step, count and request", () => {
    const { steps, growth } = readResults();
    expect(`${linesOf({ steps, growth })}\n`).toBe(text);
    const things = [...steps.places.map((place) => place.steps), steps.rows, ...growth.sizes.map(({ costs }) => costs)];
    expect(things.flat().filter((thing) => !text.includes(JSON.stringify(thing)))).toEqual([]);
    expect(text.split("\n").length).toBeLessThan(things.flat().length + 60);
  });

  it("are JSON with any value, and leave out what is undefined", () => {
    const value = { long: "x".repeat(500), none: undefined, list: [{ of: "y".repeat(500) }, null, []] };
    expect(JSON.parse(linesOf(value))).toEqual(JSON.parse(JSON.stringify(value)));
  });

  it("are the tables of docs/performance.md, which `npm run docs` brings back", () => {
    expect(withResults(document, readResults())).toBe(document);
    const names = [...document.matchAll(/<!-- (\w+): made by npm run bench -->\n\n/g)].map(([, name = ""]) => name);
    expect(names).toEqual(["machine", "ratios", "costs", "rows", "start", "growth"]);
    for (const name of names) {
      const stale = betweenMarks(document, name, "npm run bench", () => "old");
      expect([name, stale === document, withResults(stale, readResults()) === document]).toEqual([name, false, true]);
    }
  });
});

describe("a document", () => {
  it("gets what is made between its marks, and keeps the rest", () => {
    const text = "before\n<!-- t: made by me -->\nold\n<!-- end of t -->\nafter";
    const filled = "before\n<!-- t: made by me -->\n\n$1 new\n\n<!-- end of t -->\nafter";
    expect(betweenMarks(text, "t", "me", () => "$1 new")).toBe(filled);
    expect(betweenMarks(text, "other", "me", () => "new")).toBe(text);
  });

  it("has no padded cell in a document, and aligned columns at a terminal", () => {
    const made = table([
      ["Step", "ms"],
      ["a|b", ""],
    ]);
    expect(made).toBe("| Step | ms |\n| --- | --- |\n| a\\|b | |");
    expect(aligned("| Step | ms |\n| --- | --- |\n| a | |")).toBe("| Step | ms  |\n| ---- | --- |\n| a    |     |");
  });

  it("breaks text between words, but neither code nor a link", () => {
    const code = `\`${"a b ".repeat(20)}\``;
    expect(wrapped(`- ${"x ".repeat(30)}${code} [a link](y.md)`, 2)).toBe(
      `- ${"x ".repeat(30).trim()}\n  ${code} [a link](y.md)`,
    );
  });
});
