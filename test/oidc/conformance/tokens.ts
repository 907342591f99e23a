// What the token endpoint answers, and the conditions of the suite for it: RFC 6749 §5.1 and §5.2,
// OpenID Connect Core 1.0 §3.1.3.3 and §3.1.3.4.

import * as oauth from "oauth4webapi";
import { expect } from "vitest";
import { expectIdToken } from "./id-token.ts";
import { OVER_WORKER, type RelyingParty } from "./relying-party.ts";

export interface PartyTokens {
  readonly response: oauth.TokenEndpointResponse;
  readonly idToken: string;
  readonly claims: oauth.IDToken;
}

/**
 * RFC 6749 §10.10 asks that nobody guess these. The suite takes 128 bits of length, and 96 by
 * Shannon for randomness.
 */
export function expectUnguessable(value: string): void {
  const counts = [...value].reduce((all, one) => all.set(one, (all.get(one) ?? 0) + 1), new Map<string, number>());
  const bits = [...counts.values()].reduce((sum, count) => sum - count * Math.log2(count / value.length), 0);
  expect(value.length * 8).toBeGreaterThanOrEqual(128);
  expect(bits).toBeGreaterThan(96);
}

async function expectTokens(reply: Response): Promise<void> {
  expect(reply.status).toBe(200);
  expect(reply.headers.get("Content-Type")).toMatch(/^application\/json\b/);
  expect(reply.headers.get("Cache-Control")?.split(/, */)).toContain("no-store");
  const { token_type, access_token, expires_in } = (await reply.clone().json()) as Record<string, unknown>;
  expect(token_type).toMatch(/^bearer$/i);
  expect(access_token).toMatch(/^[\x20-\x7e]+$/);
  expectUnguessable(String(access_token));
  expect(expires_in).toSatisfy(Number.isInteger);
  expect(expires_in).toBeGreaterThan(0);
  expect(expires_in).toBeLessThanOrEqual(31_536_000);
}

export interface Redemption {
  /** Undefined: the request had none, so the ID token must not have one. */
  readonly nonce: string | undefined;
  readonly maxAge?: number;
  readonly verifier?: string;
}

/** The request alone, for those that are refused, too. */
export const requestTokens = (party: RelyingParty, code: URLSearchParams, verifier?: string): Promise<Response> =>
  oauth.authorizationCodeGrantRequest(
    party.as,
    party.client,
    party.authentication,
    code,
    party.redirectUri,
    verifier ?? oauth.nopkce,
    OVER_WORKER,
  );

export async function tokensFor(
  party: RelyingParty,
  code: URLSearchParams,
  { nonce, maxAge, verifier }: Redemption,
): Promise<PartyTokens> {
  const reply = await requestTokens(party, code, verifier);
  await expectTokens(reply);
  const response = await oauth.processAuthorizationCodeResponse(party.as, party.client, reply, {
    expectedNonce: nonce ?? oauth.expectNoNonce,
    requireIdToken: true,
    ...(maxAge === undefined ? {} : { maxAge }),
  });
  return checked(party, reply, response, nonce);
}

export async function refreshed(
  party: RelyingParty,
  { refresh_token = "" }: oauth.TokenEndpointResponse,
  additionalParameters: Record<string, string> = {},
): Promise<PartyTokens> {
  const reply = await requestRefresh(party, refresh_token, additionalParameters);
  await expectTokens(reply);
  const response = await oauth.processRefreshTokenResponse(party.as, party.client, reply);
  return checked(party, reply, response, undefined);
}

export const requestRefresh = (
  { as, client, authentication }: RelyingParty,
  refreshToken: string,
  additionalParameters: Record<string, string> = {},
): Promise<Response> =>
  oauth.refreshTokenGrantRequest(as, client, authentication, refreshToken, { ...OVER_WORKER, additionalParameters });

async function checked(
  party: RelyingParty,
  reply: Response,
  response: oauth.TokenEndpointResponse,
  nonce: string | undefined,
): Promise<PartyTokens> {
  await oauth.validateApplicationLevelSignature(party.as, reply, OVER_WORKER);
  const idToken = response.id_token ?? "";
  const claims = await expectIdToken(party, idToken, response.access_token, nonce);
  return { response, idToken, claims };
}
