// The console's words without a worker, which would read their texts from a file.

import { inLanguage } from "../../../../scripts/pages/in-language.ts";
import type { Language } from "../../../../src/lib/words.ts";
import { type ConsoleWords, consoleBook } from "../../words/book.ts";

export const consoleWordsFor = (language: Language): ConsoleWords => inLanguage(consoleBook, language);
