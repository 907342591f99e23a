// Changes to tokens [321-354, 369-376]: their counts, the tokens that they reach, and the answers
// for a revoked token.

import { beforeAll, describe, expect, it } from "vitest";
import { asAdmin, check, enrol, errorOf, initToken, post, request, resultOf, tokenOf } from "../../support/service.ts";

const change = (path: string, fields: Record<string, string> = {}) => asAdmin("POST", `/token/${path}`, fields);
const message = async (fields: Record<string, string>) => (await check(fields)).json.detail.message;
const CHALLENGE = "Please scan the QR Code";

const CHANGES = [
  ["enable", {}],
  ["disable", {}],
  ["reset", {}],
  ["revoke", {}],
  ["unassign", {}],
  ["setpin", { otppin: "xxxx" }],
  ["setrandompin", {}],
  ["set", { max_failcount: "3" }],
  ["description", { description: "x" }],
] as const;

describe.each(CHANGES)("%s", (name, fields) => {
  it("of an unknown serial is 601, of an unknown user 904, and without either 905", async () => {
    const unknown = [404, 601, "No token found for serials: NOSUCH"];
    expect(errorOf(await change(name, { serial: "NOSUCH", ...fields }))).toEqual(unknown);
    expect(errorOf(await change(`${name}/NOSUCH`, fields))).toEqual(unknown);
    const nobody = [400, 904, "ERR904: The user can not be found in any resolver in this realm!"];
    expect(errorOf(await change(name, { user: "nobody", ...fields }))).toEqual(nobody);
    const missing = [400, 905, "ERR905: Missing parameter: 'serial' or 'serials'"];
    expect(errorOf(await change(name, fields))).toEqual(missing);
  });

  it("needs an administrator", async () => {
    const reply = await post(`/token/${name}`, { serial: "NOSUCH", ...fields });
    expect(errorOf(reply)).toEqual([401, 4033, "Authentication failure. Missing Authorization header."]);
  });

  it("of a revoked token is 1007, except revoking it again", async () => {
    const serial = `REVOKED-${name}`;
    await initToken({ user: "revoked", serial });
    await change("revoke", { serial });
    const reply = await change(name, { serial, ...fields });
    const refused = [400, 1007, "ERR1007: This action is not possible, since the token is locked"];
    if (name === "revoke") expect(resultOf(reply)).toBe(1);
    else expect([name, ...errorOf(reply)]).toEqual([name, ...refused]);
    expect(await tokenOf(serial)).toMatchObject({ active: false, revoked: true, locked: true });
  });
});

describe("a change by user", () => {
  it("is made to all tokens of that user and of no one else, and counts them", async () => {
    for (const serial of ["ALL1", "ALL2"]) await initToken({ user: "all", serial });
    await initToken({ user: "all", realm: "other", serial: "ALL3" });
    const active = () => Promise.all(["ALL1", "ALL2", "ALL3"].map(async (serial) => (await tokenOf(serial)).active));
    expect(resultOf(await change("disable", { user: "all" }))).toBe(2);
    expect(await active()).toEqual([false, false, true]);
    await change("enable/ALL1");
    expect(resultOf(await change("enable", { user: "all@realm1" }))).toBe(1);
    expect(resultOf(await change("disable", { user: "all", realm: "other" }))).toBe(1);
    expect(await active()).toEqual([true, true, false]);
  });

  it("of a user without tokens changes none", async () => {
    await initToken({ user: "none", serial: "NONE" });
    await asAdmin("DELETE", "/token/NONE");
    expect(resultOf(await change("disable", { user: "none" }))).toBe(0);
  });

  it("given beside a serial, or a serial given beside the path, is ignored", async () => {
    for (const serial of ["WAY1", "WAY2"]) await initToken({ user: "way", serial });
    expect(resultOf(await change("disable", { user: "nobody", serial: "WAY1" }))).toBe(1);
    expect(resultOf(await change("disable/WAY2", { serial: "WAY1" }))).toBe(1);
    expect(await tokenOf("WAY2")).toMatchObject({ active: false });
  });
});

describe("a PIN", () => {
  beforeAll(async () => {
    await enrol({ user: "pins", pin: "older", serial: "PINS" });
  });

  it("that replaces another is then the only one", async () => {
    expect(resultOf(await change("setpin", { serial: "PINS", otppin: "newer" }))).toBe(1);
    expect(await message({ user: "pins", pass: "older" })).toBe("wrong otp pin");
    expect(await message({ user: "pins", pass: "newer" })).toBe(CHALLENGE);
  });

  it("is not set if missing, and is removed if empty [335, 336]", async () => {
    expect(resultOf(await change("setpin", { serial: "PINS" }))).toBe(0);
    expect(await message({ user: "pins", pass: "newer" })).toBe(CHALLENGE);
    expect(resultOf(await change("setpin/PINS", { otppin: "" }))).toBe(1);
    expect(await message({ user: "pins", pass: "newer" })).toBe("wrong otp pin");
    expect(await message({ user: "pins", pass: "" })).toBe(CHALLENGE);
  });

  it("drawn at random is shown once, kept by no cache, and is the PIN from then on", async () => {
    const [first, second] = [await change("setrandompin/PINS"), await change("setrandompin", { serial: "PINS" })];
    expect([resultOf(first), first.headers.get("Cache-Control")]).toEqual([1, "no-store"]);
    const pins = [first.json.detail.pin, second.json.detail.pin];
    expect(pins.join()).toMatch(/^\d{8},\d{8}$/);
    expect(pins[0]).not.toBe(pins[1]);
    expect(await message({ user: "pins", pass: pins[0] })).toBe("wrong otp pin");
    expect(await message({ user: "pins", pass: pins[1] })).toBe(CHALLENGE);
  });

  it("in /token/set is ignored, as by privacyIDEA [341, 342]", async () => {
    await change("setpin", { serial: "PINS", otppin: "kept" });
    expect(resultOf(await change("set", { serial: "PINS", pin: "set", otppin: "set" }))).toBe(0);
    expect(await message({ user: "pins", pass: "kept" })).toBe(CHALLENGE);
  });
});

