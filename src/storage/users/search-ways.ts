// The ways in which a search finds people, each along one index. The text may begin a user, a name
// from any word on, an e-mail address or a serial. Names are found in other spellings, too, and by
// their words in another order: by the last of them, or by the longest.

import type { MatchedIn } from "../../core/ports/people/users.ts";
import { spellingsOf } from "../../lib/fold.ts";
import { readGuid } from "../../lib/guid.ts";
import { CALLER_SEES_TOKENS } from "../sql/caller-guard.ts";
import { beginningRange, lowerAscii, type Range, wholeRange } from "../sql/like.ts";
import type { Scan } from "../sql/scan/scan.ts";
import { hasWords, NAME_PARTS, type NamePart } from "./name-parts.ts";
import type { UserRow } from "./row.ts";

export interface SearchWay extends Range, Pick<Scan, "source" | "read" | "keys" | "within"> {
  readonly by: MatchedIn;
  /** Those who have the text as it is come before those who have it in other spelling or order. */
  readonly rank: 0 | 1;
  /** The text by which this way finds the person; undefined if it does not. Not of serials. */
  readonly textOf: (row: UserRow) => string | undefined;
  /** What else must hold in the rows that the index gives: in SQL, and here. */
  readonly wanted?: string;
  readonly fits?: (row: UserRow) => boolean;
}

/** Nobody types more words to find a person. */
const MAX_WORDS = 6;

export function searchWays(text: string): readonly SearchWay[] {
  const users = way("user", "user.name", text, "user", ({ name }) => name);
  const names = waysOfNames(text);
  if (text.includes(" ")) return [users, ...names];
  const emails = way("email", "user.email", text, "email", ({ email }) => email ?? undefined);
  return [users, ...userAtRealm(text), ...names, emails, ...externalIds(text), serials(text)];
}

type Text = (row: UserRow) => string | undefined;

function way(by: MatchedIn, key: string, text: string, name: string, keyOf: Text, more: Partial<SearchWay> = {}) {
  const { fits } = more;
  return {
    ...{ source: "user", read: "user.*", keys: [`${key} COLLATE NOCASE`, "user.id"], within: [] },
    ...{ by, rank: 0, ...beginningRange(key, name, text), ...more },
    textOf: (row) => {
      const found = fits?.(row) === false ? undefined : keyOf(row);
      return found !== undefined && lowerAscii(found).startsWith(lowerAscii(text)) ? found : undefined;
    },
  } satisfies SearchWay;
}

/** The user as the API takes one with its realm; of the realm the beginning is enough. */
function userAtRealm(text: string): SearchWay[] {
  const at = text.lastIndexOf("@");
  if (at < 1) return [];
  // Realms are stored in lower case.
  const [user, realm] = [text.slice(0, at), text.slice(at + 1).toLowerCase()];
  const fits = (row: UserRow) => row.realm.startsWith(realm) && row.name.length === user.length;
  const range = wholeRange("user.name", "at_user", user);
  return [way("user", "user.name", user, "at_user", ({ name }) => name, { ...range, fits })];
}

function waysOfNames(text: string): SearchWay[] {
  const spellings = spellingsOf(text);
  const [folded = ""] = spellings;
  if (folded === "") return [];
  const phrases = spellings.flatMap((one, index) =>
    NAME_PARTS.map((part, place) => inNames(part, one, `name_${index}_${place}`, { rank: index === 0 ? 0 : 1 })),
  );
  const words = folded.split(" ").slice(0, MAX_WORDS);
  // An address is no name whose words have changed places.
  if (words.length < 2 || text.includes("@")) return phrases;
  const turned = spellings.map((one, index) =>
    inNames(NAME_PARTS[0], one.replace(/^(.*) (.*)$/, "$2 $1"), `turned_${index}`, { rank: 1 }),
  );
  const [longest = ""] = words.toSorted((a, b) => b.length - a.length);
  const fits = hasWords(words);
  const byLongest = spellingsOf(longest).flatMap((one, index) =>
    NAME_PARTS.map((part, place) => inNames(part, one, `longest_${index}_${place}`, { rank: 1, fits })),
  );
  return [...phrases, ...turned, ...byLongest];
}

const inNames = (part: NamePart, text: string, name: string, more: Partial<SearchWay>): SearchWay =>
  way("name", part.text, text, name, part.textOf, { ...more, within: [part.isThere] });

/** By the whole key at Microsoft Entra. Its index tells capitals apart, and nobody types a part. */
function externalIds(text: string): SearchWay[] {
  const id = readGuid(text);
  if (id === undefined) return [];
  const key = "user.external_id";
  const range = {
    lower: [`${key} >= :external_id`],
    upper: [`${key} <= :external_id`],
    parameters: { external_id: id },
  };
  return [
    way("external_id", key, id, "", ({ external_id }) => external_id ?? undefined, {
      ...range,
      keys: [key, "user.id"],
    }),
  ];
}

/** Someone with several such tokens is found by the first. */
function serials(text: string): SearchWay {
  const range = beginningRange("token.serial", "serial", text);
  // Without the `+` SQLite would read, for each person, all serials of the range.
  const within = [...range.lower, ...range.upper].map((bound) => `+${bound}`).join(" AND ");
  return {
    ...{ by: "serial", rank: 0, ...range },
    source: "token CROSS JOIN user ON user.realm = token.realm AND user.name = token.user",
    read: "user.*, token.serial AS found_serial",
    keys: ["token.serial COLLATE NOCASE", "token.id"],
    within: [CALLER_SEES_TOKENS],
    textOf: () => undefined,
    wanted: `user.found_serial = (SELECT min(token.serial) FROM token
      WHERE token.realm = user.realm AND token.user = user.name AND ${within})`,
  };
}
