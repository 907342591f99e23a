// All tokens that a search finds, up to what one job takes, read look by look as for an export: no
// page of the list has so many boxes.

import type { TokenJson } from "../../../src/for-console.ts";
import type { Api, ApiRefusal, ApiReply } from "../api.ts";
import { filtersOf, type TokenSearch } from "./token-search.ts";

/** As many as a job takes: src/core/jobs/begin.ts. */
const MAX_FOUND = 2000;
/** The API examines as many tokens in a look, or 150 locked ones. */
const LOOK_SIZE = "500";
/** Enough to find 2 000 locked tokens. */
const MAX_LOOKS = 14;
/** The question brings the serials along in one field, and a form has room for 64 KiB. */
const MAX_CHARACTERS = 60_000;

/** A token, and whose it is. */
export type FoundToken = Pick<TokenJson, "serial" | "username" | "user_realm">;

/** Undefined if there are too many. */
type Found = { readonly ok: true; readonly tokens: readonly FoundToken[] | undefined };

export async function findAll(api: Api, search: TokenSearch): Promise<Found | ApiRefusal> {
  // A token that moves while the list is read could be found twice.
  const found = new Map<string, FoundToken>();
  let after: string | null = "";
  for (let looks = 0; after !== null; looks++) {
    if (looks === MAX_LOOKS) return { ok: true, tokens: undefined };
    const fields: Readonly<Record<string, string>> = { ...filtersOf(search), pagesize: LOOK_SIZE, after };
    const reply: ApiReply<"GET /token/"> = await api.call("GET /token/", fields);
    if (!reply.ok) return reply;
    for (const token of reply.value.tokens) found.set(token.serial, token);
    if (found.size > MAX_FOUND || [...found.keys()].join(" ").length > MAX_CHARACTERS)
      return { ok: true, tokens: undefined };
    after = reply.value.after;
  }
  return { ok: true, tokens: [...found.values()] };
}
