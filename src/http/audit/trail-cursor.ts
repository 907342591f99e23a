// Where a list of the trail goes on: a row's number or, over several databases, one for each.

import type { TrailCursor } from "../../core/ports/audit.ts";
import { invalidParameter, type Outcome } from "../../core/reasons.ts";

export function readTrailCursor(text: string | undefined): Outcome<{ readonly cursor: TrailCursor | undefined }> {
  if (text === undefined) return { ok: true, cursor: undefined };
  if (!/^\d{1,15}(,\d{1,15})*$/.test(text)) return invalidParameter("after", "expected one of an earlier answer");
  return { ok: true, cursor: text.includes(",") ? text.split(",").map(Number) : Number(text) };
}
