// The words of a display name as SQL, each with everything after it, so that "van den Berg" and
// "Berg" both begin a part of "Jan van den Berg". No index of SQLite has a row for each word of a
// text, so each word has an index of its own (migrations/0042_people_search.sql, whose expressions
// these are). Of five words or more the fourth is no beginning, nor any between it and the last.

const NAME = "user.display_name";
const afterSpace = (text: string): string => `substr(${text}, instr(${text}, ' ') + 1)`;
const SECOND = afterSpace(NAME);

export interface NamePart {
  /** From this word to the end of the name. */
  readonly text: string;
  /** Holds if the name has this word, and the index its row. */
  readonly isThere: string;
}

export const NAME_PARTS: readonly NamePart[] = [
  { text: NAME, isThere: `${NAME} IS NOT NULL` },
  { text: SECOND, isThere: `instr(${NAME}, ' ') > 0` },
  { text: afterSpace(SECOND), isThere: `instr(${SECOND}, ' ') > 0` },
  {
    text: `substr(${NAME}, length(rtrim(${NAME}, replace(${NAME}, ' ', ''))) + 1)`,
    isThere: `length(${NAME}) - length(replace(${NAME}, ' ', '')) > 2`,
  },
];

const IN_LOWER_CASE = `lower(' ' || replace(${NAME}, ',', ' '))`;

/**
 * Holds if so many words of the name begin with the text of the parameter, in any case of ASCII.
 */
export const hasWords = (parameter: string, count: number): string =>
  `length(${IN_LOWER_CASE}) - length(replace(${IN_LOWER_CASE}, ' ' || lower(:${parameter}), ''))
    >= ${count} * (1 + length(:${parameter}))`;
