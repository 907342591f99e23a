// Every visible word, by language and page. Texts with variable parts are functions. Most requests come from applications and
// phones, which see no page: so no start makes the words of a language, but the first page in it.

import type { Words } from "./en/words.ts";

export type { Words };
export type ConsoleWords = Words["console"];

const LANGUAGES = {
  en: () => import("./en/words.ts"),
  nl: () => import("./nl/words.ts"),
  de: () => import("./de/words.ts"),
} satisfies Readonly<Record<string, () => Promise<{ words: Words }>>>;

export type Language = keyof typeof LANGUAGES;

export const isLanguage = (tag: string): tag is Language => Object.hasOwn(LANGUAGES, tag);

export const wordsIn = async (language: Language): Promise<Words> => (await LANGUAGES[language]()).words;
