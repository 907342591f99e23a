// Transactions: one object each, named by the sessionKey.

import type { RandomBytes } from "../../lib/bytes.ts";
import type { AnswerRequest } from "../../tiqr/requests.ts";
import type { Origin } from "../call.ts";
import type { Challenge, ChallengeState, ReturnTo } from "../challenge.ts";
import type { Claim } from "../claim.ts";
import type { Outcome } from "../reasons.ts";

/** One login has three names. The other two are derived from the id with a key of ours. */
export interface TransactionNames {
  /** The application's secret: it allows polling, finalizing and cancelling. */
  readonly transactionId: string;
  /** In the QR code, for everyone to see: it is good for a phone's answer and for nothing else. */
  readonly sessionKey: string;
  /** For the audit trail and the list of open logins, and good for nothing else. */
  readonly attemptId: string;
}

/** Which token answered, and whose it is. Of a login that a browser began: the token's id, and where that browser goes now. */
export type TransactionDone = Outcome<{
  readonly serial: string;
  readonly user: string;
  readonly realm: string;
  readonly tokenId?: number;
  readonly returnTo?: ReturnTo;
}>;

/** The part of a login that the browser which began it may see. */
export interface BrowserView extends Pick<Challenge, "sessionKey" | "user" | "realm" | "question" | "expiresAtMs"> {
  readonly state: ChallengeState;
  readonly returnTo: ReturnTo | null;
}

/** The user whose login a code stood for. */
export interface Redeemed {
  readonly serial: string;
  readonly user: string;
  readonly realm: string;
  /** When the login was finalized. */
  readonly atMs: number;
  readonly attemptId: string;
}

/** A transaction as a look finds it. The texts are empty when there is none; several serials are separated by commas. */
export interface Found {
  readonly state: ChallengeState;
  readonly attemptId: string;
  readonly serial: string;
  readonly user: string;
  readonly realm: string;
}

export const NOTHING_FOUND: Found = { state: "unknown", serial: "", user: "", realm: "", attemptId: "" };

export interface TransactionStore {
  /** A new one's names. Nothing is stored yet. */
  make(randomBytes: RandomBytes): Promise<TransactionNames>;
  /** Undefined for an id that is not ours. Costs no round trip. */
  namesOf(transactionId: string): Promise<TransactionNames | undefined>;
  /** False when the sessionKey is taken: draw another. */
  open(challenge: Challenge): Promise<boolean>;
  /** A phone claims nothing: it has read the sessionKey in the QR code, and its response is what counts. */
  answerByPhone(answer: AnswerRequest, origin: Origin): Promise<TransactionDone>;
  /** With the digits that a phone without a network shows. A claim that is not true is refused and counts on nothing. */
  answerByDigits(transactionId: string, claim: Claim, digits: string, origin: Origin): Promise<TransactionDone>;
  state(transactionId: string): Promise<ChallengeState>;
  /** The state as soon as it is not `open`, at the latest after `waitMs` as it is then. */
  wait(transactionId: string, waitMs: number): Promise<ChallengeState | "too-many">;
  /** The client's end of a WebSocket that is told the state now and each one that follows, and closed after the last. */
  listen(transactionId: string): Promise<WebSocket | "too-many">;
  /** Tells what was found; open and answered ones are cancelled. With a claim that is not true there is nothing to find. */
  cancel(transactionId: string, claim: Claim): Promise<Found>;
  /** For an administrator, who claims nothing, and for a login that finds no room. `sessionKey`: as the index has it, or `namesOf`, and never as a request brings it. */
  cancelListed(sessionKey: string): Promise<Found>;
  finalize(transactionId: string, claim: Claim, origin: Origin, codeHash?: string): Promise<TransactionDone>;
  /** Undefined unless the claim is true. */
  look(transactionId: string, claim: Claim): Promise<BrowserView | undefined>;
  /** Once for each code. A refusal says nothing of why. */
  redeem(transactionId: string, codeHash: string, returnTo: ReturnTo): Promise<Outcome<Redeemed>>;
}
