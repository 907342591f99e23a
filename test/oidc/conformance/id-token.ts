// The conditions of the suite for every ID token: OpenID Connect Core 1.0 §2, §3.1.3.6 and
// §3.1.3.7. `oauth4webapi` has verified the signature before (./tokens.ts); what it also checks is
// checked again here, by name.

import type { IDToken } from "oauth4webapi";
import { expect } from "vitest";
import { insideJwt } from "../../support/oidc/walk.ts";
import { ORIGIN, request } from "../../support/service.ts";
import type { RelyingParty } from "./relying-party.ts";

/**
 * Nothing else is in an ID token of scope `openid` alone. A name or an address that nobody asked
 * for would be a leak.
 */
const UNASKED = ["iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "azp", "sid", "at_hash", "jti"];
const OF_SCOPES = ["name", "preferred_username", "email", "email_verified"];
const SKEW_SECONDS = 300;
const YEAR_SECONDS = 365 * 24 * 3600;

export async function expectIdToken(
  { client }: RelyingParty,
  idToken: string,
  accessToken: string,
  nonce: string | undefined,
): Promise<IDToken> {
  const { header, claims } = insideJwt(idToken) as { header: Record<string, unknown>; claims: IDToken };
  const now = Math.floor(Date.now() / 1000);
  expect(claims.iss).toBe(ORIGIN);
  expect(claims.sub).toMatch(/^[\x20-\x7e]{1,255}$/);
  expect([claims.aud].flat()).toContain(client.client_id);
  expect(claims.exp).toBeGreaterThan(now - SKEW_SECONDS);
  expect(claims.exp, "seconds, not milliseconds").toBeLessThan(now + 50 * YEAR_SECONDS);
  expect(Math.abs(claims.iat - now)).toBeLessThanOrEqual(SKEW_SECONDS);
  if (claims.auth_time !== undefined) {
    expect(claims.auth_time).toBeGreaterThan(now - YEAR_SECONDS);
    expect(claims.auth_time).toBeLessThanOrEqual(now + SKEW_SECONDS);
  }
  expect(claims.acr).not.toBe("");
  expect(claims.nonce).toBe(nonce);
  expect(claims.at_hash).toBe(await halfHashOf(accessToken));
  await expectKey(header);
  return claims;
}

/**
 * By its `kid`, a key of the set, and one alone: a client with two keys to choose from would have
 * to guess.
 */
async function expectKey({ kid, alg }: Record<string, unknown>): Promise<void> {
  const { keys } = (await request("/oidc/jwks")).json as { keys: { kid: string; alg?: string }[] };
  expect(kid).toMatch(/./);
  const named = keys.filter((key) => key.kid === kid);
  expect(named).toHaveLength(1);
  expect([alg, undefined]).toContain(named[0]?.alg);
}

export function expectNoUnaskedClaims(claims: IDToken): void {
  expect(Object.keys(claims).filter((name) => !UNASKED.includes(name))).toEqual([]);
  for (const name of OF_SCOPES) expect(claims).not.toHaveProperty(name);
}

async function halfHashOf(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  const half = String.fromCharCode(...new Uint8Array(hash).slice(0, 16));
  return btoa(half).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
