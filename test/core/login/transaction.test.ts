// The rules of answering, in interleavings that the tests choose. test/races does the same with the
// real database and real objects.

import { describe, expect, it, vi } from "vitest";
import {
  markAnswered,
  markCancelled,
  markFailed,
  markUsed,
  withoutSecrets,
} from "../../../src/core/login/transaction/challenge.ts";
import type { Challenge } from "../../../src/core/ports/tokens/challenge.ts";
import { NOTHING_FOUND } from "../../../src/core/ports/tokens/transactions.ts";
import {
  DONE,
  FROM,
  LOCK_MS,
  LOST_SECRET,
  left,
  MALLORY,
  phoneSays,
  RIGHT,
  refusal,
  stage,
  type TransactionStage,
  WRONG,
  wrongs,
} from "../stage.ts";
import { challengeWith, EXPIRES_AT_MS } from "./challenges.ts";

describe("an answer", () => {
  it("wins when it is any candidate's right response and the lock accepts that candidate", async () => {
    const { box, lockAsked, transaction } = stage();
    const done = transaction.answerByPhone(phoneSays(RIGHT), FROM);
    const call = await lockAsked();
    expect(call.statement).toBe("accept 2");
    call.reply(true);
    expect(await done).toEqual(DONE);
    expect(box.current).toMatchObject({ state: "answered", answeredBy: "TiQR02", question: "" });
  });

  it("counts on every candidate if it is wrong, and reports the smallest number left", async () => {
    const { box, lockAsked, transaction } = stage();
    const done = transaction.answerByPhone(phoneSays(WRONG), FROM);
    const call = await lockAsked();
    expect(call.statement).toBe("count 1,2");
    call.reply(left(7, 4));
    expect(await done).toEqual(refusal("wrong-response", { attemptsLeft: 4 }));
    expect(box.current).toMatchObject({ state: "open", charged: 1, failed: 1 });
  });

  it("reports the tries left of the others if it locks only one of them", async () => {
    const { box, lockAsked, transaction } = stage();
    const done = transaction.answerByPhone(phoneSays(WRONG), FROM);
    (await lockAsked()).reply(left(0, 4));
    expect(await done).toEqual(refusal("wrong-response", { attemptsLeft: 4 }));
    expect(box.current?.state).toBe("open");
  });

  it.each([left(), left(0)])("leaves the transaction open for a candidate that is not locked, %j", async (counted) => {
    const { box, lockAsked, transaction } = stage();
    const done = transaction.answerByPhone(phoneSays(WRONG), FROM);
    (await lockAsked()).reply({ ...counted, allLocked: false });
    expect(await done).toEqual(refusal("challenge-not-open", { state: "open" }));
    expect(box.current).toMatchObject({ state: "open", charged: 1, failed: 1 });
  });

  it("learns of the lock if it has just closed it, and of nothing if others had", async () => {
    for (const [counters, code, evidence] of [
      [left(0, 0), "locked-by-response", { opensAfterMs: LOCK_MS, blocksPhone: true }],
      [left(), "challenge-not-open", { state: "blocked" }],
    ] as const) {
      const { box, lockAsked, transaction } = stage();
      const done = transaction.answerByPhone(phoneSays(WRONG), FROM);
      (await lockAsked()).reply(counters);
      expect(await done).toEqual(refusal(code, evidence));
      expect(box.current?.state).toBe("blocked");
    }
  });

  it("is refused like a wrong one when the lock does not accept its token, and takes a try", async () => {
    const { box, lockAsked, transaction } = stage();
    const done = transaction.answerByPhone(phoneSays(RIGHT), FROM);
    (await lockAsked()).reply(false);
    expect(await done).toEqual(refusal("challenge-not-open", { state: "open" }));
    expect(box.current).toMatchObject({ state: "open", charged: 1, failed: 1, answeredBy: null });
  });

  it.each([
    ["answered", "answered", markAnswered(challengeWith(), "TiQR01")],
    ["used", "used", markUsed(markAnswered(challengeWith(), "TiQR01"), 0)],
    ["cancelled", "cancelled", markCancelled(challengeWith())],
    ["blocked", "blocked", markFailed(challengeWith(), true)],
    ["out of tries", "open", challengeWith({ charged: 3 })],
    ["expired", "expired", challengeWith({ expiresAtMs: 0 })],
    ["gone", "unknown", null],
  ])("asks the lock nothing and changes nothing when the challenge is %s", async (_, state, challenge) => {
    const { box, waiting, transaction } = stage(challenge);
    for (const response of [RIGHT, WRONG])
      expect(await transaction.answerByPhone(phoneSays(response), FROM)).toEqual(
        refusal("challenge-not-open", { state }),
      );
    expect(waiting).toEqual([]);
    expect(box.current).toEqual(challenge);
  });

  it("of an application with a false claim costs nothing", async () => {
    const { box, waiting, transaction } = stage();
    expect(await transaction.answerByDigits(MALLORY, WRONG, FROM)).toEqual(
      refusal("challenge-not-open", { state: "open" }),
    );
    expect(waiting).toEqual([]);
    expect(box.current).toEqual(challengeWith());
  });
});

