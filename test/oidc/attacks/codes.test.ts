// Attacks with authorization codes: injection into another browser (RFC 9700 §4.5), and PKCE
// downgrade (§4.8). Replay and codes of another client are in test/http/oidc/token.test.ts.

import * as oidc from "openid-client";
import { beforeAll, describe, expect, it } from "vitest";
import type { PageBrowser } from "../../../scripts/lib/page-browser.ts";
import { type EnrolledPerson, enrolledUser } from "../../support/login.ts";
import { basic, beginWithClient, type Client, call, configured, registered } from "../../support/oidc/clients.ts";
import { answerIn, broughtTo, followAndSignIn, newBrowser } from "../../support/oidc/people.ts";
import { walk } from "../../support/oidc/walk.ts";

let [person, mallory]: EnrolledPerson[] = [];
let client: Client;
let config: oidc.Configuration;
let browser: PageBrowser;
let hers: PageBrowser;

beforeAll(async () => {
  [person, mallory] = [await enrolledUser("honest"), await enrolledUser("mallory")];
  [client, browser, hers] = [await registered(), newBrowser(), newBrowser()];
  config = await configured(client);
  await walk({ client, person: person as EnrolledPerson, browser, config });
  await walk({ client, person: mallory as EnrolledPerson, browser: hers, config });
});

/** A code for this browser's person, and what the application keeps for it. */
async function code(by: PageBrowser, parameters: Record<string, string | undefined> = {}) {
  const { address, checks } = await beginWithClient(config, client);
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) address.searchParams.delete(name);
    else address.searchParams.set(name, value);
  }
  const back = broughtTo(await followAndSignIn(by, address, person as EnrolledPerson));
  return { back, checks, code: back.searchParams.get("code") ?? "" };
}
const redeem = (fields: Record<string, string>) =>
  call(
    "/oidc/token",
    { grant_type: "authorization_code", redirect_uri: client.redirect_uri, ...fields },
    basic(client),
  );

describe("injection of a stolen code", () => {
  it("into the attacker's own visit fails by PKCE, at the provider", async () => {
    const stolen = await code(browser);
    const own = await code(hers);
    expect((await redeem({ code: stolen.code, code_verifier: own.checks.pkceCodeVerifier })).error).toBe(
      "invalid_grant",
    );
  });

  it("fails by the nonce, at a client without PKCE", async () => {
    const without = { code_challenge: undefined, code_challenge_method: undefined };
    const stolen = await code(browser, without);
    const own = await code(hers, without);
    const injected = new URL(own.back);
    injected.searchParams.set("code", stolen.code);
    const { expectedNonce, expectedState } = own.checks;
    await expect(oidc.authorizationCodeGrant(config, injected, { expectedNonce, expectedState })).rejects.toThrow();
  });
});

describe("PKCE downgrade", () => {
  it("by plain, or by a challenge that is the verifier, fails", async () => {
    const { address, checks } = await beginWithClient(config, client);
    address.searchParams.set("code_challenge", checks.pkceCodeVerifier);
    for (const method of ["plain", "s256", "none"]) {
      address.searchParams.set("code_challenge_method", method);
      expect(answerIn(await followAndSignIn(browser, address, person as EnrolledPerson)).error, method).toBe(
        "invalid_request",
      );
    }
    address.searchParams.set("code_challenge_method", "S256");
    const back = broughtTo(await followAndSignIn(browser, address, person as EnrolledPerson));
    const fields = { code: back.searchParams.get("code") ?? "", code_verifier: checks.pkceCodeVerifier };
    expect((await redeem(fields)).error).toBe("invalid_grant");
  });

  it("is no way for a public client, nor for one that has chosen PKCE: a request without it is refused", async () => {
    for (const metadata of [{ token_endpoint_auth_method: "none" }, { require_pkce: true }] as const) {
      const strict = await registered(metadata);
      const { address } = await beginWithClient(await configured(strict), strict);
      address.searchParams.delete("code_challenge");
      address.searchParams.delete("code_challenge_method");
      expect(answerIn(await followAndSignIn(browser, address, person as EnrolledPerson)).error).toBe("invalid_request");
    }
  });
});
