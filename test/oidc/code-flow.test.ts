// The code flow as applications use it: OpenID Connect Core 1.0 §3.1, PKCE (RFC 7636), pushed
// requests (RFC 9126), form_post, and the claims that come of it. `openid-client` checks signature,
// iss, aud, exp, nonce, state, at_hash and the iss of RFC 9207.

import * as oauth from "oauth4webapi";
import * as oidc from "openid-client";
import { beforeAll, describe, expect, it } from "vitest";
import type { PageBrowser } from "../../scripts/lib/page-browser.ts";
import { type EnrolledPerson, enrolledUser } from "../support/login.ts";
import { beginWithClient, type Client, configured, overWorker, registered } from "../support/oidc/clients.ts";
import { answerIn, asksToSignIn, broughtTo, follow, followAndSignIn, newBrowser } from "../support/oidc/people.ts";
import { insideJwt, walk } from "../support/oidc/walk.ts";
import { asAdmin, ORIGIN, request } from "../support/service.ts";

let person: EnrolledPerson;
let client: Client;
let config: oidc.Configuration;
/** Signed in by the first test that needs it, so that most walks here need no scan. */
let browser: PageBrowser;
const sha256 = async (text: string) =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
const base64url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

beforeAll(async () => {
  [person, client, browser] = [await enrolledUser("flow"), await registered(), newBrowser()];
  config = await configured(client);
  for (const [key, value] of [
    ["name", "Flo Walker"],
    ["email", "flo@example.org"],
    ["groups", "staff,admins of wiki"],
  ])
    await asAdmin("POST", "/user/attribute", { user: "flow", realm: "realm1", key: key ?? "", value: value ?? "" });
});

describe("the code flow", () => {
  it("signs a person in with one scan, and leads back with code, state and iss only", async () => {
    const before = Math.floor(Date.now() / 1000);
    const { address, checks } = await beginWithClient(config, client);
    const page = await follow(newBrowser(), address);
    expect(asksToSignIn(page)).toBe(true);
    const back = broughtTo(await followAndSignIn(browser, address, person));
    expect(back.href.startsWith(`${client.redirect_uri}?`)).toBe(true);
    expect([...back.searchParams.keys()].sort()).toEqual(["code", "iss", "state"]);
    expect(back.searchParams.get("iss")).toBe(ORIGIN);
    const tokens = await oidc.authorizationCodeGrant(config, back, checks);
    const claims = tokens.claims();
    expect(claims).toMatchObject({ iss: ORIGIN, aud: client.client_id, nonce: checks.expectedNonce });
    expect(claims?.sub).toMatch(/^[\x21-\x7e]{1,255}$/);
    expect(claims?.sub).not.toContain("flow");
    for (const time of [claims?.iat, claims?.auth_time]) expect(time).toBeGreaterThanOrEqual(before);
    expect(tokens.token_type).toBe("bearer");
    expect(tokens.expires_in).toBe(300);
    expect(tokens.refresh_token).toBeUndefined();
  });

  it("binds the access token to the ID token by at_hash", async () => {
    const { tokens, claims } = await walk({ client, person, browser, config });
    expect(claims.at_hash).toBe(base64url((await sha256(tokens.access_token)).slice(0, 16)));
  });

  it("gives an access token as RFC 9068 wants it, good for five minutes", async () => {
    const { tokens, claims: identity } = await walk({ client, person, browser, config });
    const { header, claims } = insideJwt(tokens.access_token);
    expect(header.typ).toBe("at+jwt");
    expect(claims).toMatchObject({ iss: ORIGIN, sub: identity.sub, client_id: client.client_id, scope: "openid" });
    expect(Number(claims.exp) - Number(claims.iat)).toBe(300);
    expect(claims.jti).toMatch(/./);
  });

  it("works without PKCE, state and nonce for a client with a secret", async () => {
    const address = oidc.buildAuthorizationUrl(config, { redirect_uri: client.redirect_uri, scope: "openid" });
    const back = broughtTo(await followAndSignIn(browser, address, person));
    expect([...back.searchParams.keys()].sort()).toEqual(["code", "iss"]);
    const tokens = await oidc.authorizationCodeGrant(config, back);
    expect(tokens.claims()).not.toHaveProperty("nonce");
  });

  it("takes the request by POST from the application's page", async () => {
    const { address, checks } = await beginWithClient(config, client);
    const other = newBrowser();
    const fields = Object.fromEntries(address.searchParams);
    const page = await other.post(`${ORIGIN}${address.pathname}`, fields, new URL("https://app.test/"));
    expect(asksToSignIn(page)).toBe(true);
    // The session's cookie may stay at home when another site posts, but the person must not be led
    // astray.
    const again = await browser.post(`${ORIGIN}${address.pathname}`, fields, new URL("https://app.test/"));
    const back = asksToSignIn(again) ? await followAndSignIn(browser, address, person) : again;
    expect((await oidc.authorizationCodeGrant(config, broughtTo(back), checks)).claims()?.sub).toMatch(/./);
  });

  it("answers by a form that sends itself, with response_mode form_post", async () => {
    const { address, checks } = await beginWithClient(config, client, { response_mode: "form_post" });
    const shown = await followAndSignIn(browser, address, person);
    expect(shown.url.href).toBe(client.redirect_uri);
    expect(Object.keys(shown.sent ?? {}).sort()).toEqual(["code", "iss", "state"]);
    const posted = new Request(shown.url, { method: "POST", body: new URLSearchParams(shown.sent) });
    expect((await oidc.authorizationCodeGrant(config, posted, checks)).claims()?.sub).toMatch(/./);
  });

  it("takes a pushed request, which the browser only names", async () => {
    const { address, checks } = await beginWithClient(config, client);
    const pushed = await oidc.buildAuthorizationUrlWithPAR(config, address.searchParams);
    expect([...pushed.searchParams.keys()].sort()).toEqual(["client_id", "request_uri"]);
    const back = broughtTo(await followAndSignIn(browser, pushed, person));
    expect((await oidc.authorizationCodeGrant(config, back, checks)).claims()?.sub).toMatch(/./);
  });

  it("works with oauth4webapi, step by step", async () => {
    const issuer = new URL(ORIGIN);
    const options = { [oauth.customFetch]: overWorker };
    const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options));
    const [verifier, state, nonce] = [
      oauth.generateRandomCodeVerifier(),
      oauth.generateRandomState(),
      oauth.generateRandomNonce(),
    ];
    const address = new URL(as.authorization_endpoint ?? "");
    address.search = new URLSearchParams({
      client_id: client.client_id,
      redirect_uri: client.redirect_uri,
      response_type: "code",
      scope: "openid",
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      state,
      nonce,
    }).toString();
    const back = broughtTo(await followAndSignIn(browser, address, person));
    const me: oauth.Client = { client_id: client.client_id };
    const answer = oauth.validateAuthResponse(as, me, back, state);
    const basic = oauth.ClientSecretBasic(client.client_secret);
    const grant = await oauth.authorizationCodeGrantRequest(
      as,
      me,
      basic,
      answer,
      client.redirect_uri,
      verifier,
      options,
    );
    expect(grant.headers.get("Cache-Control")).toBe("no-store");
    const tokens = await oauth.processAuthorizationCodeResponse(as, me, grant, {
      expectedNonce: nonce,
      requireIdToken: true,
    });
    await oauth.validateApplicationLevelSignature(as, grant, options);
    const { sub } = oauth.getValidatedIdTokenClaims(tokens) ?? { sub: "" };
    const told = await oauth.userInfoRequest(as, me, tokens.access_token, options);
    expect((await oauth.processUserInfoResponse(as, me, sub, told)).sub).toBe(sub);
  });
});

