// /token/: list, enable, disable, reset, delete [54, 184, 305-385].

import { beforeAll, describe, expect, it } from "vitest";
import { asAdmin, check, enrol, errorOf, initToken, type Reply, request, tokenOf } from "../../support/service.ts";

const value = ({ json }: Reply) => json.result.value;
const serialsOf = async (query: string): Promise<string[]> =>
  value(await asAdmin("GET", `/token/?${query}`)).tokens.map((token: { serial: string }) => token.serial);

/** Keys of a token in [54] and [184]. */
const KEYS = [
  ["active", true],
  ["state", "active"],
  ["container_serial", ""],
  ["count", 0],
  ["count_window", 10],
  ["description", "phone"],
  ["failcount", 1],
  ["id", expect.any(Number)],
  ["info", expect.any(Object)],
  ["locked", false],
  ["locks", []], // ours
  ["maxfail", 10],
  ["otplen", 8],
  ["realms", ["realm1"]],
  ["enrollment", { state: "unproven", qr_code_uses: 1 }], // ours
  ["proven", false], // ours
  ["resolver", expect.any(String)],
  ["revoked", false],
  ["rollout_state", "enrolled"],
  ["serial", "LIST1"],
  ["sync_window", expect.any(Number)],
  ["tokengroup", []],
  ["tokentype", "tiqr"],
  ["user_editable", false],
  ["user_id", expect.any(String)],
  ["user_realm", "realm1"],
  ["username", "list"],
] as const;

