// By which keys the index of a part finds the rows of a search, the most seldom first. A person is
// found by name in D1 alone, because no part has it, and from there on by pseudonym.

import type { AuditFilter } from "../../../core/ports/audit.ts";
import type { Guard } from "../../sql/caller-guard.ts";
import { likeRange, type Range } from "../../sql/like.ts";
import { type BatchPart, part } from "../../sql/sql.ts";
import { indexKey, pseudonymKey } from "../archive/index-format.ts";
import { isUnknownName } from "../unknown-name.ts";
import { MAX_PREFIX_ROWS } from "./trail-scan.ts";

type Named = Pick<AuditFilter, "matching">;

const KINDS = ["serial", "administrator", "reason", "event"] as const;

/** A value that a search names as a whole. */
export const exact = (text = ""): string | undefined => (text === "" || text.includes("*") ? undefined : text);

/** A name of nobody is in no table, and neither are the pseudonyms that begin so. */
function rangeOfNames({ matching: { user = "" } }: Named): Range | undefined {
  const isOfPseudonyms = user.startsWith("~") && user.includes("*");
  return user === "" || isOfPseudonyms || isUnknownName(user) ? undefined : likeRange("user", "name", user);
}

export const isIndexed = (filter: Named): boolean =>
  rangeOfNames(filter) !== undefined || KINDS.some((kind) => exact(filter.matching[kind]) !== undefined);

export function pseudonymsOf(filter: Named, guard: Guard): BatchPart<{ pseudonym: string }> | undefined {
  const range = rangeOfNames(filter);
  if (!range) return undefined;
  const realm = exact(filter.matching.realm);
  const conditions = [
    ...range.lower,
    ...range.upper,
    ...(realm === undefined ? [] : ["realm = :name_realm COLLATE NOCASE"]),
    guard.sql,
  ];
  return part(`SELECT pseudonym FROM audit_name WHERE ${conditions.join(" AND ")} LIMIT ${MAX_PREFIX_ROWS + 1}`, {
    ...guard.parameters,
    ...range.parameters,
    ...(realm === undefined ? {} : { name_realm: realm }),
  });
}

/** Undefined: no index serves the search. */
export async function keysOf(
  { matching }: Named,
  pseudonyms: readonly { readonly pseudonym: string }[] | undefined,
): Promise<readonly number[] | undefined> {
  // What is asked for may be a pseudonym, and a person may be called like one.
  if (pseudonyms && pseudonyms.length <= MAX_PREFIX_ROWS)
    return [matching.user ?? "", ...pseudonyms.map(({ pseudonym }) => pseudonym)].flatMap(
      (text) => pseudonymKey(text) ?? [],
    );
  for (const kind of KINDS) {
    const value = exact(matching[kind]);
    // A row of several phones has a key of each.
    if (value !== undefined) return [await indexKey(kind, kind === "serial" ? (value.split(",")[0] ?? "") : value)];
  }
  return undefined;
}
