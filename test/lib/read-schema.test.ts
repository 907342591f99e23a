// Readers of JSON values: what fits a schema is given, and what does not is refused in words
// that follow a name.

import { describe, expect, it } from "vitest";
import { RIGHTS } from "../../src/core/caller.ts";
import { rightShape } from "../../src/http/people/account-bodies.ts";
import { distinct, Fault, readBy, readValue, worded } from "../../src/lib/read-schema.ts";
import { either, flag, list, oneOf, orNull, type Schema, text, whole } from "../../src/lib/schema.ts";

const fault = (schema: Schema, value: unknown): string | undefined => {
  const read = readValue(schema, value);
  return read instanceof Fault ? read.text : undefined;
};

describe("a value", () => {
  it.each<[Schema, unknown]>([
    [text, ""],
    [flag, false],
    [whole, 3],
    [oneOf("a", "b"), "b"],
    [list(text), []],
    [list(oneOf("a", "b")), ["a", "a"]],
    [list(rightShape), ["tokenlist", "*"]],
    [orNull(text), null],
    [orNull(list(text)), ["x"]],
    [either(whole, text), "3"],
  ])("that fits %j is given as it is: %j", (schema, value) => {
    expect(readValue(schema, value)).toEqual(value);
  });

  it.each<[Schema, unknown, string]>([
    [text, 1, "a text"],
    [text, null, "a text"],
    [text, undefined, "a text"],
    [flag, "true", "true or false"],
    [oneOf("a", "b"), "c", "one of a, b"],
    [oneOf("a", "b"), ["a"], "one of a, b"],
    [list(text), "x", "a list of texts"],
    [list(text), ["x", 1], "a list of texts"],
    [list(text), { length: 0 }, "a list of texts"],
    [list(oneOf("a", "b")), ["c"], "a list of a, b"],
    [list(rightShape), ["fly"], `a list of *, ${RIGHTS.join(", ")}`],
    [orNull(text), false, "a text"],
    [either(whole, text), true, "a text"],
  ])("that does not fit %j is refused in these words: %j", (schema, value, expected) => {
    expect(fault(schema, value)).toBe(`expected ${expected}`);
  });

  it("that looks like a fault is a value", () => {
    const any = readBy({}, (value) => value);
    expect(readValue(any, { text: "no" })).toEqual({ text: "no" });
  });
});

describe("a reader of its own", () => {
  it("gives what a value is used as", () => {
    const seconds = readBy(text, (value) => (value === "1 min" ? 60 : new Fault("expected a time")));
    expect(readValue(seconds, "1 min")).toBe(60);
    expect(fault(seconds, "x")).toBe("expected a time");
  });

  it("has words and bounds on top of the schema's", () => {
    const short = worded(list(text), "expected one text at most", (texts) => texts.length < 2);
    expect([fault(short, []), fault(short, ["a"])]).toEqual([undefined, undefined]);
    for (const value of [["a", "b"], [1], "a"]) expect(fault(short, value)).toBe("expected one text at most");
  });

  it("keeps one of what stands in a list twice", () => {
    expect(readValue(distinct(list(text)), ["a", "b", "a"])).toEqual(["a", "b"]);
    expect(fault(distinct(list(text)), [1, 1])).toBe("expected a list of texts");
  });
});
