// Limits on tokens per user, the minimum length of PINs, and whether a PIN is required.

import { beforeAll, describe, expect, it } from "vitest";
import {
  asAdmin,
  asAdminOver,
  check,
  enrol,
  errorOf,
  initToken,
  resultOf,
  type Send,
  tokenOf,
  withSettings,
} from "../../support/service.ts";

const LIMITED = [403, 303, "ERR303: The number of tokens for this user is limited!"];
let app: Send;
const init = (fields: Record<string, string>) => asAdminOver(app, "POST", "/token/init", { type: "tiqr", ...fields });
const change = (name: string, fields: Record<string, string>) => asAdminOver(app, "POST", `/token/${name}`, fields);

describe("at most two tokens per user", () => {
  beforeAll(async () => {
    app = await withSettings({ TIQR_MAX_TOKEN_PER_USER: "2" });
    for (const serial of ["MOST1", "MOST2"]) await init({ user: "most", serial });
  });

  it("refuse a third, however the user is named, and make nothing", async () => {
    for (const fields of [{ user: "most" }, { user: "most@realm1" }, { user: "most", realm: "REALM1" }])
      expect(errorOf(await init({ ...(fields as Record<string, string>), serial: "MOST3" }))).toEqual(LIMITED);
    expect(errorOf(await init({ user: "most" }))).toEqual(LIMITED);
    expect(await tokenOf("MOST3")).toBeUndefined();
    expect(resultOf(await asAdmin("GET", "/token/?user=most")).count).toBe(2);
  });

  it("leave the tokens of other users, and of the same name in another realm", async () => {
    expect((await init({ user: "most", realm: "other" })).status).toBe(200);
    expect((await init({ user: "least" })).status).toBe(200);
  });

  it("let an enrolment start again, unless its new user has two", async () => {
    expect((await init({ user: "most", serial: "MOST2" })).status).toBe(200);
    await init({ user: "least", serial: "LEAST" });
    expect(errorOf(await init({ user: "most", serial: "LEAST" }))).toEqual(LIMITED);
    expect(await tokenOf("LEAST")).toMatchObject({ username: "least" });
  });

  it("refuse to be assigned a third", async () => {
    await change("unassign", { serial: "LEAST" });
    expect(errorOf(await change("assign", { serial: "LEAST", user: "most@realm1" }))).toEqual(LIMITED);
    expect(await tokenOf("LEAST")).toMatchObject({ username: "" });
    expect(resultOf(await change("assign", { serial: "LEAST", user: "least" }))).toBe(true);
  });

  it("count disabled tokens, and make room with a deletion", async () => {
    await change("disable", { user: "most" });
    expect(errorOf(await init({ user: "most", serial: "MOST3" }))).toEqual(LIMITED);
    await asAdmin("DELETE", "/token/MOST1");
    expect((await init({ user: "most", serial: "MOST3" })).status).toBe(200);
  });
});

describe("at most one active token per user", () => {
  beforeAll(async () => {
    app = await withSettings({ TIQR_MAX_ACTIVE_TOKEN_PER_USER: "1" });
  });

  it("refuses a second one made, enabled or assigned", async () => {
    await init({ user: "act", serial: "ACT1" });
    expect(errorOf(await init({ user: "act", serial: "ACT2" }))).toEqual(LIMITED);
    await change("disable", { serial: "ACT1" });
    expect((await init({ user: "act", serial: "ACT2" })).status).toBe(200);
    expect(errorOf(await change("enable", { serial: "ACT1" }))).toEqual(LIMITED);
    expect(await tokenOf("ACT1")).toMatchObject({ active: false });
    await init({ user: "free", serial: "ACT3" });
    await change("unassign", { serial: "ACT3" });
    expect(errorOf(await change("assign", { serial: "ACT3", user: "act" }))).toEqual(LIMITED);
    await change("disable", { serial: "ACT3" });
    expect(resultOf(await change("assign", { serial: "ACT3", user: "act" }))).toBe(true);
  });

  it("counts no revoked ones", async () => {
    await init({ user: "gone", serial: "GONE1" });
    await change("revoke", { serial: "GONE1" });
    expect((await init({ user: "gone", serial: "GONE2" })).status).toBe(200);
  });

  it("holds when all of a user's tokens are enabled at once", async () => {
    for (const serial of ["ALL1", "ALL2", "ALL3"]) await initToken({ user: "all", serial });
    await change("disable", { user: "all" });
    expect(resultOf(await change("enable", { user: "all" }))).toBe(1);
    expect(resultOf(await asAdmin("GET", "/token/?user=all&active=1")).tokens).toMatchObject([{ serial: "ALL1" }]);
    expect(errorOf(await change("enable", { user: "all" }))).toEqual(LIMITED);
  });
});

