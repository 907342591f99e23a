// The reports made from the benchmark's numbers, and how its load generator reads replies.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readLoadReply } from "../../../bench/load/connection.ts";
import { seeded } from "../../../bench/random.ts";
import { countUnjudged, missed } from "../../../bench/report/check.ts";
import { type ByStart, intervalOf, intervalText } from "../../../bench/report/interval.ts";
import { quantile } from "../../../bench/report/numbers.ts";
import type { BenchResult, Measurement, StepResult } from "../../../bench/report/result.ts";
import { linesOf, readResults, withResults } from "../../../bench/report/write.ts";
import { unevenNumbers } from "../../../bench/soak/archive.ts";
import { STEP_NAMES, withEarlier } from "../../../bench/steps/steps.ts";
import { MAX_START_RATIO, MIN_RATIO } from "../../../bench/targets.ts";
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
  });
});

/** So many starts of four rounds, each start with a value of its own. */
const startsOf = (...values: readonly number[]): ByStart => values.map((value) => [value, value, value, value]);

describe("an interval", () => {
  const random = seeded(7);
  const around = (middle: number) => Array.from({ length: 8 }, () => middle + 0.2 * (random() - 0.5));
  const scattered = Array.from({ length: 8 }, () => around(0.8));

  it("is the same for the same values, and holds their median", () => {
    const interval = intervalOf(scattered);
    expect(intervalOf(structuredClone(scattered))).toEqual(interval);
    expect(interval?.low).toBeLessThan(interval?.median ?? 0);
    expect(interval?.high).toBeGreaterThan(interval?.median ?? 1);
  });

  it("is as wide as starts differ, however many rounds agree in each", () => {
    const few = intervalOf(startsOf(0.7, 0.75, 0.8, 0.85, 0.9));
    const many = intervalOf([0.7, 0.75, 0.8, 0.85, 0.9].map((value) => Array(100).fill(value)));
    expect(many).toEqual(few);
    expect(many).toEqual({ median: 0.8, low: 0.7, high: 0.9 });
  });

  it("holds the true median of nearly nine in ten samples", () => {
    const holds = Array.from({ length: 60 }, () => {
      const starts = Array.from({ length: 8 }, () => around(0.8 + 0.1 * (random() - 0.5)));
      const { low = 1, high = 0 } = intervalOf(starts) ?? {};
      return low <= 0.8 && high >= 0.8;
    });
    expect(holds.filter(Boolean).length).toBeGreaterThan(48);
  });

  it("is not made of fewer than five starts or twenty rounds", () => {
    expect(intervalOf(startsOf(1, 1, 1, 1))).toBeUndefined();
    expect(intervalOf(startsOf(1, 1, 1, 1, 1).map((rounds) => rounds.slice(1)))).toBeUndefined();
    expect(intervalText(startsOf(1, 2))).toBe("1.50");
    expect(intervalText(startsOf(0.7, 0.75, 0.8, 0.85, 0.9))).toBe("0.80 (0.70 to 0.90)");
  });
});

const measured: Measurement = { p50Ms: 1, p95Ms: 1, p99Ms: 1, cpuMs: 5 };
const step = (name: StepResult["step"], ratios: ByStart): StepResult => ({
  step: name,
  clients: 8,
  service: measured,
  ratios,
});
const login = { trips: 4, transactions: 3, rowsRead: 25, rowsWritten: 12, databaseMs: 1, objectRows: 5, alarms: 1 };

function resultOf(steps: readonly StepResult[], rows = login, start = 2): BenchResult {
  return {
    date: "2026-11-25T20:00:00.000Z",
    machine: { cpu: "", cores: 2, memoryGb: 1, system: "", node: "", workerd: "" },
    steps,
    residentMb: { service: 1, floor: 1 },
    mostLoadShare: 0.1,
    rows: [{ worker: "counted", step: "login", ...rows }],
    start: {
      emptyMs: [10],
      serviceMs: [40],
      ratios: Array.from({ length: 20 }, () => [start]),
      bundleBytes: 1,
      bundleGzipBytes: 1,
    },
  };
}

const least = (name: StepResult["step"]): number => MIN_RATIO[name] ?? Number.NaN;

describe("a check", () => {
  it("misses nothing when an interval reaches its target", () => {
    const poll = least("poll");
    expect(missed(resultOf([step("poll", startsOf(poll - 0.2, poll - 0.1, poll, poll - 0.1, poll - 0.2))]))).toEqual(
      [],
    );
  });

  it("names each target that is missed, with what was measured", () => {
    const steps = [step("poll", startsOf(0.1, 0.1, 0.2, 0.1, 0.1)), step("bare", startsOf(0.1, 0.1, 0.1, 0.1, 0.1))];
    expect(missed(resultOf(steps, { ...login, rowsWritten: 13 }, MAX_START_RATIO + 1))).toEqual([
      `poll, 8 at a time: 0.10 (0.10 to 0.20), should be at least ${least("poll")}`,
      "rowsWritten of a login: 13, should be at most 12",
      expect.stringMatching(/^CPU of a start by an empty worker's: .+, should be at most /),
    ]);
  });

  it("does not judge what has too few rounds", () => {
    const steps = [step("poll", [[0.1]]), step("login", startsOf(1, 1, 1, 1, 1)), step("bare", [[0.1]])];
    const result = resultOf(steps);
    expect(missed({ ...result, start: { ...result.start, ratios: [[MAX_START_RATIO * 2]] } })).toEqual([]);
    expect(countUnjudged(steps)).toBe(1);
  });
});

describe("the numbers of a trail in two databases", () => {
  it("are even if each came once from its database", () => {
    expect(unevenNumbers([0, 2, 2, 2, 1, 1], 2)).toEqual([]);
  });

  it("are uneven if a row is missing or came twice, at the beginning, too", () => {
    for (const counts of [
      [0, 1, 1],
      [0, 2, 1, 2],
      [0, 3, 2],
      [0, 2, 2, 1, 2],
      [0, 2, undefined, 1],
    ])
      expect([counts, unevenNumbers(counts, 2).length > 0]).toEqual([counts, true]);
  });
});

describe("steps", () => {
  it("are run with all that they take from earlier ones, in the order of a round", () => {
    expect(withEarlier(["bare"])).toEqual(["bare"]);
    const chain = ["init", "metadata", "enrolment", "trigger", "answer", "finalize"];
    expect(withEarlier(["finalize"])).toEqual(chain);
    expect(withEarlier(["finalize", "poll"])).toEqual(chain.toSpliced(4, 0, "poll"));
    expect(withEarlier(STEP_NAMES)).toEqual(STEP_NAMES);
  });
});

describe("the newest results", () => {
  const text = readFileSync(inProject("bench/results.json"), "utf8");
  const document = readFileSync(inProject("docs/performance.md"), "utf8");

  it("are read and written as they are, with a line for each step, count and request", () => {
    const { steps, growth } = readResults();
    expect(`${linesOf({ steps, growth })}\n`).toBe(text);
    const things = [steps.steps, steps.rows, ...growth.sizes.map(({ costs }) => costs)];
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
    expect(names).toEqual(["machine", "ratios", "throughput", "costs", "rows", "start", "growth"]);
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
