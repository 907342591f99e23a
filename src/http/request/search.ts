// The text of a search for people.

import { invalidParameter, type Outcome } from "../../core/reasons.ts";

/** Longer than any name, user, address or serial. */
const MAX_SEARCH_CHARACTERS = 256;

/** Spaces count as one, and a letter with an accent is one sign, as names have them. */
export function readSearchText(text: string | undefined): Outcome<{ readonly search: string | undefined }> {
  const search = text?.normalize().trim().replace(/\s+/g, " ") || undefined;
  return search === undefined || search.length <= MAX_SEARCH_CHARACTERS
    ? { ok: true, search }
    : invalidParameter("search", `at most ${MAX_SEARCH_CHARACTERS} characters`);
}
