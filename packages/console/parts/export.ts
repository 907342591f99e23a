// A list as a file, from the shown page on: CSV as in the API, which guards against formulas
// (src/http/answer/csv.ts). It is read in a bounded number of looks, since a list may have any
// length.

import { csv, RFC_4180 } from "../../../src/for-console.ts";
import type { ConsoleContext } from "../frame/session.ts";

/** The rows of one look. The API examines about as many. */
export const LOOK_SIZE = "500";
/** A file then reads no more rows than some pages do, and is made in one request. */
const MAX_LOOKS = 10;
export const MAX_EXPORTED = Number(LOOK_SIZE) * MAX_LOOKS;

type Rows = readonly Readonly<Record<string, unknown>>[];
type Look = { readonly rows: Rows; readonly after: string | null };

/** `look` reads from the cursor on, or from the beginning of the list. */
export async function sendExport(
  c: ConsoleContext,
  name: string,
  columns: readonly string[],
  look: (after: string | undefined) => Promise<Look>,
): Promise<Response> {
  const rows: Rows[number][] = [];
  let after = c.req.query("after");
  for (let looks = 0; looks < MAX_LOOKS; looks++) {
    const part = await look(after);
    rows.push(...part.rows);
    after = part.after ?? undefined;
    if (after === undefined) break;
  }
  c.header("Cache-Control", "no-store");
  return csv(c, RFC_4180, { name, columns, rows });
}
