// How accounts list and change tokens.

import type { Note } from "../../audit/audit.ts";
import type { Caller, Right } from "../../caller.ts";
import type { Outcome, Reason } from "../../reasons.ts";
import type { Subject, SubjectView, TokenRecord } from "../../token.ts";
import type { NamedUser } from "../../user.ts";
import type { Cursor, ListPage, Paging } from "../paging.ts";

/** Selects tokens. Texts may have `*` for any characters; undefined means any. */
export interface TokenFilter {
  readonly serial: string | undefined;
  readonly named: NamedUser | undefined;
  /** The user's name in any realm; a pattern like the others. */
  readonly username: string | undefined;
  readonly realm: string | undefined;
  readonly description: string | undefined;
  readonly rolloutState: string | undefined;
  /** Whether the phone has ever answered right. */
  readonly proven: boolean | undefined;
  readonly assigned: boolean | undefined;
  readonly active: boolean | undefined;
  readonly revoked: boolean | undefined;
  /** Tokens out of tries. privacyIDEA's `locked` means revoked instead. */
  readonly outOfTries: boolean | undefined;
}

export const TOKEN_SORT_KEYS = [
  "serial",
  "username",
  "realm",
  "description",
  "active",
  "failcount",
  "rollout_state",
  "id",
] as const;

export interface TokenPaging extends Paging {
  /** Undefined leaves the order to the list. */
  readonly sortBy: (typeof TOKEN_SORT_KEYS)[number] | undefined;
  /** Undefined leaves the direction to the list. */
  readonly descending: boolean | undefined;
}

export interface TokenList extends ListPage<TokenRecord> {
  /** The user, if one was named. */
  readonly user: SubjectView["user"];
}

/** A change to a serial's token, or all tokens of a user. Sealed texts are filed by serial. */
export type TokenChange =
  /** `job`: the one that disables. An enabling with it reaches only what that job has disabled. */
  | {
      readonly kind: "activate";
      readonly active: boolean;
      readonly maxActivePerUser: number;
      readonly job?: string | undefined;
    }
  | { readonly kind: "reset-failcount" }
  | { readonly kind: "revoke" }
  /**
   * `undo`: the id by which it can be undone. `isGiven`: the help desk reads it out, and its owner
   * replaces it at the next sign-in.
   */
  | {
      readonly kind: "set-pin";
      readonly sealedPins: Readonly<Record<string, string | null>>;
      readonly undo?: string;
      readonly isGiven?: boolean;
    }
  | {
      readonly kind: "set";
      readonly maxFail: number | undefined;
      readonly description: string | undefined;
      readonly validFromMs: number | undefined;
      readonly validUntilMs: number | undefined;
    }
  /** Null removes the text. */
  | { readonly kind: "set-info"; readonly info: Readonly<Record<string, string | null>> }
  | {
      readonly kind: "assign";
      readonly named: NamedUser;
      /** Whether a new user may take names which mean other users today. */
      readonly shadows: boolean;
      readonly sealedPins: Readonly<Record<string, string | null>>;
    }
  | { readonly kind: "unassign" }
  | { readonly kind: "delete" };

export interface ChangeResult {
  readonly user: SubjectView["user"];
  /** The subject's tokens before the change. */
  readonly found: readonly Pick<TokenRecord, "serial" | "user" | "realm" | "active" | "revoked" | "disabledByJob">[];
  readonly changed: number;
  /** An enabling or assignment is for a person who is kept out. */
  readonly isOut: boolean;
  /** Why an assignment may not make its user known, if that is so. */
  readonly nameRefusal: Reason | undefined;
}

export interface TokenManagement {
  /** Reads the subject on the primary, if the caller has the right. */
  viewFor(caller: Caller, right: Right, subject: Subject): Promise<Outcome<SubjectView>>;
  /** The same of the caller's own tokens, in ADMIN_REALM, whatever its rights and realms are. */
  viewOwn(caller: Caller): Promise<Outcome<SubjectView>>;
  list(
    caller: Caller,
    right: Right,
    filter: TokenFilter,
    page: TokenPaging,
    nowMs: number,
  ): Promise<Outcome<TokenList>>;
  change(
    caller: Caller,
    right: Right,
    subject: Subject,
    change: TokenChange,
    nowMs: number,
    note: Note,
  ): Promise<Outcome<ChangeResult>>;
  /** Examines up to `most` locks, and gives their tokens' ids, which may come several times. */
  findLocked(
    caller: Caller,
    which: WhichLocked,
    window: { readonly most: number; readonly after: Cursor | undefined },
    nowMs: number,
  ): Promise<Outcome<ListPage<number>>>;
  /** Forgets all failures of the tokens. False, and nothing done, if one is no longer locked. */
  unlock(
    caller: Caller,
    which: WhichLocked,
    ids: readonly number[],
    nowMs: number,
    note: Note,
  ): Promise<Outcome<{ readonly unlocked: boolean }>>;
  /** The addresses other than `own` that phones were given, a bounded number. */
  otherAddresses(
    caller: Caller,
    right: Right,
    own: string,
  ): Promise<Outcome<{ readonly addresses: readonly OtherAddress[] }>>;
}

export interface WhichLocked {
  /** Selects locks closed since this time. */
  readonly sinceMs: number;
  /** Undefined: all realms except ADMIN_REALM, which must be named. */
  readonly realm: string | undefined;
}

export interface OtherAddress {
  /** An authenticationUrl. */
  readonly address: string;
  /** MAX_COUNTED_TOKENS means that many or more. */
  readonly tokens: number;
}
