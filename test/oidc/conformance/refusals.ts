// The conditions of the suite for every error: RFC 6749 §4.1.2.1 and §5.2, OpenID Connect Core 1.0
// §3.1.2.6 and §3.1.3.4, and for the pages of errors, of which the suite asks for a picture.

import { expect } from "vitest";
import type { BrowserPage } from "../../../scripts/lib/page-browser.ts";
import { ORIGIN } from "../../support/service.ts";
import { parametersSent, type RelyingParty, type SentRequest } from "./relying-party.ts";

/** RFC 6749 §4.1.2.1, without line breaks and tabs, which the suite warns of. */
const DESCRIPTION = /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/;

/** Answers of §3.1.2.6 that say "this needs a page". */
export const NEEDS_A_PAGE = [
  "interaction_required",
  "login_required",
  "account_selection_required",
  "consent_required",
];

/** An error that went back to the application; the test looks at its name. */
export function errorFor(party: RelyingParty, { state }: SentRequest, shown: BrowserPage): string {
  const { error = "", ...rest } = Object.fromEntries(parametersSent(party, shown));
  expect(error).toMatch(DESCRIPTION);
  expect(rest.state).toBe(state);
  expect(rest.iss).toBe(ORIGIN);
  const expected = ["error_description", "error_uri", "state", "iss"];
  expect(Object.keys(rest).filter((name) => !expected.includes(name))).toEqual([]);
  if (rest.error_description !== undefined) expect(rest.error_description).toMatch(DESCRIPTION);
  if (rest.error_uri !== undefined) expect(URL.canParse(rest.error_uri)).toBe(true);
  return error;
}

export async function expectInvalidGrant(reply: Response): Promise<void> {
  expect(reply.status).toBe(400);
  expect(reply.headers.get("Content-Type")).toMatch(/^application\/json\b/);
  const { error, error_description = "-" } = (await reply.json()) as Record<string, string>;
  expect(error).toBe("invalid_grant");
  expect(error_description).toMatch(DESCRIPTION);
}

/** The browser stays here, and no part of the page leads anywhere else by itself. */
export function expectOwnPage(shown: BrowserPage, status?: number): void {
  expect(shown.url.origin).toBe(ORIGIN);
  if (status === undefined) expect([200, 400]).toContain(shown.status);
  else expect(shown.status).toBe(status);
  expect(shown.headers.get("Content-Type")).toMatch(/^text\/html\b/);
  for (const header of ["Location", "Refresh"]) expect(shown.headers.get(header), header).toBeNull();
  expect(shown.forms.filter(({ action }) => action.origin !== ORIGIN)).toEqual([]);
}
