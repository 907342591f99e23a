// Builds the words of each language from the tables of src/web/words, of the console and of mails.
// Those of a sign-in are a module, so that no sign-in waits for a file. All others are a file for
// each language, and a module of the few functions that no data can say. A module has copies of
// their sources. What they took from around them would be missing in the copy, and a translation
// with other parts than the English phrase would not fit: tsc says either, because a built module
// has the type of its table.
import { consoleBook } from "../../packages/console/words/book.ts";
import { systemTexts } from "../../src/http/system/texts.ts";
import { LANGUAGES, type WordTable } from "../../src/lib/words.ts";
import { mailBook } from "../../src/mail/words.ts";
import { pagesBook, personBook } from "../../src/web/words/book.ts";
import { inLanguage } from "./in-language.ts";
import { toldOf } from "./phrase.ts";
import { type Asset, writeBuilt } from "./write-built.ts";

interface Book {
  readonly table: WordTable;
  readonly type: string;
  readonly from: string;
  readonly built: string;
}
const OF_SIGN_IN: Book = { table: pagesBook, type: "Words", from: "src/web/words/book.ts", built: "words" };
const OTHERS: readonly Book[] = [
  { table: personBook, type: "PersonWords", from: "src/web/words/book.ts", built: "person-words" },
  { table: consoleBook, type: "ConsoleWords", from: "packages/console/words/book.ts", built: "console-words" },
];

/** Writes the modules, and returns the files. */
export function buildWords(): Asset[] {
  for (const language of LANGUAGES)
    writeModule(language, OF_SIGN_IN, OF_SIGN_IN.type, inLanguage(OF_SIGN_IN.table, language));
  return [
    ...LANGUAGES.flatMap((language) => [
      ...OTHERS.map((book): Asset => {
        const words = inLanguage(book.table, language);
        writeModule(language, book, `Phrases<${book.type}>`, functionsOf(words) ?? {});
        return fileOf(`${book.built}.${language}.json`, words);
      }),
      fileOfData(`mail-words.${language}.json`, inLanguage(mailBook, language)),
    ]),
    fileOfData("system-texts.json", systemTexts),
  ];
}

/** Whoever reads it imports no functions for it. */
function fileOfData(name: string, words: object): Asset {
  const functions = functionsOf(words);
  if (functions !== undefined) throw new Error(`${name}: no data can say ${sourceOf(functions)}`);
  return fileOf(name, words);
}

const fileOf = (name: string, words: object): Asset => [name, JSON.stringify(words, (_, text) => asText(text))];

function writeModule(language: string, { type, from, built }: Book, ofWords: string, words: object): void {
  const imports = [
    ...(ofWords === type ? [] : ['import type { Phrases } from "../src/lib/words.ts";\n']),
    `import type { ${type} } from "../${from}";\n`,
  ];
  writeBuilt(`${language}.${built}.ts`, `${imports.join("")}\nexport const words: ${ofWords} = ${sourceOf(words)};\n`);
}

const isFunction = (value: unknown): boolean => typeof value === "function";
const isGroup = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** JSON: a function as data, or as null if it does what data cannot. */
function asText(words: unknown): unknown {
  if (!isFunction(words)) return words;
  const told = toldOf(String(words));
  return told === undefined ? null : { told };
}

/** The functions that have to stay such, in their places, without the groups that have none. */
function functionsOf(words: object): object | undefined {
  const found = Object.entries(words).flatMap(([key, value]) => {
    const functions = isGroup(value) ? functionsOf(value) : asText(value) === null ? value : undefined;
    return functions === undefined ? [] : [[key, functions] as const];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** Unlike JSON it has functions. */
function sourceOf(value: unknown): string {
  if (isFunction(value)) return String(value);
  if (!isGroup(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${sourceOf(each)}`);
  return `{\n${entries.join(",\n")}\n}`;
}
