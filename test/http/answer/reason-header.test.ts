// TiQR-Reason: the reason of a refusal for programs. It says nothing that the body does not say.

import { beforeAll, describe, expect, it } from "vitest";
import { sampleOf } from "../../../scripts/docs/tables.ts";
import { REASONS, type Reason, type ReasonCode } from "../../../src/core/reasons.ts";
import { reasonHeader } from "../../../src/http/answer/reason-header.ts";
import { wireOf } from "../../../src/http/answer/reason-to-wire.ts";
import {
  admin,
  asAdmin,
  check,
  enrol,
  initToken,
  openLogin,
  post,
  postOver,
  type Reply,
  request,
  serviceAccount,
  withSettings,
} from "../../support/service.ts";

const headerOf = (reason: Reason) => reasonHeader(reason, wireOf(reason).evidence);
const told = ({ headers }: Reply) => headers.get("TiQR-Reason");

beforeAll(async () => {
  await enrol({ user: "told", pin: "1234", serial: "TOLD" });
});

describe("an error has its reason", () => {
  it.each([
    ["/token/?page=0", "invalid-parameter"],
    ["/token/?user=nobody", "user-not-found"],
    [`/token/?serial=${"S".repeat(50)}*`, 'pattern-too-long;name="serial";most="50"'],
    [`/token/?serial=${"S".repeat(1025)}`, 'too-long;name="serial"'],
    [`/token/?${encodeURIComponent('a";b\u00e9')}=${"x".repeat(1025)}`, 'too-long;name="a%22%3Bb%C3%A9"'],
    ["/token/?serial=%00", 'nul-character;name="serial"'],
  ])("to GET %s: %s", async (path, reason) => {
    expect(told(await request(path, { headers: await admin() }))).toBe(reason);
  });

  it("to a caller without a sign-in, without a right, or with a wrong password", async () => {
    expect(told(await request("/token/"))).toBe("missing-authorization");
    const lacking = await serviceAccount("lacking", ["enable"]);
    expect(told(await request("/token/", { headers: lacking }))).toBe('missing-right;right="tokenlist"');
    for (const username of ["admin", "nobody"])
      expect(told(await post("/auth", { username, password: "wrong" }))).toBe("wrong-credentials");
  });

  it("with the values that a message needs: the shortest PIN, the seconds to wait", async () => {
    const send = await withSettings({ PIN_MIN_LENGTH: "6" });
    const short = await postOver(send, "/token/init", { type: "tiqr", user: "short", pin: "12345" }, await admin());
    expect(told(short)).toBe('pin-too-short;least="6"');
    expect(headerOf({ code: "too-many-requests", retryAfterSeconds: 60 })).toBe('too-many-requests;seconds="60"');
  });
});

describe("a rejection has its reason", () => {
  it.each(["check", "samlcheck", "radiuscheck"])("of /validate/%s", async (path) => {
    const wrong = await post(`/validate/${path}`, { user: "told", pass: "wrong" });
    expect(told(wrong)).toBe("wrong-pin");
    expect(told(await post(`/validate/${path}`, { user: "nobody", pass: "wrong" }))).toBe("no-tokens");
    const triggered = await post(`/validate/${path}`, { user: "told", pass: "1234" });
    expect(told(triggered)).toBeNull();
    const { id } = await openLogin({ user: "told", pass: "1234" });
    expect(told(await post(`/validate/${path}`, { user: "told", transaction_id: id }))).toBe("not-answered");
  });

  it("of /validate/triggerchallenge", async () => {
    await initToken({ user: "not-yet", serial: "NOT-YET" });
    await enrol({ user: "off", pin: "1234", serial: "OFF" });
    await asAdmin("POST", "/token/disable", { serial: "OFF" });
    const trigger = async (parameters: Record<string, string>) =>
      told(await asAdmin("POST", "/validate/triggerchallenge", parameters));
    expect(await trigger({ serial: "NOT-YET" })).toBe("token-not-enrolled");
    expect(await trigger({ user: "off" })).toBe("token-disabled");
    expect(await trigger({ serial: "NO-SUCH" })).toBe("no-tokens");
    expect(await trigger({ user: "told" })).toBeNull();
  });

  it("with its method or path, too", async () => {
    expect(told(await request("/token/init", { headers: await admin() }))).toBe("unknown-method");
    expect(told(await request("/nosuch"))).toBe("unknown-path");
  });
});

describe("the header says only what the body may say:", () => {
  it("reasons that have the same body have the same header", () => {
    const reasons = (Object.keys(REASONS) as ReasonCode[]).map(sampleOf);
    const heard = reasons.map((reason) => [JSON.stringify(wireOf(reason).api), headerOf(reason)]);
    expect(new Set(heard.map(String)).size).toBe(new Set(heard.map(([body]) => body)).size);
  });

  it("with HIDE_UNKNOWN_USERS it is that of a wrong PIN for everyone who cannot log in", async () => {
    const hidden = await withSettings({ HIDE_UNKNOWN_USERS: "on" });
    await enrol({ user: "disabled", pin: "1234", serial: "DISABLED" });
    await asAdmin("POST", "/token/disable", { serial: "DISABLED" });
    await enrol({ user: "revoked", pin: "1234", serial: "REVOKED" });
    await asAdmin("POST", "/token/revoke", { serial: "REVOKED" });
    await enrol({ user: "locked", pin: "1234", serial: "LOCKED" });
    await asAdmin("POST", "/token/set", { serial: "LOCKED", max_failcount: "1" });
    await check({ user: "locked", pass: "wrong" });
    await enrol({ user: "over", pin: "1234", serial: "OVER" });
    await asAdmin("POST", "/token/set", { serial: "OVER", validity_period_end: "2020-01-01T00:00+0000" });
    await initToken({ user: "without-phone", pin: "1234" });
    const users = ["nobody", "disabled", "revoked", "locked", "over", "without-phone"];
    const pin = (user: string) => ({ user, pass: "1234" });
    const said = ({ json, headers }: Reply) => [json.detail, json.result, [...headers].sort()];
    const wrong = await postOver(hidden, "/validate/check", { user: "told", pass: "wrong" });
    for (const user of users) {
      const reply = await postOver(hidden, "/validate/check", pin(user));
      expect([user, said(reply)]).toEqual([user, said(wrong)]);
      expect(told(reply)).toBe("wrong-pin");
    }
    // If no user is hidden these differ, so there was something to hide.
    const open = await withSettings({ HIDE_UNKNOWN_USERS: "off" });
    const apart = await Promise.all(
      users.map(async (user) => told(await postOver(open, "/validate/check", pin(user)))),
    );
    expect(apart).toEqual([
      "no-tokens",
      "token-disabled",
      "token-revoked",
      "token-locked",
      "token-not-valid-now",
      "token-not-enrolled",
    ]);
  });

  it("nothing with a success", async () => {
    expect(told(await request("/token/", { headers: await admin() }))).toBeNull();
  });

  it("a used session looks like one that never existed", async () => {
    const { detail } = (await initToken({ user: "used" })).json;
    const address = detail.tiqrenroll.value.replace("tiqrenroll://https://tiqr.test", "");
    await request(address);
    const again = await request(address, { headers: { "User-Agent": "another" } });
    const madeUp = await request(`/ttype/tiqr?action=metadata&session=x&serial=${detail.serial}`);
    expect([again.text, told(again)]).toEqual([again.text, told(madeUp)]);
    expect(again.status).toBe(400);
  });
});
