// The rules of the finalization, in interleavings that the tests choose.

import { describe, expect, it, vi } from "vitest";
import {
  FINALIZE_GRACE_MS,
  markAnswered,
  markCancelled,
  markFailed,
  markUsed,
} from "../../../src/core/login/transaction/challenge.ts";
import type { Challenge } from "../../../src/core/ports/tokens/challenge.ts";
import { CLAIM, DONE, FROM, MALLORY, refusal, stage } from "../stage.ts";
import { challengeWith, EXPIRES_AT_MS } from "./challenges.ts";

const answered = (): Challenge => markAnswered(challengeWith(), "TiQR02");

describe("a finalize", () => {
  it("succeeds with the token that answered, and uses the transaction up", async () => {
    const { box, lockAsked, transaction } = stage(answered());
    const done = transaction.finalize(CLAIM, FROM);
    const call = await lockAsked();
    expect(call.statement).toBe("login 2 of alice");
    call.reply("accepted");
    expect(await done).toEqual(DONE);
    expect(box.current?.state).toBe("used");
  });

  it.each([0, FINALIZE_GRACE_MS - 1])("may come %i ms after the expiry of what was answered in time", async (late) => {
    const { box, clock, lockAsked, transaction } = stage(answered());
    clock.nowMs = EXPIRES_AT_MS + late;
    const done = transaction.finalize(CLAIM, FROM);
    (await lockAsked()).reply("accepted");
    expect(await done).toMatchObject({ ok: true, serial: "TiQR02" });
    expect(box.current?.state).toBe("used");
  });

  it("is refused after the grace, and right after the expiry if nothing was answered", async () => {
    for (const [challenge, late] of [
      [answered(), FINALIZE_GRACE_MS],
      [challengeWith(), 0],
    ] as const) {
      const { box, clock, waiting, transaction } = stage(challenge);
      clock.nowMs = EXPIRES_AT_MS + late;
      expect(await transaction.finalize(CLAIM, FROM)).toMatchObject(refusal("not-answered"));
      expect([waiting, box.current]).toEqual([[], challenge]);
    }
  });

  it.each([
    ["disabled", "token-disabled"],
    ["locked", "token-locked"],
    ["not-valid-now", "token-not-valid-now"],
    ["replaced", "nothing-to-finalize"],
    ["foreign", "nothing-to-finalize"],
  ])("of a token that is %s since the answer is refused, and the answer stays", async (verdict, code) => {
    const { box, lockAsked, transaction } = stage(answered());
    const done = transaction.finalize(CLAIM, FROM);
    (await lockAsked()).reply(verdict);
    expect(await done).toEqual(refusal(code));
    expect(box.current).toEqual(answered());
  });

  it.each<[string, Challenge | null, object]>([
    ["not answered", challengeWith(), refusal("not-answered", { serial: "TiQR01" })],
    ["expired before the answer", challengeWith({ expiresAtMs: 0 }), refusal("not-answered", { serial: "TiQR01" })],
    ["expired after the answer", { ...answered(), expiresAtMs: 0 }, refusal("not-answered")],
    ["blocked", markFailed(challengeWith(), true), refusal("token-locked")],
    ["used", markUsed(answered(), 0), refusal("nothing-to-finalize")],
    ["cancelled", markCancelled(answered()), refusal("nothing-to-finalize")],
    ["gone", null, refusal("nothing-to-finalize")],
  ])("of a challenge that is %s asks the lock nothing and changes nothing", async (_, challenge, refused) => {
    const { box, waiting, transaction } = stage(challenge);
    expect(await transaction.finalize(CLAIM, FROM)).toMatchObject(refused);
    expect(waiting).toEqual([]);
    expect(box.current).toEqual(challenge);
  });

  it.each([
    ["another user", MALLORY],
    ["a candidate that did not answer", { ...CLAIM, serial: "TiQR01", named: undefined, names: undefined }],
    ["nobody", { ...CLAIM, named: undefined, names: undefined }],
  ])("for %s is refused, asks the lock nothing, and the answer stays", async (_, claim) => {
    const { box, waiting, transaction } = stage(answered());
    expect(await transaction.finalize(claim, FROM)).toEqual(refusal("nothing-to-finalize"));
    expect(waiting).toEqual([]);
    expect(box.current).toEqual(answered());
  });

  it("that another overtakes at the lock is refused: the first to commit wins", async () => {
    const { lockAsked, transaction } = stage(answered());
    const [first, second] = [transaction.finalize(CLAIM, FROM), transaction.finalize(CLAIM, FROM)];
    const [askedFirst, askedSecond] = [await lockAsked(), await lockAsked()];
    askedSecond.reply("accepted");
    expect(await second).toEqual(DONE);
    askedFirst.reply("accepted");
    expect(await first).toEqual(refusal("nothing-to-finalize"));
  });

  it.each<[string, (set: ReturnType<typeof stage>) => void]>([
    ["an application cancels", ({ box }) => (box.current = markCancelled(answered()))],
    ["the grace runs out", ({ clock }) => (clock.nowMs = EXPIRES_AT_MS + FINALIZE_GRACE_MS)],
    ["the alarm removes everything", ({ box }) => (box.current = null)],
  ])("commits nothing when meanwhile %s", async (_, happen) => {
    const set = stage(answered());
    const done = set.transaction.finalize(CLAIM, FROM);
    const call = await set.lockAsked();
    happen(set);
    const then = set.box.current;
    call.reply("accepted");
    expect(await done).toEqual(refusal("nothing-to-finalize"));
    expect(set.box.current).toEqual(then);
  });

  it("marks nothing if the database fails, and succeeds later", async () => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => {});
    const { box, lockAsked, transaction } = stage(answered());
    const first = transaction.finalize(CLAIM, FROM);
    (await lockAsked()).fail();
    expect(await first).toEqual(refusal("unavailable"));
    expect(logged).toHaveBeenCalledWith(expect.stringContaining("finalize"), expect.any(Error));
    expect(box.current).toEqual(answered());
    const second = transaction.finalize(CLAIM, FROM);
    (await lockAsked()).reply("accepted");
    expect(await second).toEqual(DONE);
  });
});
