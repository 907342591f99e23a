// What a client may do while the person is away: refresh tokens, their rotation, revocation (RFC
// 7009) and introspection (RFC 7662).

import * as oidc from "openid-client";
import { beforeAll, describe, expect, it } from "vitest";
import type { PageBrowser } from "../../scripts/lib/page-browser.ts";
import { type EnrolledPerson, enrolledUser } from "../support/login.ts";
import { basic, type Client, call, configured, registered } from "../support/oidc/clients.ts";
import { newBrowser } from "../support/oidc/people.ts";
import { refusalOf, walk } from "../support/oidc/walk.ts";
import { asAdmin } from "../support/service.ts";

const OFFLINE = { scope: "openid profile offline_access" };
let person: EnrolledPerson;
let client: Client;
let config: oidc.Configuration;
let browser: PageBrowser;

beforeAll(async () => {
  [person, client, browser] = [await enrolledUser("offline"), await registered(), newBrowser()];
  config = await configured(client);
});

const granted = async () => {
  const walked = await walk({ client, person, browser, config, parameters: OFFLINE });
  return { ...walked, refresh: walked.tokens.refresh_token ?? "" };
};
const statusOf = (token: string) =>
  call("/oidc/introspect", { token }, basic(client)).then(({ json }) => json.active as boolean);

describe("a refresh token", () => {
  it("comes with offline_access only, and only if the client may have it", async () => {
    expect((await granted()).refresh).toMatch(/./);
    expect((await walk({ client, person, browser, config })).tokens.refresh_token).toBeUndefined();
    const without = await registered({ scope: "openid profile" });
    const offered = await walk({ client: without, person, browser, parameters: OFFLINE }).catch(() => undefined);
    expect(offered?.tokens.refresh_token).toBeUndefined();
  });

  it("gives new tokens for the same person and sign-in, and another refresh token", async () => {
    const { claims, refresh } = await granted();
    const tokens = await oidc.refreshTokenGrant(config, refresh);
    expect(tokens.refresh_token).toMatch(/./);
    expect(tokens.refresh_token).not.toBe(refresh);
    const again = tokens.claims();
    expect(again).toMatchObject({ iss: claims.iss, sub: claims.sub, aud: claims.aud, auth_time: claims.auth_time });
    expect(again?.iat).toBeGreaterThanOrEqual(claims.iat);
    expect((await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)).preferred_username).toBe("offline");
  });

  it("gives fewer scopes when asked, and never more than were granted", async () => {
    const { refresh } = await granted();
    const fewer = await oidc.refreshTokenGrant(config, refresh, { scope: "openid" });
    expect(fewer.scope).toBe("openid");
    const more = oidc.refreshTokenGrant(config, fewer.refresh_token ?? "", { scope: "openid email" });
    expect(await refusalOf(more)).toEqual(["invalid_scope", 400]);
  });

  it("ends with the token that signed in, and with its user", async () => {
    for (const [user, method, path] of [
      ["offline-disabled", "POST", "/token/disable"],
      ["offline-deleted", "DELETE", "/user/realm1/offline-deleted"],
    ] as const) {
      const one = await enrolledUser(user);
      const { tokens } = await walk({ client, person: one, config, parameters: OFFLINE });
      const { status } = await asAdmin(method, path, method === "POST" ? { serial: one.serial } : undefined);
      expect(status).toBe(200);
      const refreshed = oidc.refreshTokenGrant(config, tokens.refresh_token ?? "");
      expect(await refusalOf(refreshed), user).toEqual(["invalid_grant", 400]);
      await expect(oidc.fetchUserInfo(config, tokens.access_token, oidc.skipSubjectCheck)).rejects.toThrow();
    }
  });
});

describe("revocation", () => {
  it("of a refresh token ends all that came of it", async () => {
    const { tokens, refresh } = await granted();
    await oidc.tokenRevocation(config, refresh);
    expect(await refusalOf(oidc.refreshTokenGrant(config, refresh))).toEqual(["invalid_grant", 400]);
    expect(await statusOf(tokens.access_token)).toBe(false);
    await expect(oidc.fetchUserInfo(config, tokens.access_token, oidc.skipSubjectCheck)).rejects.toThrow();
  });
});

describe("introspection", () => {
  it("tells the client of its token, and of no other one", async () => {
    const { tokens, claims } = await granted();
    const told = await oidc.tokenIntrospection(config, tokens.access_token);
    expect(told).toMatchObject({ active: true, client_id: client.client_id, sub: claims.sub });
    expect(await statusOf("made up")).toBe(false);
    const strange = await call("/oidc/introspect", { token: tokens.access_token }, basic(await registered()));
    expect(strange.json).toEqual({ active: false });
    expect((await call("/oidc/introspect", { token: tokens.access_token })).status).toBe(401);
  });
});
