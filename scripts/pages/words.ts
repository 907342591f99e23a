// Builds the words of each language from the tables of src/web/words and of the console. It copies
// the sources of functions. What they took from around them would be missing in the copy, and a
// translation with other parts than the English phrase would not fit: tsc says either, because a
// built module has the type of its table.
import { consoleBook } from "../../packages/console/words/book.ts";
import { LANGUAGES, type Say, sayIn, type WordTable } from "../../src/lib/words.ts";
import { pagesBook } from "../../src/web/words/book.ts";
import { writeBuilt } from "./write-built.ts";

const BOOKS: readonly { table: WordTable; type: string; from: string; built: string }[] = [
  { table: pagesBook, type: "Words", from: "src/web/words/book.ts", built: "words" },
  { table: consoleBook, type: "ConsoleWords", from: "packages/console/words/book.ts", built: "console-words" },
];

export function buildWords(): void {
  for (const { table, type, from, built } of BOOKS)
    for (const language of LANGUAGES) {
      const head = `import type { ${type} } from "../${from}";\n\nexport const words: ${type} = `;
      writeBuilt(`${language}.${built}.ts`, `${head}${sourceOf(wordsOf(table, sayIn(language)))};\n`);
    }
}

const wordsOf = (table: WordTable, say: Say): object =>
  Object.fromEntries(
    Object.entries(table).map(([key, node]) => [key, isPhrase(node) ? say(node) : wordsOf(node, say)]),
  );

const isPhrase = (node: WordTable[string]): node is Exclude<WordTable[string], WordTable> => Array.isArray(node);

/** Unlike JSON it has functions. */
function sourceOf(value: unknown): string {
  if (typeof value === "function") return String(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${sourceOf(each)}`);
  return `{\n${entries.join(",\n")}\n}`;
}
