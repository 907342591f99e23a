// One transaction as its object keeps it, and who claims it. src/core/login/transaction/challenge.ts leads it from state to state.

import type { AccountName } from "../../../tiqr/urls.ts";
import type { ReasonOf } from "../../reasons.ts";
import type { DatabaseName } from "../../shards/slots.ts";
import type { LoginPath } from "../../token/lock.ts";
import type { NamedUser, UserReading } from "../../user.ts";

/** A token that may answer: the user's, enrolled, usable, and its PIN was right. It carries the data that verify the answer. */
export interface Candidate {
  readonly id: number;
  readonly generation: number;
  readonly serial: string;
  readonly suite: string;
  readonly sealedSecret: string;
  /** The phone's name for the account, unless it follows from the user. */
  readonly identity?: string | undefined;
}

/**
 * A token of the user that may not answer, and why. An answer of its phone would look like a guess and count on the tokens that
 * may answer, so it is recognised.
 */
export interface Bystander extends Pick<Candidate, "serial" | "suite" | "sealedSecret"> {
  readonly because: NonNullable<ReasonOf<"challenge-not-open">["because"]>;
}

/** The part of a challenge that only a login of this service's own page has. */
export interface BrowserPart {
  /** SHA-256 in hex of the secret, which only the browser's cookie holds. */
  readonly secretHash: string;
  /** The sealed request of the application that the person signs in to (src/core/oidc/requests/sign-in-request.ts); null: the service itself. */
  readonly request: string | null;
  /** The name of that application, for the phone. */
  readonly application: string | null;
  /** When the login was finalized. */
  readonly usedAtMs: number | null;
}

/** Why an answer, or a finalize, is refused. */
export type TransactionFailure =
  | "wrong-response"
  | "locked-by-response"
  | "challenge-not-open"
  | "not-answered"
  | "nothing-to-finalize"
  | "token-locked"
  | "token-disabled"
  | "token-not-valid-now"
  | "unavailable";

/** A response that was judged, and what its sender heard. */
export interface Judged {
  /** A keyed hash. The response itself is not stored. */
  readonly digest: string;
  /** Null: it was accepted. */
  readonly refused: ReasonOf<TransactionFailure> | null;
}

type StoredState = "open" | "answered" | "used" | "cancelled" | "blocked";

export interface Challenge {
  /** Stands in the QR code, and is OCRA's S. The transaction_id finalizes the login, so it is not stored: nothing here needs it. */
  readonly sessionKey: string;
  /** Names the login in the audit trail and in the list of open logins. */
  readonly attemptId: string;
  /** OCRA's Q. All candidates share it, so any of the user's phones may answer. */
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
  /** How many answers this transaction takes in all. */
  readonly maxTries: number;
  /**
   * Undefined for a login. A sign-in, a confirmation or a trial has a text that its opener alone can make again:
   * src/core/admin/accounts/second-factor.ts, src/core/enrolment/link-trial.ts.
   */
  readonly purpose?: string | undefined;
  /** The tries taken, by answers under way too. It never exceeds maxTries, so parallel guesses are bounded as well. */
  readonly charged: number;
  /** The tries that ended in a refusal. `charged - failed` answers are under way, and one of them may still be right. */
  readonly failed: number;
  /**
   * The responses that were judged; undefined before the first. Each has cost a try or was a bystander's right one, so they are few.
   * They stay when the transaction is over.
   */
  readonly judged?: readonly Judged[] | undefined;
  /** The account that the QR code names, unless it follows from the user and the settings. */
  readonly account?: AccountName | undefined;
  /** The database of the user; undefined where there is one database. */
  readonly database?: DatabaseName | undefined;
  /** Null unless this service's own page began the login. */
  readonly browser: BrowserPart | null;
}

/** The state as outsiders see it. `unknown`: made up, never opened, or gone for good. */
export type ChallengeState = StoredState | "expired" | "unknown";

/** The tokens whose answers a transaction recognises, and the path that wrong ones count on. */
export type Answerers = Pick<Challenge, "candidates" | "bystanders" | "path">;

/** The further bindings of a transaction besides its user. */
export type Bound = Partial<Pick<Challenge, "browser" | "purpose" | "account">>;

export type Claim =
  /** An application keeps the transaction_id to itself, and names whom it logs in: a user, a serial, or both. */
  | {
      readonly kind: "application";
      readonly serial: string | undefined;
      readonly named: NamedUser | undefined;
      /** The readings of the user's name. */
      readonly names: readonly UserReading[] | undefined;
    }
  /** The login page, with its transaction_id, may be copied, so the browser also shows the secret in its cookie. SHA-256 in hex. */
  | { readonly kind: "browser"; readonly secretHash: string }
  /** A sign-in, a confirmation or a trial shows the text it was opened for, which only its opener can make again. */
  | { readonly kind: "purpose"; readonly purpose: string };

export type ApplicationClaim = Extract<Claim, { kind: "application" }>;
