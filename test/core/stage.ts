// A transaction whose calls to the lock wait until the test releases them, so that the test chooses
// the interleaving.

import type { AuditEntry, Note } from "../../src/core/audit/audit.ts";
import type { Origin } from "../../src/core/call.ts";
import type { ChallengeBox } from "../../src/core/login/transaction/challenge-box.ts";
import { Transaction } from "../../src/core/login/transaction/transaction.ts";
import type { ApplicationClaim, Challenge } from "../../src/core/ports/tokens/challenge.ts";
import type { TokenLock } from "../../src/core/ports/tokens/lock.ts";
import type { Sealer } from "../../src/core/sealer.ts";
import { type Bytes, utf8 } from "../../src/lib/bytes.ts";
import { computeResponse } from "../../src/ocra/response.ts";
import { parseSuite } from "../../src/ocra/suite.ts";
import type { AnswerRequest } from "../../src/tiqr/requests.ts";
import { identityOf } from "../../src/tiqr/urls.ts";
import { unlike, wrongOnes } from "../support/responses.ts";
import { challengeWith, EXPIRES_AT_MS, SUITE } from "./login/challenges.ts";

/** Sealed text that no key opens. */
export const LOST_SECRET = "lost";
const sealer: Sealer = {
  seal: async () => "",
  hasKeyOf: () => true,
  sealAlike: async () => "",
  open: async (_purpose, serial, sealed) => {
    if (sealed === LOST_SECRET) throw new Error(`the secret of ${serial} does not open`);
    return utf8(`the secret of ${serial}, 32 bytes`) as Bytes;
  },
};
/** The response of the second candidate to `challengeWith()`. */
export const RIGHT = await responseOf("TiQR02");
/** That of the first. */
export const RIGHT_OF_FIRST = await responseOf("TiQR01");
export const WRONG = unlike(RIGHT);
/** Different wrong responses. */
export const wrongs = (count: number): string[] => wrongOnes(RIGHT, count);
export const CLAIM: ApplicationClaim = {
  kind: "application",
  serial: undefined,
  named: { user: "alice", realm: undefined },
  names: [{ user: "alice", realm: "realm1" }],
};
/** A claim to be a different user. */
export const MALLORY: ApplicationClaim = {
  ...CLAIM,
  named: { user: "mallory", realm: undefined },
  names: [{ user: "mallory", realm: "realm1" }],
};
/** The answer that alice's phone posts. */
export const phoneSays = (response: string): AnswerRequest => ({
  sessionKey: challengeWith().sessionKey,
  userId: identityOf("alice", "realm1"),
  response,
  notification: null,
});
export const FROM: Origin = { action: "POST /ttype/tiqr", client: "192.0.2.7" };
/** The duration of a lock on the stage. */
export const LOCK_MS = 60_000;

async function responseOf(serial: string): Promise<string> {
  const suite = parseSuite(SUITE);
  const { question, sessionKey: session } = challengeWith();
  const secret = await sealer.open("secret", serial, "");
  const computed = suite.ok ? await computeResponse(suite.suite, secret, { question, session }) : suite;
  if (!computed.ok) throw new Error("no response");
  return computed.response;
}

interface Waiting {
  /** What the lock is to do, and for which tokens. */
  readonly statement: string;
  /** The entry for the lock's batch. */
  readonly note: Note;
  readonly reply: (value: unknown) => void;
  readonly fail: () => void;
}

export interface TransactionStage {
  readonly box: { current: Challenge | null };
  readonly clock: { nowMs: number };
  readonly waiting: readonly Waiting[];
  /** The entries written after the reply. */
  readonly noted: readonly AuditEntry[];
  /** The sessions that were begun and must not be. */
  readonly withdrawn: readonly string[];
  readonly lockAsked: () => Promise<Waiting>;
  readonly transaction: Transaction;
}

/**
 * A transaction, the box that holds its challenge, and the calls to the lock that wait for a reply.
 */
export function stage(start: Challenge | null = challengeWith()): TransactionStage {
  const keep = (challenge: Challenge) => {
    box.current = challenge;
  };
  const box = { current: start, save: keep, hold: keep };
  const clock = { nowMs: EXPIRES_AT_MS - 1000 };
  const waiting: Waiting[] = [];
  const noted: AuditEntry[] = [];
  const withdrawn: string[] = [];
  const arrivals: (() => void)[] = [];
  const ask = (statement: string, note: Note) =>
    new Promise<never>((resolve, reject) => {
      const reply = resolve as (value: unknown) => void;
      waiting.push({ statement, note, reply, fail: () => reject(new Error("D1 is away")) });
      arrivals.shift()?.();
    });
  const lock: TokenLock = {
    acceptResponse: (_login, { id }, _notification, _nowMs, note) => ask(`accept ${id}`, note),
    countWrongResponse: ({ candidates }, _nowMs, entry) =>
      ask(`count ${candidates.map(({ id }) => id)}`, { held: entry, not: entry }),
    isAnswerable: ({ candidates }) => ask(`any of ${candidates.map(({ id }) => id)}`, {}),
    acceptLogin: (_login, { id }, named, _nowMs, note) => ask(`login ${id} of ${named?.user}`, note),
    withdraw: async ({ session }) => void withdrawn.push(session.id),
  };
  /** Resolves with the next call to the lock, once it has come. */
  const lockAsked = async (): Promise<Waiting> => {
    if (waiting.length === 0) await new Promise<void>((resolve) => arrivals.push(resolve));
    return waiting.shift() as Waiting;
  };
  const transaction = new Transaction({
    box: box as ChallengeBox,
    lock,
    sealer,
    digestOf: async (sessionKey, response) => `digest of ${sessionKey} ${response}`,
    settings: { lockRule: { kind: "fixed", ms: LOCK_MS }, blocksPhone: true },
    nowMs: () => clock.nowMs,
    afterwards: (work) => void work,
    note: (entry) => noted.push(entry),
    confirmed: () => {},
    noteOrCount: (entry) => noted.push(entry),
  });
  return { box, clock, waiting, noted, withdrawn, lockAsked, transaction };
}

/** What the second candidate's phone and the application hear. */
export const DONE = { ok: true, serial: "TiQR02", user: "alice", realm: "realm1" };

export const refusal = (code: string, evidence = {}) => ({ ok: false, reason: { code, ...evidence } });
/** Counters with this many attempts left out of ten; every other candidate was already locked. */
export const left = (...attempts: number[]) => ({
  counters: attempts.map((attempt) => ({ failCount: 10 - attempt, locks: 0, maxFail: 10 })),
  allLocked: attempts.every((attempt) => attempt === 0),
});
