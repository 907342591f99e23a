// Challenges for tests.

import { newChallenge } from "../../../src/core/login/transaction/challenge.ts";
import type { Candidate, Challenge } from "../../../src/core/ports/tokens/challenge.ts";

export const EXPIRES_AT_MS = 1_000_000;
export const SUITE = "OCRA-1:HOTP-SHA256-8:QH10-S064";

export const candidate = (serial: string, id = 1, suite = SUITE): Candidate => ({
  id,
  generation: 1,
  serial,
  suite,
  sealedSecret: `sealed secret of ${serial}`,
});

export const challengeWith = (parts: Partial<Challenge> = {}): Challenge => ({
  ...newChallenge({
    sessionKey: "01234567890123456789",
    attemptId: "f0e1d2c3b4a5968778695a4b3c2d1e0f",
    question: "abcdef0123",
    user: "alice",
    realm: "realm1",
    candidates: [candidate("TiQR01", 1), candidate("TiQR02", 2)],
    bystanders: [],
    path: "vouched",
    expiresAtMs: EXPIRES_AT_MS,
    maxTries: 3,
  }),
  ...parts,
});
