// The tests of the basic plan on codes and refresh tokens that come again or from another client:
// RFC 6749 §4.1.2 and §6.

import { expect, it } from "vitest";
import { expectInvalidGrant } from "../refusals.ts";
import { longValue, type RelyingParty, relyingParty } from "../relying-party.ts";
import { expectUnguessable, refreshed, requestRefresh, requestTokens } from "../tokens.ts";
import { askUserinfo, type ConformanceStage, userinfoOf, walkAsParty } from "../walk.ts";
import { clockGoesOn } from "./visits.ts";

export function replayTests(stage: ConformanceStage): void {
  it("oidcc-codereuse: refuses a code that comes again", async () => {
    const { code } = await walkAsParty(stage);
    await expectInvalidGrant(await requestTokens(stage.party, code));
  });

  it("oidcc-codereuse-30seconds: refuses it half a minute later, and ends the access token that it gave", async () => {
    const tokens = await walkAsParty(stage);
    clockGoesOn(30);
    expect((await askUserinfo(stage.party, tokens)).status).toBe(200);
    await expectInvalidGrant(await requestTokens(stage.party, tokens.code));
    expect((await askUserinfo(stage.party, tokens)).status).toBe(401);
  });

  it("oidcc-refresh-token: gives the same person and sign-in anew, to the client that it belongs to alone", async () => {
    const other = await relyingParty(stage.party.mode);
    const first = await refreshedBy(stage.party, {});
    const second = await refreshedBy(other, { nonce: longValue().slice(-43) }, { scope: "openid offline_access" });
    for (const { refresh_token } of [first, second]) expectUnguessable(refresh_token ?? "");
    await expectInvalidGrant(await requestRefresh(stage.party, second.refresh_token ?? ""));
  });

  async function refreshedBy(party: RelyingParty, changed: Record<string, string>, more: Record<string, string> = {}) {
    const scope = "openid offline_access";
    const first = await walkAsParty({ ...stage, party }, { changed: { scope, prompt: "consent", ...changed } });
    expect(party.as.grant_types_supported).toContain("refresh_token");
    expect(first.response.refresh_token).toMatch(/^[\x20-\x7e]+$/);
    clockGoesOn(1);
    const again = await refreshed(party, first.response, more);
    const { iss, sub, aud, auth_time } = first.claims;
    expect(again.claims).toMatchObject({ iss, sub, aud, auth_time });
    expect(again.claims).not.toHaveProperty("azp");
    expect(again.claims.iat).toBeGreaterThan(first.claims.iat);
    expect(again.response.access_token).not.toBe(first.response.access_token);
    await userinfoOf(party, again, await askUserinfo(party, again));
    return { refresh_token: again.response.refresh_token ?? first.response.refresh_token };
  }
}