const SHORT = [400, 905, "ERR905: The PIN is too short: it needs at least 4 characters."];

describe("PINs of at least four characters, which is the default", () => {
  beforeAll(async () => {
    app = await withSettings({});
  });

  it("may be left out: a token without one is made, and an empty one removes it", async () => {
    for (const fields of [{ user: "bare" }, { user: "bare", pin: "" }]) expect((await init(fields)).status).toBe(200);
    await enrol({ user: "bared", pin: "1234", serial: "BARED" }, { send: app });
    expect(resultOf(await change("setpin", { serial: "BARED", otppin: "" }))).toBe(1);
    expect((await check({ user: "bared", pass: "" })).json.result.authentication).toBe("CHALLENGE");
  });

  it("that are given are never shorter, wherever they are given, and a short one makes and changes nothing", async () => {
    for (const pin of ["1", "123", "💛💛💛"]) {
      expect([pin, ...errorOf(await init({ user: "given", pin, serial: "GIVEN" }))]).toEqual([pin, ...SHORT]);
      expect([pin, ...errorOf(await change("setpin", { serial: "BARED", otppin: pin }))]).toEqual([pin, ...SHORT]);
      expect([pin, ...errorOf(await change("assign", { serial: "BARED", user: "x", pin }))]).toEqual([pin, ...SHORT]);
    }
    expect(await tokenOf("GIVEN")).toBeUndefined();
    expect((await check({ user: "bared", pass: "" })).json.result.authentication).toBe("CHALLENGE");
  });
});

describe("PINs that tokens must have, of at least four characters", () => {
  beforeAll(async () => {
    app = await withSettings({ PIN_REQUIRED: "on" });
  });

  it("are counted as a person counts them, and shorter or missing ones make no token", async () => {
    for (const pin of ["123", "", "💛💛💛"]) {
      expect([pin, ...errorOf(await init({ user: "pin", pin, serial: "PIN" }))]).toEqual([pin, ...SHORT]);
      expect([pin, ...errorOf(await init({ user: "pin", pin }))]).toEqual([pin, ...SHORT]);
    }
    expect(await tokenOf("PIN")).toBeUndefined();
    expect((await init({ user: "pin", pin: "💛💛💛💛", serial: "PIN" })).status).toBe(200);
    expect((await check({ user: "pin", pass: "💛💛💛💛" })).json.detail.message).toBe("Token is not enrolled yet");
  });

  it("stay when an enrolment starts again without one", async () => {
    await enrol({ user: "stay", pin: "12345", serial: "STAY" }, { send: app });
    expect((await init({ user: "stay", serial: "STAY" })).status).toBe(200);
    expect((await check({ user: "stay", pass: "12345" })).json.detail.message).toBe("Token is not enrolled yet");
    expect(errorOf(await init({ user: "stay", serial: "STAY", pin: "123" }))).toEqual(SHORT);
  });

  it("are the only ones that can be set, assigned or drawn", async () => {
    await init({ user: "set", pin: "12345", serial: "SET" });
    for (const otppin of ["123", ""]) expect(errorOf(await change("setpin", { serial: "SET", otppin }))).toEqual(SHORT);
    expect((await check({ user: "set", pass: "12345" })).json.detail.message).toBe("Token is not enrolled yet");
    await change("unassign", { serial: "SET" });
    expect(errorOf(await change("assign", { serial: "SET", user: "set", pin: "123" }))).toEqual(SHORT);
    expect(resultOf(await change("assign", { serial: "SET", user: "set" }))).toBe(true);
    const any = await withSettings({ PIN_REQUIRED: "on", PIN_MIN_LENGTH: "0" });
    expect(errorOf(await asAdminOver(any, "POST", "/token/setpin", { serial: "SET", otppin: "" }))[2]).toContain(
      "at least 1 character",
    );
    const long = await withSettings({ PIN_MIN_LENGTH: "12" });
    const { detail } = (await asAdminOver(long, "POST", "/token/setrandompin", { serial: "SET" })).json;
    expect(detail.pin).toMatch(/^\d{12}$/);
  });
});
