// Transactions: one object each, named by the sessionKey.

import type { RandomBytes } from "../../../lib/bytes.ts";
import type { AnswerRequest } from "../../../tiqr/requests.ts";
import type { Origin } from "../../call.ts";
import type { Outcome } from "../../reasons.ts";
import type { DatabaseName } from "../../shards/slots.ts";
import type { TokenMoment } from "../../token.ts";
import type { Candidate, Challenge, ChallengeState, Claim, TransactionFailure } from "./challenge.ts";

/** One login has three names. The other two are derived from the id with a key of ours. */
export interface TransactionNames {
  /** The application's secret: it allows polling, finalizing and cancelling. */
  readonly transactionId: string;
  /** Everyone can see it in the QR code, so it allows a phone's answer and nothing else. */
  readonly sessionKey: string;
  /** The audit trail and the list of open logins show it. Only with our keys does it lead to the sessionKey, and never to the id. */
  readonly attemptId: string;
}

/** The token that answered, and its user. */
export type TransactionDone = Outcome<
  {
    readonly serial: string;
    readonly user: string;
    readonly realm: string;
    /** Only of a login that a browser began. */
    readonly inBrowser?: DoneInBrowser;
  },
  TransactionFailure
>;

export interface DoneInBrowser {
  /** The token as it was when it answered. */
  readonly token: TokenMoment;
  /** Whether the person gave the token's PIN. */
  readonly byPin: boolean;
  /** Whether the digits were typed in from the phone. */
  readonly typed: boolean;
  readonly atMs: number;
  /** The sealed request that the login answers: `BrowserPart`. */
  readonly request: string | null;
  /** The database of the user; undefined where there is one database. */
  readonly database: DatabaseName | undefined;
}

/** The part of a login that the browser which began it may see. */
export interface BrowserView
  extends Pick<Challenge, "sessionKey" | "user" | "realm" | "question" | "account" | "expiresAtMs"> {
  readonly state: ChallengeState;
  readonly request: string | null;
  readonly application: string | null;
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

/** The part of a login that an administrator may see who lists it. */
export interface ListedLogin extends Pick<Challenge, "user" | "realm" | "question" | "expiresAtMs" | "answeredBy"> {
  readonly state: ChallengeState;
  readonly candidates: readonly Pick<Candidate, "id" | "generation" | "serial">[];
}

export interface TransactionStore {
  /** Makes the names of a new transaction. Nothing is stored yet. */
  make(randomBytes: RandomBytes): Promise<TransactionNames>;
  /** Undefined for an id that is not ours. Costs no round trip. */
  namesOf(transactionId: string): Promise<TransactionNames | undefined>;
  /** Whether this is the sessionKey of a login that was opened here. Costs no round trip. */
  isSessionKey(text: string): Promise<boolean>;
  /** Undefined for a text that is no attempt id of ours. Costs no round trip. */
  sessionKeyOfAttempt(attemptId: string): Promise<string | undefined>;
  /** False when the sessionKey is taken, so that the caller draws another. */
  open(challenge: Challenge): Promise<boolean>;
  /** A phone claims nothing: it has read the sessionKey in the QR code, and its response is what counts. */
  answerByPhone(answer: AnswerRequest, origin: Origin): Promise<TransactionDone>;
  /** Answers with the digits that a phone without a network shows. A claim that is not true is refused and counts on nothing. */
  answerByDigits(transactionId: string, claim: Claim, digits: string, origin: Origin): Promise<TransactionDone>;
  state(transactionId: string): Promise<ChallengeState>;
  /** Gives the state once it is no longer `open`, and after `waitMs` in any case. */
  wait(transactionId: string, waitMs: number): Promise<ChallengeState | "too-many">;
  /** The client's end of a WebSocket that is told the state now and each one that follows, and closed after the last. */
  listen(transactionId: string): Promise<WebSocket | "too-many">;
  /** Cancels an open or answered transaction, and tells what it was before. A claim that is not true finds nothing. */
  cancel(transactionId: string, claim: Claim): Promise<Found>;
  /** Gives a login without a claim, for an administrator. `sessionKey` is derived here, and never comes from a request. */
  lookListed(sessionKey: string): Promise<ListedLogin | undefined>;
  /** Cancels without a claim, for an administrator. The same holds for `sessionKey`. */
  cancelListed(sessionKey: string): Promise<Found>;
  /** Ends an open login if the database says that no token can answer it any more. The same holds for `sessionKey`. */
  endUnanswerable(sessionKey: string): Promise<void>;
  finalize(transactionId: string, claim: Claim, origin: Origin): Promise<TransactionDone>;
  /** Undefined unless the claim is true. */
  look(transactionId: string, claim: Claim): Promise<BrowserView | undefined>;
}
