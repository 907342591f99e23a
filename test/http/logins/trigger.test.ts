// /validate/triggerchallenge [169-179, 280]: challenges without a PIN, for an application that
// vouches for the user.

import { beforeAll, describe, expect, it } from "vitest";
import {
  admin,
  asAdmin,
  check,
  type EnrolledToken,
  enrol,
  errorOf,
  initToken,
  post,
  type Reply,
  request,
  resultOf,
  tokenOf,
} from "../../support/service.ts";

const trigger = (fields: Record<string, string>) => asAdmin("POST", "/validate/triggerchallenge", fields);
const replyOf = ({ status, json: { result, detail } }: Reply) => [status, result.value, result.authentication, detail];
const nothing = (message: string) => [
  200,
  0,
  "REJECT",
  { message, messages: [message], multi_challenge: [], transaction_ids: [] },
];
const NO_TOKENS = "The user has no tokens assigned";
const change = (name: string, serial: string) => asAdmin("POST", `/token/${name}`, { serial });

let one: EnrolledToken;
beforeAll(async () => {
  one = await enrol({ user: "one", pin: "1234", serial: "ONE" });
});

describe("a trigger", () => {
  it("returns the same as a right PIN, and the number of challenges as its value", async () => {
    const reply = await trigger({ user: "one" });
    const withPin = await check({ user: "one", pass: "1234" });
    expect(replyOf(reply).slice(0, 3)).toEqual([200, 1, "CHALLENGE"]);
    expect(Object.keys(reply.json.detail).sort()).toEqual(Object.keys(withPin.json.detail).sort());
    expect(reply.json.detail).toMatchObject({
      client_mode: "poll",
      preferred_client_mode: "poll",
      message: "Please scan the QR Code",
      serial: "ONE",
      type: "tiqr",
      multi_challenge: [{ client_mode: "poll", serial: "ONE", type: "tiqr" }],
    });
    expect(reply.headers.get("Cache-Control")).toBe("no-store");
  });

  it("leads to a login", async () => {
    const { detail } = (await trigger({ user: "one" })).json;
    expect(await one.phone.login(detail.attributes.value)).toMatchObject({ told: "logged-in" });
    expect(resultOf(await check({ user: "one", transaction_id: detail.transaction_id }))).toBe(true);
  });

  it("goes by user, user@realm or serial, with POST or GET [169, 170, 172]", async () => {
    for (const fields of [{ user: "one" }, { user: "one@realm1" }, { serial: "ONE" }, { user: "one", serial: "ONE" }]) {
      const query = new URLSearchParams(fields as Record<string, string>);
      const get = await request(`/validate/triggerchallenge?${query}`, { headers: await admin() });
      for (const reply of [await trigger(fields as Record<string, string>), get])
        expect(reply.json.detail.multi_challenge).toMatchObject([{ serial: "ONE" }]);
    }
  });

  it("counts the tokens of one transaction, whatever their PINs are [171]", async () => {
    for (const serial of ["TWO1", "TWO2"]) await enrol({ user: "two", pin: serial, serial });
    const reply = await trigger({ user: "two" });
    expect(resultOf(reply)).toBe(2);
    const { multi_challenge, messages, transaction_ids, transaction_id } = reply.json.detail;
    expect(multi_challenge.map(({ serial }: { serial: string }) => serial)).toEqual(["TWO1", "TWO2"]);
    expect([messages.length, transaction_ids]).toEqual([2, [transaction_id, transaction_id]]);
  });

  it("leaves out tokens that are disabled, revoked or not enrolled", async () => {
    for (const serial of ["MIX1", "MIX2", "MIX3"]) await enrol({ user: "mix", serial });
    await initToken({ user: "mix", serial: "MIX4" });
    await change("disable", "MIX1");
    await change("revoke", "MIX2");
    const reply = await trigger({ user: "mix" });
    expect([resultOf(reply), reply.json.detail.serial]).toEqual([1, "MIX3"]);
  });
});

describe("a trigger that finds nothing", () => {
  it("is value 0, and says why, for an unknown serial and a user without tokens [177, 178]", async () => {
    await initToken({ user: "without", serial: "WITHOUT" });
    await asAdmin("DELETE", "/token/WITHOUT");
    expect(replyOf(await trigger({ user: "without" }))).toEqual(nothing(NO_TOKENS));
    expect(replyOf(await trigger({ serial: "NOSUCH" }))).toEqual(nothing(NO_TOKENS));
  });

  it("is the same for an unknown user or realm: nobody may pass for a person without a second factor", async () => {
    await initToken({ user: "one-without", serial: "ONE-WITHOUT" });
    await asAdmin("DELETE", "/token/ONE-WITHOUT");
    const shown = ({ json, status, headers }: Reply) => [status, json.detail, json.result, headers.get("TiQR-Reason")];
    const known = shown(await trigger({ user: "one-without" }));
    for (const fields of [{ user: "nobody" }, { user: "one", realm: "norealm" }, { user: "nobody", serial: "NOSUCH" }])
      expect([fields, shown(await trigger(fields as Record<string, string>))]).toEqual([fields, known]);
  });

  it("says why when no token is usable, and counts nothing [280]", async () => {
    await enrol({ user: "why", pin: "1234", serial: "WHY" });
    await asAdmin("POST", "/token/set", { serial: "WHY", max_failcount: "1" });
    const { detail } = (await trigger({ user: "why" })).json;
    await check({ user: "why", transaction_id: detail.transaction_id, response: "00000000" });
    expect(replyOf(await trigger({ user: "why" }))).toEqual(nothing("Failcounter exceeded"));
    await change("disable", "WHY");
    expect(replyOf(await trigger({ serial: "WHY" }))).toEqual(nothing("Token is disabled"));
    expect(await tokenOf("WHY")).toMatchObject({ failcount: 1 });
    await initToken({ user: "wait", serial: "WAIT" });
    expect(replyOf(await trigger({ user: "wait" }))).toEqual(nothing("Token is not enrolled yet"));
    await change("revoke", "WAIT");
    expect(errorOf(await trigger({ user: "wait" })).slice(0, 2)).toEqual([400, 1007]);
  });

  it("is an error for a foreign serial, and a request that names no user [179]", async () => {
    const nobody = "ERR905: You need to specify a serial, user or credential_id.";
    expect(errorOf(await trigger({}))).toEqual([400, 905, nobody]);
    await initToken({ user: "else", serial: "ELSE" });
    const foreign = "ERR905: Given serial does not belong to given user!";
    expect(errorOf(await trigger({ user: "else", serial: "ONE" }))).toEqual([400, 905, foreign]);
  });
});

describe("a caller", () => {
  it("without a JWT, or with a bad one, triggers nothing [173, 175]", async () => {
    const missing = await post("/validate/triggerchallenge", { user: "one" });
    expect(errorOf(missing).slice(0, 2)).toEqual([401, 4033]);
    expect(missing.json.detail).toEqual({});
    const bad = await post("/validate/triggerchallenge", { user: "one" }, { Authorization: "x" });
    expect(errorOf(bad).slice(0, 2)).toEqual([401, 4304]);
  });
});
