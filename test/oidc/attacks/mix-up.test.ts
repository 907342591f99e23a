// Mix-up (RFC 9700 §4.4): a client of several providers must see from whom an answer comes, so each
// answer names its issuer (RFC 9207).

import * as oauth from "oauth4webapi";
import type * as oidc from "openid-client";
import { beforeAll, describe, expect, it } from "vitest";
import type { PageBrowser } from "../../../scripts/lib/page-browser.ts";
import { type EnrolledPerson, enrolledUser } from "../../support/login.ts";
import { basic, beginWithClient, type Client, call, configured, registered } from "../../support/oidc/clients.ts";
import { answerIn, broughtTo, follow, followAndSignIn, newBrowser } from "../../support/oidc/people.ts";
import { walk } from "../../support/oidc/walk.ts";
import { ORIGIN } from "../../support/service.ts";

let person: EnrolledPerson;
let client: Client;
let config: oidc.Configuration;
let browser: PageBrowser;

beforeAll(async () => {
  [person, client, browser] = [await enrolledUser("mixed-up"), await registered(), newBrowser()];
  config = await configured(client);
  await walk({ client, person, browser, config });
});

describe("each answer names its issuer", () => {
  it.each([
    ["a code", {}],
    ["a code by form", { response_mode: "form_post" }],
    ["an error", { response_type: "token" }],
    ["an error by form", { response_type: "token", response_mode: "form_post" }],
  ])("with %s", async (_, parameters) => {
    const { address } = await beginWithClient(config, client, parameters);
    expect(answerIn(await follow(browser, address)).iss).toBe(ORIGIN);
  });

  it("so that a client which began at another provider refuses the answer", async () => {
    const { address } = await beginWithClient(config, client);
    const back = broughtTo(await followAndSignIn(browser, address, person));
    const attacker = { issuer: "https://evil.test", authorization_response_iss_parameter_supported: true };
    const me = { client_id: client.client_id };
    expect(() => oauth.validateAuthResponse(attacker, me, back, oauth.skipStateCheck)).toThrow(/iss/);
    const stripped = new URL(back);
    stripped.searchParams.delete("iss");
    const as = config.serverMetadata();
    expect(() => oauth.validateAuthResponse(as, me, stripped, oauth.skipStateCheck)).toThrow(/iss/);
  });
});

describe("a code that an attacker's provider was given in a mix-up", () => {
  it("is worth nothing without the client's verifier and secret", async () => {
    const { address } = await beginWithClient(config, client);
    const code = broughtTo(await followAndSignIn(browser, address, person)).searchParams.get("code") ?? "";
    const fields = { grant_type: "authorization_code", code, redirect_uri: client.redirect_uri };
    expect((await call("/oidc/token", { ...fields, client_id: client.client_id })).error).toBe("invalid_client");
    expect((await call("/oidc/token", fields, basic(await registered()))).error).toBe("invalid_grant");
  });
});
