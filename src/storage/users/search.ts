// Finds people by one text. Each way of finding them reads its own index, all in one batch, and
// their pages are merged as if it were one list: first by rank, then in the order of the found
// texts.

import type { Caller } from "../../core/caller.ts";
import type { Cursor, ListPage, Paging } from "../../core/ports/paging.ts";
import type { UserRecord } from "../../core/ports/people/users.ts";
import type { Outcome } from "../../core/reasons.ts";
import { batchForCaller, CALLER_MAY, callerParameters } from "../sql/caller-guard.ts";
import { mergePages, throughPage } from "../sql/scan/merge-pages.ts";
import type { WindowRow } from "../sql/scan/read-window.ts";
import { misfitOf, pageOf, type Scan, type ScanPaging, scanStatement } from "../sql/scan/scan.ts";
import type { Parameters, Statement } from "../sql/sql.ts";
import { type UserRow, userIn } from "./row.ts";
import { type SearchWay, searchWays } from "./search-ways.ts";

/** Users that each way examines; there are some ten. */
const MAX_EXAMINED = 300;
/** The same where the tokens of each are looked at. */
const MAX_EXAMINED_SERIALS = 100;

type FoundRow = UserRow & { readonly found_serial?: string };

/** What a search shares with the list of all users. */
export type UserScan = Pick<Scan, "wanted" | "from" | "ref" | "columns" | "further" | "as">;

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
  const looks = ways.flatMap((way, index) => {
    const own = pagingOf(way, throughPage(paging));
    return own ? [{ way, paging: own, scan: scanOf(way, ways.slice(0, index), scan), name: `way_${index}` }] : [];
  });
  const statements: Record<string, Statement<FoundRow & WindowRow>> = Object.fromEntries(
    looks.map((look) => [look.name, scanStatement<FoundRow>(db, look.scan, look.paging, all)]),
  );
  const found = await batchForCaller(db, caller, "userlist", statements);
  if (!found.ok) return found;
  const pages: ListPage<UserRecord>[] = [];
  for (const { name, way, paging, scan: own } of looks) {
    const page = pageOf<FoundRow>(own, paging, found[name]?.rows ?? []);
    if (!page.ok) return page;
    const placed = (place: Cursor) => [way.rank, ...place];
    pages.push({
      ...page,
      rows: page.rows.map((row) => foundIn(row, way)),
      places: page.places.map(placed),
      after: page.after && placed(page.after),
      before: page.before && placed(page.before),
    });
  }
  return mergePages(pages, paging);
}

/** A person whom an earlier way finds, too, is left to that way. */
const scanOf = (way: SearchWay, earlier: readonly SearchWay[], scan: UserScan): Scan => ({
  ...scan,
  ...way,
  within: [CALLER_MAY, ...way.within],
  wanted: [way.holds, ...scan.wanted, ...earlier.map(({ holds }) => `(${holds}) IS NOT TRUE`)],
  further: { ...scan.further, ...(way.serial === undefined ? {} : { found_serial: way.serial }) },
  mostExamined: way.serial === undefined ? MAX_EXAMINED : MAX_EXAMINED_SERIALS,
  // Nobody needs to know how many a search finds.
  isLong: "true",
});

/** The cursor of the whole list in one way of it. Undefined if the page has none of this way. */
function pagingOf({ rank, parameters, upper }: SearchWay, paging: Paging): ScanPaging | undefined {
  const [at, ...place] = paging.after ?? paging.before ?? [rank];
  const own = { ...paging, descending: false };
  if (paging.after) return rank < Number(at) ? undefined : { ...own, after: rank === at ? place : undefined };
  if (!paging.before) return own;
  const end = parameters[/:(\w+)/.exec(upper[0] ?? "")?.[1] ?? ""] ?? "";
  return rank > Number(at) ? undefined : { ...own, before: rank === at ? place : [end, Number.MAX_SAFE_INTEGER] };
}

function foundIn(row: FoundRow, { by }: SearchWay): UserRecord {
  const texts = { user: row.name, name: row.display_name, email: row.email, serial: row.found_serial };
  return { ...userIn(row), matched: { in: by, text: texts[by] ?? "" } };
}
