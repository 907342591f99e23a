// The whole way of an application's user, through `openid-client`: there, sign-in, back, and the
// code for tokens.

import * as oidc from "openid-client";
import type { BrowserPage, PageBrowser } from "../../../scripts/lib/page-browser.ts";
import type { EnrolledPerson } from "../login.ts";
import { beginWithClient, type Client, configured } from "./clients.ts";
import { broughtTo, followAndSignIn, newBrowser } from "./people.ts";

export interface WalkOptions {
  readonly client: Client;
  readonly person: EnrolledPerson;
  /** A new browser without one. */
  readonly browser?: PageBrowser;
  readonly config?: oidc.Configuration;
  /** For the authorization endpoint, on top of state, nonce and PKCE. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** For what `openid-client` looks at beside state, nonce and PKCE. */
  readonly checks?: Pick<oidc.AuthorizationCodeGrantChecks, "maxAge">;
}

type Tokens = Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>;

export interface WalkResult {
  readonly config: oidc.Configuration;
  readonly browser: PageBrowser;
  readonly tokens: Tokens;
  readonly claims: oidc.IDToken;
  /** The page behind which the code came. */
  readonly shown: BrowserPage;
  /** The address at the application, with code, state and iss. */
  readonly back: URL;
}

export async function walk({
  client,
  person,
  browser = newBrowser(),
  config,
  parameters,
  checks,
}: WalkOptions): Promise<WalkResult> {
  const ready = config ?? (await configured(client));
  const { address, checks: own } = await beginWithClient(ready, client, parameters);
  const shown = await followAndSignIn(browser, address, person);
  const back = broughtTo(shown);
  const tokens = await oidc.authorizationCodeGrant(ready, back, { ...own, ...checks, idTokenExpected: true });
  const claims = tokens.claims();
  if (!claims) throw new Error("no ID token");
  return { config: ready, browser, tokens, claims, shown, back };
}

/** The header and the claims of a JWT, unverified. */
export function insideJwt(token: string): { header: Record<string, unknown>; claims: Record<string, unknown> } {
  const [header, claims] = token.split(".").map((part) => {
    try {
      return JSON.parse(atob(part.replaceAll("-", "+").replaceAll("_", "/")));
    } catch {
      return {};
    }
  });
  return { header, claims };
}

/** What `openid-client` reports of an answer with `error`. */
export async function refusalOf(grant: Promise<unknown>): Promise<[error: string, status?: number]> {
  try {
    await grant;
  } catch (error) {
    if (error instanceof oidc.ResponseBodyError) return [error.error, error.status];
    if (error instanceof oidc.AuthorizationResponseError) return [error.error];
    // An answer with 401 has to name a way to authenticate (RFC 9110 §11.6.1), and `openid-client`
    // then shows that instead.
    if (error instanceof oidc.WWWAuthenticateChallengeError) {
      const { error: word } = (await error.response.json()) as { error: string };
      return [word, error.status];
    }
    throw error;
  }
  throw new Error("nothing was refused");
}
