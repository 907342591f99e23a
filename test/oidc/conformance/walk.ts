// A whole sign-in as nearly every test of the suite makes it: to the provider, back with a code,
// the code for tokens, and userinfo with the access token. Each walk has a browser of its own
// unless the test is about a second visit.

import * as oauth from "oauth4webapi";
import { beforeAll, expect } from "vitest";
import type { BrowserPage, PageBrowser } from "../../../scripts/lib/page-browser.ts";
import { type EnrolledPerson, enrolledUser } from "../../support/login.ts";
import { followAndSignIn, newBrowser } from "../../support/oidc/people.ts";
import { asAdmin } from "../../support/service.ts";
import {
  codeParameters,
  type Mode,
  OVER_WORKER,
  type RelyingParty,
  relyingParty,
  requestOf,
  type SentRequest,
} from "./relying-party.ts";
import { type PartyTokens, tokensFor } from "./tokens.ts";

export interface ConformanceStage {
  readonly party: RelyingParty;
  readonly person: EnrolledPerson;
}

/** The person and the client of a file, made before its first test. */
export function stageFor(mode: Mode, user: string, prepare = () => relyingParty(mode)): ConformanceStage {
  const stage: { party?: RelyingParty; person?: EnrolledPerson } = {};
  beforeAll(async () => {
    [stage.party, stage.person] = [await prepare(), await enrolledUser(user)];
    for (const [key, value] of Object.entries({ name: "Con Form", email: "con@example.org" }))
      await asAdmin("POST", "/user/attribute", { user, realm: "realm1", key, value });
  });
  return stage as ConformanceStage;
}

export interface PartyWalkOptions {
  readonly changed?: Readonly<Record<string, string | undefined>>;
  readonly browser?: PageBrowser;
  readonly request?: SentRequest;
  /** How the browser gets to the code; by the link, without this. */
  readonly go?: (browser: PageBrowser, request: SentRequest) => Promise<BrowserPage>;
  readonly maxAge?: number;
  readonly verifier?: string;
}

export interface PartyWalk extends PartyTokens {
  readonly browser: PageBrowser;
  readonly code: URLSearchParams;
  readonly userinfo: oauth.UserInfoResponse;
}

export async function walkAsParty(
  { party, person }: ConformanceStage,
  options: PartyWalkOptions = {},
): Promise<PartyWalk> {
  const { changed = {}, browser = newBrowser(), maxAge, verifier } = options;
  const request = options.request ?? requestOf(party, changed);
  const shown = await (options.go?.(browser, request) ?? followAndSignIn(browser, request.address, person));
  const code = codeParameters(party, request, shown);
  const nonce = request.address.searchParams.get("nonce") ?? undefined;
  const tokens = await tokensFor(party, code, {
    nonce,
    ...(maxAge === undefined ? {} : { maxAge }),
    ...(verifier === undefined ? {} : { verifier }),
  });
  const userinfo = await userinfoOf(party, tokens, await askUserinfo(party, tokens));
  return { ...tokens, browser, code, userinfo };
}

export const askUserinfo = (
  { as, client }: RelyingParty,
  { response }: Pick<PartyTokens, "response">,
): Promise<Response> => oauth.userInfoRequest(as, client, response.access_token, OVER_WORKER);

/**
 * Claims of OpenID Connect Core 1.0 §5.1 by their types; `sub` is the one of the ID token (§5.3.2).
 */
export async function userinfoOf(
  { as, client }: RelyingParty,
  { claims }: Pick<PartyTokens, "claims">,
  reply: Response,
): Promise<oauth.UserInfoResponse> {
  expect(reply.status).toBe(200);
  expect(reply.headers.get("Content-Type")).toMatch(/^application\/json\b/);
  const told = await oauth.processUserInfoResponse(as, client, claims.sub, reply);
  for (const name of ["name", "preferred_username", "email"]) if (name in told) expect(told[name], name).toMatch(/./);
  if ("email_verified" in told) expect(told.email_verified).toBeTypeOf("boolean");
  if ("updated_at" in told) expect(told.updated_at).toSatisfy(Number.isInteger);
  return told;
}
