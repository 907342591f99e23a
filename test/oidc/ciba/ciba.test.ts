// An application asks, and a person confirms on the phone: CIBA Core 1.0, by poll.

import { env } from "cloudflare:workers";
import * as oauth from "oauth4webapi";
import * as oidc from "openid-client";
import { beforeAll, describe, expect, it } from "vitest";
import { auditRows } from "../../support/audit.ts";
import { atOnce, type EnrolledPerson, enrolledUser, readFailCount, responseOf, unlike } from "../../support/login.ts";
import { mailService } from "../../support/mail.ts";
import {
  askCiba,
  askPhoneAt,
  atTicket,
  cibaClient,
  confirmAt,
  declineAt,
  lookAt,
  pollFor,
  withCiba,
} from "../../support/oidc/ciba.ts";
import type { MadeClient } from "../../support/oidc/oidc.ts";
import { asAdmin, ORIGIN, request, requestOver, type Send, worker } from "../../support/service.ts";

const mail = mailService();
let over: Send;
let client: MadeClient;
beforeAll(async () => {
  over = await withCiba({ ...mail.settings, EMAIL_TEMPLATE: "{user}@example.org" });
  client = await cibaClient(over);
});

const sentTo = (to: string) => mail.sent.filter((one) => one.to === to);

/** The ticket's path, from the mail that the person has got. */
async function mailed(user: string): Promise<string> {
  const { text = "" } = sentTo(`${user}@example.org`).at(-1) ?? {};
  const [, path = ""] = /https:\/\/tiqr\.test(\/confirm\/\S+)/.exec(text) ?? [];
  if (path === "") throw new Error(`no mail for ${user}`);
  return path;
}

async function askedFrom(person: Pick<EnrolledPerson, "user">, fields: Record<string, string> = {}, by = client) {
  const reply = await askCiba(over, by, { login_hint: person.user, ...fields });
  if (reply.status !== 200) throw new Error(`${reply.status} ${reply.text}`);
  return { reply, id: reply.json.auth_req_id as string, at: atTicket(over, await mailed(person.user)) };
}

const aSecond = () => new Promise((done) => setTimeout(done, 1001));

