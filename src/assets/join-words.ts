// The words of a language, made of their file and of the functions that the worker has.

import { type PhraseData, tell } from "./phrase-data.ts";

/** Words as JSON. A text with variable parts is told; null: that is a function of the worker. */
export interface WordTexts {
  readonly [key: string]: string | readonly string[] | { readonly told: PhraseData } | null | WordTexts;
}

/** `phrases` has what is null in `texts`. */
export const joinWords = (texts: WordTexts, phrases: object): object =>
  Object.fromEntries(
    Object.entries(texts).map(([key, text]) => {
      const own: unknown = phrases[key as keyof typeof phrases];
      if (text === null) return [key, own];
      if (typeof text === "string" || Array.isArray(text)) return [key, text];
      const { told } = text as { readonly told?: PhraseData };
      if (told !== undefined) return [key, (...parts: readonly unknown[]) => tell(told, parts)];
      return [key, joinWords(text as WordTexts, own ?? {})];
    }),
  );