describe("while a right answer waits for the lock", () => {
  const changed = (change: (challenge: Challenge) => Challenge | null) => (set: TransactionStage) => {
    set.box.current = set.box.current && change(set.box.current);
  };
  const expired = ({ clock }: TransactionStage) => {
    clock.nowMs = EXPIRES_AT_MS;
  };
  const buried = (set: TransactionStage) => {
    expired(set);
    changed(withoutSecrets)(set);
  };

  it.each<[string, string, (set: TransactionStage) => void]>([
    ["another wins", "answered", changed((challenge) => markAnswered(challenge, "TiQR01"))],
    ["an application cancels", "cancelled", changed(markCancelled)],
    ["a wrong one closes the lock", "blocked", changed((challenge) => markFailed(challenge, true))],
    ["the time runs out", "expired", expired],
    ["the alarm leaves a tombstone", "expired", buried],
    ["the alarm removes everything", "unknown", changed(() => null)],
  ])("%s, and the answer finds nothing to commit to", async (_, state, happen) => {
    const set = stage();
    const done = set.transaction.answerByPhone(phoneSays(RIGHT), FROM);
    const call = await set.lockAsked();
    happen(set);
    const then = set.box.current;
    call.reply(true);
    expect(await done).toEqual(refusal("challenge-not-open", { state }));
    // Nothing changes but that its reply is remembered.
    expect(set.box.current).toEqual(then && { ...then, judged: set.box.current?.judged });
  });

  it("no more answers than tries ever reach the lock", async () => {
    const { box, waiting, lockAsked, transaction } = stage();
    const results = wrongs(8).map((wrong) => transaction.answerByPhone(phoneSays(wrong), FROM));
    const calls = [await lockAsked(), await lockAsked(), await lockAsked()];
    // Their responses are computed at the same time, so any three may come first.
    const others: unknown[] = [];
    await new Promise<void>((resolve) => {
      for (const result of results) result.then((outcome) => others.push(outcome) === 5 && resolve());
    });
    expect(others).toEqual(Array(5).fill(refusal("challenge-not-open", { state: "open" })));
    expect(waiting).toEqual([]);
    for (const [index, { reply }] of calls.entries()) reply(left(9 - index));
    await Promise.all(results);
    expect(box.current).toMatchObject({ state: "blocked", charged: 3, failed: 3 });
  });
});

describe("when the database fails", () => {
  const logged = vi.spyOn(console, "error").mockImplementation(() => {});
  const said = () => expect(logged).toHaveBeenCalledWith(expect.stringContaining("answer"), expect.any(Error));

  it.each([RIGHT, WRONG])("an answer gives its try back and marks nothing: %s", async (response) => {
    const { box, lockAsked, transaction } = stage();
    const done = transaction.answerByPhone(phoneSays(response), FROM);
    (await lockAsked()).fail();
    expect(await done).toEqual(refusal("unavailable"));
    expect(box.current).toEqual(challengeWith());
    said();
  });

  it("an answer that the alarm overtook has nothing to give its try back to", async () => {
    const { box, lockAsked, transaction } = stage();
    const done = transaction.answerByPhone(phoneSays(RIGHT), FROM);
    const call = await lockAsked();
    box.current = null;
    call.fail();
    expect(await done).toEqual(refusal("unavailable"));
    expect(box.current).toBeNull();
  });
});

describe("when a secret does not open", () => {
  const logged = vi.spyOn(console, "error").mockImplementation(() => {});
  const losing = (...serials: string[]) => {
    const { candidates, ...challenge } = challengeWith();
    const sealed = candidates.map((each) =>
      serials.includes(each.serial) ? { ...each, sealedSecret: LOST_SECRET } : each,
    );
    return stage({ ...challenge, candidates: sealed });
  };
  const serials = challengeWith().candidates.map(({ serial }) => serial);

  it("the user's other phones may still answer", async () => {
    const { lockAsked, transaction } = losing(...serials.filter((serial) => serial !== "TiQR02"));
    const done = transaction.answerByPhone(phoneSays(RIGHT), FROM);
    (await lockAsked()).reply(true);
    expect(await done).toMatchObject({ ok: true, serial: "TiQR02" });
    expect(logged).toHaveBeenCalled();
  });

  it("an answer that no secret can be held against is neither right nor wrong", async () => {
    const { box, transaction, waiting } = losing(...serials);
    expect(await transaction.answerByPhone(phoneSays(RIGHT), FROM)).toEqual(refusal("unavailable"));
    expect([box.current?.charged, waiting]).toEqual([0, []]);
  });
});

it("an empty box reveals nothing, and nothing is cancelled", () => {
  const { transaction, box } = stage(null);
  expect(transaction.cancelListed()).toEqual(NOTHING_FOUND);
  expect(box.current).toBe(null);
});

it("a transaction that has opened nothing shows nothing", () => {
  const { box, transaction } = stage();
  box.current = null;
  expect(transaction.lookListed()).toBeUndefined();
});
