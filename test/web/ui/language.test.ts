// The language that a browser gets.

import { env } from "cloudflare:workers";
import type { Context } from "hono";
import { describe, expect, it } from "vitest";
import { consoleBook } from "../../../packages/console/words/book.ts";
import { consoleWordsIn } from "../../../packages/console/words/words.ts";
import { inLanguage } from "../../../scripts/pages/in-language.ts";
import { preferredLanguage } from "../../../src/lib/accept.ts";
import { LANGUAGES, type Language } from "../../../src/lib/words.ts";
import { pagesBook, personBook } from "../../../src/web/words/book.ts";
import { personWordsIn, wordsIn } from "../../../src/web/words/words.ts";

describe("the language", () => {
  it.each([
    [undefined, "en"],
    ["", "en"],
    ["nl", "nl"],
    ["de-AT,de;q=0.9,en;q=0.8", "de"],
    ["nl-BE", "nl"],
    ["NL", "nl"],
    ["fr-FR,fr;q=0.9,nl;q=0.5,en;q=0.4", "nl"],
    ["en;q=0.2, de;q=0.8 ,nl;q=0.5", "de"],
    ["de;q=0.5,nl;q=0.5", "de"],
    ["de;q=0,nl;q=0.1", "nl"],
    ["de;q=0", "en"],
    ["*", "en"],
    ["*;q=0.9,de;q=0.5", "en"],
    ["fr,*;q=0.1", "en"],
    ["nlx,de", "de"],
    ["constructor,__proto__,nl;q=0.1", "nl"],
    ["nl;q=abc", "nl"],
    ["nl;q=abc,de;q=0.9", "nl"],
    [";;,;q=,nl ; q = 0.3", "nl"],
  ])("for %j is %s", (header, language) => {
    expect(preferredLanguage(header)).toBe(language);
  });
});

const c = { env } as unknown as Context;
const allWordsIn = async (language: Language) => [
  wordsIn(language),
  await personWordsIn(c, language),
  await consoleWordsIn(c, language),
];

/** Every path to a text, and whether it is a function. */
const shape = (words: unknown, path = ""): string[] =>
  typeof words === "object" && words !== null
    ? Object.entries(words).flatMap(([key, value]) => shape(value, `${path}.${key}`))
    : [`${path} ${typeof words}`];
const MOST_PARTS = 4;
/** A function's result for a word; for that of a moment or a number, for none. */
function wordFor(words: (...given: readonly unknown[]) => string): string {
  const given = (value: unknown) => Array.from({ length: MOST_PARTS }, (_, at) => (value === 0 ? at : `${value}${at}`));
  try {
    return words(...given("Example"));
  } catch {
    return words(...given(0));
  }
}
/** Every text; for a function, its result. */
const texts = (words: unknown): string[] => {
  if (typeof words === "string") return [words];
  if (typeof words === "function") return [wordFor(words as () => string)];
  return Object.values(words as object).flatMap(texts);
};

/** The stores have one name in every language. */
const NAMES = ["App Store (iPhone)", "Google Play (Android)"];

it.each(LANGUAGES)("the built words in %s are those of the tables, in their order", async (language) => {
  const tables = [pagesBook, personBook, consoleBook].map((book) => inLanguage(book, language));
  const built = await allWordsIn(language);
  expect(shape(built)).toEqual(shape(tables));
  expect(JSON.stringify(built)).toBe(JSON.stringify(tables));
  expect(texts(built)).toEqual(texts(tables));
});

describe.each(["nl", "de"] as const)("the words in %s", (language) => {
  it("are the same as in English, to the last item of a list", async () => {
    expect(shape(await allWordsIn(language))).toEqual(shape(await allWordsIn("en")));
  });

  it("are never empty, and leave no sentence in English", async () => {
    const english = new Set(texts(await allWordsIn("en")));
    for (const text of texts(await allWordsIn(language))) {
      expect(text.trim()).not.toBe("");
      if (text.split(" ").length > 2 && !NAMES.includes(text)) expect(english).not.toContain(text);
    }
  });

  it("are polite", async () => {
    const familiar = { nl: /\b(je|jij|jou|jouw|jullie)\b/i, de: /\b(du|dich|dir|dein\w*|ihr|euch)\b/ }[language];
    expect(texts(await allWordsIn(language)).filter((text) => familiar.test(text))).toEqual([]);
  });
});
