// Builds the words of each language from the tables of src/web/words and of the console. A module
// has the functions, as copies of their sources. What they took from around them would be missing
// in the copy, and a translation with other parts than the English phrase would not fit: tsc says
// either, because a built module has the type of its table. The texts of a sign-in are in its
// module, so that no sign-in waits for a file. All others are a file of their own for each
// language.
import { consoleBook } from "../../packages/console/words/book.ts";
import { LANGUAGES, type WordTable } from "../../src/lib/words.ts";
import { pagesBook, personBook } from "../../src/web/words/book.ts";
import { inLanguage } from "./in-language.ts";
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
  return OTHERS.flatMap((book) =>
    LANGUAGES.map((language): Asset => {
      const words = inLanguage(book.table, language);
      writeModule(language, book, `Phrases<${book.type}>`, functionsOf(words) ?? {});
      return [`${book.built}.${language}.json`, JSON.stringify(words, (_, text) => (isFunction(text) ? null : text))];
    }),
  );
}

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

/** The functions in their places, without the groups that have none. */
function functionsOf(words: object): object | undefined {
  const found = Object.entries(words).flatMap(([key, value]) => {
    const functions = isGroup(value) ? functionsOf(value) : isFunction(value) ? value : undefined;
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
