// The same response again: it was judged once, and hears the same. In interleavings that the tests
// choose.

import { describe, expect, it, vi } from "vitest";
import { markCancelled, markUsed, withoutSecrets } from "../../../src/core/login/transaction/challenge.ts";
import type { Challenge } from "../../../src/core/ports/tokens/challenge.ts";
import {
  CLAIM,
  DONE,
  FROM,
  LOCK_MS,
  left,
  phoneSays,
  RIGHT,
  RIGHT_OF_FIRST,
  refusal,
  stage,
  type TransactionStage,
  WRONG,
} from "../stage.ts";
import { candidate, challengeWith, EXPIRES_AT_MS } from "./challenges.ts";

/** As the object finds it after it has slept. */
const stored = (challenge: Challenge | null): Challenge => JSON.parse(JSON.stringify(challenge));
const again = ({ transaction }: TransactionStage, response: string) =>
  transaction.answerByPhone(phoneSays(response), FROM);

async function judged(response: string, reply: unknown, challenge = challengeWith()) {
  const set = stage(challenge);
  const done = again(set, response);
  (await set.lockAsked()).reply(reply);
  return { set, heard: await done };
}

describe("a right answer that was accepted", () => {
  it.each<[string, (challenge: Challenge) => Challenge]>([
    ["answered", (challenge) => challenge],
    ["used", (challenge) => markUsed(challenge, 0)],
    ["cancelled", markCancelled],
    ["a tombstone", withoutSecrets],
  ])("hears OK again when the challenge is %s, and changes nothing", async (_, then) => {
    const { set, heard } = await judged(RIGHT, true);
    expect(heard).toEqual(DONE);
    const later = stage(stored(then(set.box.current as Challenge)));
    later.clock.nowMs = EXPIRES_AT_MS + 60_000;
    const before = later.box.current;
    expect(await again(later, RIGHT)).toEqual(DONE);
    expect([later.box.current, later.waiting, later.noted]).toEqual([before, [], []]);
  });

  it("makes no other response right", async () => {
    const { set } = await judged(RIGHT, true);
    for (const response of [WRONG, RIGHT_OF_FIRST, ` ${RIGHT}`])
      expect(await again(set, response)).toEqual(refusal("challenge-not-open", { state: "answered" }));
  });
});

describe("a refused answer", () => {
  it.each<[string, string, unknown, object]>([
    ["wrong", WRONG, left(7, 4), refusal("wrong-response", { attemptsLeft: 4 })],
    ["locking", WRONG, left(0, 0), refusal("locked-by-response", { opensAfterMs: LOCK_MS, blocksPhone: true })],
    ["uncounted", WRONG, left(), refusal("challenge-not-open", { state: "blocked" })],
    ["right for a token that cannot be used", RIGHT, false, refusal("challenge-not-open", { state: "open" })],
  ])("that is %s hears the same again, uncharged", async (_, response, reply, heard) => {
    const first = await judged(response, reply);
    expect(first.heard).toEqual(heard);
    const later = stage(stored(first.set.box.current));
    for (const set of [first.set, later]) {
      const before = set.box.current;
      expect(await again(set, response)).toEqual(heard);
      expect([set.box.current, set.waiting, set.noted]).toEqual([before, [], []]);
    }
  });

  it("of a phone that may not answer is noted once", async () => {
    const bystanders = [{ ...candidate("TiQR02"), because: "token-disabled" as const }];
    const set = stage(challengeWith({ candidates: [candidate("TiQR01")], bystanders }));
    const heard = refusal("challenge-not-open", { state: "open", because: "token-disabled" });
    for (let time = 0; time < 3; time++) expect(await again(set, RIGHT)).toEqual(heard);
    expect([set.noted.map(({ reason }) => reason), set.box.current?.charged]).toEqual([["token-disabled"], 0]);
  });

  it("counts each other response", async () => {
    const { set } = await judged(WRONG, left(9));
    const done = again(set, `${WRONG.slice(0, -1)}x`);
    const { statement, reply } = await set.lockAsked();
    expect([statement, set.box.current?.charged]).toEqual(["count 1,2", 2]);
    reply(left(8));
    expect(await done).toEqual(refusal("wrong-response", { attemptsLeft: 8 }));
  });
});

describe("the same answer while the first is judged", () => {
  it.each<[string, unknown, object]>([
    [RIGHT, true, DONE],
    [WRONG, left(7), refusal("wrong-response", { attemptsLeft: 7 })],
  ])("waits for it, and hears the same: %s", async (response, reply, heard) => {
    const set = stage();
    const both = [again(set, response), again(set, response)];
    const call = await set.lockAsked();
    both.push(again(set, response));
    call.reply(reply);
    expect(await Promise.all(both)).toEqual([heard, heard, heard]);
    expect([set.box.current?.charged, set.waiting, set.noted]).toEqual([1, [], []]);
  });

  it("hears that the platform failed, which is not remembered", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const set = stage();
    const both = [again(set, RIGHT), again(set, RIGHT)];
    (await set.lockAsked()).fail();
    expect(await Promise.all(both)).toEqual([refusal("unavailable"), refusal("unavailable")]);
    expect(set.box.current).toEqual(challengeWith());
    const third = again(set, RIGHT);
    (await set.lockAsked()).reply(true);
    expect(await third).toEqual(DONE);
  });
});

describe("digits that are typed in again", () => {
  const typed = ({ transaction }: TransactionStage, digits: string) => transaction.answerByDigits(CLAIM, digits, FROM);

  it("are wrong again, uncharged", async () => {
    const { set, heard } = await judged(WRONG, left(7));
    expect([await typed(set, WRONG), set.box.current?.charged]).toEqual([heard, 1]);
  });

  it("do not hide that the phone has answered since", async () => {
    const { set } = await judged(WRONG, left(7));
    const done = again(set, RIGHT);
    (await set.lockAsked()).reply(true);
    await done;
    const decided = refusal("challenge-not-open", { state: "answered" });
    expect(await typed(set, WRONG)).toEqual(decided);
    // The finalize decides about the right ones, too.
    expect(await typed(set, RIGHT)).toEqual(decided);
    expect([await again(set, RIGHT), await again(set, WRONG)]).toEqual([
      DONE,
      refusal("wrong-response", { attemptsLeft: 7 }),
    ]);
    expect(set.noted).toEqual([]);
  });
});

describe("a login whose tokens are gone", () => {
  it.each([true, false])("ends at once unless one may still answer: %s", async (answerable) => {
    const { box, lockAsked, transaction, clock } = stage();
    const ending = transaction.endUnanswerable();
    const call = await lockAsked();
    expect(call.statement).toBe("any of 1,2");
    call.reply(answerable);
    await ending;
    expect(transaction.lookListed()?.state).toBe(answerable ? "open" : "expired");
    expect(box.current).toEqual(
      answerable ? challengeWith() : withoutSecrets(challengeWith({ expiresAtMs: clock.nowMs })),
    );
  });

  it("stays as it is when it ended meanwhile, or the database is away", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const set = stage();
    const ending = set.transaction.endUnanswerable();
    const call = await set.lockAsked();
    set.box.current = markCancelled(challengeWith());
    call.reply(false);
    await ending;
    expect(set.box.current).toEqual(markCancelled(challengeWith()));
    await set.transaction.endUnanswerable();

    const away = stage();
    const asking = away.transaction.endUnanswerable();
    (await away.lockAsked()).fail();
    await asking;
    expect([away.box.current, set.waiting]).toEqual([challengeWith(), []]);
  });
});
