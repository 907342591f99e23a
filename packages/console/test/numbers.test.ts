// One form of number on all pages: whoever reads "900 of 10,000" must not find "10000" next to it.

import { expect, it } from "vitest";
import { consoleWordsFor } from "./support/words.ts";

/** What words call a number that may have more than three digits. */
const RAW = /\$\{(count|total|pages|shown|all|done|failed|rows|checkpoints|sent|notSent|fresh|known)\}/;

/** These are at most a few hundred, and the evidence of a reason is a text. */
const FEW = [
  ...[".accounts.rightCount", ".refusals.characters", ".audit.tally.tokens", ".audit.tally.networks"],
  ...[".jobs.first.title", ".reasons.shadows-users"],
];

function functionsIn(words: unknown, path = ""): (readonly [string, string])[] {
  if (typeof words === "function") return [[path, words.toString()]];
  if (typeof words !== "object" || words === null) return [];
  return Object.entries(words).flatMap(([name, value]) => functionsIn(value, `${path}.${name}`));
}

it.each([
  ["en", "1,000", "10,000"],
  ["nl", "1.000", "10.000"],
  ["de", "1.000", "10.000"],
] as const)("has the separator of the language: %s", async (language, page, all) => {
  const words = consoleWordsFor(language);
  const pages = words.pages.of(1000, 10_000, 10_000);
  expect([pages.includes(page), pages.split(all).length]).toEqual([true, 3]);
  const functions = functionsIn(words);
  expect(functions.length).toBeGreaterThan(50);
  expect(functions.filter(([, source]) => RAW.test(source)).map(([path]) => path)).toEqual(FEW);
});
