// One language of a table of words.
import { type In, type Language, type Say, sayIn, type WordTable } from "../../src/lib/words.ts";

export const inLanguage = <Table extends WordTable>(table: Table, language: Language): In<Table> =>
  wordsOf(table, sayIn(language)) as In<Table>;

const wordsOf = (table: WordTable, say: Say): object =>
  Object.fromEntries(
    Object.entries(table).map(([key, node]) => [key, isPhrase(node) ? say(node) : wordsOf(node, say)]),
  );

const isPhrase = (node: WordTable[string]): node is Exclude<WordTable[string], WordTable> => Array.isArray(node);
