// A transaction as its object keeps it, and who claims it. The rules: src/core/login/transaction.

import type { AccountName } from "../../../tiqr/urls.ts";
import type { BoundText } from "../../audit/bound-text.ts";
import type { Proximity, SignInStart } from "../../proximity/proximity.ts";
import type { ReasonOf } from "../../reasons.ts";
import type { DatabaseName } from "../../shards/slots.ts";
import type { LoginPath } from "../../token/lock.ts";
import type { StoredPass } from "../../token/pass.ts";
import type { NamedUser, UserReading } from "../../user.ts";

/** A token that may answer (enrolled, usable, PIN right), and what verifies its answer. */
export interface Candidate {
  readonly id: number;
  readonly generation: number;
  readonly serial: string;
  readonly suite: string;
  /** Empty for a token without a phone, whose day pass alone can answer. */
  readonly sealedSecret: string;
  /** The phone's name for the account, unless it follows from the user. */
  readonly identity?: string | undefined;
}

/**
 * A token of the user that may not answer, and why. Its phone's answer would look like a guess and
 * count on the tokens that may, so it is recognised.
 */
export interface Bystander extends Pick<Candidate, "serial" | "suite" | "sealedSecret"> {
  readonly because: NonNullable<ReasonOf<"challenge-not-open">["because"]>;
}

/** A code that a page showed until it expired. Whoever saw the page could read it. */
export type CodeBefore = Pick<Challenge, "sessionKey" | "question" | "expiresAtMs">;

/** What only a login of this service's own page has. */
export interface BrowserPart {
  /** SHA-256 in hex of the secret in the browser's cookie. */
  readonly secretHash: string;
  /** The application's sealed request (SignInRequest); null: a sign-in to the service itself. */
  readonly request: string | null;
  /** The application's name, for the phone. */
  readonly application: string | null;
  /** The application's id, for the trail. Logins of earlier versions have none. */
  readonly clientId?: string | undefined;
  /** Whether no session begins with it: the person may have given no PIN, though it is vouched. */
  readonly sessionless?: boolean | undefined;
  /** When the login was finalized. */
  readonly usedAtMs: number | null;
  /** Whether the person had signed in there before; undefined in logins of earlier versions. */
  readonly isKnown?: boolean | undefined;
  /** The code that the page showed before this one; undefined for the first. */
  readonly codeBefore?: CodeBefore | undefined;
}

/** Why an answer or a finalize is refused. */
export type TransactionFailure =
  | "wrong-response"
  | "locked-by-response"
  | "challenge-not-open"
  | "phone-elsewhere"
  | "not-answered"
  | "nothing-to-finalize"
  | "token-locked"
  | "token-disabled"
  | "token-not-valid-now"
  | "unavailable";

/** A judged response, and what its sender heard. */
export interface JudgedResponse {
  /** A keyed hash. The response itself is not stored. */
  readonly digest: string;
  /** Null: it was accepted. */
  readonly refused: ReasonOf<TransactionFailure> | null;
}

type StoredState = "open" | "answered" | "used" | "cancelled" | "blocked";

/** A confirmation (../oidc/ciba.ts), and the text that is bound to its answer. */
export interface Confirms extends BoundText {
  readonly requestId: string;
  readonly clientId: string;
  readonly clientName: string;
  readonly message: string;
  /** Whether the person gave the PIN. */
  readonly byPin: boolean;
  /** How long the session lasts that begins with the answer. */
  readonly lastsMs: number;
  /** What the phone shows of the application, where it shows anything. */
  readonly shown: string;
  /** Sealed: a CibaPing. */
  readonly ping: string | undefined;
}

export interface Challenge {
  /** In the QR code, and OCRA's S. The transaction_id could finalize, so it is not stored. */
  readonly sessionKey: string;
  /** Names the login in the audit trail and in the list of open logins. */
  readonly attemptId: string;
  /** OCRA's Q, the same for all candidates, so any of the user's phones may answer. */
  readonly question: string;
  readonly user: string;
  readonly realm: string;
  readonly candidates: readonly Candidate[];
  readonly bystanders: readonly Bystander[];
  /** Wrong responses count on this path, and only this path's lock refuses a right one. */
  readonly path: LoginPath;
  readonly expiresAtMs: number;
  readonly state: StoredState;
  /** The serial of the candidate that answered. */
  readonly answeredBy: string | null;
  /** Whether the answer was typed in from the phone. */
  readonly typed?: boolean | undefined;
  /** A candidate's day pass, whose code may be typed in, or that one is not taken here. */
  readonly pass?: StoredPass | "elsewhere" | undefined;
  /** Whether the pass answered. */
  readonly byPass?: boolean | undefined;
  /** How many answers this transaction takes in all. */
  readonly maxTries: number;
  /**
   * Undefined for a login. A sign-in, a confirmation or a trial has a text that only its opener can
   * make again: src/core/admin/accounts/second-factor.ts, src/core/enrolment/link-trial.ts.
   */
  readonly purpose?: string | undefined;
  /** Tries taken, including answers under way: parallel guesses must not exceed maxTries either. */
  readonly charged: number;
  /** Tries refused. `charged - failed` answers are under way, and one may still be right. */
  readonly failed: number;
  /**
   * The judged responses; undefined before the first. They are few, since each cost a try or was a
   * bystander's right one. They stay when the transaction is over.
   */
  readonly judged?: readonly JudgedResponse[] | undefined;
  /** What an application asks to confirm: the answer decides it. */
  readonly confirms?: Confirms | undefined;
  /** The account in the QR code, unless it follows from user and settings. */
  readonly account?: AccountName | undefined;
  /** The database of the user; undefined where there is one database. */
  readonly database?: DatabaseName | undefined;
  /** Null unless this service's own page began the login. */
  readonly browser: BrowserPart | null;
  /** Undefined unless the phone's place is compared. */
  readonly begun?: SignInStart | undefined;
  /** How near the phone was that answered; undefined before that, empty if it is unknown. */
  readonly proximity?: Proximity | "" | undefined;
  /** Whether an answer was refused because its phone was too far away, and none came since. */
  readonly elsewhere?: boolean | undefined;
}

/** The state for outsiders. `unknown`: made up, never opened, or deleted. */
export type ChallengeState = StoredState | "expired" | "unknown";

/** The tokens whose answers are recognised, and the path that wrong ones count on. */
export type Answerers = Pick<Challenge, "candidates" | "bystanders" | "path">;

/** What a transaction is bound to besides its user. */
export type Bindings = Partial<Pick<Challenge, "browser" | "purpose" | "confirms" | "account" | "begun" | "pass">>;

export type Claim =
  /** An application keeps the transaction_id secret, and names user, serial, or both. */
  | {
      readonly kind: "application";
      readonly serial: string | undefined;
      readonly named: NamedUser | undefined;
      /** The readings of the user's name. */
      readonly names: readonly UserReading[] | undefined;
      /** The digits came as `pass`, as a PIN does: they are those of a day pass, or none. */
      readonly asPass?: boolean;
    }
  /** The login page may be copied with its transaction_id, so the cookie's secret is shown too. */
  | { readonly kind: "browser"; readonly secretHash: string }
  /** A sign-in, confirmation or trial shows the text that only its opener can make again. */
  | { readonly kind: "purpose"; readonly purpose: string };

export type ApplicationClaim = Extract<Claim, { kind: "application" }>;
