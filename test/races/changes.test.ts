// A token that changes between the steps of a login, and at the same time as one of them.

import { describe, expect, it } from "vitest";
import {
  answer,
  answered,
  type EnrolledPerson,
  endLogin,
  enrolledUser,
  readFailCount,
  trigger,
  wrongOnes,
} from "../support/login.ts";
import { asAdmin, initToken, poll } from "../support/service.ts";
import { rowOf, setRow } from "../support/storage/rows.ts";

const ROUNDS = [1, 2, 3, 4];

const begunAnew = ({ user, serial }: EnrolledPerson) => initToken({ user, serial });
const enrolledAnew = ({ user, serial, pin }: EnrolledPerson) => enrolledUser(user, pin, { serial });
const disabled = ({ serial }: EnrolledPerson) => asAdmin("POST", `/token/disable/${serial}`);
const deleted = ({ serial }: EnrolledPerson) => asAdmin("DELETE", `/token/${serial}`);
const deletedAndMadeAnew = async (enrolled: EnrolledPerson) => {
  await deleted(enrolled);
  return enrolledAnew(enrolled);
};
const locked = ({ serial }: EnrolledPerson) => setRow(serial, { failcount: 10 });
const revoked = ({ serial }: EnrolledPerson) => setRow(serial, { revoked: 1 });

const CHANGES: [string, (enrolled: EnrolledPerson) => Promise<unknown>, string][] = [
  ["started again", begunAnew, "wrong otp pin"],
  ["enrolled again", enrolledAnew, "wrong otp pin"],
  ["disabled", disabled, "Token is disabled"],
  ["deleted", deleted, "wrong otp pin"],
  ["deleted and made again under its serial", deletedAndMadeAnew, "wrong otp pin"],
  ["locked", locked, "Failcounter exceeded"],
  ["revoked", revoked, "wrong otp pin"],
];

const rowOrNone = (serial: string) => rowOf(serial).catch(() => "none");

describe.each(CHANGES)("a token that is %s", (name, change, message) => {
  const user = name.replaceAll(" ", "-");

  it("after the trigger refuses even the right response, and a wrong one counts nothing", async () => {
    const enrolled = await enrolledUser(`${user}-1`);
    const [one, two] = [await trigger(enrolled), await trigger(enrolled)];
    await change(enrolled);
    const before = await rowOrNone(enrolled.serial);
    expect(await answer(one, one.right)).toBe("INVALID_CHALLENGE");
    expect(await answer(two, two.wrong)).toBe("INVALID_CHALLENGE");
    expect(await rowOrNone(enrolled.serial)).toEqual(before);
    expect((await endLogin(one)).json.result.value).toBe(false);
  });

  it("after the answer refuses the finalize", async () => {
    const enrolled = await enrolledUser(`${user}-2`);
    const login = await answered(enrolled);
    await change(enrolled);
    const before = await rowOrNone(enrolled.serial);
    const { result, detail } = (await endLogin(login)).json;
    expect([result.value, result.authentication, detail.message]).toEqual([false, "REJECT", message]);
    expect(await rowOrNone(enrolled.serial)).toEqual(before);
  });
});

describe("a token that is enabled again", () => {
  it("finalizes what was answered before, and answers what was opened before, but no answer that was refused", async () => {
    const alice = await enrolledUser("alice");
    const [open, refused, done] = [await trigger(alice), await trigger(alice), await answered(alice)];
    await disabled(alice);
    expect(await answer(refused, refused.right)).toBe("INVALID_CHALLENGE");
    expect((await endLogin(done)).json.detail.message).toBe("Token is disabled");
    await asAdmin("POST", `/token/enable/${alice.serial}`);
    expect((await endLogin(done)).json.result.value).toBe(true);
    expect(await answer(open, open.right)).toBe("OK");
    // A response is judged once, so whoever has seen it cannot use it later.
    expect(await answer(refused, refused.right)).toBe("INVALID_CHALLENGE");
  });
});

