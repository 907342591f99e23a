// The interfaces that the flows need, and the records they exchange. src/storage implements them, src/index.ts joins the two.
// A port never throws for an expected refusal. It throws when the platform fails, and then nothing was done that a retry doubles.

import type { Bytes, RandomBytes } from "../lib/bytes.ts";
import type { ServiceIdentity } from "../tiqr/metadata.ts";
import type { Notification } from "../tiqr/requests.ts";
import type { UrlFormat } from "../tiqr/urls.ts";
import type { Challenge, ChallengeState, Claim } from "./challenge.ts";
import type { Outcome } from "./reasons.ts";

/** What the flows know of the configuration. */
export interface Settings extends ServiceIdentity {
  readonly urlFormat: UrlFormat;
  /** OCRA suite of new tokens. */
  readonly ocraSuite: string;
  readonly defaultRealm: string;
  readonly challengeValidityMs: number;
  readonly enrollmentValidityMs: number;
  readonly maxFail: number;
  readonly pinIterations: number;
}

/** Everything a flow may use. */
export interface Ports {
  readonly settings: Settings;
  readonly tokens: TokenStore;
  readonly admins: AdminStore;
  readonly transactions: TransactionStore;
  readonly sealer: Sealer;
  readonly randomBytes: RandomBytes;
  /** Draws a QR code: a PNG as a data URI. */
  readonly qrImage: (text: string) => Promise<string>;
}

/** Encryption at rest. `owner` (a serial, a name) is bound to the sealed text: moved to another row, it does not open. */
export interface Sealer {
  seal(purpose: "secret" | "pin" | "password", owner: string, plain: Bytes): Promise<string>;
  /** Throws when no key opens it: the root secret is lost, or the row was tampered with. */
  open(purpose: "secret" | "pin" | "password", owner: string, sealed: string): Promise<Bytes>;
}

// --- Users and tokens ---------------------------------------------------------------------------------------------

/** A user as a request names it. Without a realm, `user` may carry `@realm`, which counts when that realm is known. */
export interface NamedUser {
  readonly user: string;
  readonly realm: string | undefined;
}

export type RolloutState = "clientwait" | "enrolled";

/** One token, as stored. */
export interface TokenRecord {
  /** Given by the database and never given again, so that a token made anew under an old serial is another one. */
  readonly id: number;
  readonly serial: string;
  /** Raised by whatever ends the transactions opened before: a new enrolment, a new PIN, revocation. */
  readonly generation: number;
  readonly user: string;
  readonly realm: string;
  readonly description: string;
  readonly active: boolean;
  readonly revoked: boolean;
  readonly rolloutState: RolloutState;
  readonly failCount: number;
  readonly maxFail: number;
  readonly suite: string;
  /** The hash of the PIN, sealed; null for a token without PIN. */
  readonly sealedPin: string | null;
  /** The phone's secret, sealed; null until the phone has enrolled. */
  readonly sealedSecret: string | null;
  readonly createdAtMs: number;
  readonly assignedAtMs: number;
  readonly lastAuthMs: number | null;
}

/** A token at a moment: the guard of every statement that an open transaction leads to. */
export type TokenMoment = Pick<TokenRecord, "id" | "generation">;

/** Whom a check is about: a serial, a user, or a serial said to be of a user. */
export interface Subject {
  readonly serial: string | undefined;
  readonly named: NamedUser | undefined;
}

/** What is stored about a subject. */
export interface SubjectView {
  /** The named user with its realm resolved; undefined when a serial alone was named. */
  readonly user: { readonly name: string; readonly realm: string; readonly known: boolean } | undefined;
  /** The token of the serial, or else all tokens of the user. */
  readonly tokens: readonly TokenRecord[];
}

export interface NewToken {
  readonly serial: string;
  /** Whether a token of this serial is to be begun anew. A generated serial must not take over a token that has it. */
  readonly mayExist: boolean;
  readonly named: NamedUser;
  readonly description: string | undefined;
  readonly suite: string;
  readonly maxFail: number;
  /** Undefined keeps the PIN of a token that exists; null is a token without PIN. */
  readonly sealedPin: string | null | undefined;
  readonly sessionHash: string;
  readonly sessionExpiresAtMs: number;
}

/** What an enrolment session stands for. */
export interface EnrollmentView {
  readonly user: string;
  readonly realm: string;
  readonly displayName: string;
  readonly suite: string;
}

