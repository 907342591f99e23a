// The words of a file. Their phrases with variable parts are functions, as the tables have them.

import { type PhraseData, tell } from "./phrase-data.ts";

export interface WordTexts {
  readonly [key: string]: string | readonly string[] | { readonly told: PhraseData } | WordTexts;
}

export const wordsOfTexts = (texts: WordTexts): object =>
  Object.fromEntries(
    Object.entries(texts).map(([key, text]) => {
      if (typeof text === "string" || Array.isArray(text)) return [key, text];
      const { told } = text as { readonly told?: PhraseData };
      if (told !== undefined) return [key, (...parts: readonly unknown[]) => tell(told, parts)];
      return [key, wordsOfTexts(text as WordTexts)];
    }),
  );
