// Folds a name, so that it is found however it is typed: "Muller" finds Müller, "OBrien" O'Brien,
// "jansen sem" Jansen, Sem. Stored in user.folded: a change of this has to fold all names anew.
//
// Only marks on Latin, Greek and Cyrillic letters go. The letters of Hangul, kana, Devanagari and
// Arabic keep theirs, without which they are other words. Nothing is transliterated.

/** Letters that Unicode does not take apart, as they are typed without the key for them. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ħ: "h",
  ı: "i",
  ŧ: "t",
  ŋ: "n",
  ς: "σ",
};
const ANY_LETTER = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");

const MARKS = /[\u0300-\u036f]/g;
/** Also the grave and acute accents, which are typed for one. */
const APOSTROPHES = /['`´‘’‛′ʹʻʼʽ]/g;
const BETWEEN_WORDS = /[\p{Pd}\u2212,._\s]+/gu;

export const fold = (text: string): string =>
  text
    // Unicode takes an acute accent for a blank with a mark.
    .replaceAll("´", "'")
    .normalize("NFKD")
    .replace(MARKS, "")
    .toLowerCase()
    .replace(ANY_LETTER, (letter) => LETTERS[letter] ?? letter)
    .replace(APOSTROPHES, "")
    .replace(BETWEEN_WORDS, " ")
    .trim()
    .normalize("NFC");

/** The text as it is found by, and as it may be spelled in a name: without umlauts, or for them. */
export function spellingsOf(text: string): readonly string[] {
  const folded = fold(text);
  const others = [fold(text.normalize("NFC").replace(/[äöü]/gi, "$&e")), folded.replace(/([aou])e/g, "$1")];
  return [...new Set([folded, ...others])];
}
