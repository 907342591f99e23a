// Characters that nobody sees in a name: controls, direction marks, and those of no width or that
// of a space. With them one name passes for another. Some writing needs a few of them, after what
// they belong to: emoji, ideographs and Mongolian have variants, Persian and Indic have joiners.

/** `DI` is what Unicode has a reader's system leave out: U+00AD, U+200B, U+2060, tags and so on. */
const UNSEEN = new RegExp(
  [
    "[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u200e\\u200f\\u202a-\\u202e\\u2800\\ufff9-\\ufffb]",
    "(?![\\u200c\\u200d\\ufe00-\\ufe0f\\u180b-\\u180f\\u{e0020}-\\u{e007f}\\u{e0100}-\\u{e01ef}])\\p{DI}",
    // A joiner may follow Arabic, Persian or Indic letters and emoji, whose look it changes.
    "(?<!\\ufe0f|[\\u0600-\\u0dff\\p{Extended_Pictographic}\\p{EMod}])[\\u200c\\u200d]",
    // One that keeps two letters apart is nothing where no letter follows.
    "\\u200c(?![\\u0600-\\u0dff])",
    // A flag of a region is spelled in tags.
    "(?<!\\u{1f3f4}[\\u{e0020}-\\u{e007f}]*)[\\u{e0020}-\\u{e007f}]",
    // Variants of what has some; a digit has one in a keycap.
    "(?<!\\p{Extended_Pictographic}|\\p{Script=Han}|\\p{Script=Myanmar}|\\p{Sm}|[0-9#*](?=\\ufe0f\\u20e3))[\\ufe00-\\ufe0f]",
    "(?<!\\p{Script=Han})[\\u{e0100}-\\u{e01ef}]",
    "(?<![\\u1820-\\u18aa])[\\u180b-\\u180f]",
  ].join("|"),
  "gu",
);

/** What is wrong with such a name, worded to follow "it". */
export const UNSEEN_FAULT = "has a control character or one that nobody sees";

export const hasUnseen = (text: string): boolean => text.search(UNSEEN) !== -1;

export const withoutUnseen = (text: string): string => text.replace(UNSEEN, "");

/** The first such character by its number, such as `U+200B`. */
export function unseenIn(text: string): string | undefined {
  const [first] = text.match(UNSEEN) ?? [];
  return first === undefined ? undefined : codePointOf(first);
}

/** The text with each of them as `[U+200B]`. */
export const withUnseenShown = (text: string): string =>
  text.replace(UNSEEN, (character) => `[${codePointOf(character)}]`);

const codePointOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
