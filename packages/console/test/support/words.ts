// The console's words without a worker, which would read their texts from a file.

import { inLanguage } from "../../../../scripts/pages/in-language.ts";
import type { Language } from "../../../../src/lib/words.ts";
import { consoleBook } from "../../words/book.ts";
import type { ConsoleWords } from "../../words/words.ts";

export const consoleWordsFor = (language: Language): ConsoleWords => inLanguage(consoleBook, language);