describe("the counter", () => {
  it("is reset by a right response, not by a right PIN", async () => {
    const bob = await enrolledUser("bob");
    const login = await trigger(bob);
    for (const [time, wrong] of wrongOnes(login.right, 3).entries())
      expect(await answer(login, wrong)).toBe(`INVALID_RESPONSE:${9 - time}`);
    const again = await trigger(bob);
    expect(await readFailCount(bob.serial)).toBe(3);
    expect(await answer(again, again.right)).toBe("OK");
    expect(await readFailCount(bob.serial)).toBe(0);
  });

  it("at its maximum refuses the right response until an administrator resets it", async () => {
    const carol = await enrolledUser("carol");
    const [login, meanwhile, later] = [await trigger(carol), await trigger(carol), await trigger(carol)];
    const words = [];
    for (const wrong of wrongOnes(login.right, 10)) words.push(await answer(login, wrong));
    expect(words.at(-1)).toBe("INVALID_CHALLENGE");
    expect(await answer(meanwhile, meanwhile.right)).toBe("INVALID_CHALLENGE");
    await asAdmin("POST", `/token/reset/${carol.serial}`);
    expect(await answer(later, later.right)).toBe("OK");
    expect(await answer(login, login.right)).toBe("INVALID_CHALLENGE"); // its transaction is blocked for good
  });
});

/** Two at once, in either order. */
const both = async <A, B>(round: number, one: () => Promise<A>, other: () => Promise<B>): Promise<[A, B]> => {
  if (round % 2) return Promise.all([one(), other()]);
  const [b, a] = await Promise.all([other(), one()]);
  return [a, b];
};

describe("at the same time", () => {
  it.each(ROUNDS)("an answer and a disabling: whichever is first, nothing is finalized (round %i)", async (round) => {
    const dave = await enrolledUser(`dave${round}`);
    const login = await trigger(dave);
    const [word] = await both(
      round,
      () => answer(login, login.right),
      () => disabled(dave),
    );
    expect(["OK", "INVALID_CHALLENGE"]).toContain(word);
    const message = word === "OK" ? "Token is disabled" : "Response did not match the challenge.";
    expect((await endLogin(login)).json.detail.message).toBe(message);
  });

  it.each(ROUNDS)(
    "an answer and a new enrolment: whichever is first, nothing is finalized (round %i)",
    async (round) => {
      const erin = await enrolledUser(`erin${round}`);
      const login = await trigger(erin);
      const [word] = await both(
        round,
        () => answer(login, login.right),
        () => begunAnew(erin),
      );
      const message = word === "OK" ? "wrong otp pin" : "Response did not match the challenge.";
      expect((await endLogin(login)).json.detail.message).toBe(message);
      expect((await rowOf(erin.serial)).failcount).toBe(0);
    },
  );

  it.each(ROUNDS)("a finalize and a disabling: the state tells who was first (round %i)", async (round) => {
    const frank = await enrolledUser(`frank${round}`);
    const login = await answered(frank);
    const [{ json }] = await both(
      round,
      () => endLogin(login),
      () => disabled(frank),
    );
    const state = (await poll(login.transactionId)).json.detail.transaction_state;
    expect(state).toBe(json.result.value ? "used" : "answered");
    expect((await rowOf(frank.serial)).last_auth_ms !== null).toBe(json.result.value);
  });

  it.each(ROUNDS)("an answer and a cancellation: the transaction ends cancelled (round %i)", async (round) => {
    const grace = await enrolledUser(`grace${round}`);
    const login = await trigger(grace);
    const cancel = () => asAdmin("DELETE", `/token/challenges/transaction/${login.transactionId}`);
    const [word, cancelled] = await both(round, () => answer(login, login.right), cancel);
    expect(["OK", "INVALID_CHALLENGE"]).toContain(word);
    expect(cancelled.json.result.value.deleted).toBe(1);
    expect((await poll(login.transactionId)).json.detail.transaction_state).toBe("cancelled");
    expect((await endLogin(login)).json.result.value).toBe(false);
  });
});
