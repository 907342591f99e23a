// A device without a browser signs its person in: RFC 8628, through openid-client and oauth4webapi.

import { env } from "cloudflare:workers";
import * as oauth from "oauth4webapi";
import * as oidc from "openid-client";
import { describe, expect, it } from "vitest";
import { auditRows } from "../../support/audit.ts";
import { atOnce } from "../../support/login.ts";
import {
  askDevice,
  decideAtDevice,
  deviceAndPerson,
  deviceClient,
  pollAsDevice,
  typeCode,
} from "../../support/oidc/device.ts";
import { locationIn, openMe, send, signedIn } from "../../support/pages/me.ts";
import { asAdmin, ORIGIN, request, requestOver, worker } from "../../support/service.ts";

const { over, person, client_id } = await deviceAndPerson("dora");

const asked = async (fields: Record<string, string> = {}) => (await askDevice(over, client_id, fields)).json;
/** Who polls sooner hears slow_down. */
const aSecond = () => new Promise((done) => setTimeout(done, 1001));

describe("a device", () => {
  it("hears in the words of RFC 8628 where its person goes", async () => {
    const { status, headers, json } = await askDevice(over, client_id);
    expect(status).toBe(200);
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(json.user_code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    expect(json).toMatchObject({
      verification_uri: `${ORIGIN}/device`,
      verification_uri_complete: `${ORIGIN}/device?user_code=${json.user_code}`,
      expires_in: 600,
      interval: 5,
    });
    // Neither code can be read in the database.
    const rows = JSON.stringify((await env.DB.prepare("SELECT * FROM device_request").all()).results);
    expect(rows).not.toContain(json.user_code.replace("-", ""));
    expect(rows).not.toContain(json.device_code);
  });

  it("gets tokens by openid-client, and is refused what follows", async () => {
    const config = await oidc.discovery(new URL(ORIGIN), client_id, {}, oidc.None(), {
      [oidc.customFetch]: (url, init) => over(new Request(url, init as RequestInit)),
    });
    const start = await oidc.initiateDeviceAuthorization(config, { scope: "openid profile email offline_access" });
    expect((await decideAtDevice(person, start.user_code.toLowerCase().replace("-", " "), "allow")).text).toContain(
      "The device is signed in",
    );
    const tokens = await oidc.pollDeviceAuthorizationGrant(config, { ...start, interval: 1 });
    expect(tokens.claims()).toMatchObject({ iss: ORIGIN, aud: client_id, preferred_username: "dora" });
    const info = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? "");
    expect(info.preferred_username).toBe("dora");
    expect((await oidc.refreshTokenGrant(config, tokens.refresh_token ?? "")).access_token).toMatch(/./);
    await aSecond();
    expect((await pollAsDevice(over, client_id, start.device_code)).json.error).toBe("invalid_grant");
    expect(await auditRows({ event: "CODE_GIVEN", user: "dora" })).toHaveLength(1);
    expect(await auditRows({ event: "TOKENS_GIVEN", user: "dora" })).toHaveLength(1);
  });

  it("passes the checks of oauth4webapi, and hears pending, slow_down and a decline", async () => {
    const as = await oauth.processDiscoveryResponse(
      new URL(ORIGIN),
      await over(new Request(`${ORIGIN}/.well-known/openid-configuration`)),
    );
    expect(as.device_authorization_endpoint).toBe(`${ORIGIN}/oidc/device`);
    const options = { [oauth.customFetch]: (url: string, init: object) => over(new Request(url, init as RequestInit)) };
    const client = { client_id };
    const reply = await oauth.deviceAuthorizationRequest(
      as,
      client,
      oauth.None(),
      { scope: "openid" },
      options as never,
    );
    const start = await oauth.processDeviceAuthorizationResponse(as, client, reply);
    expect((await pollAsDevice(over, client_id, start.device_code)).json.error).toBe("authorization_pending");
    const early = await pollAsDevice(over, client_id, start.device_code);
    expect([early.status, early.json.error]).toEqual([400, "slow_down"]);
    expect((await decideAtDevice(person, start.user_code, "decline")).text).toContain("Declined");
    await aSecond();
    expect((await pollAsDevice(over, client_id, start.device_code)).json.error).toBe("access_denied");
    expect(await auditRows({ event: "CONFIRMATION_DECLINED", user: "dora" })).toHaveLength(1);
  });

  it("is refused by the name of what is wrong", async () => {
    const { device_code } = await asked();
    const other = (await deviceClient(over)).client_id;
    expect((await pollAsDevice(over, other, device_code)).json.error).toBe("invalid_grant");
    expect((await pollAsDevice(over, client_id, "made.up")).json.error).toBe("invalid_grant");
    expect((await pollAsDevice(over, client_id, "")).json.error).toBe("invalid_request");
    expect((await askDevice(over, client_id, { scope: "openid everything" })).json.error).toBe("invalid_scope");
    expect((await askDevice(over, "nobody")).status).toBe(401);
    const usual = await deviceClient(over, {
      grant_types: ["authorization_code"],
      redirect_uris: ["https://a.example/cb"],
      scope: "openid",
    });
    expect((await askDevice(over, usual.client_id)).json.error).toBe("unauthorized_client");
  });

  it("loses what it was given with the token that signed in", async () => {
    const eve = await signedIn("eve-device", undefined, over);
    const { device_code, user_code } = await asked({ scope: "openid offline_access" });
    await decideAtDevice(eve, user_code, "allow");
    const { refresh_token } = (await pollAsDevice(over, client_id, device_code)).json;
    await asAdmin("POST", "/token/disable", { serial: eve.serial });
    const refreshed = await requestOver(over, "/oidc/token", {
      method: "POST",
      body: new URLSearchParams({ grant_type: "refresh_token", refresh_token, client_id }),
    });
    // canonical/authd begins a new sign-in at these words alone.
    expect(refreshed.json).toMatchObject({ error: "invalid_grant" });
    expect(refreshed.json.error_description).toContain("Token is not active");
  });

  it("gives tokens to one of two polls at once, and they stay good", async () => {
    const { device_code, user_code } = await asked();
    await decideAtDevice(person, user_code, "allow");
    const replies = await atOnce(10, () => pollAsDevice(over, client_id, device_code));
    const given = replies.filter(({ status }) => status === 200);
    expect(given).toHaveLength(1);
    const info = await requestOver(over, "/oidc/userinfo", {
      headers: { Authorization: `Bearer ${given[0]?.json.access_token}` },
    });
    expect(info.json.preferred_username).toBe("dora");
  });
});

