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

/** Picks single phrases in a language, without a walk through their table. */
export function sayIn(language: Language) {
  const at = LANGUAGES.indexOf(language);
  return <P extends Each<Wording>>(phrase: P): In<P> => phrase[at] as In<P>;
}
export type Say = ReturnType<typeof sayIn>;
