// The words of a folded name, as SQL and here, each with everything after it, so that "van den
// berg" and "berg" both begin a part of Jan van den Berg. No index of SQLite has a row for each
// word of a text, so each word has an index of its own (migrations/0052_folded_names.sql, whose
// expressions these are). In a name of five words or more, those between the third and the last do
// not count.
//
// A name that cron has yet to fold is found as it is, in either case of letters from A to Z.

import { fold, spellingsOf } from "../../lib/fold.ts";
import { lowerAscii } from "../sql/like.ts";
import type { UserRow } from "./row.ts";

export interface NamePart {
  /** From this word to the end of the name. */
  readonly text: string;
  /** Holds if the name has this word, and the index its row. */
  readonly isThere: string;
  /** The same text, of a row that was read. */
  readonly textOf: (row: UserRow) => string | undefined;
}

const NAME = "coalesce(user.folded, lower(user.display_name))";
const afterSpace = (text: string): string => `substr(${text}, instr(${text}, ' ') + 1)`;
const SECOND = afterSpace(NAME);

const nameIn = ({ folded, display_name }: UserRow): string | undefined =>
  folded ?? (display_name === null ? undefined : lowerAscii(display_name));

const fromWord = (place: number) => (row: UserRow) => {
  const words = nameIn(row)?.split(" ") ?? [];
  return words.length > place ? words.slice(place).join(" ") : undefined;
};

export const NAME_PARTS = [
  { text: NAME, isThere: "user.display_name IS NOT NULL", textOf: fromWord(0) },
  { text: SECOND, isThere: `instr(${NAME}, ' ') > 0`, textOf: fromWord(1) },
  { text: afterSpace(SECOND), isThere: `instr(${SECOND}, ' ') > 0`, textOf: fromWord(2) },
  {
    text: `substr(${NAME}, length(rtrim(${NAME}, replace(${NAME}, ' ', ''))) + 1)`,
    isThere: `length(${NAME}) - length(replace(${NAME}, ' ', '')) > 2`,
    textOf: (row) => {
      const words = nameIn(row)?.split(" ") ?? [];
      return words.length > 3 ? words.at(-1) : undefined;
    },
  },
] as const satisfies readonly NamePart[];

/** Whether a name has all these words, each from its beginning, in any order and spelling. */
export function hasWords(words: readonly string[]): (row: UserRow) => boolean {
  // "jan" begins "jansen", too: whoever is looked for by both has two such words.
  const wanted = words.map((word) => ({
    spellings: spellingsOf(word),
    count: words.filter((one) => one.startsWith(word)).length,
  }));
  return ({ display_name: name }) => {
    const own = fold(name ?? "").split(" ");
    return wanted.every(
      ({ spellings, count }) =>
        own.filter((word) => spellings.some((spelling) => word.startsWith(spelling))).length >= count,
    );
  };
}
