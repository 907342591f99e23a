// Words as a table: each phrase once, in all languages side by side, so that none can lack one and
// whoever translates sees the others. The built modules of src/web/words/words.ts have one language
// each, because a page that took its words from the table would take all three.

export const LANGUAGES = ["en", "nl", "de"] as const;
export type Language = (typeof LANGUAGES)[number];
export const isLanguage = (tag: string): tag is Language => (LANGUAGES as readonly string[]).includes(tag);

/** A phrase, in the order of LANGUAGES. A text with variable parts is a function. */
export type Each<P> = readonly [en: P, nl: P, de: P];
export type Texts<K extends string> = Readonly<Record<K, Each<string>>>;

// biome-ignore lint/suspicious/noExplicitAny: English names the parts, and `In` holds the others.
type WithParts = (...parts: any[]) => string;
type Wording = string | readonly string[] | WithParts;
export interface WordTable {
  readonly [key: string]: Each<Wording> | WordTable;
}

type Widened<P> = P extends string ? string : P;
/** A table's words in one language; never, where another one needs parts that English lacks. */
export type In<T> = T extends readonly [infer English, unknown, unknown]
  ? T extends Each<Widened<English>>
    ? Widened<English>
    : never
  : { readonly [K in keyof T]: In<T[K]> };

/** Those of a language's words that decide or count something, in their places. */
export type Phrases<W> = {
  readonly [K in keyof W as W[K] extends string | readonly string[] ? never : K]?: W[K] extends WithParts
    ? W[K]
    : Phrases<W[K]>;
};

/** Words as JSON. A text with variable parts has their numbers in their places. */
export interface WordTexts {
  readonly [key: string]: string | readonly (string | number)[] | null | WordTexts;
}

/** `phrases` has what is null in `texts`. */
export const joinWords = (texts: WordTexts, phrases: object): object =>
  Object.fromEntries(
    Object.entries(texts).map(([key, text]) => {
      const own: unknown = phrases[key as keyof typeof phrases];
      if (text === null) return [key, own];
      if (Array.isArray(text)) return [key, text.some(isNumber) ? fill(text) : text];
      return [key, typeof text === "object" ? joinWords(text as WordTexts, own ?? {}) : text];
    }),
  );

const isNumber = (part: string | number): part is number => typeof part === "number";
const fill =
  (text: readonly (string | number)[]): WithParts =>
  (...parts) =>
    text.map((part) => (isNumber(part) ? parts[part] : part)).join("");

/** Picks single phrases in a language, without a walk through their table. */
export function sayIn(language: Language) {
  const at = LANGUAGES.indexOf(language);
  return <P extends Each<Wording>>(phrase: P): In<P> => phrase[at] as In<P>;
}
export type Say = ReturnType<typeof sayIn>;
