// The rows that stand for many, in the list of a person. They name tokens and nobody, so the table
// audit_tallied finds them by the tokens that the person has now, while D1 has the rows.

import { talliedOf } from "../../../core/audit/tally.ts";
import type { AuditedEntry, AuditFilter } from "../../../core/ports/audit.ts";
import type { Guard } from "../../sql/caller-guard.ts";
import { matches } from "../../sql/like.ts";
import { type BatchPart, part } from "../../sql/sql.ts";

/** The serials of a row as rows. Whatever somebody has put into the column, it is valid JSON. */
export const serialsIn = (row: string): string =>
  `json_each('[' || replace(json_quote(${row}.serial), ',', '","') || ']')`;

/**
 * The tokens of the person. Parameters: `scan_user`, and those of the search. The plus keeps SQLite
 * from reading all tokens of the realm instead.
 */
function tokensOf({ realm = "" }: AuditFilter["matching"]): string {
  const ofRealm = realm === "" ? "" : ` AND ${matches("+token.realm", "like_realm", realm)}`;
  return `coalesce(token.user, char(1114111) || token.serial) = :scan_user COLLATE NOCASE${ofRealm}`;
}

export const isOfPerson = (matching: AuditFilter["matching"]): string =>
  `one.value IN (SELECT serial FROM token WHERE ${tokensOf(matching)})`;

/** The numbers of these rows, from :low on, before :high: of each token the first of the list. */
export const talliedNumbers = ({ matching, newestFirst }: AuditFilter, limit: string): string =>
  `SELECT tallied.number FROM token CROSS JOIN audit_tallied AS tallied ON tallied.token_id = token.id
     AND tallied.number IN (SELECT mine.number FROM audit_tallied AS mine WHERE mine.token_id = token.id
       AND mine.number >= :low AND mine.number < :high ORDER BY mine.number ${newestFirst ? "DESC" : "ASC"} LIMIT ${limit})
   WHERE ${tokensOf(matching)}`;

export const serialsOfPerson = (matching: AuditFilter["matching"], guard: Guard, parameters: Guard["parameters"]) =>
  part(`SELECT serial FROM token WHERE ${tokensOf(matching)} AND ${guard.sql}`, {
    ...guard.parameters,
    ...parameters,
  }) as BatchPart<{ serial: string }>;

/** Who reads about one person reads nothing of the others in such a row. */
export const ofPersonAlone = (entry: AuditedEntry, serials: readonly string[] | undefined): AuditedEntry =>
  serials && entry.tally !== "" ? { ...entry, ...talliedOf(entry, serials) } : entry;
