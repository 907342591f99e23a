// Reads the filter and the page of GET /token/. A mistyped filter would show more tokens than were asked for, so it is an error.

import { type Page, TOKEN_SORT_KEYS, type TokenFilter } from "../core/ports/management.ts";
import { type Outcome, refuse } from "../core/reasons.ts";
import type { Parameter } from "../tiqr/requests.ts";
import { readPatterns } from "./pattern.ts";
import { type NameSettings, readNamed } from "./subject.ts";

/** privacyIDEA's default. */
const DEFAULT_PAGE_SIZE = 15;
/** A whole page is held in memory. Clients ask for a longer list page by page or as CSV. */
const MAX_PAGE_SIZE = 1000;
/** privacyIDEA has no `failcounter_exceeded`. */
const FLAGS = ["assigned", "active", "revoked", "failcounter_exceeded"] as const;

export function readTokenQuery(
  parameter: Parameter,
  settings: NameSettings,
): Outcome<{ readonly filter: TokenFilter; readonly page: Page }> {
  const page = readPage(parameter, "pagesize");
  if (!page.ok) return page;
  const wanted = parameter("sortby") ?? "serial";
  const sortBy = TOKEN_SORT_KEYS.find((key) => key === wanted || (wanted === "user" && key === "username"));
  if (!sortBy) return invalid("sortby", TOKEN_SORT_KEYS.join(", "));
  const flags: Partial<Record<(typeof FLAGS)[number], boolean>> = {};
  for (const name of FLAGS) {
    const text = parameter(name)?.toLowerCase();
    if (text === undefined) continue;
    if (!["true", "false", "1", "0"].includes(text)) return invalid(name, "True or False");
    flags[name] = text === "true" || text === "1";
  }
  const owner = readNamed(parameter, settings);
  if (!owner.ok) return owner;
  const { named } = owner;
  const read = readPatterns(parameter, ["serial", "username", "realm", "tokenrealm", "description", "rollout_state"]);
  if (!read.ok) return read;
  const { serial, username, realm, tokenrealm, description, rollout_state: rolloutState } = read.patterns;
  const filter = {
    serial,
    named,
    username,
    // A realm beside a user is part of the user's name.
    realm: named ? undefined : (realm ?? tokenrealm),
    description,
    rolloutState,
    assigned: flags.assigned,
    active: flags.active,
    revoked: flags.revoked,
    outOfTries: flags.failcounter_exceeded,
  };
  return {
    ok: true,
    filter,
    page: { ...page.page, sortBy, descending: parameter("sortdir")?.toLowerCase() === "desc" },
  };
}

/** Reads `page`, from 1 on, and the size under this endpoint's name for it. */
export function readPage(
  parameter: Parameter,
  sizeName: "pagesize" | "page_size",
): Outcome<{ readonly page: { readonly number: number; readonly size: number } }> {
  const [number, size] = [Number(parameter("page") ?? 1), Number(parameter(sizeName) ?? DEFAULT_PAGE_SIZE)];
  if (!Number.isInteger(number) || number < 1 || number > 1_000_000) return invalid("page", "a whole number from 1 on");
  if (!Number.isInteger(size) || size < 1 || size > MAX_PAGE_SIZE) return invalid(sizeName, `1 to ${MAX_PAGE_SIZE}`);
  return { ok: true, page: { number, size } };
}

/** The numbers of the neighbouring pages; null if there is none. */
export const neighbours = ({ number, size }: { number: number; size: number }, count: number) => ({
  prev: number > 1 ? number - 1 : null,
  next: number * size < count ? number + 1 : null,
});

const invalid = (name: string, expected: string) =>
  refuse({ code: "invalid-parameter", message: `Invalid parameter ${name}: expected ${expected}.` });
