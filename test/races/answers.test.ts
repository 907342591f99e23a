// Simultaneous answers, in one transaction and over several transactions of one token: over HTTP,
// with the real objects and database.

import { describe, expect, it } from "vitest";
import { auditRowsOnce } from "../support/audit.ts";
import { attemptIdFor } from "../support/house/names.ts";
import {
  answer,
  atOnce,
  type EnrolledPerson,
  endLogin,
  enrolledUser,
  readFailCount,
  responseOf,
  type TestLogin,
  tally,
  trigger,
  wrongOnes,
} from "../support/login.ts";
import { poll, settingsInside } from "../support/service.ts";
import { setRow } from "../support/storage/rows.ts";

const AT_ONCE = 32;
/** MAX_FAIL, and therefore the tries of a transaction. */
const MAX = 10;
const ROUNDS = [1, 2, 3, 4];

const stateOf = async ({ transactionId }: TestLogin): Promise<string> =>
  (await poll(transactionId)).json.detail.transaction_state;

/** Shuffles differently in each round, and the same in each run. */
function shuffled<T>(items: readonly T[], round: number): T[] {
  let seed = round * 7919;
  const keyed = items.map((item) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return { item, key: seed };
  });
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

const INVALID_RESPONSES = Object.fromEntries(
  Array.from({ length: MAX - 1 }, (_, n) => [`INVALID_RESPONSE:${n + 1}`, 1]),
);

/** What the rows of the answers to a login say, once there are so many. */
async function answersNoted({ transactionId }: TestLogin, least: number) {
  const attempt = { attempt_id: await attemptIdFor(transactionId), action: "POST /ttype/<ttype>" };
  return (await auditRowsOnce(least, attempt)).map(({ event, reason }) => reason || event).sort();
}

describe("the same answer 32 times at once", () => {
  it.each(ROUNDS)("is one login if it is right, and all hear OK (round %i)", async (round) => {
    const alice = await enrolledUser(`alice${round}`);
    const login = await trigger(alice);
    const words = await atOnce(AT_ONCE, () => answer(login, login.right));
    expect(tally(words)).toEqual({ OK: AT_ONCE });
    expect(await readFailCount(alice.serial)).toBe(0);
    expect(await stateOf(login)).toBe("answered");
    const ends = await atOnce(4, () => endLogin(login));
    expect(ends.filter(({ json }) => json.result.value)).toHaveLength(1);
    expect([await answer(login, login.right), await stateOf(login)]).toEqual(["OK", "used"]);
    expect(await answersNoted(login, 1)).toEqual(["CHALLENGE_ANSWERED"]);
  });

  it.each(ROUNDS)("counts once if it is wrong, and all hear the same number (round %i)", async (round) => {
    const anna = await enrolledUser(`anna${round}`);
    const login = await trigger(anna);
    for (let time = 0; time < 2; time++)
      expect(tally(await atOnce(AT_ONCE, () => answer(login, login.wrong)))).toEqual({ "INVALID_RESPONSE:9": AT_ONCE });
    expect(await readFailCount(anna.serial)).toBe(1);
    expect(await answer(login, login.right)).toBe("OK");
    expect(await answer(login, login.wrong)).toBe("INVALID_RESPONSE:9");
    expect(await answersNoted(login, 2)).toEqual(["CHALLENGE_ANSWERED", "wrong-response"]);
  });

  it("closes a lock once, and all hear that it is closed", async () => {
    const abel = await enrolledUser("abel");
    const login = await triggerForGood(abel);
    await setRow(abel.serial, { failcount: MAX - 1 });
    expect(tally(await atOnce(AT_ONCE, () => answer(login, login.wrong)))).toEqual({ ACCOUNT_BLOCKED: AT_ONCE });
    expect(await answer(login, login.wrong)).toBe("ACCOUNT_BLOCKED");
    expect(await readFailCount(abel.serial)).toBe(MAX);
    expect(await answersNoted(login, 1)).toEqual(["wrong-response"]);
  });
});

/** A permanent lock has its own word on the phone, so it can be counted. */
async function triggerForGood(enrolled: EnrolledPerson): Promise<TestLogin> {
  const login = await trigger(enrolled);
  await settingsInside(login.transactionId, { FAILCOUNTER_CLEAR_TIMEOUT_MINUTES: "0" });
  return login;
}

