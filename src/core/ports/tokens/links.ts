// The port for enrolment links.

import type { Note } from "../../audit.ts";
import type { Caller } from "../../caller.ts";
import type { Outcome } from "../../reasons.ts";
import type { NamedUser } from "../../user.ts";
import type { DirectedPaging, ListPage } from "../paging.ts";
import type { StoredEnrolment } from "./enrolments.ts";
import type { InitResult, NewToken } from "./tokens.ts";

export interface NewLink {
  /** SHA-256 in hex of the key in the link. */
  readonly hash: string;
  readonly named: NamedUser;
  /** Whether a new user may take names which mean other users today. */
  readonly shadows: boolean;
  /** The serial of the user's token whose phone is lost. */
  readonly replaces: string | undefined;
  readonly asksPin: boolean;
  readonly expiresAtMs: number;
}

/** The states of a link whose page can still do something. */
export type OpenLinkState = "fresh" | "started" | "fetched" | "code-expired" | "enrolled";

/** The token that a link has made, until it is revoked, given to another user, or enrolled again elsewhere. */
export interface LinkToken extends StoredEnrolment {
  readonly generation: number;
  /** A page watches the enrolment under this name. */
  readonly enrolmentId: string;
}

/** What every link has. */
interface MadeLink {
  readonly hash: string;
  readonly user: string;
  readonly realm: string;
  readonly shadows: boolean;
  readonly replaces: string | undefined;
  readonly asksPin: boolean;
  /** The account whose right makes the token, or THE_PERSON. The link is dead when that account is gone or has a new password. */
  readonly maker: Caller;
  readonly madeAtMs: number;
  readonly expiresAtMs: number;
  /** True when an account has withdrawn the link, which is final. */
  readonly withdrawn: boolean;
}

export interface FreshLink extends MadeLink {
  readonly started: false;
}

export interface StartedLink extends MadeLink {
  readonly started: true;
  /** SHA-256 in hex of the key of the browser that started. */
  readonly browserHash: string;
  readonly serial: string;
  /** How many QR codes have been shown so far. */
  readonly codes: number;
  readonly pinSet: boolean;
  readonly token: LinkToken | undefined;
}

export type LinkRecord = FreshLink | StartedLink;

/** The next code to show: the first one spends the link, a later one is for the browser that did. */
export interface NextCode {
  readonly hash: string;
  readonly browserHash: string;
  /** How many codes the look found. Of two requests at once, only the first to reach D1 still finds this number. */
  readonly codes: number;
}

/** Selects links. Realm and serial may hold `*`; undefined means any. */
export interface SentLinkFilter {
  readonly id: string | undefined;
  readonly named: NamedUser | undefined;
  readonly realm: string | undefined;
  /** The serial of the token that the link has made, or else replaces. */
  readonly serial: string | undefined;
}

export interface SentLinks {
  /** Lists the links that can still be used or are under way; the one that expires last is first. */
  list(
    caller: Caller,
    filter: SentLinkFilter,
    paging: DirectedPaging,
    nowMs: number,
  ): Promise<Outcome<ListPage<LinkRecord>>>;
  /** Ends a link, and its QR code unless a phone has enrolled. `withdrawn` is false when the link was over before. */
  withdraw(
    caller: Caller,
    hash: string,
    nowMs: number,
    note: Note,
  ): Promise<Outcome<{ readonly known: boolean; readonly withdrawn: boolean }>>;
}

export interface LinkStore extends SentLinks {
  /** Refuses also when the token that the link replaces is not, or no longer, the user's. */
  make(caller: Caller, link: NewLink, nowMs: number, note: Note): Promise<Outcome<object>>;
  /** Reads on the primary: the phone's last step is seconds old. */
  look(hash: string): Promise<LinkRecord | undefined>;
  /**
   * Makes the token, or restarts its enrolment, in the batch that spends the link. `spent` means that another request came
   * first, or that the link has expired.
   */
  begin(
    maker: Caller,
    code: NextCode,
    token: NewToken,
    nowMs: number,
    note: Note,
  ): Promise<Outcome<{ readonly result: InitResult | "spent" }>>;
  /** Gives the enrolled token its PIN, once. False when the link has set one before, or the token is no longer the link's. */
  setPin(code: Omit<NextCode, "codes">, sealedPin: string, nowMs: number, note: Note): Promise<boolean>;
}
