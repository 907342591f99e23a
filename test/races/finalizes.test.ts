import { describe, expect, it } from "vitest";
import { answered, atOnce, endLogin, enrolledUser, tally, trigger } from "../support/login.ts";
import { asAdmin, check, poll, type Reply } from "../support/service.ts";

const AT_ONCE = 32;
const ROUNDS = [1, 2, 3];
const outcomes = (replies: readonly Reply[]): Record<string, number> =>
  tally(replies.map(({ json }) => `${json.result.authentication}: ${json.detail.message}`));

describe("32 finalizes at once", () => {
  it.each(ROUNDS)("of one answered transaction are one login (round %i)", async (round) => {
    const { user, serial, ...rest } = await enrolledUser(`alice${round}`);
    const { transactionId } = await answered({ user, serial, ...rest });
    const claims = [{ user }, { serial }, { user, serial, pass: "anything" }, { user: `${user}@realm1` }];
    const replies = await atOnce(AT_ONCE, (index) =>
      check({ ...(claims[index % 4] as { user: string }), transaction_id: transactionId }),
    );
    expect(outcomes(replies)).toEqual({ "ACCEPT: Found matching challenge": 1, "REJECT: wrong otp pin": AT_ONCE - 1 });
  });

  it.each(ROUNDS)("that bring the right response with them are one login (round %i)", async (round) => {
    const bob = await enrolledUser(`bob${round}`);
    const { transactionId, user, right } = await trigger(bob);
    const replies = await atOnce(AT_ONCE, () => check({ user, transaction_id: transactionId, response: right }));
    expect(outcomes(replies)).toEqual({ "ACCEPT: Found matching challenge": 1, "REJECT: wrong otp pin": AT_ONCE - 1 });
  });

  it("before the answer count nothing and leave the transaction open", async () => {
    const carol = await enrolledUser("carol");
    const login = await trigger(carol);
    const replies = await atOnce(AT_ONCE, () => endLogin(login));
    expect(outcomes(replies)).toEqual({ "REJECT: Response did not match the challenge.": AT_ONCE });
    expect((await poll(login.transactionId)).json.detail.transaction_state).toBe("open");
  });

  it("by another user leave the answer to its owner", async () => {
    const [dave, mallory] = [await enrolledUser("dave"), await enrolledUser("mallory")];
    const { transactionId } = await answered(dave);
    const theirs = Array.from({ length: AT_ONCE }, () => check({ user: mallory.user, transaction_id: transactionId }));
    const [own, ...others] = await Promise.all([check({ user: dave.user, transaction_id: transactionId }), ...theirs]);
    expect(own?.json.result.value).toBe(true);
    expect(outcomes(others)).toEqual({ "REJECT: wrong otp pin": AT_ONCE });
  });
});

describe("a finalize and a cancellation at once", () => {
  it.each(ROUNDS)("are one login or one cancellation, never both (round %i)", async (round) => {
    const erin = await enrolledUser(`erin${round}`);
    const logins = await Promise.all([answered(erin), answered(erin), answered(erin), answered(erin)]);
    for (const [index, login] of logins.entries()) {
      const cancel = () => asAdmin("DELETE", `/token/challenges/transaction/${login.transactionId}`);
      const both = index % 2 ? [cancel(), endLogin(login)] : [endLogin(login), cancel()];
      const values = (await Promise.all(both)).map(({ json }) => json.result.value);
      const [accepted, cancelled] = index % 2 ? values.reverse() : values;
      expect(Number(accepted) + cancelled.deleted).toBe(1);
      const state = (await poll(login.transactionId)).json.detail.transaction_state;
      expect(state).toBe(accepted ? "used" : "cancelled");
    }
  });
});
