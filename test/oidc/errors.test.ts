// What an application hears when something is wrong (OpenID Connect Core 1.0 §3.1.2.6), beside
// test/web/oidc/authorize-attacks.test.ts and test/http/oidc/token.test.ts, which have the errors
// of the endpoints one by one.

import * as oidc from "openid-client";
import { beforeAll, describe, expect, it } from "vitest";
import { type PageBrowser, textIn } from "../../scripts/lib/page-browser.ts";
import { type EnrolledPerson, enrolledUser } from "../support/login.ts";
import { beginWithClient, type Client, configured, registered } from "../support/oidc/clients.ts";
import { answerIn, asksToSignIn, broughtTo, follow, newBrowser } from "../support/oidc/people.ts";
import { refusalOf, walk } from "../support/oidc/walk.ts";
import { ORIGIN } from "../support/service.ts";

let person: EnrolledPerson;
let client: Client;
let config: oidc.Configuration;
let browser: PageBrowser;

beforeAll(async () => {
  [person, client, browser] = [await enrolledUser("mistaken"), await registered({ client_name: "Wiki" }), newBrowser()];
  config = await configured(client);
  await walk({ client, person, browser, config });
});

/** The address of a right request, with one thing changed. Undefined takes a parameter away. */
async function changed(parameters: Record<string, string | undefined>): Promise<URL> {
  const { address } = await beginWithClient(config, client, { state: "kept" });
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) address.searchParams.delete(name);
    else address.searchParams.set(name, value);
  }
  return address;
}

describe("the application", () => {
  it.each([
    ["the implicit flow", { response_type: "id_token token" }, "unsupported_response_type"],
    ["an unknown response_mode", { response_mode: "carrier-pigeon" }, "invalid_request"],
    ["an unknown prompt", { prompt: "sometimes" }, "invalid_request"],
    ["a code_challenge that is too short", { code_challenge: "short" }, "invalid_request"],
  ] as const)("hears of %s, with state and iss", async (_, parameters, error) => {
    const answer = answerIn(await follow(browser, await changed(parameters)));
    expect(answer.error).toMatch(new RegExp(`^(${error})$`));
    expect(answer).toMatchObject({ state: "kept", iss: ORIGIN });
    expect(answer).not.toHaveProperty("code");
  });

  it("hears of an error by form_post, too, when it asked for that", async () => {
    const shown = await follow(browser, await changed({ response_mode: "form_post", response_type: "token" }));
    expect(shown.url.href).toBe(client.redirect_uri);
    expect(shown.sent).toMatchObject({ error: "unsupported_response_type", state: "kept", iss: ORIGIN });
  });

  it("hears of a parameter that was sent twice", async () => {
    for (const name of ["scope", "state", "nonce"]) {
      const address = await changed({});
      address.searchParams.append(name, "other");
      expect(answerIn(await follow(browser, address)), name).toMatchObject({ error: "invalid_request", iss: ORIGIN });
    }
  });

  it("gets its code although the request has parameters that are unknown here, or empty", async () => {
    const address = await changed({
      colour: "green",
      display: "popup",
      ui_locales: "nl de",
      claims_locales: "nl",
      prompt: "",
    });
    expect(answerIn(await follow(browser, address))).toHaveProperty("code");
  });

  it("is named on the page, so that no one signs in to another one unawares", async () => {
    const page = await follow(newBrowser(), await changed({}));
    expect(asksToSignIn(page)).toBe(true);
    expect(textIn(page)).toContain("Wiki");
  });
});

describe("openid-client", () => {
  it("understands a refusal of the person, and one of the token endpoint", async () => {
    const { address, checks } = await beginWithClient(config, client, { prompt: "none" });
    const refused = broughtTo(await follow(newBrowser(), address));
    expect(await refusalOf(oidc.authorizationCodeGrant(config, refused, checks))).toEqual(["login_required"]);
    const back = broughtTo(await follow(browser, address));
    await oidc.authorizationCodeGrant(config, back, checks);
    expect(await refusalOf(oidc.authorizationCodeGrant(config, back, checks))).toEqual(["invalid_grant", 400]);
  });
});
