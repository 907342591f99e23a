// Transactions: one object each, named by its sessionKey.

import type { RandomBytes } from "../../../lib/bytes.ts";
import type { AnswerRequest } from "../../../tiqr/requests.ts";
import type { Origin } from "../../call.ts";
import type { Proximity } from "../../proximity/proximity.ts";
import type { Outcome } from "../../reasons.ts";
import type { DatabaseName } from "../../shards/slots.ts";
import type { LoginPath } from "../../token/lock.ts";
import type { PassUse } from "../../token/pass.ts";
import type { TokenMoment } from "../../token.ts";
import type { LiveSession, SessionStart } from "../oidc/browser-sessions.ts";
import type { Candidate, Challenge, ChallengeState, Claim, TransactionFailure } from "./challenge.ts";

/** A login's three names. The other two are derived from the id with our key. */
export interface TransactionNames {
  /** The application's secret: allows polling, finalizing and cancelling. */
  readonly transactionId: string;
  /** Everyone sees it in the QR code, so it only allows a phone's answer. */
  readonly sessionKey: string;
  /** In trail and lists. With our keys it leads to the sessionKey, and never to the id. */
  readonly attemptId: string;
}

/** The token that answered, and its user. */
export type FinalizedLogin = Outcome<
  {
    readonly serial: string;
    readonly user: string;
    readonly realm: string;
    /** Only if a browser began the login. */
    readonly inBrowser?: BrowserLogin;
  },
  TransactionFailure
>;

export interface BrowserLogin {
  /** The token as it was when it answered. */
  readonly token: TokenMoment;
  /** Whether the person gave the PIN. */
  readonly byPin: boolean;
  /** Whether digits were typed in from the phone. */
  readonly typed: boolean;
  /** Whether they were those of a day pass. */
  readonly byPass: boolean;
  /** How near the phone was; empty if that is unknown. */
  readonly proximity: Proximity | "";
  /** Whether the person had signed in there before; undefined if nobody has looked. */
  readonly isKnown: boolean | undefined;
  /** Whether this is a repeated reply: the browser has lost the first one, and asks again. */
  readonly isRepeated: boolean;
  readonly atMs: number;
  /** The sealed request that the login answers: `BrowserPart`. */
  readonly request: string | null;
  /** The database of the user; undefined where there is one database. */
  readonly database: DatabaseName | undefined;
  /**
   * The session that has begun in the same batch, and the application that the trail names with
   * it. Undefined if the login was finalized before, and for an object of an earlier version.
   */
  readonly begun?: (LiveSession & { readonly clientId: string | undefined }) | undefined;
}

/** What the browser that began a login may see of it. */
export interface BrowserView
  extends Pick<Challenge, "sessionKey" | "user" | "realm" | "question" | "account" | "expiresAtMs"> {
  readonly state: ChallengeState;
  readonly request: string | null;
  readonly application: string | null;
  /** Whether an answer was refused because its phone was too far away. */
  readonly elsewhere: boolean;
  /** Whether a day pass may be typed in, or that one is not taken here. */
  readonly pass?: Exclude<PassUse, "none"> | undefined;
  /** Whether any phone may answer. */
  readonly hasPhone: boolean;
}

/** What a look finds. Texts are empty if there is none; serials are separated by commas. */
export interface LoginSummary {
  readonly state: ChallengeState;
  readonly attemptId: string;
  readonly serial: string;
  readonly user: string;
  readonly realm: string;
  /** Undefined if none is found, and from an object of an earlier version. */
  readonly path?: LoginPath;
}

/** While it is open, a word may say why a right answer was not taken. */
export type PolledState = ChallengeState | "phone-elsewhere";

export const NOTHING_FOUND: LoginSummary = { state: "unknown", serial: "", user: "", realm: "", attemptId: "" };

/** What an administrator who lists a login may see of it. */
export interface ListedLogin extends Pick<Challenge, "user" | "realm" | "question" | "expiresAtMs" | "answeredBy"> {
  readonly state: ChallengeState;
  readonly candidates: readonly Pick<Candidate, "id" | "generation" | "serial">[];
  /** The application's name, if it is known. */
  readonly application?: string | undefined;
  /** The country of the browser, where distances are compared. */
  readonly country?: string | undefined;
}

export interface TransactionStore {
  /** Names a new transaction, and stores nothing. */
  make(randomBytes: RandomBytes): Promise<TransactionNames>;
  /** Undefined for a foreign id. Costs no round trip. */
  namesOf(transactionId: string): Promise<TransactionNames | undefined>;
  /** Whether this is the sessionKey of a login of ours. Costs no round trip. */
  isSessionKey(text: string): Promise<boolean>;
  /** Undefined for a text that is not an attempt id of ours. Costs no round trip. */
  sessionKeyOfAttempt(attemptId: string): Promise<string | undefined>;
  /** False when the sessionKey is taken; the caller draws another. */
  open(challenge: Challenge): Promise<boolean>;
  /** A phone claims nothing: it read the sessionKey in the QR code, and its response counts. */
  answerByPhone(answer: AnswerRequest, origin: Origin): Promise<FinalizedLogin>;
  /** Answers with a phone's digits. An untrue claim is refused and counts on nothing. */
  answerByDigits(transactionId: string, claim: Claim, digits: string, origin: Origin): Promise<FinalizedLogin>;
  state(transactionId: string): Promise<ChallengeState>;
  poll(transactionId: string): Promise<PolledState>;
  /** Gives the state once it is no longer `open`, and after `waitMs` in any case. */
  wait(transactionId: string, waitMs: number): Promise<ChallengeState | "too-many">;
  /** The client's end of a WebSocket that tells each state and closes after the last. */
  listen(transactionId: string): Promise<WebSocket | "too-many">;
  /** Cancels an open or answered transaction, and tells its earlier state. Needs a true claim. */
  cancel(transactionId: string, claim: Claim): Promise<LoginSummary>;
  /** For an administrator: no claim. `sessionKey` is derived here, never from a request. */
  lookListed(sessionKey: string): Promise<ListedLogin | undefined>;
  /** Cancels without a claim, under the same conditions as `lookListed`. */
  cancelListed(sessionKey: string): Promise<LoginSummary>;
  /** Ends an open login if the database says that no token can answer it, likewise. */
  endUnanswerable(sessionKey: string): Promise<void>;
  /** `start`: the session that begins with it, for the browser that began the login. */
  finalize(transactionId: string, claim: Claim, origin: Origin, start?: SessionStart): Promise<FinalizedLogin>;
  /** Undefined unless the claim is true. */
  look(transactionId: string, claim: Claim): Promise<BrowserView | undefined>;
}
