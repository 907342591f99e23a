// Every visible word of the console, by language, made by its first page: src/web/words/words.ts.

import type { Language } from "../../../src/web/words/for-console.ts";
import type { ConsoleWords } from "./book.ts";

export type { ConsoleWords };

const BUILT = {
  en: () => import("../../../dist/en.console-words.ts"),
  nl: () => import("../../../dist/nl.console-words.ts"),
  de: () => import("../../../dist/de.console-words.ts"),
} satisfies Record<Language, () => Promise<{ words: ConsoleWords }>>;

export const consoleWordsIn = async (language: Language): Promise<ConsoleWords> => (await BUILT[language]()).words;