describe("an application", () => {
  it("asks, waits, and gets tokens once the phone has confirmed", async () => {
    const hans = await enrolledUser("hans");
    const { reply, id, at } = await askedFrom(hans, { scope: "openid profile offline_access" });
    expect(reply.headers.get("Cache-Control")).toBe("no-store");
    expect(reply.json).toEqual({ auth_req_id: expect.stringMatching(/^[\w.-]+$/), expires_in: 300, interval: 2 });
    const waiting = await pollFor(over, client, id);
    expect([waiting.status, waiting.json.error]).toEqual([400, "authorization_pending"]);
    expect((await confirmAt(at, hans)).outcome.told).toBe("logged-in");
    await aSecond();
    const given = await pollFor(over, client, id);
    expect(given.status).toBe(200);
    const claims = JSON.parse(atob(given.json.id_token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")));
    expect(claims).toMatchObject({
      ...{ iss: ORIGIN, aud: client.client_id, preferred_username: "hans", amr: ["swk", "pin", "mfa"] },
      ...{ acr: "https://refeds.org/profile/mfa", "urn:openid:params:jwt:claim:auth_req_id": id },
    });
    expect(claims).toHaveProperty("at_hash");
    expect(claims).not.toHaveProperty("nonce");
    expect(given.json.refresh_token).toMatch(/./);
    await aSecond();
    expect((await pollFor(over, client, id)).json.error).toBe("invalid_grant");
    const events = (await auditRows({ user: "hans" })).map(({ event }) => event);
    for (const event of ["CONFIRMATION_ASKED", "CHALLENGE_ANSWERED", "CONFIRMATION_GIVEN", "TOKENS_GIVEN"])
      expect(events.filter((one) => one === event)).toHaveLength(1);
    // What was given is good, and ends with the session, as the person's page ends it.
    const info = await requestOver(over, "/oidc/userinfo", {
      headers: { Authorization: `Bearer ${given.json.access_token}` },
    });
    expect(info.json.preferred_username).toBe("hans");
  });

  it("hears a decline, and may not askCiba again at once", async () => {
    const dina = await enrolledUser("dina");
    const { id, at } = await askedFrom(dina);
    expect((await declineAt(at)).text).toContain("Declined");
    expect((await pollFor(over, client, id)).json).toMatchObject({ error: "access_denied" });
    const again = await askCiba(over, client, { login_hint: "dina" });
    expect([again.status, again.json.error]).toEqual([403, "access_denied"]);
    // Another application may.
    expect((await askCiba(over, await cibaClient(over), { login_hint: "dina" })).status).toBe(200);
    expect(await auditRows({ user: "dina", event: "CONFIRMATION_DECLINED" })).toHaveLength(1);
  });

  it.each([
    ["no scope", { scope: "" }, "invalid_scope"],
    ["a scope without openid", { scope: "profile" }, "invalid_scope"],
    ["an unknown scope", { scope: "openid all" }, "invalid_scope"],
    ["no hint", { login_hint: "" }, "invalid_request"],
    ["two hints", { id_token_hint: "x" }, "invalid_request"],
    ["a token as a hint", { login_hint: "", login_hint_token: "x" }, "invalid_request"],
    ["a made-up id_token", { login_hint: "", id_token_hint: "a.b.c" }, "invalid_request"],
    ["no message", { binding_message: "" }, "invalid_request"],
    ["a message of 101 characters", { binding_message: "x".repeat(101) }, "invalid_binding_message"],
    ["a message that turns the text round", { binding_message: "Pay 10 \u202e to me" }, "invalid_binding_message"],
    ["a message with a line break", { binding_message: "Pay\nConfirmed by the bank" }, "invalid_binding_message"],
    ["a message that nobody sees", { binding_message: "\u200b" }, "invalid_binding_message"],
    ["an end that is none", { requested_expiry: "soon" }, "invalid_request"],
    ["an end of 0", { requested_expiry: "0" }, "invalid_request"],
    ["a request object", { request: "a.b.c" }, "request_not_supported"],
    ["authorization_details", { authorization_details: "[]" }, "invalid_authorization_details"],
    ["a stranger", { login_hint: "nobody-here" }, "unknown_user_id"],
  ])("is refused %s", async (_, fields, error) => {
    await enrolledUser("rita").catch(() => undefined);
    const reply = await askCiba(over, client, { login_hint: "rita", ...fields });
    expect([reply.status, reply.json.error]).toEqual([400, error]);
  });

  it("may askCiba for ten seconds to ten minutes", async () => {
    for (const [user, wanted, kept] of [
      ["ends-soon", "1", 10],
      ["ends-late", "100000", 600],
      ["ends-never", "9".repeat(400), 600],
    ] as const) {
      await enrolledUser(user);
      const { json } = await askCiba(over, client, { login_hint: user, requested_expiry: wanted });
      expect(json.expires_in).toBe(kept);
    }
  });

  it("is refused at the token endpoint in the order of the causes", async () => {
    const uma = await enrolledUser("uma");
    const { id } = await askedFrom(uma);
    expect((await pollFor(over, client, "")).json.error).toBe("invalid_request");
    expect((await pollFor(over, client, "made.up")).json.error).toBe("invalid_grant");
    expect((await pollFor(over, await cibaClient(over), id)).json.error).toBe("invalid_grant");
    expect((await pollFor(over, client, id)).json.error).toBe("authorization_pending");
    expect((await pollFor(over, client, id)).json.error).toBe("slow_down");
    const wrong = await pollFor(over, { ...client, client_secret: "no" }, id);
    expect([wrong.status, wrong.json.error]).toEqual([401, "invalid_client"]);
  });

  it("that is not registered for it asks nobody", async () => {
    const usual = await cibaClient(over, {
      redirect_uris: ["https://a.example/cb"],
      grant_types: ["authorization_code", "refresh_token"],
      backchannel_token_delivery_mode: null,
    });
    expect((await askCiba(over, usual, { login_hint: "hans" })).json.error).toBe("unauthorized_client");
  });

  it("gets tokens from one of ten polls at once, and they stay good", async () => {
    const olga = await enrolledUser("olga");
    const { id, at } = await askedFrom(olga);
    await confirmAt(at, olga);
    const replies = await atOnce(10, () => pollFor(over, client, id));
    const given = replies.filter(({ status }) => status === 200);
    expect(given).toHaveLength(1);
    const info = await requestOver(over, "/oidc/userinfo", {
      headers: { Authorization: `Bearer ${given[0]?.json.access_token}` },
    });
    expect(info.json.preferred_username).toBe("olga");
  });

  it("names the person by an id_token that it got before, public or pairwise", async () => {
    const petra = await enrolledUser("petra");
    for (const subject_type of ["public", "pairwise"]) {
      const own = await cibaClient(over, { subject_type, client_name: `Shop ${subject_type}` });
      const first = await askedFrom(petra, {}, own);
      await confirmAt(first.at, petra);
      const { id_token } = (await pollFor(over, own, first.id)).json;
      const again = await askCiba(over, own, { id_token_hint: id_token });
      expect([subject_type, again.status]).toEqual([subject_type, 200]);
      // Another client's says nothing here.
      const other = await cibaClient(over);
      expect((await askCiba(over, other, { id_token_hint: id_token })).json.error).toBe("invalid_request");
    }
  });
});

describe("real clients", () => {
  it("openid-client asks and polls", async () => {
    const ida = await enrolledUser("ida");
    const config = await oidc.discovery(
      new URL(ORIGIN),
      client.client_id,
      {},
      oidc.ClientSecretBasic(client.client_secret),
      {
        [oidc.customFetch]: (url, init) => over(new Request(url, init as RequestInit)),
      },
    );
    const start = await oidc.initiateBackchannelAuthentication(config, {
      ...{ scope: "openid profile", login_hint: "ida", binding_message: "Deploy 41?" },
    });
    await confirmAt(atTicket(over, await mailed("ida")), ida);
    const tokens = await oidc.pollBackchannelAuthenticationGrant(config, { ...start, interval: 1 });
    expect(tokens.claims()).toMatchObject({ preferred_username: "ida" });
  });

  it("oauth4webapi checks each answer", async () => {
    const otto = await enrolledUser("otto");
    const as = await oauth.processDiscoveryResponse(
      new URL(ORIGIN),
      await over(new Request(`${ORIGIN}/.well-known/openid-configuration`)),
    );
    expect(as).toMatchObject({
      backchannel_authentication_endpoint: `${ORIGIN}/oidc/ciba`,
      backchannel_token_delivery_modes_supported: ["poll", "ping"],
      backchannel_user_code_parameter_supported: true,
    });
    expect(as.grant_types_supported).toContain("urn:openid:params:grant-type:ciba");
    expect(JSON.stringify(as)).not.toContain("request_signing_alg_values");
    const options = { [oauth.customFetch]: (url: string, init: object) => over(new Request(url, init as RequestInit)) };
    const own = { client_id: client.client_id };
    const secret = oauth.ClientSecretPost(client.client_secret);
    const reply = await oauth.backchannelAuthenticationRequest(
      as,
      own,
      secret,
      { scope: "openid", login_hint: "otto", binding_message: "B" },
      options as never,
    );
    const start = await oauth.processBackchannelAuthenticationResponse(as, own, reply);
    await confirmAt(atTicket(over, await mailed("otto")), otto);
    const grant = await oauth.backchannelAuthenticationGrantRequest(
      as,
      own,
      secret,
      start.auth_req_id,
      options as never,
    );
    const tokens = await oauth.processBackchannelAuthenticationGrantResponse(as, own, grant);
    expect(oauth.getValidatedIdTokenClaims(tokens)?.aud).toBe(client.client_id);
  });

  it("one that tries Basic and then the form, as golang.org/x/oauth2 does, gets in by either", async () => {
    const gina = await enrolledUser("gina");
    const { id, at } = await askedFrom(gina);
    await confirmAt(at, gina);
    const fields = { grant_type: "urn:openid:params:grant-type:ciba", auth_req_id: id };
    const basic = await requestOver(over, "/oidc/token", {
      method: "POST",
      headers: { Authorization: `Basic ${btoa(`${client.client_id}:${client.client_secret}`)}` },
      body: new URLSearchParams(fields),
    });
    expect(basic.status).toBe(200);
    const { client_id, client_secret } = client;
    const form = await requestOver(over, "/oidc/token", {
      method: "POST",
      body: new URLSearchParams({ ...fields, client_id, client_secret }),
    });
    expect(["slow_down", "invalid_grant"]).toContain(form.json.error);
  });
});

describe("a person", () => {
  it("sees who asks, the text in quotes, since when and until when, and the way out first", async () => {
    const lena = await enrolledUser("lena");
    const { at } = await askedFrom(lena, { binding_message: "Pay <b>EUR 12.50</b>" });
    const { text, status } = await lookAt(at);
    expect(status).toBe(200);
    expect(text).toContain("Shop asks you to confirm");
    expect(text).toMatch(/<blockquote class="asked"><bdi>Pay &lt;b&gt;EUR 12\.50&lt;\/b&gt;/);
    expect(text).toContain("If you did not start this, decline.");
    expect(text.match(/<time/g)).toHaveLength(2);
    expect(text.indexOf("/decline")).toBeLessThan(text.indexOf(">Confirm<"));
    expect(text).toContain('name="pin"');
    // Looking at it has changed nothing, and the mail has no code.
    expect(await env.DB.prepare("SELECT state FROM ciba_request WHERE user = 'lena'").first()).toEqual({
      state: "pending",
    });
    expect(sentTo("lena@example.org").at(-1)?.text).toContain("\n> Pay <b>EUR 12.50</b>\n");
    expect(JSON.stringify(sentTo("lena@example.org"))).not.toContain("tiqrauth");
  });

  it("needs the PIN, and a wrong one counts as at the sign-in", async () => {
    const wim = await enrolledUser("wim");
    const { at } = await askedFrom(wim);
    expect((await at.browser.post(at.path, { pin: "9999" })).text).toContain("isn’t right");
    expect(await readFailCount(wim.serial)).toBe(1);
    expect((await askPhoneAt(at)).link).toMatch(/^tiqrauth:/);
  });

  it("may type the digits of a phone without a network", async () => {
    const dirk = await enrolledUser("dirk");
    const { id, at } = await askedFrom(dirk);
    const { link, fields } = await askPhoneAt(at);
    const right = await responseOf(dirk.phone, link);
    expect((await at.browser.post(`${at.path}/confirmed`, { ...fields, response: unlike(right) })).status).toBe(400);
    expect((await at.browser.post(`${at.path}/confirmed`, { ...fields, response: right })).text).toContain("Confirmed");
    const { id_token } = (await pollFor(over, client, id)).json;
    expect(atob(id_token.split(".")[1])).toContain('"amr":["otp","pin","mfa"]');
  });

  it("who declines while the phone is about to answer is asked no more", async () => {
    const ines = await enrolledUser("ines");
    const { id, at } = await askedFrom(ines);
    const { link } = await askPhoneAt(at);
    await declineAt(at);
    expect((await ines.phone.login(link)).told).not.toBe("logged-in");
    expect((await pollFor(over, client, id)).json.error).toBe("access_denied");
    expect(await auditRows({ user: "ines", event: "CONFIRMATION_GIVEN" })).toEqual([]);
  });

  it("answers no question with a code of another", async () => {
    const kai = await enrolledUser("kai");
    const [one, two] = [await cibaClient(over), await cibaClient(over)];
    const first = await askedFrom(kai, {}, one);
    const { fields } = await askPhoneAt(first.at);
    const second = await askedFrom(kai, {}, two);
    const right = await responseOf(kai.phone, fields.link);
    const mixed = await second.at.browser.post(`${second.at.path}/confirmed`, { ...fields, response: right });
    expect(mixed.text).not.toContain("Confirmed.");
    for (const [by, { id }] of [
      [one, first],
      [two, second],
    ] as const)
      expect((await pollFor(over, by, id)).json.error).toBe("authorization_pending");
  });

  it("is gone with their questions", async () => {
    const gone = await enrolledUser("gone");
    const { id, at } = await askedFrom(gone);
    await asAdmin("DELETE", "/user/realm1/gone");
    expect((await lookAt(at)).status).toBe(404);
    expect((await pollFor(over, client, id)).json.error).toBe("authorization_pending");
  });

  it("who has lost the token since gives nothing", async () => {
    const tom = await enrolledUser("tom-ciba");
    const { id, at } = await askedFrom(tom);
    await confirmAt(at, tom);
    await asAdmin("POST", "/token/disable", { serial: tom.serial });
    expect((await pollFor(over, client, id)).json.error).toBe("invalid_grant");
  });

  it("without a PIN confirms by phone alone, and gives one factor", async () => {
    const nopin = await enrolledUser("nopin", "");
    const { id, at } = await askedFrom(nopin);
    expect((await lookAt(at)).text).not.toContain('name="pin"');
    await confirmAt(at, nopin);
    expect(atob((await pollFor(over, client, id)).json.id_token.split(".")[1])).toContain("profile/sfa");
    const strict = { login_hint: "nopin", acr_values: "https://refeds.org/profile/mfa" };
    expect((await askCiba(over, await cibaClient(over), strict)).json.error).toBe("unknown_user_id");
  });
});

it("is not there unless it is set", async () => {
  expect((await request("/oidc/ciba", { method: "POST" })).status).toBe(404);
  expect((await request("/confirm/x")).status).toBe(404);
  expect((await request("/.well-known/openid-configuration")).text).not.toContain("ciba");
  expect((await pollFor(worker, client, "x")).json.error).toBe("unsupported_grant_type");
});