describe("a person at /device", () => {
  it("signs in first, and comes back to the code of the link, which is shown and decides nothing", async () => {
    const { user_code, device_code } = await asked();
    const away = await requestOver(over, `/device?user_code=${user_code}`, { redirect: "manual" });
    expect(locationIn(away)).toBe(`/login?${new URLSearchParams({ to: `/device?user_code=${user_code}` })}`);
    const page = await openMe(person, `/device?user_code=${user_code}`);
    expect(page.text).toContain(`value="${user_code}"`);
    expect((await pollAsDevice(over, client_id, device_code)).json.error).toBe("authorization_pending");
  });

  it("sees client, code and scopes, with the way out first", async () => {
    const { user_code } = await asked();
    const { text } = await typeCode(person, user_code);
    expect(text).toContain("Sign in Terminal?");
    expect(text).toContain(user_code);
    expect(text).toContain("your user name and name");
    expect(text.indexOf('value="decline"')).toBeGreaterThan(0);
    expect(text.indexOf('value="decline"')).toBeLessThan(text.indexOf('value="allow"'));
  });

  it("has five wrong codes a session, whether one after another or fifty at once", async () => {
    const guesser = await signedIn("guesser", undefined, over);
    const { user_code, device_code } = await asked();
    const wrong = (index: number) => `BBBB-BBB${"BCDFGHJKLM"[index % 10]}`;
    const replies = await atOnce(50, (index) => typeCode(guesser, wrong(index)));
    expect(replies.every(({ status }) => status === 400 || status === 429)).toBe(true);
    const { tries } = (await env.DB.prepare("SELECT max(tries) AS tries FROM device_try").first<{
      tries: number;
    }>()) ?? {
      tries: 0,
    };
    expect(tries).toBe(5);
    // Not even the right one is looked for now.
    expect((await typeCode(guesser, user_code)).status).toBe(429);
    expect((await send(guesser, "/device/decided", { user_code, decision: "allow" })).status).toBe(429);
    expect((await pollAsDevice(over, client_id, device_code)).json.error).toBe("authorization_pending");
    // Another person's session has its own.
    expect((await typeCode(person, user_code)).status).toBe(200);
  });

  it("cannot allow what their sign-in is not enough for", async () => {
    const strict = await deviceClient(over, { realms: ["elsewhere"] });
    const { user_code } = (await askDevice(over, strict.client_id)).json;
    expect((await typeCode(person, user_code)).status).toBe(403);
  });

  it("of another site sends no form", async () => {
    const { user_code } = await asked();
    const reply = await person.browser.post(
      "/device/decided",
      { user_code, decision: "allow" },
      { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" },
    );
    expect(reply.status).toBe(403);
  });
});

it("is not there unless it is set, and says nothing of itself", async () => {
  expect((await request("/oidc/device", { method: "POST" })).status).toBe(404);
  expect((await request("/device")).status).toBe(404);
  expect((await request("/.well-known/openid-configuration")).text).not.toContain("device");
  expect((await pollAsDevice(worker, client_id, "x")).json.error).toBe("unsupported_grant_type");
});
