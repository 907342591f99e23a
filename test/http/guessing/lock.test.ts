// The lock of a token, from outside: what closes it, how everyone is then refused, and how it
// opens.

import { beforeAll, describe, expect, it } from "vitest";
import { sessionKeyFor } from "../../support/house/names.ts";
import { withoutSentence } from "../../support/house/sentence.ts";
import {
  asAdmin,
  check,
  type EnrolledToken,
  enrol,
  openLogin,
  poll,
  postOver,
  responseOf,
  type Send,
  tokenOf,
  withSettings,
} from "../../support/service.ts";

const MAX_FAIL = 3;
let send: Send;
beforeAll(async () => {
  send = await withSettings({ MAX_FAIL: String(MAX_FAIL) });
});

const message = async (fields: Record<string, string>): Promise<string> =>
  (await postOver(send, "/validate/check", fields)).json.detail.message;
const reset = (serial: string) => asAdmin("POST", "/token/reset", { serial });

/** A phone's answer, byte for byte but for the sentence. */
const answer = async (protocol: 1 | 2, id: string, response: string): Promise<string> => {
  const headers: Record<string, string> = protocol === 2 ? { "X-TIQR-Protocol-Version": "2" } : {};
  const fields = { sessionKey: await sessionKeyFor(id), userId: "u", response, operation: "login" };
  return withoutSentence((await postOver(send, "/ttype/tiqr", fields, headers)).text);
};

const SAID = {
  1: { left: ["INVALID_RESPONSE:2", "INVALID_RESPONSE:1"], blocked: "INVALID_CHALLENGE", closed: "INVALID_CHALLENGE" },
  2: {
    left: ['{"responseCode":201,"attemptsLeft":2}', '{"responseCode":201,"attemptsLeft":1}'],
    blocked: '{"responseCode":204,"duration":1}',
    closed: '{"responseCode":203}',
  },
} as const;

describe.each([1, 2] as const)("wrong responses in protocol %i", (protocol) => {
  const user = `lock${protocol}`;
  const { left, blocked, closed } = SAID[protocol];

  it("count down to one and then block, never saying zero", async () => {
    const { serial, phone } = await enrol({ user, pin: "1234" }, { send });
    const { id, link } = await openLogin({ user, pass: "1234" }, send);
    expect(await answer(protocol, id, "00000000")).toBe(left[0]);
    expect(await answer(protocol, id, "00000001")).toBe(left[1]);
    expect(await answer(protocol, id, "00000002")).toBe(blocked);
    expect(await tokenOf(serial)).toMatchObject({ failcount: MAX_FAIL, active: true });

    // The phone is told, and again if it asks again. A later answer learns that the challenge is
    // closed, and nothing counts beyond the maximum.
    const right = await responseOf(phone, link);
    expect(await answer(protocol, id, "00000002")).toBe(blocked);
    for (const response of ["00000003", right]) expect(await answer(protocol, id, response)).toBe(closed);
    expect(await tokenOf(serial)).toMatchObject({ failcount: MAX_FAIL });
    expect((await poll(id)).json.detail).toEqual({ challenge_status: "declined", transaction_state: "blocked" });
    expect(await message({ user, transaction_id: id })).toBe("Failcounter exceeded");
    expect(await message({ user, pass: "1234" })).toBe("Failcounter exceeded");
    expect(await message({ user, pass: "wrong" })).toBe("Failcounter exceeded");

    await reset(serial);
    const again = await openLogin({ user, pass: "1234" }, send);
    expect(await answer(protocol, again.id, await responseOf(phone, again.link))).toBe(
      protocol === 1 ? "OK" : '{"responseCode":1}',
    );
    expect(await message({ user, transaction_id: again.id })).toBe("Found matching challenge");
    expect((await poll(id)).json.detail.transaction_state).toBe("blocked");
  });

  it("of transactions side by side count together", async () => {
    const name = `side${protocol}`;
    const { serial } = await enrol({ user: name, pin: "1234" }, { send });
    const ids = [];
    for (let i = 0; i < MAX_FAIL; i++) ids.push((await openLogin({ user: name, pass: "1234" }, send)).id);
    const said = [];
    for (const id of ids) said.push(await answer(protocol, id, "00000000"));
    expect(said).toEqual([...left, blocked]);
    expect(await tokenOf(serial)).toMatchObject({ failcount: MAX_FAIL });
  });

  it("of two tokens count on both, and the reply has the smaller number left", async () => {
    const name = `pair${protocol}`;
    const pair: EnrolledToken[] = [];
    for (let i = 0; i < 2; i++) pair.push(await enrol({ user: name, pin: "1234" }, { send }));
    const [first, second] = pair as [EnrolledToken, EnrolledToken];
    const before = await openLogin({ serial: first.serial, pass: "1234" }, send);
    expect(await answer(protocol, before.id, "00000000")).toBe(left[0]);
    const { id, link } = await openLogin({ user: name, pass: "1234" }, send);
    expect(await answer(protocol, id, "00000000")).toBe(left[1]);
    // This one locks the first; the second has one attempt left.
    expect(await answer(protocol, id, "00000001")).toBe(left[1]);
    expect(await answer(protocol, id, await responseOf(first.phone, link))).toBe(closed);
    expect(await tokenOf(first.serial)).toMatchObject({ failcount: MAX_FAIL });
    expect(await tokenOf(second.serial)).toMatchObject({ failcount: MAX_FAIL - 1 });
    const again = await openLogin({ user: name, pass: "1234" }, send);
    expect(await answer(protocol, again.id, "00000000")).toBe(blocked);
  });
});

