// Simultaneous requests at the real server: answers, finalizations and phones. Each round has
// another interleaving, and the expectations hold for all of them. test/races has versions within
// one process, with more cases.
import { beforeAll, describe, expect, it } from "vitest";
import type { EnrolledPerson, Service, TestLogin } from "../../../scripts/lib/service-client.ts";
import { responseOf, wrongOne } from "../../../scripts/lib/service-phone.ts";
import { answerRight, finish, interleaved, ROUNDS, tally, times } from "../support/interleaving.ts";
import { withService } from "../support/with-service.ts";

const AT_ONCE = 32;
/** MAX_FAIL, and therefore the tries of a transaction. */
const MAX = 10;

// A permanent lock has its own word for the phone, and does not open while a test runs.
const running = withService({ FAILCOUNTER_CLEAR_TIMEOUT_MINUTES: "0" });
let service: Service;
beforeAll(() => {
  service = running();
});

const right = (login: TestLogin) => () => answerRight(service, login);
/** The nth wrong answer to a login: the same one again would not be judged. */
const wrong =
  (login: TestLogin, n = 0) =>
  () =>
    service.answer(login, wrongOne(login.right, n));
const finishing = (login: TestLogin, claim: Record<string, string>) => () =>
  finish(() => service.check({ ...claim, transaction_id: login.transactionId }));

async function answered(enrolled: EnrolledPerson): Promise<TestLogin> {
  const login = await service.trigger(enrolled);
  expect(await answerRight(service, login)).toBe("ok");
  return login;
}

/**
 * The wrong answers whose reply said what is left, including the one that closed the lock. Those
 * that the service could not judge may or may not be counted.
 */
function expectCounted(words: readonly string[], failCount: number): void {
  const counts = tally(words.map((word) => word.replace(/:\d+$/, "")));
  const counted = (counts["wrong-response"] ?? 0) + (counts["account-blocked"] ?? 0);
  expect(failCount).toBeGreaterThanOrEqual(counted);
  expect(failCount).toBeLessThanOrEqual(Math.min(MAX, counted + (counts["invalid-request"] ?? 0)));
}

describe("32 right answers at once", () => {
  it.each(ROUNDS)("to one transaction are one login, and all hear so (round %i)", async (round) => {
    const alice = await service.enrol(`alice${round}`);
    const login = await service.trigger(alice);
    const words = await interleaved(
      round,
      times(AT_ONCE, () => right(login)),
    );
    expect(tally(words)).toEqual({ ok: AT_ONCE });
    expect(await service.failCountOf(alice.serial)).toBe(0);
    expect(await service.stateOf(login.transactionId)).toBe("answered");
  });

  it.each(ROUNDS)("to four transactions of one token are four logins (round %i)", async (round) => {
    const bob = await service.enrol(`bob${round}`);
    const logins = await Promise.all(times(4, () => service.trigger(bob)));
    const answers = times(AT_ONCE, (index) => logins[index % 4] as TestLogin);
    const words = await interleaved(round, answers.map(right));
    for (const login of logins) expect(tally(words.filter((_, index) => answers[index] === login))).toEqual({ ok: 8 });
    const finishes = logins.flatMap((login) => times(8, () => finishing(login, { user: bob.user })));
    const ends = await interleaved(round, finishes);
    for (const n of [0, 1, 2, 3])
      expect(tally(ends.slice(n * 8, n * 8 + 8))).toEqual({ ACCEPT: 1, "wrong otp pin": 7 });
  });
});

