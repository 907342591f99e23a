// The interfaces that the flows need. src/storage implements them, src/index.ts joins the two.
// A port never throws for an expected refusal. It throws when the platform fails, and then nothing was done that a retry doubles.

import type { Bytes, RandomBytes } from "../../lib/bytes.ts";
import type { ServiceIdentity } from "../../tiqr/metadata.ts";
import type { Notification } from "../../tiqr/requests.ts";
import type { UrlFormat } from "../../tiqr/urls.ts";
import type { Counter, SignInTries } from "../admin/sign-in-tries.ts";
import type { AuditEntry, AuditTrail, Note, Origin } from "../audit.ts";
import type { Challenge, ChallengeState, Claim, ReturnTo } from "../challenge.ts";
import type { EnrollmentWatch } from "../enrolment/progress.ts";
import type { Outcome } from "../reasons.ts";
import type { Check, Failures, LockRule } from "../token/lock.ts";
import type { NamedUser, Subject, SubjectView, TokenMoment } from "../token.ts";
import type { LinkStore } from "./links.ts";
import type { TokenManagement, UserStore } from "./management.ts";

/** What the flows know of the configuration. */
export interface Settings extends ServiceIdentity {
  readonly urlFormat: UrlFormat;
  /** OCRA suite of new tokens. */
  readonly ocraSuite: string;
  readonly defaultRealm: string;
  /** Where administrators have their own tokens, under the names of their accounts; for /auth alone. Not the default realm. */
  readonly adminRealm: string;
  /** Whether administrators sign in with a phone alone, and never with the password only. */
  readonly phonesRequired: boolean;
  /** Whether user names that differ only in case are one user. */
  readonly foldUserCase: boolean;
  /** Whether a check of a PIN tells strangers nothing of who exists, and in which state. */
  readonly hidesUsers: boolean;
  /** The same of our own login page. Which state a token is in, it tells behind a right PIN alone in any case. */
  readonly hidesUsersAtLogin: boolean;
  readonly challengeValidityMs: number;
  readonly enrollmentValidityMs: number;
  readonly maxFail: number;
  /** Whether a phone whose own response has brought a permanent lock is told so. Some then block the account for good. */
  readonly blocksPhone: boolean;
  readonly lockRule: LockRule;
  readonly pinIterations: number;
  /** Of a PIN that is given, in characters. */
  readonly pinMinLength: number;
  /** Whether a token must have a PIN. */
  readonly pinRequired: boolean;
  /** Tokens that one user may have, and how many of these active; 0: any number. */
  readonly maxTokensPerUser: number;
  readonly maxActiveTokensPerUser: number;
}

/** Everything a flow may use. */
export interface Ports {
  readonly settings: Settings;
  readonly tokens: TokenStore;
  readonly management: TokenManagement;
  readonly links: LinkStore;
  readonly users: UserStore;
  readonly admins: AdminStore;
  readonly sessions: SessionStore;
  readonly signIns: SignInStore;
  readonly transactions: TransactionStore;
  readonly enrollments: EnrollmentWatch;
  readonly audit: AuditTrail;
  readonly sealer: Sealer;
  readonly randomBytes: RandomBytes;
  /** Draws a QR code, as a data URI. */
  readonly qrImage: (text: string, format: ImageFormat) => Promise<string>;
}

export type ImageFormat = "png" | "svg";

type Sealed = "secret" | "pin" | "password" | "session" | "browser";

/**
 * Encryption at rest, and of what a phone or a browser keeps for us. `owner` (a serial, a name) is bound to the sealed text:
 * moved to another row, it does not open.
 */
export interface Sealer {
  seal(purpose: Sealed, owner: string, plain: Bytes): Promise<string>;
  /** Throws when no key opens it: the root secret is lost, or the row was tampered with. */
  open(purpose: Sealed, owner: string, sealed: string): Promise<Bytes>;
}

// --- Tokens, as enrolment and login need them ---------------------------------------------------------------------

export interface NewToken {
  readonly serial: string;
  /** Whether a token of this serial is to be begun anew. A generated serial must not take over a token that has it. */
  readonly mayExist: boolean;
  readonly named: NamedUser;
  /** Whether its user, when new, may take names which mean others today. */
  readonly shadows: boolean;
  readonly description: string | undefined;
  readonly suite: string;
  readonly maxFail: number;
  /** Undefined keeps the period of a token that exists. */
  readonly validFromMs: number | undefined;
  readonly validUntilMs: number | undefined;
  /** Undefined keeps the PIN of a token that exists; null is a token without PIN. */
  readonly sealedPin: string | null | undefined;
  readonly sessionHash: string;
  readonly sessionExpiresAtMs: number;
}

/** How many users have names which the new user would take. */
export interface Shadows {
  readonly shadowed: number;
}

/** `limit`: the user has as many tokens as one may have. `no-pin`: a new token was to have no PIN, and must have one. */
export type InitResult = "made" | "revoked" | "taken" | "limit" | "no-pin" | Shadows;

