// The ways in which a search finds people, each along one index. The text may begin a user, a name
// from any word on, an e-mail address or a serial. Words in another order than in the name, or with
// others between them, are found by the longest one.

import type { MatchedIn } from "../../core/ports/people/users.ts";
import { CALLER_SEES_TOKENS } from "../sql/caller-guard.ts";
import { beginningRange, type Range, wholeRange } from "../sql/like.ts";
import type { Scan } from "../sql/scan/scan.ts";

export interface SearchWay extends Range, Pick<Scan, "source" | "read" | "keys" | "within"> {
  readonly by: MatchedIn;
  /** Those who have the text as it is come before those who only have its words. */
  readonly rank: 0 | 1;
  /** Holds for the people of this way. */
  readonly holds: string;
  /** Gives the serial that was found. */
  readonly serial?: string;
}

/** Each is a parameter of the statement; nobody types more to find a person. */
const MAX_WORDS = 6;

export function searchWays(text: string): readonly SearchWay[] {
  const words = text.split(/[ ,]+/).filter((word) => word !== "");
  const [longest = "", ...others] = words.toSorted((a, b) => b.length - a.length).slice(0, MAX_WORDS);
  const users = way("user", "user.name", beginningRange("user.name", "user", text));
  const names = inNames(text, "name");
  if (text.includes(" ")) return [users, ...names, ...inNames(longest, "longest", others)];
  const email = beginningRange("user.email", "email", text);
  return [users, ...userAtRealm(text), ...names, way("email", "user.email", email), serials(text)];
}

function way(by: MatchedIn, key: string, range: Range, { rank = 0, ...more }: Partial<SearchWay> = {}): SearchWay {
  const within = more.within ?? [];
  const parameters = { ...range.parameters, ...more.parameters };
  return {
    ...{ source: "user", read: "user.*", keys: [`${key} COLLATE NOCASE`, "user.id"] },
    ...{ by, rank, ...range, within, parameters },
    holds: [...within, ...range.lower, ...range.upper, ...(more.holds === undefined ? [] : [more.holds])].join(" AND "),
  };
}

/** The user as the API takes one with its realm; of the realm the beginning is enough. */
function userAtRealm(text: string): SearchWay[] {
  const at = text.lastIndexOf("@");
  if (at < 1) return [];
  // Realms are stored in lower case.
  const realm = beginningRange("user.realm", "at_realm", text.slice(at + 1).toLowerCase());
  const holds = [...realm.lower, ...realm.upper].join(" AND ");
  const range = wholeRange("user.name", "at_user", text.slice(0, at));
  return [way("user", "user.name", range, { holds, parameters: realm.parameters })];
}

/** With `others`, the name also has these words somewhere. */
function inNames(text: string, name: string, others: readonly string[] = []): SearchWay[] {
  const further = others.map((word, index) => [`other_${index}`, word] as const);
  // "jan" begins "Jansen", too: whoever is looked for by both has two such words.
  const countOf = (word: string) =>
    [text, ...others].filter((one) => one.toLowerCase().startsWith(word.toLowerCase())).length;
  const isAlso = further.map(([parameter, word]) => hasWords(parameter, countOf(word))).join(" AND ");
  const more = isAlso === "" ? {} : { rank: 1 as const, holds: isAlso, parameters: Object.fromEntries(further) };
  const along = ({ text: key, isThere }: NamePart, part: number) =>
    casesOf(text).map((one, index) =>
      way("name", key, beginningRange(key, `${name}_${part}_${index}`, one), { ...more, within: [isThere] }),
    );
  return NAME_PARTS.flatMap(along);
}

/**
 * SQLite ignores the case of ASCII letters only, so a text with others is looked for in each case.
 */
function casesOf(text: string): string[] {
  const [first = "", ...rest] = text.toLowerCase();
  const cases = [text, first + rest.join(""), first.toUpperCase() + rest.join(""), text.toUpperCase()];
  const folded = (one: string) => one.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  return cases.filter((one, index) => cases.findIndex((other) => folded(other) === folded(one)) === index);
}

/** Someone with several such tokens is found by the first. */
function serials(text: string): SearchWay {
  const range = beginningRange("token.serial", "serial", text);
  // Without the `+` SQLite would read, for each person, all serials of the range.
  const within = [...range.lower, ...range.upper].map((bound) => `+${bound}`).join(" AND ");
  const first = `(SELECT min(token.serial) FROM token
    WHERE token.realm = user.realm AND token.user = user.name AND ${within})`;
  return {
    ...{ by: "serial", rank: 0, ...range },
    source: "token CROSS JOIN user ON user.realm = token.realm AND user.name = token.user",
    read: "user.*, token.serial AS found_serial",
    keys: ["token.serial COLLATE NOCASE", "token.id"],
    within: [CALLER_SEES_TOKENS],
    holds: `user.found_serial = ${first}`,
    serial: first,
  };
}

// The words of a display name as SQL, each with everything after it, so that "van den Berg" and
// "Berg" both begin a part of "Jan van den Berg". No index of SQLite has a row for each word of a
// text, so each word has an index of its own (migrations/0042_people_search.sql, whose expressions
// these are). In a name of five words or more, those between the third and the last do not count.
const NAME = "user.display_name";
const afterSpace = (text: string): string => `substr(${text}, instr(${text}, ' ') + 1)`;
const SECOND = afterSpace(NAME);

interface NamePart {
  /** From this word to the end of the name. */
  readonly text: string;
  /** Holds if the name has this word, and the index its row. */
  readonly isThere: string;
}

const NAME_PARTS: readonly NamePart[] = [
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
const hasWords = (parameter: string, count: number): string =>
  `length(${IN_LOWER_CASE}) - length(replace(${IN_LOWER_CASE}, ' ' || lower(:${parameter}), ''))
    >= ${count} * (1 + length(:${parameter}))`;
