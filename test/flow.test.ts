// The main job, seen from outside: an administrator enrols a phone, and an application logs a user
// in with it.

import { describe, expect, it } from "vitest";
import type { PhoneAccount } from "../phone/phone.ts";
import {
  admin,
  check,
  enrol,
  initToken,
  makePhone,
  openLogin,
  poll,
  postOver,
  tokenOf,
  withSettings,
  worker,
} from "./support/service.ts";

/** The value, privacyIDEA's word, and our word. */
async function polled(id: string): Promise<unknown[]> {
  const { result, detail } = (await poll(id)).json;
  return [result.value, detail.challenge_status, detail.transaction_state];
}

async function finalized(fields: Record<string, string>): Promise<unknown[]> {
  const { result, detail } = (await check(fields)).json;
  return [result.value, result.authentication, detail.message];
}

const accepted = [true, "ACCEPT", "Found matching challenge"];
const wrong = [false, "REJECT", "wrong otp pin"];

const FORMATS = {
  scheme: {
    settings: {},
    enrolment: /^tiqrenroll:\/\/https:\/\/tiqr\.test\/ttype\/tiqr\?action=metadata&session=/,
    login: /^tiqrauth:\/\/flow\dscheme_realm1@tiqr\.test\/\d{20}\/[0-9a-f]{10}\/Test%20Service\/2$/,
  },
  universal: {
    settings: { TIQR_URL_FORMAT: "universal", TIQR_UNIVERSAL_LINK_BASE: "https://link.test" },
    enrolment: /^https:\/\/link\.test\/tiqrenroll\/\?metadata=https%3A%2F%2Ftiqr\.test%2F/,
    login: /^https:\/\/link\.test\/tiqrauth\/\?u=flow\duniversal_realm1&s=\d{20}&q=[0-9a-f]{10}&i=tiqr\.test&v=2$/,
  },
} as const;

describe.each([
  [1, "scheme"],
  [2, "scheme"],
  [1, "universal"],
  [2, "universal"],
] as const)("a login in protocol %i with %s links", (protocol, format) => {
  const { settings, enrolment, login } = FORMATS[format];

  it("goes from enrolment over a wrong response to one finalize", async () => {
    const send = await withSettings(settings);
    const user = `flow${protocol}${format}`;
    const serial = `FLOW-${protocol}-${format}`;
    const init = await postOver(send, "/token/init", { type: "tiqr", user, pin: "1234", serial }, await admin());
    const { value: qr } = init.json.detail.tiqrenroll;
    expect(qr).toMatch(enrolment);
    expect(await tokenOf(serial)).toMatchObject({ rollout_state: "clientwait" });

    const phone = makePhone(send, protocol);
    expect(await phone.enroll(qr)).toMatchObject({ told: "enrolled", account: { identity: `${user}_realm1` } });
    expect(await tokenOf(serial)).toMatchObject({ rollout_state: "enrolled", failcount: 0 });

    const { link, id } = await openLogin({ user, pass: "1234" }, send);
    expect(link).toMatch(login);
    expect(await polled(id)).toEqual([false, "pending", "open"]);
    expect(await phone.login(link, true)).toMatchObject({ reply: { word: "wrong-response", attemptsLeft: 9 } });
    expect(await polled(id)).toEqual([false, "pending", "open"]);
    expect(await tokenOf(serial)).toMatchObject({ failcount: 1 });
    expect(await finalized({ user, transaction_id: id, pass: "" })).toEqual([
      false,
      "REJECT",
      "Response did not match the challenge.",
    ]);

    expect(await phone.login(link)).toMatchObject({ told: "logged-in" });
    expect(await polled(id)).toEqual([true, "accept", "answered"]);
    expect(await tokenOf(serial)).toMatchObject({ failcount: 0 });
    expect(await finalized({ user, transaction_id: id, pass: "" })).toEqual(accepted);
    expect(await polled(id)).toEqual([false, "pending", "used"]);
    expect(await finalized({ user, transaction_id: id, pass: "" })).toEqual(wrong);
    // The reply to the phone may have been lost. It hears the same again, and nothing is open.
    expect(await phone.login(link)).toMatchObject({ told: "logged-in" });
    expect([await polled(id), await finalized({ user, transaction_id: id, pass: "" })]).toEqual([
      [false, "pending", "used"],
      wrong,
    ]);
  });
});

