// The words of a file: read once, and again after a read that failed.

import { expect, it } from "vitest";
import { readWords } from "../../src/assets/read-words.ts";

it("reads a file once an isolate, and keeps no failure", async () => {
  const statuses = [503, 200];
  const asked: string[] = [];
  const fetch = async (url: string) => {
    asked.push(url);
    return Response.json(
      { a: "A", b: { c: { told: { by: "join", of: ["C ", { part: 0 }] } } } },
      { status: statuses.shift() ?? 500 },
    );
  };
  // No words are in this file, so nothing else has read it.
  const read = () => readWords<{ a: string; b: { c: (part: string) => string } }>({ ASSETS: { fetch } }, "docs.js");
  await expect(read()).rejects.toThrow("docs.js: the binding ASSETS answers 503");
  const words = await read();
  expect([words.a, words.b.c("d")]).toEqual(["A", "C d"]);
  expect(await read()).toBe(words);
  expect(asked).toHaveLength(2);
});
