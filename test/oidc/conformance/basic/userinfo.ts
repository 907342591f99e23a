// The tests of the basic plan on userinfo, and on the claims of a scope: OpenID Connect Core 1.0
// §5.3 to §5.5.

import { protectedResourceRequest } from "oauth4webapi";
import { expect, it } from "vitest";
import { request } from "../../../support/service.ts";
import { OVER_WORKER } from "../relying-party.ts";
import { askUserinfo, type ConformanceStage, userinfoOf, walkAsParty } from "../walk.ts";

export function userinfoTests(stage: ConformanceStage): void {
  it("oidcc-userinfo-get: answers a GET", async () => {
    const tokens = await walkAsParty(stage);
    expect(await userinfoOf(stage.party, tokens, await askUserinfo(stage.party, tokens))).toEqual({
      sub: tokens.claims.sub,
    });
  });

  it("oidcc-userinfo-post-header: answers a POST with the token in the header", async () => {
    const tokens = await walkAsParty(stage);
    const endpoint = new URL(stage.party.as.userinfo_endpoint ?? "");
    const { access_token } = tokens.response;
    const reply = await protectedResourceRequest(access_token, "POST", endpoint, undefined, undefined, OVER_WORKER);
    await userinfoOf(stage.party, tokens, reply);
  });

  it("oidcc-userinfo-post-body: answers a POST with the token in the form", async () => {
    const { response, claims } = await walkAsParty(stage);
    const body = new URLSearchParams({ access_token: response.access_token });
    const { status, json } = await request("/oidc/userinfo", { method: "POST", body });
    expect([status, json]).toEqual([200, { sub: claims.sub }]);
  });

  it("oidcc-scope-profile: gives the names, and nothing of another scope", async () => {
    const { userinfo } = await walkAsParty(stage, { changed: { scope: "openid profile" } });
    expect(userinfo).toMatchObject({ name: "Con Form", preferred_username: stage.person.user });
    expect(userinfo).not.toHaveProperty("email");
  });

  it("oidcc-scope-email: gives the address and whether it is verified, and nothing of another scope", async () => {
    const { userinfo } = await walkAsParty(stage, { changed: { scope: "openid email" } });
    expect(userinfo).toMatchObject({ email: "con@example.org", email_verified: true });
    expect(userinfo).not.toHaveProperty("name");
  });

  it("oidcc-claims-essential: signs in when a claim is asked for by name, and keeps it out of the ID token", async () => {
    const wanted = JSON.stringify({ userinfo: { name: { essential: true } } });
    const { claims } = await walkAsParty(stage, { changed: { claims: wanted } });
    expect(claims).not.toHaveProperty("name");
  });
}
