// Where a list of the trail goes on: a row's number or, over several databases, one for each.

import type { TrailCursor } from "../../core/ports/audit.ts";
import { invalidParameter, type Outcome } from "../../core/reasons.ts";

export function readTrailCursor(text: string | undefined): Outcome<{ readonly cursor: TrailCursor | undefined }> {
  if (text === undefined) return { ok: true, cursor: undefined };
  const places = text.split(",");
  // A database of which nothing was shown yet has the greatest number there is.
  if (!places.every((place) => /^\d{1,16}$/.test(place) && Number.isSafeInteger(Number(place))))
    return invalidParameter("after", "expected one of an earlier answer");
  const [first = 0, ...others] = places.map(Number);
  return { ok: true, cursor: others.length === 0 ? first : [first, ...others] };
}
