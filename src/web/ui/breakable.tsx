// Breaks long words at good places.

/** Longer words may break: after a sign, and before a capital inside the word. */
const MAX_WORD_CHARACTERS = 12;
const GOOD_PLACES = /(?<=[-.@:_/])(?=[^-.@:_/])|(?<=\p{Ll})(?=\p{Lu})/u;
/** Longer pieces may break anywhere, so that no number or name is wider than its column. */
const MAX_PIECE_CHARACTERS = 16;
const LETTERS = /.{1,10}/gsu;

const lettersOf = (piece: string) => (piece.length > MAX_PIECE_CHARACTERS ? (piece.match(LETTERS) ?? []) : [piece]);

const piecesOf = (word: string): readonly string[] =>
  word.length > MAX_WORD_CHARACTERS ? word.split(GOOD_PLACES).flatMap(lettersOf) : [word];

/** A text whose long words (addresses, settings, numbers) break at good places, if they must. */
export const Breakable = ({ text }: { text: string }) => (
  <>
    {text.split(/(\s+)/).map((word) =>
      piecesOf(word).map((piece, index) => (
        <>
          {index > 0 && <wbr />}
          {piece}
        </>
      )),
    )}
  </>
);
