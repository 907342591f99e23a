// Enrolment links.

import type { Note } from "../../audit/audit.ts";
import type { Caller } from "../../caller.ts";
import type { Outcome } from "../../reasons.ts";
import type { DatabaseName } from "../../shards/slots.ts";
import type { TokenMoment } from "../../token.ts";
import type { NamedUser, UserReading } from "../../user.ts";
import type { DirectedPaging, ListPage } from "../paging.ts";
import type { StoredEnrolment } from "./enrolments.ts";
import type { InitResult, NewToken } from "./tokens.ts";

export interface NewLink {
  /** SHA-256 in hex of the key in the link. */
  readonly hash: string;
  readonly named: NamedUser;
  /** Whether a new user may take names that mean other users today. */
  readonly shadows: boolean;
  /** The serial of the token whose phone is lost. */
  readonly replaces: string | undefined;
  /** If that phone works no longer, not even until the person begins: how the trail notes it. */
  readonly stops?: Note | undefined;
  readonly asksPin: boolean;
  readonly expiresAtMs: number;
}

/** The states of a link whose page can still do something. */
export type OpenLinkState = "fresh" | "started" | "fetched" | "code-expired" | "unproven" | "enrolled";

/** A link's token, until it is revoked, given to another user, or enrolled elsewhere. */
export interface LinkToken extends StoredEnrolment, TokenMoment {
  readonly hasPin: boolean;
  /** The name under which a page watches the enrolment. */
  readonly enrolmentId: string;
}

export interface LinkPerson {
  readonly name: string | null;
  readonly email: string | null;
}

interface MadeLink {
  readonly hash: string;
  readonly user: string;
  readonly realm: string;
  readonly shadows: boolean;
  readonly replaces: string | undefined;
  /** What has become of that phone; undefined if there was none. */
  readonly oldPhone: "works" | "stopped" | undefined;
  readonly asksPin: boolean;
  /** The account whose right makes the token, or THE_PERSON. Without it the link is dead. */
  readonly maker: Caller;
  readonly madeAtMs: number;
  readonly expiresAtMs: number;
  /** An account has withdrawn the link for good. */
  readonly withdrawn: boolean;
  /** The database of the user; undefined where there is one database. */
  readonly database?: DatabaseName | undefined;
  /** In a list, what is known of the person, for an account that may see users. */
  readonly person?: LinkPerson | undefined;
}

export interface FreshLink extends MadeLink {
  readonly started: false;
}

export interface StartedLink extends MadeLink {
  readonly started: true;
  /** SHA-256 in hex of the starting browser's key. */
  readonly browserHash: string;
  readonly serial: string;
  /** How many QR codes were shown so far. */
  readonly codes: number;
  readonly pinSet: boolean;
  readonly token: LinkToken | undefined;
}

export type LinkRecord = FreshLink | StartedLink;

/** The next code to show. The first spends the link, later ones are for the same browser. */
export interface NextCode {
  readonly hash: string;
  readonly browserHash: string;
  /** The codes so far. Of two requests, only the first to reach D1 still finds this number. */
  readonly codes: number;
  /** The page has shown that a phone had sent its secret. The code takes that away. */
  readonly knowsOfSecret?: boolean;
}

/** Selects links. Realm and serial may have `*`; undefined means any. */
export interface SentLinkFilter {
  readonly id: string | undefined;
  readonly named: NamedUser | undefined;
  readonly realm: string | undefined;
  /** The serial of the token that the link has made, or else replaces. */
  readonly serial: string | undefined;
}

export interface SentLinks {
  /** Lists the links that are usable or under way; the last to expire comes first. */
  list(
    caller: Caller,
    filter: SentLinkFilter,
    paging: DirectedPaging,
    nowMs: number,
  ): Promise<Outcome<ListPage<LinkRecord>>>;
  /** Those of these people, up to a bound. */
  ofPeople(
    caller: Caller,
    people: readonly UserReading[],
    nowMs: number,
  ): Promise<Outcome<{ readonly rows: readonly LinkRecord[] }>>;
  /** Ends a link, and its QR code unless a phone has enrolled. `withdrawn`: it was not over. */
  withdraw(
    caller: Caller,
    hash: string,
    nowMs: number,
    note: Note,
  ): Promise<Outcome<{ readonly known: boolean; readonly withdrawn: boolean }>>;
}

export interface LinkStore extends SentLinks {
  /** Also refuses when the token to be replaced is not the user's. */
  make(
    caller: Caller,
    link: NewLink,
    nowMs: number,
    note: Note,
  ): Promise<Outcome<{ /** The act by which the phone can be given back. */ readonly undo: string | undefined }>>;
  /** Reads on the primary, since the phone's last step may be seconds old. */
  look(hash: string): Promise<LinkRecord | undefined>;
  /**
   * Makes the token, or restarts its enrolment, in the batch that spends the link. `spent`: another
   * request was first, or the link has expired.
   */
  begin(
    maker: Caller,
    code: NextCode,
    token: NewToken,
    nowMs: number,
    note: Note,
  ): Promise<Outcome<{ readonly result: InitResult | "spent" }>>;
  /** Sets the token's PIN, once. False if that was done, or the token is no longer the link's. */
  setPin(code: Pick<NextCode, "hash" | "browserHash">, sealedPin: string, nowMs: number, note: Note): Promise<boolean>;
}