/** What an enrolment session stands for. */
export interface EnrollmentView {
  readonly user: string;
  readonly realm: string;
  readonly displayName: string;
  readonly suite: string;
  /** How often the QR code's session was used, this time included. */
  readonly uses: number;
  readonly expiresAtMs: number;
}

export interface EnrollmentSession {
  readonly serial: string;
  /** Of the QR code's session. */
  readonly sessionHash: string;
  readonly nowMs: number;
}
export type SessionRefusal = "invalid-session" | "unknown-serial";
export interface Enrolled {
  readonly sealedSecret: string;
  readonly notification: Notification | null;
}

export interface PrimaryView {
  /** As it was before the counting. */
  readonly view: SubjectView;
  /** False when there is a usable token that was not judged: that one may open, and nothing was counted. */
  readonly settled: boolean;
  /** Whether the note was written. */
  readonly noted: boolean;
}

export interface TokenStore {
  /** Makes a token, or begins its enrolment anew: the secret goes, the generation rises. */
  init(caller: Caller, token: NewToken, nowMs: number, note: Note): Promise<ForCaller<InitResult>>;
  /**
   * Counts a use of the QR code's session and tells what it stands for, even when its phone has enrolled. The first use keeps
   * with the token where its phone will post: `authenticationUrl`, as the metadata tells it.
   */
  useSession(session: EnrollmentSession, authenticationUrl: string): Promise<EnrollmentView | SessionRefusal>;
  /** Stores the phone's secret, once, if the QR code was used. */
  enroll(session: EnrollmentSession, enrolled: Enrolled, note: Note): Promise<"enrolled" | SessionRefusal>;
  /** Reads at the nearest replica, which may lag. */
  view(subject: Subject): Promise<SubjectView>;
  /**
   * Reads on the primary, then counts a failure of this check on each of `judged` that is still usable and at its moment;
   * one batch.
   */
  viewAndCount(
    subject: Subject,
    check: Exclude<Check, "vouched">,
    judged: readonly TokenMoment[],
    nowMs: number,
    note: Note,
    /** Counts on tokens that cannot be used as well, unless the check's own lock is closed. */
    countsUnusable?: boolean,
  ): Promise<PrimaryView>;
  /** Puts a hash with dearer parameters in a PIN's place, unless the PIN has changed meanwhile. */
  replacePinHash(token: TokenMoment, oldSealedPin: string, newSealedPin: string): Promise<void>;
}

// --- The lock: one atomic statement each on D1's single writer, so it holds across transactions and continents ----

export interface Counted {
  readonly counters: readonly (Pick<Failures, "failCount" | "locks"> & { readonly maxFail: number })[];
  /** Whether the path is closed now for each candidate that is still at its moment, by this failure or before. */
  readonly allLocked: boolean;
}

/** What the lock needs to know of a transaction. */
export type LockedLogin = Pick<Challenge, "attemptId" | "candidates" | "path">;

/** A token is usable for a transaction while the path of that transaction is open: locks of other paths do not matter. */
export interface TokenLock {
  /**
   * A right response: forgets the failures of all candidates, on every path, if `token` is usable and still at its moment.
   * An undefined `notification` changes none.
   */
  acceptResponse(
    login: LockedLogin,
    token: TokenMoment,
    notification: Notification | null | undefined,
    nowMs: number,
    note: Note,
  ): Promise<boolean>;
  /** A wrong response counts on every candidate that is usable and at its moment; gives the counters of those. */
  countWrongResponse(login: LockedLogin, nowMs: number, note: Note): Promise<Counted>;
  /** A login is finished: under the same guard as a right response, and only for the user that `named` means, if given. */
  acceptLogin(
    login: LockedLogin,
    token: TokenMoment,
    named: NamedUser | undefined,
    nowMs: number,
    note: Note,
  ): Promise<"accepted" | "disabled" | "not-valid-now" | "locked" | "replaced" | "foreign">;
}

// --- Transactions: one object each, named by the sessionKey -------------------------------------------------------

/** One login has three names, and only who holds the id can make the other two of it, with a key of ours. */
export interface TransactionNames {
  /** The application's secret: with it one polls, finishes and cancels. */
  readonly transactionId: string;
  /** In the QR code, for everyone to see: it is good for a phone's answer and for nothing else. */
  readonly sessionKey: string;
  /** For the audit trail and the list of open logins, and good for nothing else. */
  readonly attemptId: string;
}

export interface Answer {
  readonly response: string;
  /** Of an application that brings the digits: whom it says the transaction is of. It must be right. */
  readonly claim?: Claim;
  /** Of a phone that answers by itself: the account as it names it, and where it can be woken. */
  readonly phone?: { readonly userId: string; readonly notification: Notification | null };
}

/** Which token answered, and whose it is. Of a login that a browser began: the token's id, and where that browser goes now. */
export type TransactionDone = Outcome<{
  readonly serial: string;
  readonly user: string;
  readonly realm: string;
  readonly tokenId?: number;
  readonly returnTo?: ReturnTo;
}>;