export interface TokenStore {
  /** Makes a token, or begins its enrolment anew: the secret goes, the generation rises. */
  init(caller: Caller, token: NewToken, nowMs: number): Promise<ForCaller<"made" | "revoked" | "taken">>;
  /** Trades the QR code's session for the phone's, once. */
  fetchMetadata(session: EnrollmentSession, phoneSessionHash: string): Promise<EnrollmentView | SessionRefusal>;
  /** Stores the phone's secret and ends the session, once. */
  enroll(session: EnrollmentSession, enrolled: Enrolled): Promise<"enrolled" | SessionRefusal>;
  /** Reads at the nearest replica, which may lag. */
  view(subject: Subject): Promise<SubjectView>;
  /** Reads on the primary, then counts a failure on each of `counted` that is still usable and at its moment; one batch. */
  viewAndCount(subject: Subject, counted: readonly TokenMoment[]): Promise<SubjectView>;
  /** Puts a hash with dearer parameters in a PIN's place, unless the PIN has changed meanwhile. */
  replacePinHash(token: TokenMoment, oldSealedPin: string, newSealedPin: string): Promise<void>;
  list(caller: Caller, filter: Subject): Promise<ForCaller<SubjectView>>;
  setActive(caller: Caller, serial: string, active: boolean): Promise<ForCaller<TokenChange>>;
  resetFailCount(caller: Caller, serial: string): Promise<ForCaller<TokenChange>>;
  remove(caller: Caller, serial: string): Promise<ForCaller<TokenChange>>;
}

export interface EnrollmentSession {
  readonly serial: string;
  readonly sessionHash: string;
  readonly nowMs: number;
}
export type SessionRefusal = "invalid-session" | "unknown-serial";
export interface Enrolled {
  readonly sealedSecret: string;
  readonly notification: Notification | undefined;
}

/** What a change to a token came to. `changed` is 0 when it was so already. */
export type TokenChange = { readonly changed: number } | "unknown-serial" | "revoked";

// --- The lock: one atomic statement each on D1's single writer, so it holds across transactions and continents ----

export interface TokenLock {
  /** A right response: resets the counter, if the token is usable and still at its moment. */
  acceptResponse(token: TokenMoment): Promise<boolean>;
  /** A wrong response counts on every candidate that is usable and at its moment; gives the counters of those. */
  countWrongResponse(
    tokens: readonly TokenMoment[],
  ): Promise<readonly { readonly failCount: number; readonly maxFail: number }[]>;
  /** A login is finished: under the same guard as a right response. */
  acceptLogin(token: TokenMoment, nowMs: number): Promise<"accepted" | "disabled" | "locked" | "replaced">;
}

// --- Transactions: one object each, named by the transaction_id ---------------------------------------------------

export interface TransactionStore {
  newId(randomBytes: RandomBytes): Promise<string>;
  /** False when the id is taken: draw another. */
  open(challenge: Challenge): Promise<boolean>;
  /** `claim`: whom the answer says the transaction is of, when it comes from an application. */
  answer(
    transactionId: string,
    response: string,
    claim: Claim | undefined,
  ): Promise<Outcome<{ readonly serial: string }>>;
  state(transactionId: string): Promise<ChallengeState>;
  /** Gives the state that was found; open and answered ones are cancelled. */
  cancel(transactionId: string): Promise<ChallengeState>;
  finalize(transactionId: string, claim: Claim): Promise<Outcome<{ readonly serial: string }>>;
}

// --- Administrators and service accounts --------------------------------------------------------------------------

/** Rights, as privacyIDEA names them. An administrator holds `*`. */
export type Right = "enrollTIQR" | "tokenlist" | "enable" | "disable" | "reset" | "delete" | "getchallenges";

/** Who calls, as the JWT says. The batch made for the call checks that it still holds. */
export interface Caller {
  readonly name: string;
  /** Raised by a new password, which so ends the sessions before it. */
  readonly generation: number;
}

export type ForCaller<T> =
  | { readonly allowed: true; readonly value: T }
  | { readonly allowed: false; readonly why: "signed-out" | "missing-right" };

export interface AdminRecord {
  readonly name: string;
  readonly generation: number;
  readonly rights: readonly string[];
  readonly sealedPassword: string;
}

export interface AdminStore {
  /** Whether the caller may, for what no other batch is made for. */
  may(caller: Caller, right: Right): Promise<ForCaller<true>>;
  /** The account of that name, and whether there is any at all. */
  find(name: string): Promise<{ readonly admin: AdminRecord | undefined; readonly any: boolean }>;
  /** Makes the first administrator; does nothing when there is one. */
  bootstrap(name: string, sealedPassword: string): Promise<void>;
}
