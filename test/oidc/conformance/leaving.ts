// The relying party's part in a sign-out: OpenID Connect RP-Initiated Logout 1.0 §2 and §3.

import { expect } from "vitest";
import type { BrowserPage, PageBrowser } from "../../../scripts/lib/page-browser.ts";
import { follow } from "../../support/oidc/people.ts";
import { errorFor, expectOwnPage, NEEDS_A_PAGE } from "./refusals.ts";
import { longValue, requestOf } from "./relying-party.ts";
import { type ConformanceStage, type PartyWalk, walkAsParty } from "./walk.ts";

export const GOODBYE = "https://app.test/goodbye";

export interface ProviderSignOut {
  readonly walked: PartyWalk;
  /** Of the request for logout; it comes back. */
  readonly state: string;
  readonly shown: BrowserPage;
}

/**
 * Signs in, and sends the browser to the end of the session, with all parameters but the changed
 * ones.
 */
export async function leaveProvider(
  stage: ConformanceStage,
  changed: (walked: PartyWalk) => Readonly<Record<string, string | undefined>>,
): Promise<ProviderSignOut> {
  const walked = await walkAsParty(stage, { changed: { state: longValue() } });
  const state = longValue();
  const parameters = { id_token_hint: walked.idToken, post_logout_redirect_uri: GOODBYE, state, ...changed(walked) };
  const address = new URL(stage.party.as.end_session_endpoint ?? "");
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) address.searchParams.append(name, value);
  return { walked, state, shown: await follow(walked.browser, address) };
}

const asksToLeave = ({ forms }: BrowserPage): boolean => forms.some(({ action }) => action.pathname === "/oidc/logout");

/**
 * The page on which a person sees that it is done, once they have confirmed where they were asked.
 */
export async function expectLeft(
  stage: ConformanceStage,
  { walked: { browser }, shown }: ProviderSignOut,
): Promise<void> {
  expectOwnPage(shown, 200);
  const done = asksToLeave(shown) ? await browser.submit(shown, "/oidc/logout") : shown;
  expectOwnPage(done, 200);
  expect(asksToLeave(done)).toBe(false);
  await expectSignedOut(stage, browser);
}

/** Led back at once, with `state` if there was one and nothing else, and signed out. */
export async function expectLedBack(
  stage: ConformanceStage,
  { walked, shown: { status, url, sent } }: ProviderSignOut,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  expect([status, url.origin + url.pathname, sent]).toEqual([0, GOODBYE, undefined]);
  expect(Object.fromEntries(url.searchParams)).toEqual(fields);
  await expectSignedOut(stage, walked.browser);
}

async function expectSignedOut({ party }: ConformanceStage, browser: PageBrowser): Promise<void> {
  const request = requestOf(party, { prompt: "none", state: longValue() });
  expect(NEEDS_A_PAGE).toContain(errorFor(party, request, await follow(browser, request.address)));
}