describe("claims", () => {
  const ALL = { scope: "openid profile email groups" };

  it("are those of the scopes that were asked for, at userinfo", async () => {
    const full = await walk({ client, person, browser, config, parameters: ALL });
    const { sub } = full.claims;
    expect(await oidc.fetchUserInfo(config, full.tokens.access_token, sub)).toEqual({
      sub,
      preferred_username: "flow",
      name: "Flo Walker",
      email: "flo@example.org",
      email_verified: true,
      groups: ["staff", "admins of wiki"],
    });
    const bare = await walk({ client, person, browser, config });
    expect(await oidc.fetchUserInfo(config, bare.tokens.access_token, sub)).toEqual({ sub });
  });

  it("are told by GET and by POST, as plain JSON that a page of another site may read", async () => {
    const { tokens, claims } = await walk({ client, person, browser, config });
    const headers = { Authorization: `Bearer ${tokens.access_token}`, Origin: "https://app.test" };
    for (const init of [{ headers }, { headers, method: "POST" }]) {
      const reply = await request("/oidc/userinfo", init);
      expect(reply.json).toEqual({ sub: claims.sub });
      expect(reply.headers.get("Content-Type")).toMatch(/^application\/json\b/);
      expect(reply.headers.get("Access-Control-Allow-Origin")).toBe("*");
    }
  });

  it("say how the person signed in: a PIN and a phone are two factors", async () => {
    const { claims } = await walk({ client, person, browser, config });
    expect(claims.acr).toBe("https://refeds.org/profile/mfa");
    expect([...(claims.amr as string[])].sort()).toEqual(["mfa", "pin", "swk"]);
    const noPin = await enrolledUser("flow-no-pin", "");
    const alone = await walk({ client, person: noPin, config });
    expect(alone.claims.acr).toBe("https://refeds.org/profile/sfa");
    expect(alone.claims.amr).toEqual(["swk"]);
  });

  it("give each application the same sub, unless it asks for one of its own", async () => {
    const [wiki, chat] = [await registered(), await registered()];
    const own = [
      await registered({ subject_type: "pairwise", redirect_uris: ["https://one.test/callback"] }),
      await registered({ subject_type: "pairwise", redirect_uris: ["https://two.test/callback"] }),
    ];
    const subs: string[] = [];
    const sids: unknown[] = [];
    for (const each of [wiki, chat, ...own, ...own]) {
      const { claims } = await walk({ client: each, person, browser });
      subs.push(claims.sub);
      sids.push(claims.sid);
    }
    const [first, second, third, fourth] = subs;
    expect(second).toBe(first);
    expect(new Set(subs).size).toBe(3);
    expect(subs.slice(4)).toEqual([third, fourth]);
    // Two applications that compare their sids must not learn that two pairwise subs are one
    // person.
    expect(new Set(sids).size).toBe(4);
  });

  it("never go to an application that asks for a scope which is not its own", async () => {
    const modest = await registered({ scope: "openid" });
    const { address, checks } = await beginWithClient(await configured(modest), modest, ALL);
    const shown = await followAndSignIn(browser, address, person);
    const answer = answerIn(shown);
    if (answer.error !== undefined) return expect(answer.error).toBe("invalid_scope");
    const modestConfig = await configured(modest);
    const tokens = await oidc.authorizationCodeGrant(modestConfig, broughtTo(shown), checks);
    expect(tokens.scope).toBe("openid");
    const { sub } = tokens.claims() ?? { sub: "" };
    expect(await oidc.fetchUserInfo(modestConfig, tokens.access_token, sub)).toEqual({ sub });
  });
});
