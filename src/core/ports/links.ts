// The port for enrolment links.

import type { Note } from "../audit.ts";
import type { Caller } from "../caller.ts";
import type { Outcome } from "../reasons.ts";
import type { NamedUser } from "../token.ts";
import type { StoredEnrolment } from "./enrolments.ts";
import type { InitResult, NewToken } from "./tokens.ts";

export interface NewLink {
  /** SHA-256 in hex of the key in the link. */
  readonly hash: string;
  readonly named: NamedUser;
  /** Whether its user, when new, may take names which mean others today. */
  readonly shadows: boolean;
  /** Serial of the token whose phone is lost. It must be the user's. */
  readonly replaces: string | undefined;
  readonly asksPin: boolean;
  readonly expiresAtMs: number;
}

/** The token that a link has made, until it is revoked, given to another user, or enrolled again elsewhere. */
export interface LinkToken extends StoredEnrolment {
  readonly generation: number;
  /** Names the enrolment to whoever watches it. */
  readonly enrolmentId: string;
}

export interface LinkRecord {
  readonly hash: string;
  readonly user: string;
  readonly realm: string;
  readonly shadows: boolean;
  readonly replaces: string | undefined;
  readonly asksPin: boolean;
  /** The account whose right makes the token. The link is dead when that account is gone or has a new password. */
  readonly maker: Caller;
  readonly madeAtMs: number;
  readonly expiresAtMs: number;
  readonly started: boolean;
  /** SHA-256 in hex of the key of the browser that started. */
  readonly browserHash: string | undefined;
  readonly serial: string | undefined;
  /** QR codes shown so far. */
  readonly codes: number;
  readonly pinSet: boolean;
  /** By an account, for good. */
  readonly withdrawn: boolean;
  readonly token: LinkToken | undefined;
}

/** A code to show: the first, which spends the link, or one more in the browser that did. */
export interface NextCode {
  readonly hash: string;
  readonly browserHash: string;
  /** As they were when it was decided. Of two at once, the first to reach D1 is the one. */
  readonly codes: number;
}

/** Which links. Realm and serial may hold `*`; undefined is any. */
export interface SentLinkFilter {
  readonly id: string | undefined;
  readonly named: NamedUser | undefined;
  readonly realm: string | undefined;
  /** Of the token that the link has made, or else replaces. */
  readonly serial: string | undefined;
}

export interface SentLinks {
  /** Those that can still be used or are under way, newest first. `count`: of all pages. */
  list(
    caller: Caller,
    filter: SentLinkFilter,
    page: { readonly number: number; readonly size: number },
    nowMs: number,
  ): Promise<Outcome<{ readonly count: number; readonly links: readonly LinkRecord[] }>>;
  /** Ends a link, and the code of a token that it has made and no phone has enrolled. `withdrawn`: false when it was over. */
  withdraw(
    caller: Caller,
    hash: string,
    nowMs: number,
    note: Note,
  ): Promise<Outcome<{ readonly known: boolean; readonly withdrawn: boolean }>>;
}

export interface LinkStore extends SentLinks {
  /** Refused as well when the token to be replaced is not, or not any more, a token of that user. */
  make(caller: Caller, link: NewLink, nowMs: number, note: Note): Promise<Outcome<object>>;
  /** Reads on the primary: the phone's last step is seconds old. */
  look(hash: string): Promise<LinkRecord | undefined>;
  /**
   * Makes the token, or restarts its enrolment, in the batch that spends the link. `spent`: another request has come
   * first, or the link's time is over.
   */
  begin(
    maker: Caller,
    code: NextCode,
    token: NewToken,
    nowMs: number,
    note: Note,
  ): Promise<Outcome<{ readonly result: InitResult | "spent" }>>;
  /** Gives the enrolled token its PIN, once. False when it has one from here, or is not this link's any more. */
  setPin(code: Omit<NextCode, "codes">, sealedPin: string, nowMs: number, note: Note): Promise<boolean>;
}
