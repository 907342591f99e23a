// Finds people by one text. Each way of finding them reads its own index, all in one batch, and
// their pages are merged as if it were one list: first by rank, then in the order of the found
// texts. A person whom several ways find is shown at the first place.

import type { Caller } from "../../core/caller.ts";
import type { Cursor, ListPage, Paging } from "../../core/ports/paging.ts";
import type { UserRecord } from "../../core/ports/people/users.ts";
import type { Outcome } from "../../core/reasons.ts";
import { batchForCaller, CALLER_MAY, callerParameters } from "../sql/caller-guard.ts";
import { lowerAscii } from "../sql/like.ts";
import { comparePlaces, mergePages, throughPage } from "../sql/scan/merge-pages.ts";
import type { WindowRow } from "../sql/scan/read-window.ts";
import { misfitOf, pageOf, type Scan, type ScanPaging, scanStatement } from "../sql/scan/scan.ts";
import { type Parameters, part, type Statement } from "../sql/sql.ts";
import { type UserRow, userIn } from "./row.ts";
import { type SearchWay, searchWays } from "./search-ways.ts";

/**
 * Users that each way examines, of some ten. For a filter, or an account bound to realms, few may
 * fit. Without one, all that the index gives do, so that a page's worth is enough, unless they must
 * have further words.
 */
const MAX_EXAMINED = 300;
/** The same where the tokens of each are looked at. */
const MAX_EXAMINED_SERIALS = 100;
const MAX_EXAMINED_FOR_WORDS = 40;

const IS_BOUND = "(SELECT realms FROM admin WHERE admin.name = :caller) IS NOT NULL";

type FoundRow = UserRow & { readonly found_serial?: string };

/** What a search shares with the list of all users. */
export interface UserScan extends Pick<Scan, "wanted" | "from" | "ref" | "columns" | "as"> {
  readonly isFiltered: boolean;
  readonly further: { readonly of_tokens?: string };
}

export async function searchUsers(
  db: D1Database,
  caller: Caller,
  text: string,
  scan: UserScan,
  paging: Paging,
  parameters: Parameters,
): Promise<Outcome<ListPage<UserRecord>>> {
  const misfit = misfitOf({ keys: ["rank", "text", "id"] }, paging);
  if (misfit) return misfit;
  const ways = searchWays(text);
  const all = Object.assign({}, parameters, callerParameters(caller, "userlist"), ...ways.map((way) => way.parameters));
  const through = throughPage(paging);
  const looks = ways.flatMap((way, index) => {
    const own = pagingOf(way, through);
    return own ? [{ way, scan: scanOf(way, scan, through.size), paging: own, name: `way_${index}` }] : [];
  });
  const statements: Record<string, Statement<FoundRow & WindowRow>> = Object.fromEntries(
    looks.map((look) => [look.name, scanStatement<FoundRow>(db, look.scan, sized(look.paging, look.scan), all)]),
  );
  const found = await batchForCaller(db, caller, "userlist", statements);
  if (!found.ok) return found;
  const pages: ListPage<Found>[] = [];
  for (const { name, way, paging, scan: own } of looks) {
    const rows = found[name]?.rows ?? [];
    const examined = { ...own, mostExamined: rows.length > own.mostExamined + 1 ? mostOf(way) : own.mostExamined };
    const page = pageOf<FoundRow>(examined, sized(paging, examined), rows);
    if (!page.ok) return page;
    pages.push(pageIn(page, way, ways));
  }
  const merged = mergePages(pages, paging);
  return merged.ok ? withUse(db, caller, merged, scan.further, all) : merged;
}

interface Found {
  readonly row: FoundRow;
  readonly by: SearchWay["by"];
}

const mostOf = ({ by }: SearchWay): number => (by === "serial" ? MAX_EXAMINED_SERIALS : MAX_EXAMINED);

