// What lists have in common: ../answer/paging.ts, ../answer/csv.ts.

import type { Answer } from "./definition.ts";
import { type Fields, flag, object, orNull, type Schema, text, whole } from "./schema.ts";

export const PAGE = ["page", "pagesize"];
export const CURSORS = ["after", "before"];

/** One page, by number or by cursor. */
export const listOf = (rows: Fields, more: Fields = {}): Schema =>
  object({
    ...rows,
    count: whole,
    count_exact: flag,
    prev: orNull(whole),
    next: orNull(whole),
    after: orNull(text),
    before: orNull(text),
    ...more,
  });

export const CSV: Answer = { type: "text/csv", headers: ["Content-Disposition"] };
