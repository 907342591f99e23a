// The phrases that are data in the files of words say what the functions of their tables say.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { consoleBook } from "../../../packages/console/words/book.ts";
import { inProject } from "../../../scripts/lib/project.ts";
import { inLanguage } from "../../../scripts/pages/in-language.ts";
import { wordsOfTexts } from "../../../src/assets/words-of-texts.ts";
import { LANGUAGES } from "../../../src/lib/words.ts";
import { mailBook } from "../../../src/mail/words.ts";
import { personBook } from "../../../src/web/words/book.ts";

const BOOKS = { "mail-words": mailBook, "person-words": personBook, "console-words": consoleBook };
const ASSETS: Readonly<Record<string, string>> = JSON.parse(readFileSync(inProject("dist/assets.json"), "utf8"));
const FIELDS = {
  line: "7",
  column: "naam",
  most: "20000",
  character: "U+200B",
  count: "1",
  least: "1",
  right: "auditlog",
  seconds: "30",
};
/** Counts and texts on either side of what the phrases decide by. */
const PARTS: readonly (readonly unknown[])[] = [
  [0, 0, 0],
  [1, 1, 1],
  [2, 1, 0],
  [-3, 5, 2],
  [12345, 678901, 2345],
  [undefined],
  ["", "b", "c"],
  ["a\n$`", "", ""],
  [1, true],
  [1234, false],
  [FIELDS],
  [{ ...FIELDS, count: "2", least: "2" }],
];

const functionsIn = (words: object, path: string): (readonly [string, (...parts: readonly unknown[]) => string])[] =>
  Object.entries(words).flatMap(([key, value]) => {
    if (typeof value === "function") return [[`${path}.${key}`, value] as const];
    return typeof value === "object" && value !== null ? functionsIn(value, `${path}.${key}`) : [];
  });

const saidBy = (phrase: (...parts: readonly unknown[]) => string, parts: readonly unknown[]): string => {
  try {
    return phrase(...parts);
  } catch {
    return "(does not take them)";
  }
};

for (const [built, table] of Object.entries(BOOKS))
  it.each(LANGUAGES)(`${built} in %s`, (language) => {
    const text = readFileSync(inProject(`dist${ASSETS[`${built}.${language}.json`]}`), "utf8");
    const told = new Map(functionsIn(wordsOfTexts(JSON.parse(text)), built));
    const functions = functionsIn(inLanguage(table, language), built).filter(([path]) => told.has(path));
    expect(functions.length).toBe(told.size);
    expect(told.size).toBeGreaterThan(9);
    for (const [path, phrase] of functions)
      for (const parts of PARTS) {
        const meant = saidBy(phrase, parts);
        const said = saidBy(told.get(path) ?? String, parts);
        if (!meant.startsWith("(does")) expect([path, said]).toEqual([path, meant]);
      }
  });