describe("the list", () => {
  beforeAll(async () => {
    await enrol({ user: "list", pin: "1234", serial: "LIST1", description: "phone" });
    await initToken({ user: "list", serial: "LIST2" });
    await initToken({ user: "list", realm: "elsewhere", serial: "LIST3" });
  });

  it("shows every key that privacyIDEA shows, and nothing secret", async () => {
    await check({ user: "list", pass: "wrong" });
    const token = await tokenOf("LIST1");
    expect(token).toEqual(Object.fromEntries(KEYS));
    expect(Object.keys(token.info as object).sort()).toEqual([
      "assignment_date",
      "creation_date",
      "identity",
      "ocrasuite",
      "service_identifier",
      "tokenkind",
    ]);
    expect(token.info).toMatchObject({ identity: "list_realm1", service_identifier: "tiqr.test" });
    expect((token.info as Record<string, string>).creation_date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
  });

  it("shows the last login once there was one", async () => {
    const { phone, serial } = await enrol({ user: "last", pin: "1234" });
    const { detail } = (await check({ user: "last", pass: "1234" })).json;
    expect(await tokenOf(serial)).toMatchObject({ proven: false });
    await phone.login(detail.attributes.value);
    expect(await tokenOf(serial)).toMatchObject({ proven: true, enrollment: { state: "enrolled" } });
    expect((await tokenOf(serial)).info).not.toHaveProperty("last_auth");
    await check({ user: "last", transaction_id: detail.transaction_id });
    expect((await tokenOf(serial)).info).toHaveProperty("last_auth", expect.stringMatching(/^\d{4}-.*\+00:00$/));
  });

  it("counts the tokens that it shows", async () => {
    const list = value(await asAdmin("GET", "/token/?user=list"));
    expect(list).toMatchObject({ count: 2, next: null, prev: null });
    expect(list.tokens).toHaveLength(2);
  });

  it("accepts user, user@realm, user and realm, serial, or serial of a user", async () => {
    expect(await serialsOf("user=list")).toEqual(["LIST1", "LIST2"]);
    expect(await serialsOf("user=list@elsewhere")).toEqual(["LIST3"]);
    expect(await serialsOf("user=list&realm=elsewhere")).toEqual(["LIST3"]);
    expect(await serialsOf("serial=LIST2")).toEqual(["LIST2"]);
    expect(await serialsOf("serial=LIST2&user=list")).toEqual(["LIST2"]);
    expect(await serialsOf("serial=LIST3&user=list")).toEqual([]);
    expect(await serialsOf("")).toEqual(expect.arrayContaining(["LIST1", "LIST2", "LIST3"]));
  });

  it("is empty for an unknown serial and an error for an unknown user", async () => {
    expect(value(await asAdmin("GET", "/token/?serial=NOSUCH"))).toMatchObject({ count: 0, tokens: [] });
    expect(errorOf(await asAdmin("GET", "/token/?user=nobody")).slice(0, 2)).toEqual([400, 904]);
  });
});

describe("a change", () => {
  beforeAll(async () => {
    await enrol({ user: "change", pin: "1234", serial: "CHANGE" });
  });

  it("counts the changed tokens, with the serial as parameter and in the path", async () => {
    const disable = () => asAdmin("POST", "/token/disable", { serial: "CHANGE" });
    expect([value(await disable()), value(await disable())]).toEqual([1, 0]);
    expect(await tokenOf("CHANGE")).toMatchObject({ active: false });
    expect(value(await asAdmin("POST", "/token/disable/CHANGE"))).toBe(0);
    const enable = () => asAdmin("POST", "/token/enable/CHANGE");
    expect([value(await enable()), value(await enable())]).toEqual([1, 0]);
    expect(await tokenOf("CHANGE")).toMatchObject({ active: true });
  });

  it("reset sets the counter to zero and counts the token every time", async () => {
    await check({ user: "change", pass: "wrong" });
    expect(await tokenOf("CHANGE")).toMatchObject({ failcount: 1 });
    expect(value(await asAdmin("POST", "/token/reset", { serial: "CHANGE" }))).toBe(1);
    expect(await tokenOf("CHANGE")).toMatchObject({ failcount: 0 });
    expect(value(await asAdmin("POST", "/token/reset/CHANGE"))).toBe(1);
  });

  it.each(["enable", "disable", "reset"])("%s of an unknown serial is 601, and without a serial 905", async (name) => {
    const unknown = [404, 601, "No token found for serials: NOSUCH"];
    expect(errorOf(await asAdmin("POST", `/token/${name}`, { serial: "NOSUCH" }))).toEqual(unknown);
    expect(errorOf(await asAdmin("POST", `/token/${name}/NOSUCH`))).toEqual(unknown);
    const missing = [400, 905, "ERR905: Missing parameter: 'serial' or 'serials'"];
    expect(errorOf(await asAdmin("POST", `/token/${name}`, { serial: "" }))).toEqual(missing);
  });

  it("needs an administrator", async () => {
    for (const path of ["/token/disable/CHANGE", "/token/enable/CHANGE", "/token/reset/CHANGE"])
      expect((await request(path, { method: "POST" })).status).toBe(401);
    expect((await request("/token/CHANGE", { method: "DELETE" })).status).toBe(401);
    expect((await request("/token/challenges/transaction/1", { method: "DELETE" })).status).toBe(401);
    expect(await tokenOf("CHANGE")).toMatchObject({ active: true });
  });
});

describe("a token deleted", () => {
  it("is gone: 1, then 601, and its user has no tokens", async () => {
    await enrol({ user: "gone", pin: "1234", serial: "GONE" });
    expect(value(await asAdmin("DELETE", "/token/GONE"))).toBe(1);
    expect(errorOf(await asAdmin("DELETE", "/token/GONE"))).toEqual([404, 601, "No token found for serials: GONE"]);
    expect(await tokenOf("GONE")).toBeUndefined();
    expect((await check({ user: "gone", pass: "1234" })).json.detail.message).toBe("The user has no tokens assigned");
  });

  it("and made again under the same serial is another token: its old transactions stay dead", async () => {
    const { phone } = await enrol({ user: "anew", pin: "1234", serial: "ANEW" });
    const { id } = await tokenOf("ANEW");
    const { detail } = (await check({ user: "anew", pass: "1234" })).json;
    await phone.login(detail.attributes.value);
    await asAdmin("DELETE", "/token/ANEW");
    await enrol({ user: "anew", pin: "1234", serial: "ANEW" });
    expect((await tokenOf("ANEW")).id).not.toBe(id);
    const finalized = (await check({ user: "anew", transaction_id: detail.transaction_id })).json;
    expect(finalized.result.value).toBe(false);
    expect(finalized.detail).toEqual({ message: "wrong otp pin" });
  });
});