describe("32 wrong answers at once", () => {
  it.each(ROUNDS)(
    "count exactly to the maximum, and only the one that closes the lock blocks the phone (round %i)",
    async (round) => {
      const bob = await enrolledUser(`bob${round}`);
      const login = await triggerForGood(bob);
      const words = await Promise.all(wrongOnes(login.right, AT_ONCE).map((wrong) => answer(login, wrong)));
      expect(tally(words)).toEqual({ ...INVALID_RESPONSES, ACCOUNT_BLOCKED: 1, INVALID_CHALLENGE: AT_ONCE - MAX });
      expect(await readFailCount(bob.serial)).toBe(MAX);
      expect(await stateOf(login)).toBe("blocked");
      expect(await answer(login, login.right)).toBe("INVALID_CHALLENGE");
    },
  );

  it.each([1, 3, 9])("on a token with %i attempts left take just these", async (left) => {
    const carol = await enrolledUser(`carol${left}`);
    const login = await triggerForGood(carol);
    await setRow(carol.serial, { failcount: MAX - left });
    const words = tally(await Promise.all(wrongOnes(login.right, AT_ONCE).map((wrong) => answer(login, wrong))));
    expect(words).toMatchObject({ ACCOUNT_BLOCKED: 1, INVALID_CHALLENGE: AT_ONCE - left });
    expect(words).not.toHaveProperty("INVALID_RESPONSE:0");
    expect(await readFailCount(carol.serial)).toBe(MAX);
  });

  it("spend the tries of the transaction even if the token allows more", async () => {
    const dave = await enrolledUser("dave");
    await setRow(dave.serial, { max_fail: 100 });
    const login = await trigger(dave);
    const words = await Promise.all(wrongOnes(login.right, AT_ONCE).map((wrong) => answer(login, wrong)));
    expect(tally(words)).toEqual({ "INVALID_RESPONSE:9": MAX, INVALID_CHALLENGE: AT_ONCE - MAX });
    expect(await readFailCount(dave.serial)).toBe(MAX);
    expect(await stateOf(login)).toBe("blocked");
  });

  it.each(ROUNDS)("spread over four transactions of one token count exactly (round %i)", async (round) => {
    const erin = await enrolledUser(`erin${round}`);
    const logins = await atOnce(4, () => triggerForGood(erin));
    const turns = shuffled(
      logins.flatMap((login) => wrongOnes(login.right, AT_ONCE / 4).map((wrong) => ({ login, wrong }))),
      round,
    );
    const words = await Promise.all(turns.map(({ login, wrong }) => answer(login, wrong)));
    expect(tally(words)).toEqual({ ...INVALID_RESPONSES, ACCOUNT_BLOCKED: 1, INVALID_CHALLENGE: AT_ONCE - MAX });
    expect(await readFailCount(erin.serial)).toBe(MAX);
    for (const login of logins) expect(await answer(login, login.right)).toBe("INVALID_CHALLENGE");
  });
});

describe("right and wrong answers at once", () => {
  it.each(ROUNDS)("log in once when the wrong ones cannot lock (round %i)", async (round) => {
    const frank = await enrolledUser(`frank${round}`);
    const login = await trigger(frank);
    const responses = shuffled(
      [...wrongOnes(login.right, MAX - 1), ...Array(AT_ONCE - MAX + 1).fill(login.right)],
      round,
    );
    const words = tally(await Promise.all(responses.map((response) => answer(login, response))));
    // A wrong one after the right one is late.
    expect(words.OK).toBe(AT_ONCE - MAX + 1);
    expect(words).not.toHaveProperty("INVALID_RESPONSE:0");
    expect(words).not.toHaveProperty("ACCOUNT_BLOCKED");
    expect(await readFailCount(frank.serial)).toBeLessThan(MAX);
    expect((await endLogin(login)).json.result.value).toBe(true);
  });

  it.each(ROUNDS)("log in or lock, and never both (round %i)", async (round) => {
    const grace = await enrolledUser(`grace${round}`);
    const login = await triggerForGood(grace);
    const responses = shuffled([...wrongOnes(login.right, 16), ...Array(16).fill(login.right)], round);
    const words = tally(await Promise.all(responses.map((response) => answer(login, response))));
    expect(words).not.toHaveProperty("INVALID_RESPONSE:0");
    // The right one was judged once, and each time hears the same.
    expect([16, undefined]).toContain(words.OK);
    expect(words.ACCOUNT_BLOCKED).toBe(words.OK ? undefined : 1);
    expect(await stateOf(login)).toBe(words.OK ? "answered" : "blocked");
    expect((await readFailCount(grace.serial)) === MAX).toBe(words.ACCOUNT_BLOCKED === 1);
  });
});

describe("two phones of one user", () => {
  it.each(ROUNDS)("answer at once: one wins, and the login is with its token (round %i)", async (round) => {
    const first = await enrolledUser(`heidi${round}`);
    const second = await enrolledUser(`heidi${round}`);
    const login = await trigger(first);
    const rights: [EnrolledPerson, string][] = [
      [first, login.right],
      [second, await responseOf(second.phone, login.link)],
    ];
    const words = await Promise.all(
      shuffled(rights, round).map(async ([who, right]) => ({ who, word: await answer(login, right) })),
    );
    expect(tally(words.map(({ word }) => word))).toEqual({ OK: 1, INVALID_CHALLENGE: 1 });
    const winner = words.find(({ word }) => word === "OK")?.who.serial;
    expect((await endLogin(login)).json.detail.serial).toBe(winner);
  });

  it.each(ROUNDS)("answer at once, one of them twice: each hears the same both times (round %i)", async (round) => {
    const first = await enrolledUser(`judy${round}`);
    const second = await enrolledUser(`judy${round}`);
    const login = await trigger(first);
    const rights = [login.right, login.right, await responseOf(second.phone, login.link)];
    const words = await Promise.all(
      shuffled(rights, round).map(async (right) => ({ right, word: await answer(login, right) })),
    );
    const heard = (right: string | undefined) =>
      tally(words.filter((one) => one.right === right).map(({ word }) => word));
    expect([
      [{ OK: 2 }, { INVALID_CHALLENGE: 1 }],
      [{ INVALID_CHALLENGE: 2 }, { OK: 1 }],
    ]).toContainEqual([heard(rights[0]), heard(rights[2])]);
    // Nor does a resend open anything later.
    for (const { right, word } of words) expect(await answer(login, right)).toBe(word);
    expect((await endLogin(login)).json.detail.serial).toBe(heard(login.right).OK ? first.serial : second.serial);
  });

  it("answer wrongly at once: each answer counts on both tokens, and both phones get the number of tries left", async () => {
    const first = await enrolledUser("ivan");
    const second = await enrolledUser("ivan");
    const login = await trigger(first);
    const words = await Promise.all(wrongOnes(login.right, 2).map((wrong) => answer(login, wrong)));
    expect(tally(words)).toEqual({ "INVALID_RESPONSE:9": 1, "INVALID_RESPONSE:8": 1 });
    expect([await readFailCount(first.serial), await readFailCount(second.serial)]).toEqual([2, 2]);
  });
});
