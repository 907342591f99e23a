// Merges pages of one list into one page of it: of several databases, or of the several indexes
// along which a search finds people.
//
// Each scan has examined its part of the list up to some place. Up to the nearest of these places
// all rows are known, and the page is cut out of them; the next page asks for the rest again. Rows
// of several databases may have the same place, since each numbers its own: they stay on one page,
// which then is a little longer, because a cursor cannot stand between them.

import type { Cursor, ListPage, Paging, SearchProgress } from "../../../core/ports/paging.ts";
import { invalidParameter, type Outcome } from "../../../core/reasons.ts";
import { utf8 } from "../../../lib/bytes.ts";

interface Placed<Row> {
  readonly row: Row;
  readonly place: Cursor;
}

/** What each scan is asked for: to cut out a page, all rows before it must be known. */
export const throughPage = <Kind extends Paging>(paging: Kind): Kind => ({
  ...paging,
  number: 1,
  size: paging.number * paging.size,
});

/** `order` is for a list that is not in its own order, which is always a whole list. */
export function mergePages<Row>(
  pages: readonly ListPage<Row>[],
  paging: Paging,
  order?: (a: Row, b: Row) => number,
): Outcome<ListPage<Row>> {
  const { number, size, after, before } = paging;
  const count = pages.reduce((sum, page) => sum + page.count, 0);
  const exact = pages.every((page) => page.exact);
  const descending = pages[0]?.descending ?? false;
  const whole = { count, exact, descending };
  const skipped = (number - 1) * size;
  if (order && pages.some(({ rows, places }) => rows.length > places.length)) {
    const rows = pages.flatMap((page) => page.rows).sort(order);
    return {
      ok: true,
      ...whole,
      rows: rows.slice(skipped, skipped + size),
      places: [],
      after: undefined,
      before: undefined,
    };
  }
  const backwards = before !== undefined;
  const along = (a: Cursor, b: Cursor) => (descending !== backwards ? comparePlaces(b, a) : comparePlaces(a, b));
  const ends = pages.map((page) => (backwards ? page.before : page.after)).filter((place) => place !== undefined);
  const [bound] = ends.sort(along);
  const known = pages
    .flatMap(({ rows, places }) => rows.map((row, index): Placed<Row> => ({ row, place: places[index] ?? [] })))
    .filter(({ place }) => bound === undefined || along(place, bound) <= 0)
    .sort((a, b) => along(a.place, b.place));
  let end = Math.min(skipped + size, known.length);
  while (end > skipped && known[end] && along(known[end - 1]?.place ?? [], known[end]?.place ?? []) === 0) end++;
  const onPage = known.slice(skipped, end);
  if (onPage.length === 0 && skipped > 0 && !exact)
    return invalidParameter("page", "so far into a long list, read it by the cursor of the page before: after");
  const onwards = end < known.length ? onPage.at(-1)?.place : bound;
  const begins = skipped === 0 && after === undefined && before === undefined;
  const back = begins ? undefined : (onPage[0]?.place ?? after ?? before);
  const inOrder = backwards ? onPage.reverse() : onPage;
  return {
    ok: true,
    ...whole,
    rows: inOrder.map(({ row }) => row),
    places: inOrder.map(({ place }) => place),
    after: backwards ? back : onwards,
    before: backwards ? onwards : back,
    progress: onwards && onPage.length < size ? sumOf(pages.flatMap(({ progress }) => progress ?? [])) : undefined,
  };
}

const sumOf = ([first, ...others]: readonly SearchProgress[]): SearchProgress | undefined =>
  others.reduce(
    (sum, one) =>
      sum && {
        examined: sum.examined + one.examined,
        of: sum.of === undefined || one.of === undefined ? undefined : sum.of + one.of,
      },
    first,
  );

/** As SQLite compares: numbers before texts, and texts by their bytes. */
export function comparePlaces(a: Cursor, b: Cursor): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const order = compareValues(a[index], b[index]);
    if (order !== 0) return order;
  }
  return 0;
}

type Value = string | number | boolean | null | undefined;

export function compareValues(a: Value, b: Value): number {
  const rank = (value: Value) => (value === null || value === undefined ? 0 : typeof value === "string" ? 2 : 1);
  if (rank(a) !== rank(b) || rank(a) === 0) return rank(a) - rank(b);
  if (typeof a !== "string" || typeof b !== "string") return Number(a) - Number(b);
  const [one, other] = [utf8(a), utf8(b)];
  const at = one.findIndex((byte, index) => byte !== other[index]);
  return at < 0 ? one.length - other.length : (one[at] ?? 0) - (other[at] ?? -1);
}
