// Every visible word of the console, by language, read by its first page: src/web/words/words.ts.

import type { Context } from "hono";
import { readWords } from "../../../src/for-console.ts";
import type { Language } from "../../../src/web/words/for-console.ts";
import type { ConsoleWords } from "./book.ts";

export type { ConsoleWords };

export const consoleWordsIn = (c: Context, language: Language): Promise<ConsoleWords> => readWords(c.env, `console-words.${language}.json`);