function scanOf(way: SearchWay, { isFiltered, further: _, ...scan }: UserScan, size: number): Scan {
  const wanted = [...scan.wanted, ...(way.wanted === undefined ? [] : [way.wanted])];
  const few = Math.min(mostOf(way), Math.max(size, way.fits ? MAX_EXAMINED_FOR_WORDS : 0));
  const mostExamined = isFiltered ? mostOf(way) : few;
  return {
    ...scan,
    ...way,
    within: [CALLER_MAY, ...way.within],
    wanted,
    mostExamined,
    limit: `CASE WHEN ${IS_BOUND} THEN ${mostOf(way)} ELSE ${mostExamined} END + 1`,
    // Nobody needs to know how many a search finds.
    isLong: "true",
  };
}

/** All rows of the window come back. */
const sized = (paging: ScanPaging, { mostExamined }: Scan): ScanPaging => ({ ...paging, size: mostExamined });

/** The cursor of the whole list in one way of it. Undefined if the page has none of this way. */
function pagingOf({ rank, parameters, upper }: SearchWay, paging: Paging): ScanPaging | undefined {
  const [at, ...place] = paging.after ?? paging.before ?? [rank];
  const own = { ...paging, descending: false };
  if (paging.after) return rank < Number(at) ? undefined : { ...own, after: rank === at ? place : undefined };
  if (!paging.before) return own;
  const end = parameters[/:(\w+)/.exec(upper[0] ?? "")?.[1] ?? ""] ?? "";
  return rank > Number(at) ? undefined : { ...own, before: rank === at ? place : [end, Number.MAX_SAFE_INTEGER] };
}

/** The rows of one way, without those who are shown at an earlier place of another. */
function pageIn(page: ListPage<FoundRow>, way: SearchWay, ways: readonly SearchWay[]): ListPage<Found> {
  const placed = (place: Cursor) => [way.rank, ...place];
  const isFirst = (row: FoundRow, place: Cursor) =>
    ways.every((other, index) => {
      const text = other === way ? undefined : other.textOf(row);
      if (text === undefined) return true;
      const order = comparePlaces(placed(place), [other.rank, lowerAscii(text), row.id]);
      return way.by !== "serial" && (order < 0 || (order === 0 && ways.indexOf(way) < index));
    });
  const kept = page.rows.flatMap((row, index) => {
    const place = page.places[index] ?? [];
    return way.fits?.(row) === false || !isFirst(row, place) ? [] : [{ row, place }];
  });
  return {
    ...page,
    rows: kept.map(({ row }) => ({ row, by: way.by })),
    places: kept.map(({ place }) => placed(place)),
    after: page.after && placed(page.after),
    before: page.before && placed(page.before),
    progress: page.progress ?? (page.after && { examined: page.rows.length, of: undefined }),
  };
}

/** Tokens cost more than users, so those of the people on the page alone are looked at. */
async function withUse(
  db: D1Database,
  caller: Caller,
  page: Extract<Outcome<ListPage<Found>>, { ok: true }>,
  { of_tokens }: UserScan["further"],
  parameters: Parameters,
): Promise<Outcome<ListPage<UserRecord>>> {
  const ids = JSON.stringify(page.rows.map(({ row }) => row.id));
  if (of_tokens === undefined || page.rows.length === 0) return { ...page, rows: page.rows.map(recordIn) };
  const use = part<{ id: number; of_tokens: string }>(
    `SELECT user.id, ${of_tokens} AS of_tokens FROM json_each(:ids) AS given CROSS JOIN user ON user.id = given.value
     WHERE ${CALLER_MAY}`,
    { ...parameters, ids },
  );
  const looked = await batchForCaller(db, caller, "userlist", { use });
  if (!looked.ok) return looked;
  const uses = new Map(looked.use.rows.map((row) => [row.id, row.of_tokens]));
  return { ...page, rows: page.rows.map((found) => recordIn(found, uses.get(found.row.id))) };
}

function recordIn({ row, by }: Found, ofTokens?: unknown): UserRecord {
  const texts = {
    user: row.name,
    name: row.display_name,
    email: row.email,
    external_id: row.external_id,
    serial: row.found_serial,
  };
  const use = typeof ofTokens === "string" ? { of_tokens: ofTokens } : {};
  return { ...userIn({ ...row, ...use }), matched: { in: by, text: texts[by] ?? "" } };
}
