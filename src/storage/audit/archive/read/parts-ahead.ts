// The parts that a search comes through, found in the batch that reads its page of D1: a row that
// cron takes out of D1 at this moment is then either on the page or in one of them.

import type { Guard } from "../../../sql/caller-guard.ts";
import { type BatchPart, part } from "../../../sql/sql.ts";
import { firstFrom, MAX_DELAY_MS } from "../../first-from.ts";
import type { PartRecord } from "../part-record.ts";

/** Indexes that one look reads. */
export const MAX_INDEXES = 100;
/** Blocks that one look reads: 10 000 rows, which are 2 MB of gzip. */
export const MAX_BLOCKS = 20;

export type PartAhead = Pick<
  PartRecord,
  "first_number" | "last_number" | "from_ms" | "until_ms" | "name" | "events" | "index_offsets"
>;

export interface Ahead {
  readonly newestFirst: boolean;
  /** The numbers that its rows can have: from `low` on, before `high`. */
  readonly low: number;
  readonly high: number;
  readonly fromMs?: number | undefined;
  readonly untilMs?: number | undefined;
  /** Whether an index serves the search. */
  readonly isIndexed: boolean;
  /** Whether it begins a part earlier: at a row that is before `low`. */
  readonly isWide?: boolean;
}

/** The first number of the part that has a row, or of the one before it by so many. */
export const partAt = (number: string, before = 0): string => `ifnull((SELECT first_number FROM audit_part
  WHERE first_number <= ${number} ORDER BY first_number DESC LIMIT 1 OFFSET ${before}), 0)`;

const only = (of: "min" | "max", bounds: readonly string[]): string =>
  bounds.length > 1 ? `${of}(${bounds.join(", ")})` : bounds.join();

/** In the order of the list; one more than a look may read tells that it goes on. */
export function partsAhead(
  { newestFirst, low, high, fromMs, untilMs, isIndexed, isWide = false }: Ahead,
  { sql: guard, parameters }: Guard,
): BatchPart<PartAhead> {
  const by = (column: string, time: string) =>
    firstFrom(time, { table: "audit_part", number: "first_number", at: column, guard });
  // SQLite follows one bound a side, and reads what a second one leaves out.
  const from = [
    partAt(":part_low", isWide ? 1 : 0),
    ...(fromMs === undefined ? [] : [by("until_ms", `:part_from - ${MAX_DELAY_MS}`)]),
  ];
  const until = [":part_high", ...(untilMs === undefined ? [] : [by("from_ms", `:part_until + ${MAX_DELAY_MS}`)])];
  const conditions = [
    `retired_at_ms IS NULL AND first_number >= ${only("max", from)} AND first_number < ${only("min", until)}`,
    ...(isWide ? [] : ["last_number >= :part_low"]),
    ...(fromMs === undefined ? [] : ["until_ms >= :part_from"]),
    ...(untilMs === undefined ? [] : ["from_ms < :part_until"]),
    guard,
  ];
  return part(
    `SELECT first_number, last_number, from_ms, until_ms, name, events${isIndexed ? ", index_offsets" : ""}
      FROM audit_part WHERE ${conditions.join(" AND ")}
      ORDER BY first_number ${newestFirst ? "DESC" : "ASC"} LIMIT ${(isIndexed ? MAX_INDEXES : MAX_BLOCKS) + 1}`,
    {
      ...parameters,
      part_low: low,
      part_high: high,
      ...(fromMs === undefined ? {} : { part_from: fromMs }),
      ...(untilMs === undefined ? {} : { part_until: untilMs }),
    },
  );
}

/** Where the archive stands beside D1. */
export interface Border {
  /** The first number that D1 has. */
  readonly first: number | null;
  /** No row after this number is in a part. */
  readonly archived: number | null;
  /** The time of D1's first row, if parts have earlier ones. */
  readonly archived_before: number | null;
}

const FIRST = "(SELECT min(number) FROM audit)";

export const BORDER = `${FIRST} AS first,
  (SELECT last_number FROM audit_part WHERE first_number = (SELECT max(first_number) FROM audit_part)) AS archived,
  CASE WHEN EXISTS (SELECT 1 FROM audit_part WHERE retired_at_ms IS NULL AND first_number < ${FIRST})
    THEN (SELECT at_ms FROM audit WHERE number = ${FIRST}) END AS archived_before`;

export const borderOf = ({ sql, parameters }: Guard): BatchPart<Border> =>
  part(`SELECT ${BORDER} WHERE ${sql}`, parameters);
