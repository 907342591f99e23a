// What lists have in common: ../answer/paging.ts, ../answer/csv.ts.

import { type Fields, flag, object, orNull, text, whole } from "../../lib/schema.ts";
import { file } from "./answers.ts";

export const PAGE = ["page", "pagesize"];
export const CURSORS = ["after", "before"];

/** Where a page is in its list: by number and by cursor. */
const PLACE = {
  count: whole,
  count_exact: flag,
  prev: orNull(whole),
  next: orNull(whole),
  after: orNull(text),
};
const BEFORE = { before: orNull(text) };

/** One page, by number or by cursor. */
export const listOf = <Rows extends Fields, More extends Fields>(rows: Rows, more?: More) =>
  object({ ...rows, ...PLACE, ...BEFORE, ...more } as Rows & typeof PLACE & typeof BEFORE & More);

export const CSV = file("text/csv", { headers: ["Content-Disposition"] });
