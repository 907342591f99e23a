// Texts of a page: with long words, the address of a request, a time.

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

/** A request's address as people read it. src/http/request/address.ts writes `unknown` for none. */
export const addressSaid = (address: string, words: { readonly unknownAddress: string }): string =>
  address === "unknown" ? words.unknownAddress : address;

/** `Firefox/Windows` of src/core/oidc/sessions/browser-name.ts in words; empty if unknown. */
export function browserSaid(
  stored: string,
  words: { readonly browserOn: (browser: string, system: string) => string },
): string {
  const [browser = "", system = ""] = stored.split("/");
  return browser && system ? words.browserOn(browser, system) : browser + system;
}

interface TimeProps {
  readonly at: string | number | null | undefined;
  /** Shown if there is no time. */
  readonly none?: string;
  /** With seconds; with "today" for its day; or a narrow hour and minute, as charts need it. */
  readonly form?: "seconds" | "near" | "clock" | undefined;
}

/** UTC, until the page's script (src/web/client/live/times.ts) writes it in the reader's zone. */
export const Time = ({ at, none = "", form }: TimeProps) => {
  const date = new Date(typeof at === "string" && !/Z|[+-]\d\d:?\d\d$|GMT$/.test(at) ? `${at}Z` : (at ?? Number.NaN));
  if (Number.isNaN(date.getTime())) return none === "" ? null : <span>{none}</span>;
  const iso = date.toISOString();
  const text = `${iso.slice(0, form === "seconds" ? 19 : 16).replace("T", " ")} UTC`;
  return (
    <time datetime={iso} data-form={form}>
      {form === "clock" ? iso.slice(11, 16) : text}
    </time>
  );
};