describe("two tokens of one user", () => {
  it("share one question, and either phone may answer it", async () => {
    const first = await enrol({ user: "two", pin: "1234" });
    const second = await enrol({ user: "two", pin: "1234" });
    for (const { phone, serial } of [first, second]) {
      const { detail } = (await check({ user: "two", pass: "1234" })).json;
      expect(detail.multi_challenge.map((entry: { serial: string }) => entry.serial)).toEqual([
        first.serial,
        second.serial,
      ]);
      for (const entry of detail.multi_challenge)
        expect(entry).toMatchObject({ transaction_id: detail.transaction_id, image: detail.image });
      expect(detail.transaction_ids).toEqual([detail.transaction_id, detail.transaction_id]);
      expect(await phone.login(detail.attributes.value)).toMatchObject({ told: "logged-in" });
      const done = await check({ user: "two", transaction_id: detail.transaction_id });
      expect(done.json.detail).toMatchObject({ message: "Found matching challenge", serial });
      expect(done.json.detail).not.toHaveProperty("transaction_id");
    }
    expect(await tokenOf(second.serial)).toMatchObject({ failcount: 0 });
  });

  it("with two PINs take part only where the PIN is right", async () => {
    const first = await enrol({ user: "pins", pin: "1111" });
    const second = await enrol({ user: "pins", pin: "2222" });
    const { detail } = (await check({ user: "pins", pass: "2222" })).json;
    expect(detail.multi_challenge).toHaveLength(1);
    expect(detail.serial).toBe(second.serial);
    expect(await first.phone.login(detail.attributes.value)).toMatchObject({ reply: { word: "invalid-challenge" } });
    expect(await second.phone.login(detail.attributes.value)).toMatchObject({ told: "logged-in" });
  });
});

describe("a token that no phone has enrolled", () => {
  it("never takes part beside one with a phone", async () => {
    const enrolled = await enrol({ user: "half", pin: "1234" });
    await initToken({ user: "half", pin: "1234" });
    const { detail } = (await check({ user: "half", pass: "1234" })).json;
    expect(detail.multi_challenge.map((entry: { serial: string }) => entry.serial)).toEqual([enrolled.serial]);
    const [account] = enrolled.phone.accounts as [PhoneAccount];
    const empty = makePhone(worker, 2, [{ ...account, secretHex: "00" }]); // HMAC pads its key with zeros
    expect(await empty.login(detail.attributes.value)).toMatchObject({ reply: { word: "wrong-response" } });
  });

  it("opens no login with a right PIN, and nothing is counted", async () => {
    const { serial } = (await initToken({ user: "waiting", pin: "1234" })).json.detail;
    expect(await finalized({ user: "waiting", pass: "1234" })).toEqual([false, "REJECT", "Token is not enrolled yet"]);
    expect((await check({ serial, pass: "1234" })).json.detail).toEqual({ message: "Token is not enrolled yet" });
    expect(await tokenOf(serial)).toMatchObject({ failcount: 0 });
  });

  it("is not answered by the phone that had it before", async () => {
    const { phone, serial } = await enrol({ user: "emptied", pin: "1234" });
    const { link, id } = await openLogin({ user: "emptied", pass: "1234" });
    await initToken({ user: "emptied", serial });
    expect(await phone.login(link)).toMatchObject({ reply: { word: "invalid-challenge" } });
    expect(await finalized({ user: "emptied", transaction_id: id })).not.toEqual(accepted);
    expect(await finalized({ user: "emptied", pass: "1234" })).toEqual([false, "REJECT", "Token is not enrolled yet"]);
  });
});
