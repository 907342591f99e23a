// Every visible word, by language and page; texts with variable parts are functions. Applications
// and phones see no page, so no start makes the words of a language, only its first page.

import type { Words } from "./en/words.ts";

export type { Words };
export type ConsoleWords = Words["console"];

const WORDS = {
  en: () => import("./en/words.ts"),
  nl: () => import("./nl/words.ts"),
  de: () => import("./de/words.ts"),
} satisfies Readonly<Record<string, () => Promise<{ words: Words }>>>;

export type Language = keyof typeof WORDS;

export const LANGUAGES = Object.keys(WORDS) as readonly Language[];

/** Each in its own language, so that everyone finds theirs. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: "English",
  nl: "Nederlands",
  de: "Deutsch",
};

export const isLanguage = (tag: string): tag is Language => Object.hasOwn(WORDS, tag);

export const wordsIn = async (language: Language): Promise<Words> => (await WORDS[language]()).words;
