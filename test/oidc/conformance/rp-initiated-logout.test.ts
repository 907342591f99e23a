// oidcc-rp-initiated-logout-certification-test-plan of the OpenID Foundation, as we read it. Where
// the provider must not lead back, the standard leaves it an error or a question; both are a page
// of ours that leads nowhere.

import { SignJWT } from "jose";
import { describe, it } from "vitest";
import { expectHttpsEndpoints } from "./endpoints.ts";
import { expectLedBack, expectLeft, GOODBYE, leaveProvider } from "./leaving.ts";
import { expectOwnPage } from "./refusals.ts";
import { discovered, relyingParty } from "./relying-party.ts";
import { type PartyWalk, stageFor } from "./walk.ts";

const stage = stageFor("query", "rp-logout", () => relyingParty("query", { post_logout_redirect_uris: [GOODBYE] }));
const NO_PARAMETERS = { id_token_hint: undefined, post_logout_redirect_uri: undefined, state: undefined };

describe("the plan of RP-initiated logout", () => {
  it("oidcc-rp-initiated-logout-discovery-endpoint-verification: the document names the endpoint", async () => {
    expectHttpsEndpoints(await discovered(), ["end_session_endpoint"]);
  });

  it("oidcc-rp-initiated-logout: leads back with state, and signs out", async () => {
    const leaving = await leaveProvider(stage, () => ({}));
    await expectLedBack(stage, leaving, { state: leaving.state });
  });

  it("oidcc-rp-initiated-logout-no-state: leads back without state, and signs out", async () => {
    await expectLedBack(stage, await leaveProvider(stage, () => ({ state: undefined })), {});
  });

  it.each([
    ["oidcc-rp-initiated-logout-no-params: signs out, with a page that says so", NO_PARAMETERS],
    [
      "oidcc-rp-initiated-logout-no-post-logout-redirect-uri: signs out, with a page that says so",
      { post_logout_redirect_uri: undefined },
    ],
    [
      "oidcc-rp-initiated-logout-only-state: signs out, with a page that says so",
      { id_token_hint: undefined, post_logout_redirect_uri: undefined },
    ],
  ] as const)("%s", async (_, changed) => {
    await expectLeft(stage, await leaveProvider(stage, () => changed));
  });

  it.each([
    [
      "oidcc-rp-initiated-logout-bad-post-logout-redirect-uri: leads nowhere",
      () => ({ post_logout_redirect_uri: `${GOODBYE}/other` }),
    ],
    [
      "oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri: leads nowhere",
      () => ({ post_logout_redirect_uri: `${GOODBYE}?foo=bar` }),
    ],
    ["oidcc-rp-initiated-logout-no-id-token-hint: leads nowhere", () => ({ id_token_hint: undefined })],
    [
      "oidcc-rp-initiated-logout-modified-id-token-hint: leads nowhere",
      ({ idToken }: PartyWalk) => ({ id_token_hint: withoutAlgorithm(idToken) }),
    ],
  ] as const)("%s", async (_, changed) => {
    expectOwnPage((await leaveProvider(stage, changed)).shown);
  });

  it("oidcc-rp-initiated-logout-bad-id-token-hint: leads nowhere with a hint that the client has signed", async () => {
    const id_token_hint = await signedByClient();
    expectOwnPage((await leaveProvider(stage, () => ({ id_token_hint }))).shown);
  });
});

const withoutAlgorithm = (idToken: string): string =>
  `${btoa('{"alg":"none"}').replaceAll("=", "")}.${idToken.split(".")[1]}.`;

/**
 * As the suite makes it: by HMAC with the client's secret, issued by the client for the provider.
 */
async function signedByClient(): Promise<string> {
  const { party } = stage;
  const claims = { iss: party.client.client_id, aud: party.as.issuer, sub: "SubjectID", nonce: "flibble" };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256" })
    .setIssuedAt()
    .setExpirationTime("5m")
    .sign(new TextEncoder().encode(party.secret));
}
