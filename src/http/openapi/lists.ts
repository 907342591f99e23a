// What lists have in common: ../answer/paging.ts, ../answer/csv.ts.

import { type Fields, flag, object, orNull, text, whole } from "../../lib/schema.ts";
import { file } from "./answers.ts";

export const PAGE = ["page", "pagesize"];
export const CURSORS = ["after", "before"];

/** Where a page is in its list. */
export const PLACE = { count: whole, count_exact: flag, prev: orNull(whole), next: orNull(whole), after: orNull(text) };

/** How far a search has come that has not filled its page, though the list goes on. */
export const PROGRESS = { progress: orNull(object({ examined: whole, of: orNull(whole) })) };

/** One page, by number or by cursor. */
export const listOf = <Rows extends Fields>(rows: Rows) =>
  object({ ...rows, ...PLACE, before: orNull(text), ...PROGRESS });

export const CSV = file("text/csv", { headers: ["Content-Disposition"] });
