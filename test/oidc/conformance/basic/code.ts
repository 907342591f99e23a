// The tests of the basic plan on the request, the code and the ID token.

import * as oauth from "oauth4webapi";
import { expect, it } from "vitest";
import { beginSignIn, confirmOnPhone, follow, newBrowser } from "../../../support/oidc/people.ts";
import { insideJwt } from "../../../support/oidc/walk.ts";
import { expectNoUnaskedClaims } from "../id-token.ts";
import { errorFor, expectOwnPage } from "../refusals.ts";
import { relyingParty, requestOf } from "../relying-party.ts";
import { expectUnguessable } from "../tokens.ts";
import { type ConformanceStage, walkAsParty } from "../walk.ts";

export function codeTests(stage: ConformanceStage): void {
  it("oidcc-server: signs in, with a code nobody can guess and an ID token that says nothing unasked", async () => {
    const { code, claims } = await walkAsParty(stage);
    expectUnguessable(code.get("code") ?? "");
    expectNoUnaskedClaims(claims);
  });

  it("oidcc-server-client-secret-post: signs in with the secret in the form", async () => {
    const metadata = { token_endpoint_auth_method: "client_secret_post" } as const;
    const party = await relyingParty(stage.party.mode, metadata, oauth.ClientSecretPost);
    expect(party.as.token_endpoint_auth_methods_supported).toContain("client_secret_post");
    await walkAsParty({ ...stage, party });
  });

  it("oidcc-response-type-missing: tells the application of a request without response_type", async () => {
    const request = requestOf(stage.party, { response_type: undefined });
    const error = errorFor(stage.party, request, await follow(newBrowser(), request.address));
    expect(["invalid_request", "unsupported_response_type"]).toContain(error);
  });

  it("oidcc-idtoken-signature: signs by RS256 for a client that names no algorithm, and names the key", async () => {
    const { header } = insideJwt((await walkAsParty(stage)).idToken);
    expect(header).toMatchObject({ alg: "RS256", kid: expect.stringMatching(/./) });
  });

  it("oidcc-ensure-request-without-nonce-succeeds-for-code-flow: gives a code without nonce", async () => {
    const { claims } = await walkAsParty(stage, { changed: { nonce: undefined } });
    expect(claims).not.toHaveProperty("nonce");
  });

  it("oidcc-ensure-request-with-valid-pkce-succeeds: redeems the code with its verifier", async () => {
    const verifier = oauth.generateRandomCodeVerifier();
    const code_challenge = await oauth.calculatePKCECodeChallenge(verifier);
    await walkAsParty(stage, { changed: { code_challenge, code_challenge_method: "S256" }, verifier });
  });

  it("oidcc-ensure-post-request-succeeds: takes the request by POST from the application's page", async () => {
    await walkAsParty(stage, {
      go: async (browser, { address }) => {
        const fields = Object.fromEntries(address.searchParams);
        const page = await browser.post(address.origin + address.pathname, fields, new URL("https://app.test/"));
        return confirmOnPhone(browser, await beginSignIn(browser, page, stage.person), stage.person);
      },
    });
  });

  it("oidcc-alternate-happy-flow: takes scopes and parameters in any order", async () => {
    const request = requestOf(stage.party, { scope: "email openid" });
    const reversed = [...request.address.searchParams].sort(([one], [other]) => (one < other ? 1 : -1));
    const address = new URL(`${request.address.origin}${request.address.pathname}?${new URLSearchParams(reversed)}`);
    const { userinfo } = await walkAsParty(stage, { request: { ...request, address } });
    expect(userinfo.email).toBe("con@example.org");
  });

  it("oidcc-ensure-registered-redirect-uri: shows a page for an address that is not registered", async () => {
    const redirect_uri = `${stage.party.redirectUri}/${oauth.generateRandomState().slice(0, 10)}`;
    expectOwnPage(await follow(newBrowser(), requestOf(stage.party, { redirect_uri }).address), 400);
  });

  it("oidcc-ensure-request-object-with-redirect-uri: does not fall back to the address that is registered", async () => {
    const inside = Object.fromEntries(requestOf(stage.party).address.searchParams);
    const changed = { redirect_uri: `${stage.party.redirectUri}/other`, request: unsigned(inside) };
    expectOwnPage(await follow(newBrowser(), requestOf(stage.party, changed).address), 400);
  });
}

const encoded = (value: object): string =>
  btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
/** A request object by `none`, which the suite sends to a provider that names no algorithm. */
export const unsigned = (claims: object): string => `${encoded({ alg: "none" })}.${encoded(claims)}.`;
