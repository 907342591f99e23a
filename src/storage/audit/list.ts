// Reads a page of the trail, newest or oldest first. A look must not cost more because the trail is long, and an index for every
// filter would cost each login rows. So a look examines a window of the rows, along the best of these ways:
//
//   an attempt       from the row that opened the login on, among the rows of its user
//   a user           the rows of that user, by index
//   users by prefix  the same for all that begin so, as long as they have few rows
//   anything else    all rows, by number
//
// A period narrows each of them by number (./list-times.ts). Behind the window the search goes on at a cursor, the number of the row that was looked at last.

import type { Caller } from "../../core/caller.ts";
import { READS } from "../../core/events.ts";
import type { AuditColumn, AuditFilter } from "../../core/ports/audit.ts";
import { type Outcome, refuse } from "../../core/reasons.ts";
import { batchEverywhere } from "../sql/caller-guard.ts";
import { matches, patternParameter } from "../sql/like.ts";
import { type Parameters, statement } from "../sql/sql.ts";
import { periodOf } from "./list-times.ts";
import { wayOf } from "./list-ways.ts";
import type { AuditRow } from "./row.ts";

export type NumberedRow = AuditRow & { readonly number: number };

export interface Found {
  readonly rows: readonly NumberedRow[];
  readonly count: number;
  readonly exact: boolean;
  readonly after: number | null;
  readonly reached: number;
  readonly searchedToMs: number | null;
}

/** Rows that one look examines. It reads them twice: to show a page, and to count. */
const MAX_EXAMINED_ROWS = 900;

/** SQLite would put a list of three or more behind IN into a table, and read it again for each row. */
const NO_READ = READS.map((event) => `event <> '${event}'`).join(" AND ");

interface Ends {
  readonly first: number | null;
  readonly last: number | null;
}

interface Examined {
  readonly seen: number;
  readonly fits: number;
  /** The row that was looked at last. */
  readonly number: number;
  readonly at_ms: number;
}

export async function listRows(
  db: D1Database,
  caller: Caller,
  filter: AuditFilter,
): Promise<Outcome<{ readonly found: Found }>> {
  const { page, pageSize, newestFirst, after } = filter;
  if (typeof after === "object")
    return refuse({ code: "invalid-parameter", message: "Invalid parameter after: the cursor is not of this list." });
  const skipped = after === undefined ? (page - 1) * pageSize : 0;
  const [way, period] = await Promise.all([wayOf(db, caller, filter), periodOf(db, caller, filter)]);
  const wanted = wantedOf(filter);
  const conditions = [...wanted.conditions, ...period.wanted];
  // A way other than by number is one of a filter, which is among the conditions, too.
  const isAll = conditions.length === 0;
  const parameters = {
    ...way.parameters,
    ...period.parameters,
    ...wanted.parameters,
  };
  // Numbers have no gaps, so in the whole trail a page is found by arithmetic, and rows are counted without reading them.
  // SQLite goes along one bound on each side, and reads what a second one leaves out. So the cursor and the period are one bound.
  const low = newestFirst || after === undefined ? period.low : Math.max(period.low, after + 1);
  const high = newestFirst && after !== undefined ? Math.min(period.high, after) : period.high;
  const isNumbered = isAll && after === undefined;
  const place = isNumbered
    ? `number ${newestFirst ? "<" : ">"} ${startOf(newestFirst)}`
    : "number >= :low AND number < :high";
  const rows = isAll ? pageSize : MAX_EXAMINED_ROWS;
  const order = newestFirst ? "DESC" : "ASC";
  const fits = conditions.join(" AND ") || "true";
  const end = newestFirst ? "min" : "max";
  const found = await batchEverywhere(db, caller, "auditlog", (guard) => {
    const within = [...way.within, place, guard.sql].join(" AND ");
    const window = `SELECT * FROM audit WHERE ${within} ORDER BY number ${order} LIMIT ${rows}`;
    const bound = { ...guard.parameters, ...parameters, skipped, low, high };
    return {
      page: statement<NumberedRow>(db, `SELECT * FROM (${window}) WHERE ${fits} LIMIT :size OFFSET :offset`, {
        ...bound,
        size: pageSize,
        offset: isAll ? 0 : skipped,
      }),
      examined: isAll
        ? undefined
        : statement<Examined>(
            db,
            `SELECT count(*) AS seen, coalesce(sum(${fits}), 0) AS fits, coalesce(${end}(number), 0) AS number,
             coalesce(${end}(at_ms), 0) AS at_ms FROM (${window})`,
            bound,
          ),
      ends: statement<Ends>(
        db,
        `SELECT (SELECT min(number) FROM audit) AS first, (SELECT max(number) FROM audit) AS last WHERE ${guard.sql}`,
        guard.parameters,
      ),
    };
  });
  if (!found.ok) return found;
  const shown = found.page.rows;
  const { first, last } = found.ends.rows[0] ?? { first: null, last: null };
  const lastShown = shown.at(-1)?.number ?? null;
  const reached = lastShown ?? after ?? 0;
  const isEnd = (number: number | null) => number === (newestFirst ? first : last);
  const [examined] = found.examined?.rows ?? [];
  if (!examined) {
    const count = (last ?? 0) - (first ?? 1) + 1;
    const next = isEnd(lastShown) ? null : lastShown;
    return { ok: true, found: { rows: shown, count, exact: true, after: next, reached, searchedToMs: null } };
  }
  const isCut = examined.seen === MAX_EXAMINED_ROWS && !isEnd(examined.number);
  if (isCut && skipped > 0 && skipped >= examined.fits)
    return refuse({
      code: "invalid-parameter",
      message: "Invalid parameter page: so far into a long list, read it by the cursor of the page before: after.",
    });
  const hasMore = skipped + shown.length < examined.fits;
  return {
    ok: true,
    found: {
      rows: shown,
      count: examined.fits,
      exact: !isCut && after === undefined,
      after: hasMore ? lastShown : isCut ? examined.number : null,
      reached,
      searchedToMs: !hasMore && isCut ? examined.at_ms : null,
    },
  };
}

/** The number before the first row of a page of the whole trail, in the order of the list. Parameter: `skipped`. */
const startOf = (newestFirst: boolean): string =>
  newestFirst ? "(SELECT max(number) FROM audit) + 1 - :skipped" : "(SELECT min(number) FROM audit) - 1 + :skipped";

function wantedOf({ matching, reads }: AuditFilter) {
  const conditions: string[] = reads ? [] : [NO_READ];
  const parameters: Record<string, string> = {};
  for (const [column, pattern] of Object.entries(matching) as [AuditColumn, string][]) {
    conditions.push(matches(column, `like_${column}`, pattern));
    parameters[`like_${column}`] = patternParameter(pattern);
  }
  return { conditions, parameters: parameters as Parameters };
}
