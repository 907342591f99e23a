// Builds the words of each language from the tables of src/web/words, of the console and of mails,
// and the sentences of GET /system/. Those of a sign-in are a module, so that no sign-in waits for
// a file. All others are a file for each language, and their functions are data in it. The module
// has copies of their sources. What they took from around them would be missing in the copy, and a
// translation with other parts than the English phrase would not fit: tsc says either, because the
// module has the type of its table.
import { consoleBook } from "../../packages/console/words/book.ts";
import { systemTexts } from "../../src/http/system/texts.ts";
import { LANGUAGES } from "../../src/lib/words.ts";
import { mailBook } from "../../src/mail/words.ts";
import { pagesBook, personBook } from "../../src/web/words/book.ts";
import { inLanguage } from "./in-language.ts";
import { toldOf } from "./phrase.ts";
import { type Asset, writeBuilt } from "./write-built.ts";

const FILES = { "person-words": personBook, "console-words": consoleBook, "mail-words": mailBook };

/** Writes the modules, and returns the files. */
export function buildWords(): Asset[] {
  for (const language of LANGUAGES)
    writeBuilt(
      `${language}.words.ts`,
      `import type { Words } from "../src/web/words/book.ts";\n\nexport const words = (): Words => (${sourceOf(inLanguage(pagesBook, language))});\n`,
    );
  const files = Object.entries(FILES).flatMap(([built, table]) =>
    LANGUAGES.map((language) => fileOf(`${built}.${language}.json`, inLanguage(table, language))),
  );
  return [...files, fileOf("system-texts.json", systemTexts)];
}

const isFunction = (value: unknown): boolean => typeof value === "function";
const isGroup = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const fileOf = (name: string, words: object): Asset => [name, JSON.stringify(words, asText)];

/** JSON, with its functions as data. */
function asText(key: string, words: unknown): unknown {
  if (!isFunction(words)) return words;
  const told = toldOf(String(words));
  if (told === undefined) throw new Error(`${key}: no data can say ${words}`);
  return { told };
}

/** Unlike JSON it has functions. */
function sourceOf(value: unknown): string {
  if (isFunction(value)) return String(value);
  if (!isGroup(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${sourceOf(each)}`);
  return `{\n${entries.join(",\n")}\n}`;
}
