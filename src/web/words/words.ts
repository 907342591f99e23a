// Every visible word of the pages, by language. Applications and phones see no page, so no start
// makes the words of a language, only its first page.

import type { Context } from "hono";
import { words as de } from "../../../dist/de.words.ts";
import { words as en } from "../../../dist/en.words.ts";
import { words as nl } from "../../../dist/nl.words.ts";
import { readWords } from "../../assets/read-words.ts";
import type { Language } from "../../lib/words.ts";
import type { PersonWords, Words } from "./book.ts";

export type { Words };
/** What a page that no sign-in shows may have. */
export type OwnWords = Words & PersonWords;

const OF_SIGN_IN: Readonly<Record<Language, () => Words>> = { en, nl, de };
const made: Partial<Record<Language, Words>> = {};

export function wordsIn(language: Language): Words {
  made[language] ??= OF_SIGN_IN[language]();
  return made[language];
}

export const personWordsIn = (c: Context, language: Language): Promise<PersonWords> => readWords(c.env, `person-words.${language}.json`);
