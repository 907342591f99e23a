// The audit entries of a transaction: with the lock's statement, or after the reply if no batch
// could carry them.

import { describe, expect, it, vi } from "vitest";
import { type EntryDetails, entryOf } from "../../../src/core/audit/audit.ts";
import type { AuditEvent } from "../../../src/core/audit/events.ts";
import { markAnswered, markUsed } from "../../../src/core/login/transaction/challenge.ts";
import type { Challenge } from "../../../src/core/ports/tokens/challenge.ts";
import type { ReasonCode } from "../../../src/core/reasons.ts";
import { CLAIM, FROM, left, MALLORY, phoneSays, RIGHT, RIGHT_OF_FIRST, stage, WRONG } from "../stage.ts";
import { challengeWith } from "./challenges.ts";

const answered = (): Challenge => markAnswered(challengeWith(), "TiQR02");

/** An entry of the stage's transaction. */
const entry = (nowMs: number, details: EntryDetails) => {
  const whose = { user: "alice", realm: "realm1", attemptId: challengeWith().attemptId };
  return entryOf({ ...FROM, kind: "login", nowMs }, { ...whose, ...details });
};
const accepted = (nowMs: number, event: AuditEvent) =>
  entry(nowMs, { success: true, event, serial: "TiQR02", authentication: "ACCEPT" });
const refused = (nowMs: number, reason: ReasonCode, serial = "TiQR02") =>
  entry(nowMs, { success: false, serial, reason });
const BOTH = "TiQR01,TiQR02";

describe("a right answer", () => {
  it("is noted with the lock's statement, as accepted or as refused", async () => {
    const { clock, noted, lockAsked, transaction } = stage();
    const done = transaction.answerByPhone(phoneSays(RIGHT), FROM);
    const { note, reply } = await lockAsked();
    expect(note).toEqual({
      held: accepted(clock.nowMs, "CHALLENGE_ANSWERED"),
      not: refused(clock.nowMs, "challenge-not-open"),
    });
    reply(true);
    await done;
    expect(noted).toEqual([]);
  });

  it("that the lock has accepted but another answer has overtaken is noted after the reply as refused", async () => {
    const { clock, noted, lockAsked, transaction } = stage();
    const answer = (right: string) => transaction.answerByPhone(phoneSays(right), FROM);
    const [first, call] = [answer(RIGHT), await lockAsked()];
    const [second, askedLater] = [answer(RIGHT_OF_FIRST), await lockAsked()];
    for (const { reply } of [call, askedLater]) reply(true);
    await Promise.all([first, second]);
    expect(noted).toEqual([refused(clock.nowMs, "challenge-not-open", "TiQR01")]);
  });

  it("that the lock has refused is noted by its statement alone", async () => {
    const { noted, lockAsked, transaction } = stage();
    const done = transaction.answerByPhone(phoneSays(RIGHT), FROM);
    (await lockAsked()).reply(false);
    await done;
    expect(noted).toEqual([]);
  });
});

describe("a wrong answer", () => {
  it("is noted as wrong for every candidate, even if it was not counted", async () => {
    const { clock, noted, lockAsked, transaction } = stage();
    const done = transaction.answerByPhone(phoneSays(WRONG), FROM);
    const { note, reply } = await lockAsked();
    const wrong = refused(clock.nowMs, "wrong-response", BOTH);
    expect(note).toEqual({ held: wrong, not: wrong });
    reply(left(3));
    await done;
    expect(noted).toEqual([]);
  });
});

describe("an answer that is never judged", () => {
  it.each<[string, Challenge]>([
    ["answered", answered()],
    ["used", markUsed(answered(), 0)],
    ["expired", challengeWith({ expiresAtMs: 0 })],
    ["out of tries", challengeWith({ charged: 3 })],
  ])("because the challenge is %s is noted after the reply", async (_, challenge) => {
    const { clock, noted, transaction } = stage(challenge);
    await transaction.answerByPhone(phoneSays(WRONG), FROM);
    expect(noted).toEqual([refused(clock.nowMs, "challenge-not-open", BOTH)]);
  });

  it("because its claim is false is noted too", async () => {
    const { clock, noted, transaction } = stage();
    await transaction.answerByDigits(MALLORY, RIGHT, FROM);
    expect(noted).toEqual([refused(clock.nowMs, "challenge-not-open", BOTH)]);
  });

  it("because the transaction never was, or is gone, leaves nothing", async () => {
    const { noted, transaction } = stage(null);
    await transaction.answerByPhone(phoneSays(WRONG), FROM);
    await transaction.finalize(CLAIM, FROM);
    expect(noted).toEqual([]);
  });

  it("because the database is away leaves nothing", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const { noted, lockAsked, transaction } = stage();
    const done = transaction.answerByPhone(phoneSays(WRONG), FROM);
    (await lockAsked()).fail();
    await done;
    expect(noted).toEqual([]);
  });
});

describe("a finalize", () => {
  it("is noted with the lock's statement", async () => {
    const { clock, noted, lockAsked, transaction } = stage(answered());
    const done = transaction.finalize(CLAIM, FROM);
    const { note, reply } = await lockAsked();
    expect(note).toEqual({
      held: accepted(clock.nowMs, "LOGIN_SUCCESS"),
      not: refused(clock.nowMs, "nothing-to-finalize"),
    });
    reply("accepted");
    await done;
    expect(noted).toEqual([]);
  });

  it("that another one has overtaken is noted after the reply as refused", async () => {
    const { clock, noted, lockAsked, transaction } = stage(answered());
    const both = [transaction.finalize(CLAIM, FROM), transaction.finalize(CLAIM, FROM)];
    for (const { reply } of [await lockAsked(), await lockAsked()]) reply("accepted");
    await Promise.all(both);
    expect(noted).toEqual([refused(clock.nowMs, "nothing-to-finalize")]);
  });

  it("before the answer, or after the login was used, is a poll and leaves nothing", async () => {
    for (const challenge of [challengeWith(), markUsed(answered(), 0)]) {
      const { noted, waiting, transaction } = stage(challenge);
      await transaction.finalize(CLAIM, FROM);
      expect([noted, waiting]).toEqual([[], []]);
    }
  });
});
