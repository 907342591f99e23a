// The port for administration of tokens: lists and changes.

import type { Note } from "../audit.ts";
import type { Caller, Right } from "../caller.ts";
import type { Outcome } from "../reasons.ts";
import type { NamedUser, Subject, SubjectView, TokenRecord } from "../token.ts";
import type { Shadows } from "./tokens.ts";

/** Which tokens. Texts may hold `*` for any characters; undefined is any. */
export interface TokenFilter {
  readonly serial: string | undefined;
  readonly named: NamedUser | undefined;
  /** Of the user, whatever the realm; may be a pattern, as the others. */
  readonly username: string | undefined;
  readonly realm: string | undefined;
  readonly description: string | undefined;
  readonly rolloutState: string | undefined;
  readonly assigned: boolean | undefined;
  readonly active: boolean | undefined;
  readonly revoked: boolean | undefined;
  /** Out of tries, whatever else the token is; not privacyIDEA's `locked`, which is revoked. */
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

export interface Page {
  readonly number: number;
  readonly size: number;
  readonly sortBy: (typeof TOKEN_SORT_KEYS)[number];
  readonly descending: boolean;
}

export interface TokenPage {
  /** The named user, when one was named. */
  readonly user: SubjectView["user"];
  /** Of all pages. */
  readonly count: number;
  readonly tokens: readonly TokenRecord[];
}

/** A change to all tokens of a subject, or to the one of its serial. Sealed texts are by serial, to which they are bound. */
export type TokenChange =
  | { readonly kind: "activate"; readonly active: boolean; readonly maxActivePerUser: number }
  | { readonly kind: "reset-failcount" }
  | { readonly kind: "revoke" }
  | { readonly kind: "set-pin"; readonly sealedPins: Readonly<Record<string, string | null>> }
  | {
      readonly kind: "set";
      readonly maxFail: number | undefined;
      readonly description: string | undefined;
      readonly validFromMs: number | undefined;
      readonly validUntilMs: number | undefined;
    }
  /** A null removes the text. */
  | { readonly kind: "set-info"; readonly info: Readonly<Record<string, string | null>> }
  | {
      readonly kind: "assign";
      readonly named: NamedUser;
      /** Whether its user, when new, may take names which mean others today. */
      readonly shadows: boolean;
      readonly sealedPins: Readonly<Record<string, string | null>>;
    }
  | { readonly kind: "unassign" }
  | { readonly kind: "delete" };

export interface ChangeResult extends Shadows {
  readonly user: SubjectView["user"];
  /** The subject's tokens before the change. */
  readonly found: readonly Pick<TokenRecord, "serial" | "user" | "realm" | "active" | "revoked">[];
  readonly changed: number;
}

export interface TokenManagement {
  /** The subject as the primary has it, for a caller with the right. */
  viewFor(caller: Caller, right: Right, subject: Subject): Promise<Outcome<SubjectView>>;
  list(caller: Caller, right: Right, filter: TokenFilter, page: Page, nowMs: number): Promise<Outcome<TokenPage>>;
  change(
    caller: Caller,
    right: Right,
    subject: Subject,
    change: TokenChange,
    nowMs: number,
    note: Note,
  ): Promise<Outcome<ChangeResult>>;
  /** Tokens that are locked now: the ids of so many at most, and how many there are. */
  findLocked(
    caller: Caller,
    which: WhichLocked,
    most: number,
    nowMs: number,
  ): Promise<Outcome<{ readonly ids: readonly number[]; readonly count: number }>>;
  /** Forgets the failures of those that were found, on all paths. False when one of them is locked no more: nothing was done. */
  unlock(
    caller: Caller,
    which: WhichLocked,
    ids: readonly number[],
    nowMs: number,
    note: Note,
  ): Promise<Outcome<{ readonly unlocked: boolean }>>;
  /** Which addresses phones of enrolled tokens were given beside `own`, in their order; up to the bounds of ../admin/other-addresses.ts. */
  otherAddresses(
    caller: Caller,
    right: Right,
    own: string,
  ): Promise<Outcome<{ readonly addresses: readonly OtherAddress[] }>>;
}

export interface WhichLocked {
  /** Locks that have closed at this time or later. */
  readonly sinceMs: number;
  /** Undefined: all but that of administrators, whose tokens are opened by name alone. */
  readonly realm: string | undefined;
}

export interface OtherAddress {
  /** An authenticationUrl. */
  readonly address: string;
  /** MAX_COUNTED_TOKENS stands for that many or more. */
  readonly tokens: number;
}
