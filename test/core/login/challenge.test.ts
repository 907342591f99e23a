import { describe, expect, it } from "vitest";
import {
  charge,
  FINALIZE_GRACE_MS,
  giveBack,
  markAnswered,
  markCancelled,
  markFailed,
  markUsed,
  stateOf,
} from "../../../src/core/login/transaction/challenge.ts";
import type { Challenge } from "../../../src/core/ports/tokens/challenge.ts";
import { challengeWith, EXPIRES_AT_MS } from "./challenges.ts";

const BEFORE = EXPIRES_AT_MS - 1;
const answered = (): Challenge => markAnswered(challengeWith(), "TiQR02");
const used = (): Challenge => markUsed(answered(), 0);
const cancelled = (): Challenge => markCancelled(challengeWith());
const blocked = (): Challenge => markFailed(challengeWith(), true);

const OVER = [
  ["used", used()],
  ["blocked", blocked()],
  ["cancelled", cancelled()],
] as const;

const bearsSecrets = (challenge: Challenge): boolean =>
  /abcdef0123|sealed secret/.test(JSON.stringify(challenge)) || challenge.question !== "";

describe("the states of a challenge", () => {
  it("is open at first, with no answer and no try taken", () => {
    expect(challengeWith()).toMatchObject({ state: "open", answeredBy: null, charged: 0, failed: 0 });
    expect(stateOf(challengeWith(), BEFORE)).toBe("open");
  });

  it("goes from open to answered to used, and records which token answered", () => {
    expect(stateOf(answered(), BEFORE)).toBe("answered");
    expect(answered().answeredBy).toBe("TiQR02");
    expect(stateOf(used(), BEFORE)).toBe("used");
    expect(used().answeredBy).toBe("TiQR02");
  });

  it.each([
    ["open", challengeWith()],
    ["answered", answered()],
  ])("cancels an %s one", (_, challenge) => {
    expect(stateOf(markCancelled(challenge), BEFORE)).toBe("cancelled");
  });

  it.each(OVER)("does not cancel a %s one", (state, challenge) => {
    expect(markCancelled(challenge)).toEqual(challenge);
    expect(stateOf(markCancelled(challenge), BEFORE)).toBe(state);
  });

  it.each([
    ["open", challengeWith(), EXPIRES_AT_MS],
    // The caller that finalizes it learns of the answer a while after the phone.
    ["answered", answered(), EXPIRES_AT_MS + FINALIZE_GRACE_MS],
  ])("expires an %s one at the exact millisecond, by the clock alone", (state, challenge, endsAtMs) => {
    expect(stateOf(challenge, endsAtMs - 1)).toBe(state);
    expect(stateOf(challenge, endsAtMs)).toBe("expired");
  });

  it.each(OVER)("never expires a %s one: how it ended stays known", (state, challenge) => {
    expect(stateOf(challenge, EXPIRES_AT_MS + 1)).toBe(state);
  });

  it("is unknown if there is no challenge", () => {
    expect(stateOf(null, 0)).toBe("unknown");
  });
});

describe("the secrets that verify an answer", () => {
  it("is there while the challenge is open", () => {
    expect(bearsSecrets(challengeWith())).toBe(true);
  });

  it.each([
    ["answered", answered()],
    ["used", used()],
    ["cancelled while open", cancelled()],
    ["blocked by the lock", blocked()],
    ["blocked by its last try", markFailed(challengeWith({ charged: 3, failed: 2 }), false)],
  ])("is gone once it is %s, and the names stay", (_, challenge) => {
    expect(bearsSecrets(challenge)).toBe(false);
    expect(challenge.candidates.map(({ serial }) => serial)).toEqual(["TiQR01", "TiQR02"]);
    expect(challenge.user).toBe("alice");
  });
});

describe("the tries of a challenge", () => {
  it("are charged one by one, and the one beyond the last is refused", () => {
    let challenge = challengeWith();
    for (const taken of [1, 2, 3]) {
      challenge = charge(challenge) as Challenge;
      expect(challenge.charged).toBe(taken);
    }
    expect(charge(challenge)).toBeUndefined();
  });

  it("are given back when the platform failed", () => {
    const spent = challengeWith({ charged: 3 });
    expect(charge(giveBack(spent))?.charged).toBe(3);
  });

  it("block the challenge when the last of them has failed, not before", () => {
    const second = markFailed(challengeWith({ charged: 3, failed: 1 }), false);
    expect(second).toMatchObject({ state: "open", failed: 2 });
    expect(markFailed(second, false)).toMatchObject({ state: "blocked", failed: 3 });
  });

  it("block the challenge at once when the lock of every candidate has closed", () => {
    expect(markFailed(challengeWith({ charged: 1 }), true)).toMatchObject({ state: "blocked", failed: 1 });
  });

  it.each([
    ["answered", answered()],
    ["used", used()],
    ["cancelled", cancelled()],
  ])("that fail late do not block a challenge that is %s", (state, challenge) => {
    expect(markFailed({ ...challenge, failed: 2 }, true)).toMatchObject({ state, failed: 3 });
  });
});