/** What a browser may see of the login it began. */
export interface BrowserView extends Pick<Challenge, "sessionKey" | "user" | "realm" | "question" | "expiresAtMs"> {
  readonly state: ChallengeState;
  readonly returnTo: ReturnTo | null;
}

/** Whose login a code stood for. */
export interface Redeemed {
  readonly serial: string;
  readonly user: string;
  readonly realm: string;
  /** When the login was finished. */
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

export interface TransactionStore {
  /** A new one's names. Nothing is stored yet. */
  make(randomBytes: RandomBytes): Promise<TransactionNames>;
  /** Undefined for an id that is not ours. Costs no round trip. */
  namesOf(transactionId: string): Promise<TransactionNames | undefined>;
  /** False when the sessionKey is taken: draw another. */
  open(challenge: Challenge): Promise<boolean>;
  answerByPhone(sessionKey: string, answer: Answer, origin: Origin): Promise<TransactionDone>;
  /** With the digits that a phone without a network shows. */
  answerByDigits(transactionId: string, answer: Answer, origin: Origin): Promise<TransactionDone>;
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

// --- Administrators and service accounts --------------------------------------------------------------------------

/** Rights, as privacyIDEA names them. An administrator holds `*`. */
export const RIGHTS = [
  "enrollTIQR",
  "tokenlist",
  "enable",
  "disable",
  "reset",
  "revoke",
  "setpin",
  "setrandompin",
  "set",
  "setdescription",
  "settokeninfo",
  "assign",
  "unassign",
  "delete",
  "getchallenges",
  "triggerchallenge",
  "auditlog",
  "userlist",
  "deleteuser",
  "configread",
] as const;
/** That of an application is for the origin that its logins lead back to: src/core/login/redeem.ts. */
export type RedeemRight = `redeemlogin:${string}`;
export type Right = (typeof RIGHTS)[number] | RedeemRight;

/** Who calls, as the JWT says. The batch made for the call checks that it still holds. */
export interface Caller {
  readonly name: string;
  /** Raised by a new password, which so ends the sessions before it. */
  readonly generation: number;
  /** Undefined where no JWT was shown: a sign-in that is under way, or an enrolment link that acts for its maker. */
  readonly session?: Session;
}

/** One sign-in, however many JWTs were given for it. */
export interface Session {
  readonly id: string;
  readonly endsAtMs: number;
  /** Whether the account's phone has confirmed it a moment ago (CONFIRMATION_HOLDS_MS). */
  readonly confirmed: boolean;
}

export type ForCaller<T> =
  | { readonly allowed: true; readonly value: T }
  | {
      readonly allowed: false;
      readonly why: "signed-out" | "missing-right" | "administrators-only" | "confirmation-needed";
    };

export interface AdminRecord {
  readonly name: string;
  readonly generation: number;
  readonly rights: readonly string[];
  readonly sealedPassword: string;
}

export interface SessionStore {
  /** Ends the caller's session. False when it was over. */
  end(caller: Caller, session: Session, note: Note): Promise<boolean>;
  /** Ends all sessions of the caller's account, as a new password does. False when the caller's own was over. */
  endAll(caller: Caller, note: Note): Promise<boolean>;
}

export interface FoundAccount {
  readonly admin: AdminRecord | undefined;
  readonly tries: SignInTries;
  readonly hasAdministrator: boolean;
}

export interface AdminStore {
  /** Whether the caller may, for what no other batch is made for. */
  may(caller: Caller, right: Right): Promise<ForCaller<true>>;
  /** The account of that name, what is known of sign-ins to it from this network, and whether there is an administrator at all. */
  find(name: string, network: string): Promise<FoundAccount>;
  /** Makes the first administrator; does nothing when there is one. */
  bootstrap(name: string, sealedPassword: string, nowMs: number): Promise<void>;
  list(): Promise<readonly (AdminRecord & { readonly createdAtMs: number })[]>;
  /** False when the name is taken. */
  add(account: Omit<AdminRecord, "generation">, nowMs: number): Promise<boolean>;
  /** Ends the account's sessions too. False when there is no such account. */
  setPassword(name: string, sealedPassword: string): Promise<boolean>;
  /** Puts a hash with dearer parameters in its place, unless the password has changed meanwhile. Sessions go on. */
  replacePasswordHash(account: AdminRecord, sealedPassword: string): Promise<void>;
  /** False when there was no such account. */
  remove(name: string): Promise<boolean>;
}

export interface SignInStore {
  /** Counts a wrong password by these counters, if there is an account of that name, and notes it. True when one of them closed. */
  failed(name: string, counters: readonly Counter[], nowMs: number, entry: AuditEntry): Promise<boolean>;
  /** Forgets the network's wrong passwords, and remembers that the account signs in from there. */
  succeeded(name: string, network: string, nowMs: number): Promise<void>;
}