describe("32 wrong answers at once", () => {
  it.each(ROUNDS)("to four transactions of one token count exactly, and lock (round %i)", async (round) => {
    const carol = await service.enrol(`carol${round}`);
    const logins = await Promise.all(times(4, () => service.trigger(carol)));
    const answers = times(AT_ONCE, (index) => wrong(logins[index % 4] as TestLogin, index));
    const words = await interleaved(round, answers);
    expectCounted(words, MAX);
    // Each number is sent to one phone, and so is the closing of the lock.
    for (const [word, count] of Object.entries(tally(words)))
      if (/^(wrong-response|account-blocked)/.test(word)) expect({ word, count }).toEqual({ word, count: 1 });
    expect(await service.failCountOf(carol.serial)).toBe(MAX);
    for (const login of logins) expect(await answerRight(service, login)).toBe("invalid-challenge");
  });

  it.each(ROUNDS)("below the maximum are all counted (round %i)", async (round) => {
    const dave = await service.enrol(`dave${round}`);
    const logins = await Promise.all(times(3, () => service.trigger(dave)));
    const words = await interleaved(
      round,
      times(MAX - 1, (index) => wrong(logins[index % 3] as TestLogin, index)),
    );
    expectCounted(words, await service.failCountOf(dave.serial));
    expect(words).not.toContain("invalid-challenge");
  });
});

describe("right and wrong answers at once", () => {
  it.each(ROUNDS)("log in or lock, and never both (round %i)", async (round) => {
    const erin = await service.enrol(`erin${round}`);
    const login = await service.trigger(erin);
    const words = tally(
      await interleaved(
        round,
        times(AT_ONCE, (n) => (n % 2 ? right(login) : wrong(login, n))),
      ),
    );
    // The right one was judged once, and each time hears the same.
    expect([words.ok ?? 0, words["account-blocked"] ?? 0]).toEqual(words.ok ? [AT_ONCE / 2, 0] : [0, 1]);
    expect(await service.stateOf(login.transactionId)).toBe(words.ok ? "answered" : "blocked");
    expect((await service.failCountOf(erin.serial)) === MAX).toBe(words["account-blocked"] === 1);
    const ends = await interleaved(
      round,
      times(8, () => finishing(login, { user: erin.user })),
    );
    expect(tally(ends).ACCEPT ?? 0).toBe(words.ok ? 1 : 0);
  });
});

describe("32 finishes at once", () => {
  it.each(ROUNDS)("of one answered login are one ACCEPT, whatever they claim (round %i)", async (round) => {
    const frank = await service.enrol(`frank${round}`);
    const mallory = await service.enrol(`mallory${round}`);
    const login = await answered(frank);
    const { user, serial } = frank;
    const claims: Record<string, string>[] = [
      { user },
      { serial },
      { user, serial, pass: "x" },
      { user: mallory.user },
    ];
    const ends = await interleaved(
      round,
      times(AT_ONCE, (n) => finishing(login, claims[n % 4] ?? {})),
    );
    expect(tally(ends)).toEqual({ ACCEPT: 1, "wrong otp pin": AT_ONCE - 1 });
    expect(ends.filter((_, n) => n % 4 === 3)).not.toContain("ACCEPT");
    expect(await service.stateOf(login.transactionId)).toBe("used");
  });

  it.each(ROUNDS)(
    "that meet the phone's answer, some with the response of their own, are one ACCEPT (round %i)",
    async (round) => {
      const grace = await service.enrol(`grace${round}`);
      const login = await service.trigger(grace);
      const { user } = grace;
      const works = times(AT_ONCE, (n) => {
        if (n % 4 === 0) return right(login);
        return finishing(login, n % 4 === 1 ? { user, response: login.right } : { user });
      });
      const words = tally(await interleaved(round, works));
      // However often the same response comes, and from whom, it hears the same, and the login is
      // one.
      const last = await finishing(login, { user })();
      expect((words.ACCEPT ?? 0) + Number(last === "ACCEPT")).toBe(1);
      expect(await service.stateOf(login.transactionId)).toBe("used");
    },
  );
});

describe("two phones of one user", () => {
  it.each(ROUNDS)("answer at once: one wins, and the login is with its token (round %i)", async (round) => {
    const [one, two] = [await service.enrol(`heidi${round}`), await service.enrol(`heidi${round}`)];
    const login = await service.trigger(one);
    const other = { ...login, right: await responseOf(two.phone, login.link) };
    const words = await interleaved(
      round,
      times(8, (n) => right(n % 2 ? other : login)),
    );
    expect(tally(words)).toEqual({ ok: 4, "invalid-challenge": 4 });
    const { json } = await service.finalize(login);
    expect(json.detail.serial).toBe(words.indexOf("ok") % 2 ? two.serial : one.serial);
  });
});
