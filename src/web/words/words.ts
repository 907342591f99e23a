// Every visible word of the pages, by language. Applications and phones see no page, so no start
// makes the words of a language, only its first page.

import type { Language } from "../../lib/words.ts";
import type { Words } from "./book.ts";

export type { Words };

const BUILT = {
  en: () => import("../../../dist/en.words.ts"),
  nl: () => import("../../../dist/nl.words.ts"),
  de: () => import("../../../dist/de.words.ts"),
} satisfies Record<Language, () => Promise<{ words: Words }>>;

export const wordsIn = async (language: Language): Promise<Words> => (await BUILT[language]()).words;
