// Simultaneous answers, in one transaction and over several transactions of one token: over HTTP, with the real objects and
// database.

import { describe, expect, it } from "vitest";
import {
  answer,
  atOnce,
  type Enrolled,
  enrolledUser,
  failCountOf,
  finalize,
  type Login,
  responseOf,
  tally,
  trigger,
} from "../support/login.ts";
import { setRow } from "../support/rows.ts";
import { poll, settingsInside } from "../support/service.ts";

const AT_ONCE = 32;
/** MAX_FAIL, and therefore the tries of a transaction. */
const MAX = 10;
const ROUNDS = [1, 2, 3, 4];

const stateOf = async ({ transactionId }: Login): Promise<string> =>
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

describe("32 right answers at once", () => {
  it.each(ROUNDS)("are one login, and the other 31 hear INVALID_CHALLENGE (round %i)", async (round) => {
    const alice = await enrolledUser(`alice${round}`);
    const login = await trigger(alice);
    const words = await atOnce(AT_ONCE, () => answer(login, login.right));
    expect(tally(words)).toEqual({ OK: 1, INVALID_CHALLENGE: AT_ONCE - 1 });
    expect(await failCountOf(alice.serial)).toBe(0);
    expect(await stateOf(login)).toBe("answered");
  });
});

/** A permanent lock has its own word on the phone, so it can be counted. */
async function triggerForGood(enrolled: Enrolled): Promise<Login> {
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
      const words = await atOnce(AT_ONCE, () => answer(login, login.wrong));
      expect(tally(words)).toEqual({ ...INVALID_RESPONSES, ACCOUNT_BLOCKED: 1, INVALID_CHALLENGE: AT_ONCE - MAX });
      expect(await failCountOf(bob.serial)).toBe(MAX);
      expect(await stateOf(login)).toBe("blocked");
      expect(await answer(login, login.right)).toBe("INVALID_CHALLENGE");
    },
  );

  it.each([1, 3, 9])("on a token with %i attempts left take just these", async (left) => {
    const carol = await enrolledUser(`carol${left}`);
    const login = await triggerForGood(carol);
    await setRow(carol.serial, { failcount: MAX - left });
    const words = tally(await atOnce(AT_ONCE, () => answer(login, login.wrong)));
    expect(words).toMatchObject({ ACCOUNT_BLOCKED: 1, INVALID_CHALLENGE: AT_ONCE - left });
    expect(words).not.toHaveProperty("INVALID_RESPONSE:0");
    expect(await failCountOf(carol.serial)).toBe(MAX);
  });

  it("spend the tries of the transaction even if the token allows more", async () => {
    const dave = await enrolledUser("dave");
    await setRow(dave.serial, { max_fail: 100 });
    const login = await trigger(dave);
    const words = await atOnce(AT_ONCE, () => answer(login, login.wrong));
    expect(tally(words)).toEqual({ "INVALID_RESPONSE:9": MAX, INVALID_CHALLENGE: AT_ONCE - MAX });
    expect(await failCountOf(dave.serial)).toBe(MAX);
    expect(await stateOf(login)).toBe("blocked");
  });

  it.each(ROUNDS)("spread over four transactions of one token count exactly (round %i)", async (round) => {
    const erin = await enrolledUser(`erin${round}`);
    const logins = await atOnce(4, () => triggerForGood(erin));
    const turns = shuffled(
      Array.from({ length: AT_ONCE }, (_, turn) => logins[turn % 4] as Login),
      round,
    );
    const words = await Promise.all(turns.map((login) => answer(login, login.wrong)));
    expect(tally(words)).toEqual({ ...INVALID_RESPONSES, ACCOUNT_BLOCKED: 1, INVALID_CHALLENGE: AT_ONCE - MAX });
    expect(await failCountOf(erin.serial)).toBe(MAX);
    for (const login of logins) expect(await answer(login, login.right)).toBe("INVALID_CHALLENGE");
  });
});

describe("right and wrong answers at once", () => {
  it.each(ROUNDS)("log in once when the wrong ones cannot lock (round %i)", async (round) => {
    const frank = await enrolledUser(`frank${round}`);
    const login = await trigger(frank);
    const responses = shuffled(
      [...Array(MAX - 1).fill(login.wrong), ...Array(AT_ONCE - MAX + 1).fill(login.right)],
      round,
    );
    const words = tally(await Promise.all(responses.map((response) => answer(login, response))));
    expect(words.OK).toBe(1);
    expect(words).not.toHaveProperty("INVALID_RESPONSE:0");
    expect(words).not.toHaveProperty("ACCOUNT_BLOCKED");
    expect(await failCountOf(frank.serial)).toBeLessThan(MAX);
    expect((await finalize(login)).json.result.value).toBe(true);
  });

  it.each(ROUNDS)("log in or lock, and never both (round %i)", async (round) => {
    const grace = await enrolledUser(`grace${round}`);
    const login = await triggerForGood(grace);
    const responses = shuffled([...Array(16).fill(login.wrong), ...Array(16).fill(login.right)], round);
    const words = tally(await Promise.all(responses.map((response) => answer(login, response))));
    expect(words).not.toHaveProperty("INVALID_RESPONSE:0");
    expect((words.OK ?? 0) + (words.ACCOUNT_BLOCKED ?? 0)).toBe(1);
    expect(await stateOf(login)).toBe(words.OK ? "answered" : "blocked");
    expect((await failCountOf(grace.serial)) === MAX).toBe(words.ACCOUNT_BLOCKED === 1);
  });
});

describe("two phones of one user", () => {
  it.each(ROUNDS)("answer at once: one wins, and the login is with its token (round %i)", async (round) => {
    const first = await enrolledUser(`heidi${round}`);
    const second = await enrolledUser(`heidi${round}`);
    const login = await trigger(first);
    const rights: [Enrolled, string][] = [
      [first, login.right],
      [second, await responseOf(second.phone, login.link)],
    ];
    const words = await Promise.all(
      shuffled(rights, round).map(async ([who, right]) => ({ who, word: await answer(login, right) })),
    );
    expect(tally(words.map(({ word }) => word))).toEqual({ OK: 1, INVALID_CHALLENGE: 1 });
    const winner = words.find(({ word }) => word === "OK")?.who.serial;
    expect((await finalize(login)).json.detail.serial).toBe(winner);
  });

  it("answer wrongly at once: each answer counts on both tokens, and both phones get the number of tries left", async () => {
    const first = await enrolledUser("ivan");
    const second = await enrolledUser("ivan");
    const login = await trigger(first);
    const words = await atOnce(2, () => answer(login, login.wrong));
    expect(tally(words)).toEqual({ "INVALID_RESPONSE:9": 1, "INVALID_RESPONSE:8": 1 });
    expect([await failCountOf(first.serial), await failCountOf(second.serial)]).toEqual([2, 2]);
  });
});
