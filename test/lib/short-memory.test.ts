import { expect, it } from "vitest";
import { ShortMemory } from "../../src/lib/short-memory.ts";

it("forgets a value when its time is over", () => {
  const memory = new ShortMemory<number>(100, 10);
  memory.keep("a", 1, 1000);
  expect([memory.find("a", 1099), memory.find("a", 1100), memory.find("b", 1000)]).toEqual([1, undefined, undefined]);
});

it("keeps no more than its bound, and loses the oldest first", () => {
  const memory = new ShortMemory<number>(100, 2);
  for (const [index, name] of ["a", "b", "a", "c"].entries()) memory.keep(name, index, 0);
  expect(["a", "b", "c"].map((name) => memory.find(name, 0))).toEqual([2, undefined, 3]);
});

it("forgets a value when told to", () => {
  const memory = new ShortMemory<number>(100, 2);
  memory.keep("a", 1, 0);
  memory.forget("a");
  expect(memory.find("a", 0)).toBeUndefined();
});
