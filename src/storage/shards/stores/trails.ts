// Merges the trails of several databases by time. Each has numbers of its own, so a cursor holds
// one for each: that of the last row that was shown or passed over.
//
// What one database has not examined yet may be newer than what the others show, so the page ends
// there, and the next one goes on from it.

import type { Caller } from "../../../core/caller.ts";
import type { AuditedEntry, AuditFilter, AuditPage } from "../../../core/ports/audit.ts";
import { invalidParameter, type Outcome } from "../../../core/reasons.ts";
import { FAR } from "../../audit/list/merge-archived.ts";
import type { Shards } from "../find.ts";
import { addUp, askAll } from "../merge.ts";

/** Rows that one scan takes from each database. */
const MAX_MERGED_ROWS = 1000;

export async function listTrails(all: Shards, caller: Caller, filter: AuditFilter): Promise<Outcome<AuditPage>> {
  const { page, pageSize, newestFirst, after } = filter;
  if (after !== undefined && (typeof after === "number" || after.length !== all.length))
    return invalidParameter("after", "the cursor is not of this list");
  // Each database gives all rows up to the page: a late one would hold whole trails in memory.
  if (page > 1 && page * pageSize > MAX_MERGED_ROWS) return invalidParameter("page", FAR);
  // A trail is read from before its first number, or from after any number that it will have.
  const starts = after ?? all.map(() => (newestFirst ? Number.MAX_SAFE_INTEGER : 0));
  const listed = await askAll(all, ({ stores }, index) => {
    const from = after === undefined ? undefined : (starts[index] ?? 0);
    // To cut out a page, all rows before it must be known.
    return stores.audit.list(caller, { ...filter, page: 1, pageSize: page * pageSize, after: from });
  });
  if (!listed.ok) return listed;
  const { answers: pages } = listed;
  const taken = pages.map(() => 0);
  const entries: AuditedEntry[] = [];
  for (let next = nextOf(pages, taken, newestFirst); next && entries.length < page * pageSize; ) {
    entries.push(next.entry);
    taken[next.index] = (taken[next.index] ?? 0) + 1;
    next = nextOf(pages, taken, newestFirst);
  }
  const onPage = entries.slice((page - 1) * pageSize);
  const exact = pages.every((one) => one.exact);
  if (onPage.length === 0 && page > 1 && !exact) return invalidParameter("page", FAR);
  const places = pages.map(({ entries, after }, index) =>
    taken[index] === entries.length && typeof after === "number"
      ? after
      : (entries[(taken[index] ?? 0) - 1]?.number ?? starts[index] ?? 0),
  );
  const isEnd = pages.every((one, index) => one.after === null && taken[index] === one.entries.length);
  const names = pages.flatMap(({ phoneNames }) => (phoneNames ? [phoneNames] : []));
  const before = pages.flatMap(({ archivedBeforeMs }) => archivedBeforeMs ?? []);
  const searched = pages.flatMap(({ searchedToMs }) => searchedToMs ?? []);
  return {
    ok: true,
    entries: onPage,
    count: addUp(pages.map(({ count }) => count)),
    exact,
    mostNumbered: MAX_MERGED_ROWS,
    after: isEnd ? null : places,
    reached: places,
    archivedBeforeMs: before.length === 0 ? null : Math.max(...before),
    lacksArchived: pages.some(({ lacksArchived }) => lacksArchived),
    ...(names.length > 0 && { phoneNames: Object.assign({}, ...names) }),
    searchedToMs: searched.length === 0 ? null : newestFirst ? Math.max(...searched) : Math.min(...searched),
  };
}

/** The next entry by time; undefined if there is none, or a database must be asked for more. */
function nextOf(pages: readonly AuditPage[], taken: readonly number[], newestFirst: boolean) {
  let best: { readonly entry: AuditedEntry; readonly index: number } | undefined;
  for (const [index, { entries, after }] of pages.entries()) {
    const entry = entries[taken[index] ?? 0];
    if (!entry && after !== null) return undefined;
    if (!entry) continue;
    const isBetter = newestFirst ? entry.atMs > (best?.entry.atMs ?? -1) : entry.atMs < (best?.entry.atMs ?? Infinity);
    if (!best || isBetter) best = { entry, index };
  }
  return best;
}
