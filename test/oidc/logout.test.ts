// The end of a session as `openid-client` asks for it: RP-Initiated Logout 1.0.
// test/web/oidc/logout.test.ts has the endpoint.

import * as oidc from "openid-client";
import { beforeAll, describe, expect, it } from "vitest";
import type { BrowserPage, PageBrowser } from "../../scripts/lib/page-browser.ts";
import { type EnrolledPerson, enrolledUser } from "../support/login.ts";
import { beginWithClient, type Client, configured, registered } from "../support/oidc/clients.ts";
import { answerIn, asksToSignIn, follow, newBrowser } from "../support/oidc/people.ts";
import { type WalkResult, walk } from "../support/oidc/walk.ts";
import { ORIGIN } from "../support/service.ts";

const GOODBYE = "https://app.test/goodbye";
let person: EnrolledPerson;
let client: Client;
let config: oidc.Configuration;

beforeAll(async () => {
  [person, client] = [
    await enrolledUser("leaving"),
    await registered({ client_name: "Wiki", post_logout_redirect_uris: [GOODBYE] }),
  ];
  config = await configured(client);
});

/** A browser that is signed in, and at the end whether it still is. */
async function signedIn() {
  const browser = newBrowser();
  const walked = await walk({ client, person, browser, config });
  return { ...walked, hint: walked.tokens.id_token ?? "" };
}
async function isSignedIn(browser: PageBrowser): Promise<boolean> {
  const { address } = await beginWithClient(config, client, { prompt: "none" });
  return "code" in answerIn(await follow(browser, address));
}
const leave = ({ browser }: WalkResult, parameters: Record<string, string>): Promise<BrowserPage> =>
  follow(browser, oidc.buildEndSessionUrl(config, parameters));

describe("logout", () => {
  it("with the hint of this session ends it and leads back with state", async () => {
    const walked = await signedIn();
    const shown = await leave(walked, { id_token_hint: walked.hint, post_logout_redirect_uri: GOODBYE, state: "bye" });
    expect(shown.url.href).toBe(`${GOODBYE}?state=bye`);
    expect(await isSignedIn(walked.browser)).toBe(false);
  });

  it("ends the tokens of the session, too", async () => {
    const walked = await signedIn();
    await leave(walked, { id_token_hint: walked.hint, post_logout_redirect_uri: GOODBYE });
    await expect(oidc.fetchUserInfo(config, walked.tokens.access_token, walked.claims.sub)).rejects.toThrow();
  });

  it("leaves refresh tokens good, which were given for the time when the person is away", async () => {
    const walked = await walk({ client, person, config, parameters: { scope: "openid offline_access" } });
    await leave(walked, { id_token_hint: walked.tokens.id_token ?? "" });
    expect(await isSignedIn(walked.browser)).toBe(false);
    expect((await oidc.refreshTokenGrant(config, walked.tokens.refresh_token ?? "")).access_token).toMatch(/./);
  });

  it("of a browser that is not signed in is no error", async () => {
    const walked = await signedIn();
    const parameters = { id_token_hint: walked.hint, post_logout_redirect_uri: GOODBYE };
    for (const _ of ["in", "out"]) expect([0, 200]).toContain((await leave(walked, parameters)).status);
    const { address } = await beginWithClient(config, client);
    expect(asksToSignIn(await follow(walked.browser, address))).toBe(true);
  });
});

describe("logout by another site", () => {
  it("fails with a hint of another session", async () => {
    const [mallory, victim] = [await signedIn(), await signedIn()];
    const shown = await leave(victim, { id_token_hint: mallory.hint, post_logout_redirect_uri: GOODBYE });
    expect(shown.url.origin).toBe(ORIGIN);
    expect(await isSignedIn(victim.browser)).toBe(true);
  });

  it("fails by a frame around the page that asks", async () => {
    const { browser } = await signedIn();
    const { headers } = await follow(browser, `${ORIGIN}/oidc/logout`);
    expect(headers.get("X-Frame-Options")).toBe("DENY");
    expect(headers.get("Content-Security-Policy")).toMatch(/frame-ancestors 'none'/);
    expect(headers.get("Cache-Control")).toMatch(/no-store/);
  });
});
