// Any change that takes a token away from its user ends open transactions at once: no answer and no
// finalization succeeds after it.

import { describe, expect, it } from "vitest";
import { sessionKeyFor } from "../../support/house/names.ts";
import { withoutSentence } from "../../support/house/sentence.ts";
import { asAdmin, check, enrol, openLogin, post, type Reply, responseOf, tokenOf } from "../../support/service.ts";

let number = 0;
const person = async () => {
  const user = `ended${++number}`;
  return { user, ...(await enrol({ user, pin: "1234", serial: user.toUpperCase() })) };
};
const answer = async (id: string, response: string) => {
  const fields = { sessionKey: await sessionKeyFor(id), userId: "x", response, operation: "login" };
  return withoutSentence((await post("/ttype/tiqr", fields, { "X-TIQR-Protocol-Version": "2" })).text);
};
const heard = ({ status, json }: Reply) => [status, json.result.value, json.detail.message];

type Change = (serial: string, user: string) => Promise<Reply>;
const CHANGES: readonly (readonly [string, Change])[] = [
  ["deleting it", (serial) => asAdmin("DELETE", `/token/${serial}`)],
  ["disabling it", (serial) => asAdmin("POST", "/token/disable", { serial })],
  ["revoking it", (serial) => asAdmin("POST", "/token/revoke", { serial })],
  ["unassigning it", (serial) => asAdmin("POST", "/token/unassign", { serial })],
  ["starting its enrolment again", (serial, user) => asAdmin("POST", "/token/init", { type: "tiqr", user, serial })],
  ["setting its PIN", (serial) => asAdmin("POST", "/token/setpin", { serial, otppin: "other" })],
  [
    "ending its period",
    (serial) => asAdmin("POST", "/token/set", { serial, validity_period_end: "2020-01-01T00:00Z" }),
  ],
  ["removing its user", (_, user) => asAdmin("DELETE", `/user/realm1/${user}`)],
];

describe.each(CHANGES)("%s", (name, change) => {
  it("before the answer leaves the right answer none", async () => {
    const { user, serial, phone } = await person();
    const { id, link } = await openLogin({ user, pass: "1234" });
    expect((await change(serial, user)).json.result.status).toBe(true);
    expect(await answer(id, await responseOf(phone, link))).toBe('{"responseCode":203}');
    expect(heard(await check({ serial, transaction_id: id })).slice(0, 2)).toEqual([200, false]);
  });

  it("before the answer leaves no digits of a phone without a network valid", async () => {
    const { user, serial, phone } = await person();
    const { id, link } = await openLogin({ user, pass: "1234" });
    await change(serial, user);
    const fields = { user, transaction_id: id, response: await responseOf(phone, link) };
    expect(heard(await check(fields)).slice(0, 2)).toEqual([200, false]);
  });

  it("after the answer leaves no finalize", async () => {
    const { user, serial, phone } = await person();
    const { id, link } = await openLogin({ user, pass: "1234" });
    expect(await phone.login(link)).toMatchObject({ told: "logged-in" });
    await change(serial, user);
    const said = { "disabling it": "Token is disabled", "ending its period": "Outside validity period" }[name];
    for (const fields of [{ user }, { serial }])
      expect(heard(await check({ ...fields, transaction_id: id }))).toEqual([200, false, said ?? "wrong otp pin"]);
  });
});

describe("a token disabled and enabled again", () => {
  it("logs in with the answer that it had [302-304]", async () => {
    const { user, serial, phone } = await person();
    const { id, link } = await openLogin({ user, pass: "1234" });
    await phone.login(link);
    await asAdmin("POST", "/token/disable", { serial });
    await asAdmin("POST", "/token/enable", { serial });
    expect(heard(await check({ user, transaction_id: id }))).toEqual([200, true, "Found matching challenge"]);
  });
});

describe("one of two tokens", () => {
  it("that is deleted leaves the transaction to the other", async () => {
    const first = await enrol({ user: "pair", pin: "1234", serial: "PAIR1" });
    const second = await enrol({ user: "pair", pin: "1234", serial: "PAIR2" });
    const { id, link } = await openLogin({ user: "pair", pass: "1234" });
    await asAdmin("DELETE", "/token/PAIR1");
    expect(await answer(id, await responseOf(first.phone, link))).toBe('{"responseCode":203}');
    expect(await second.phone.login(link)).toMatchObject({ told: "logged-in" });
    expect((await check({ user: "pair", transaction_id: id })).json.detail.serial).toBe("PAIR2");
    expect(await tokenOf("PAIR2")).toMatchObject({ failcount: 0 });
  });
});