describe("wrong PINs", () => {
  it("lock the PIN, and a challenge that was open then continues as before", async () => {
    const { serial, phone } = await enrol({ user: "pins", pin: "1234" }, { send });
    const { id, link } = await openLogin({ user: "pins", pass: "1234" }, send);
    for (let i = 0; i < MAX_FAIL; i++) expect(await message({ user: "pins", pass: "wrong" })).toBe("wrong otp pin");
    expect(await tokenOf(serial)).toMatchObject({ failcount: MAX_FAIL });
    expect(await message({ user: "pins", pass: "1234" })).toBe("Failcounter exceeded");
    expect(await answer(1, id, "00000000")).toBe("INVALID_RESPONSE:2");
    expect(await answer(2, id, await responseOf(phone, link))).toBe('{"responseCode":1}');
    expect(await tokenOf(serial)).toMatchObject({ failcount: 0 });
    expect(await message({ user: "pins", transaction_id: id })).toBe("Found matching challenge");
  });

  it("between answer and finalize keep no one out", async () => {
    const { phone } = await enrol({ user: "between", pin: "1234" }, { send });
    const { id, link } = await openLogin({ user: "between", pass: "1234" }, send);
    expect(await phone.login(link)).toMatchObject({ told: "logged-in" });
    for (let i = 0; i < MAX_FAIL; i++) await message({ user: "between", pass: "wrong" });
    expect(await message({ user: "between", transaction_id: id })).toBe("Found matching challenge");
  });

  it("are forgotten by a right response, not by a right PIN", async () => {
    const { serial, phone } = await enrol({ user: "forget", pin: "1234" }, { send });
    await message({ user: "forget", pass: "wrong" });
    const { link } = await openLogin({ user: "forget", pass: "1234" }, send);
    expect(await tokenOf(serial)).toMatchObject({ failcount: 1 });
    await phone.login(link);
    expect(await tokenOf(serial)).toMatchObject({ failcount: 0 });
  });
});

describe("a token disabled since the PIN", () => {
  it("answers nothing, whatever the phone sends, and counts nothing", async () => {
    const { serial, phone } = await enrol({ user: "disabled", pin: "1234" }, { send });
    const { id, link } = await openLogin({ user: "disabled", pass: "1234" }, send);
    await asAdmin("POST", "/token/disable", { serial });
    expect(await answer(1, id, "00000000")).toBe("INVALID_CHALLENGE");
    expect(await answer(1, id, await responseOf(phone, link))).toBe("INVALID_CHALLENGE");
    expect(await tokenOf(serial)).toMatchObject({ failcount: 0 });
    expect(await message({ user: "disabled", pass: "1234" })).toBe("Token is disabled");
    expect(await message({ user: "disabled", pass: "wrong" })).toBe("Token is disabled");
  });

  it("since the answer is not finalized while it is disabled", async () => {
    const { serial, phone } = await enrol({ user: "late", pin: "1234" }, { send });
    const { id, link } = await openLogin({ user: "late", pass: "1234" }, send);
    await phone.login(link);
    await asAdmin("POST", `/token/disable/${serial}`);
    expect((await check({ user: "late", transaction_id: id })).json.detail).toEqual({ message: "Token is disabled" });
    await asAdmin("POST", `/token/enable/${serial}`);
    expect(await message({ user: "late", transaction_id: id })).toBe("Found matching challenge");
  });
});