describe("settings of a token", () => {
  beforeAll(async () => {
    for (const serial of ["SET1", "SET2"]) await initToken({ user: "set", serial });
  });

  it("are counted, on every token [341-345]", async () => {
    const three = { description: "desc", max_failcount: "3", count_window: "5" };
    expect(resultOf(await change("set", { serial: "SET1", ...three }))).toBe(3);
    expect(await tokenOf("SET1")).toMatchObject({ description: "desc", maxfail: 3 });
    expect(resultOf(await change("set/SET1", { max_failcount: "4" }))).toBe(1);
    expect(await tokenOf("SET1")).toMatchObject({ description: "desc", maxfail: 4 });
    expect(resultOf(await change("set", { user: "set", description: "" }))).toBe(2);
    expect(await tokenOf("SET1")).toMatchObject({ description: "", maxfail: 4 });
    expect(resultOf(await change("set", { serial: "SET1" }))).toBe(0);
  });

  it("limit the failures: after that many the token locks", async () => {
    await change("set", { serial: "SET2", max_failcount: "2" });
    await change("disable", { serial: "SET1" });
    const told = [];
    for (let i = 0; i < 3; i++) told.push(await message({ user: "set", pass: "wrong" }));
    expect(told).toEqual(["wrong otp pin", "wrong otp pin", "Failcounter exceeded"]);
  });

  it("lock a token that has failed more often already, also for those who look for locked tokens", async () => {
    await initToken({ user: "few", serial: "FEW", pin: "1234" });
    for (let i = 0; i < 2; i++) await check({ user: "few", pass: "wrong" });
    const lockedNow = async () => (await change("reset", { locked_since: "600", preview: "true" })).json.result.value;
    const before = await lockedNow();
    await change("set", { serial: "FEW", max_failcount: "2" });
    expect(await lockedNow()).toBe(before + 1);
  });

  it.each(["0", "-1", "x", "1.5", "10000"])("with max_failcount %s are refused", async (max_failcount) => {
    const reply = await change("set", { serial: "SET1", description: "not", max_failcount });
    expect(errorOf(reply).slice(0, 2)).toEqual([400, 905]);
    expect(await tokenOf("SET1")).toMatchObject({ description: "", maxfail: 4 });
  });

  it("take no description that reads like another one, nor does an enrolment", async () => {
    await change("description/SET1", { description: "Anna" });
    for (const description of ["\u202eannA", "An\u200bna", "An\u200dna", "Anna\u2028", "An\nna", "\ufeffAnna"])
      for (const reply of [
        await change("description/SET1", { description }),
        await change("set", { serial: "SET1", description, max_failcount: "7" }),
        await initToken({ user: "unseen", serial: "UNSEEN", description }),
      ]) {
        expect([description, reply.status]).toEqual([description, 400]);
        expect(reply.json.result.error.message).toMatch(/Invalid parameter description: it has a control character/);
      }
    expect(await tokenOf("SET1")).toMatchObject({ description: "Anna", maxfail: 4 });
    expect(await tokenOf("UNSEEN")).toBeUndefined();
    expect(resultOf(await change("description/SET1", { description: "Zoë 👩‍💻" }))).toBe(true);
  });

  it("hold a description and the administrator's texts, which hide none of the token's own", async () => {
    expect(resultOf(await change("description/SET1", { description: "Anna phone" }))).toBe(true);
    expect(resultOf(await change("info/SET1/place", { value: "desk" }))).toBe(true);
    expect(resultOf(await change("info/SET1/ocrasuite", { value: "fake" }))).toBe(true);
    const { description, info } = (await tokenOf("SET1")) as { description: string; info: Record<string, string> };
    expect([description, info.place]).toEqual(["Anna phone", "desk"]);
    expect(info.ocrasuite).toBe("OCRA-1:HOTP-SHA256-8:QH10-S064");
    expect(resultOf(await asAdmin("DELETE", "/token/info/SET1/place"))).toBe(true);
    expect((await tokenOf("SET1")).info).not.toHaveProperty("place");
    const texts = Array.from({ length: 9 }, (_, i) => change(`info/SET1/long${i}`, { value: "x".repeat(1000) }));
    const refused = (await Promise.all(texts)).filter(({ status }) => status === 400);
    expect(refused.map(({ json }) => json.result.error.message)).toEqual([
      "ERR905: The token has no room for more texts.",
    ]);
    const unknown = await change("info/NOSUCH/place", { value: "desk" });
    expect(errorOf(unknown)).toEqual([404, 601, "No token found for serials: NOSUCH"]);
    expect((await request("/token/info/SET1/place", { method: "DELETE" })).status).toBe(401);
  });
});
