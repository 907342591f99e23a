// Every visible word of the pages, by language. Applications and phones see no page, so no start
// makes the words of a language, only its first page.

import type { Context } from "hono";
import { readWords } from "../../assets/read-words.ts";
import type { Language } from "../../lib/words.ts";
import type { PersonWords, Words } from "./book.ts";

export type { Words };
/** What a page about a person's own account may show. */
export type OwnWords = Words & PersonWords;

const OF_SIGN_IN = {
  en: () => import("../../../dist/en.words.ts"),
  nl: () => import("../../../dist/nl.words.ts"),
  de: () => import("../../../dist/de.words.ts"),
} satisfies Record<Language, () => Promise<{ words: Words }>>;

export const wordsIn = async (language: Language): Promise<Words> => (await OF_SIGN_IN[language]()).words;

export const personWordsIn = (c: Context, language: Language): Promise<PersonWords> => readWords(c.env, `person-words.${language}.json`);
