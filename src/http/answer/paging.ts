// Pages of lists: by number, as in privacyIDEA, or by cursor, for long lists. A cursor has the keys
// of the last row examined, perhaps of a realm that the caller may not see; and a forged one would
// tell where there are rows. So cursors are sealed.

import type { Cursor, ListPage, Paging } from "../../core/ports/paging.ts";
import { invalidParameter, type Outcome } from "../../core/reasons.ts";
import type { Sealer } from "../../core/sealer.ts";
import { fromUtf8, utf8 } from "../../lib/bytes.ts";
import type { Parameter } from "../../tiqr/requests.ts";

/** privacyIDEA's default. */
const DEFAULT_PAGE_SIZE = 15;
/** A whole page is held in memory. Clients ask for a longer list page by page or as CSV. */
export const MAX_PAGE_SIZE = 1000;

/** Reads `page`, from 1 on, and the size, at most `most`, under this endpoint's name for it. */
export function readPage(
  parameter: Parameter,
  sizeName: "pagesize" | "page_size",
  usualSize = DEFAULT_PAGE_SIZE,
  most = MAX_PAGE_SIZE,
): Outcome<{ readonly page: { readonly number: number; readonly size: number } }> {
  const number = Number(parameter("page") ?? 1);
  const size = Number(parameter(sizeName) ?? usualSize);
  if (!Number.isInteger(number) || number < 1 || number > 1_000_000)
    return invalidParameter("page", "expected a whole number from 1 on");
  if (!Number.isInteger(size) || size < 1 || size > most) return invalidParameter(sizeName, `expected 1 to ${most}`);
  return { ok: true, page: { number, size } };
}

/** The numbers of the neighbouring pages, or null. */
export const neighbours = ({ number, size }: { number: number; size: number }, count: number) => ({
  prev: number > 1 ? number - 1 : null,
  next: number * size < count ? number + 1 : null,
});

export async function readPaging(
  sealer: Sealer,
  parameter: Parameter,
  usualSize?: number,
): Promise<Outcome<{ readonly paging: Paging }>> {
  const read = readPage(parameter, "pagesize", usualSize);
  if (!read.ok) return read;
  const after = await readCursor(sealer, parameter, "after");
  if (!after.ok) return after;
  const before = await readCursor(sealer, parameter, "before");
  if (!before.ok) return before;
  const paging = { ...read.page, after: after.cursor, before: before.cursor };
  if (paging.after && paging.before) return invalidParameter("before", "it does not go with after");
  if ((paging.after || paging.before) && paging.number > 1)
    return invalidParameter("page", `it does not go with ${paging.after ? "after" : "before"}`);
  return { ok: true, paging };
}

/** `sortdir`, as in privacyIDEA's list of tokens. Undefined leaves the direction to the list. */
export function descendingIn(parameter: Parameter): boolean | undefined {
  const direction = parameter("sortdir")?.toLowerCase();
  return direction === undefined ? undefined : direction === "desc";
}

/** The cursor is undefined if the request has none. */
export async function readCursor(
  sealer: Sealer,
  parameter: Parameter,
  name: string,
): Promise<Outcome<{ readonly cursor: Cursor | undefined }>> {
  const text = parameter(name);
  const cursor = text === undefined ? undefined : await cursorOf(sealer, text);
  if (text !== undefined && !cursor) return invalidParameter(name, "expected a cursor of an earlier answer");
  return { ok: true, cursor };
}

/** The keys of an answer that say where its page is. Numbers are null if a cursor was used. */
export async function pagesJson(
  sealer: Sealer,
  { number, size, after, before }: Paging,
  page: Omit<ListPage<unknown>, "rows">,
) {
  const byNumber = after === undefined && before === undefined;
  // After the end of a scan there may be another page. If there is none, the next answer says so.
  const isLast = page.exact && number * size >= page.count;
  return {
    count: page.count,
    count_exact: page.exact,
    prev: byNumber && number > 1 ? number - 1 : null,
    next: byNumber && !isLast ? number + 1 : null,
    after: await sealCursor(sealer, page.after),
    before: await sealCursor(sealer, page.before),
    progress: page.progress ? { examined: page.progress.examined, of: page.progress.of ?? null } : null,
  };
}

export const sealCursor = async (sealer: Sealer, cursor: Cursor | undefined): Promise<string | null> =>
  cursor === undefined ? null : sealer.seal("cursor", "", utf8(JSON.stringify(cursor)));

async function cursorOf(sealer: Sealer, text: string): Promise<Cursor | undefined> {
  try {
    return JSON.parse(fromUtf8(await sealer.open("cursor", "", text)));
  } catch {
    return undefined;
  }
}
