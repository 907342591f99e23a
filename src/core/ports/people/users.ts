// Users, for administrators.

import type { Note } from "../../audit/audit.ts";
import type { Caller, Right } from "../../caller.ts";
import type { Outcome } from "../../reasons.ts";
import type { TokenMoment } from "../../token.ts";
import type { NamedUser, UserReading } from "../../user.ts";
import type { FieldChange, KnownUser, UserLine } from "../job.ts";
import type { DirectedPaging, ListPage } from "../paging.ts";
import type { UndoRecord } from "../tokens/undo.ts";
import type { BlockedFilter, BlockState, NewBlock, UserBlock } from "./blocks.ts";

export interface UserRecord {
  readonly id: number;
  readonly name: string;
  readonly realm: string;
  /** The attribute `name`, which phones see too. */
  readonly displayName: string | null;
  readonly email: string | null;
  readonly groups: readonly string[];
  /** The person's key at a directory, unique in the realm. */
  readonly externalId: string | null;
  readonly createdAtMs: number;
  /** Tokens with a phone that are not revoked; null until cron has counted them. */
  readonly phones: number | null;
  /** When the last link that was not used ends or was withdrawn; null if there was none. */
  readonly linkEndsAtMs: number | null;
  readonly block: UserBlock;
  /** When a directory has deactivated the person; null: it has not. */
  readonly deactivatedAtMs: number | null;
  /** When a directory has deleted the person, until cron removes them; null: it has not. */
  readonly deletedAtMs: number | null;
  /** Undefined in longer lists. */
  readonly use: PhoneUse | undefined;
  /** Where a search has found its text. */
  readonly matched?: { readonly in: MatchedIn; readonly text: string };
}

/** What a look at the user's tokens adds. */
export interface PhoneUse {
  /** When one of the tokens last signed in; null: never. */
  readonly lastSignInMs: number | null;
  /** Phones that cannot sign in now: they are locked, or switched off. */
  readonly locked: number;
  readonly disabled: number;
}

/** `user` is the user's name, and `serial` that of one of the user's tokens. */
export const MATCHED_IN = ["user", "name", "email", "external_id", "serial"] as const;
export type MatchedIn = (typeof MATCHED_IN)[number];

/** Who has no phone: all of them, those whose link is not open, or those whose link has ended. */
export const PHONES_FILTERS = ["none", "none-without-link", "link-expired"] as const;
export type PhonesFilter = (typeof PHONES_FILTERS)[number];

export interface UserFilter {
  /** Texts that may have `*`. */
  readonly name?: string | undefined;
  readonly realm?: string | undefined;
  readonly phones?: PhonesFilter | undefined;
  readonly blocked?: BlockedFilter | undefined;
  /** The beginning of a user, a word of the person's name, an e-mail address or a serial. */
  readonly search?: string | undefined;
}

/** A browser's sign-in that has not ended. */
export interface UserSession {
  readonly serial: string;
  readonly client: string;
  /** ../../oidc/sessions/browser-name.ts */
  readonly browser: string;
  /** What stood beside the PIN, if there was one: a phone, or a day pass that stood for it. */
  readonly factor: "phone" | "pass";
  readonly signedInAtMs: number;
  readonly seenAtMs: number;
}

/** All of a user except tokens, links and history, which have their own lists. */
export interface UserDetails {
  readonly user: UserRecord;
  /** Latest first, up to a bound. */
  readonly sessions: readonly UserSession[];
  readonly recoveryCodesLeft: number;
  /** Where the last sign-in that the trail knows has led; null: to none with a name. */
  readonly lastApplication: string | null;
  /** What can still be undone, the latest first. */
  readonly undo: readonly UndoRecord[];
  /** The day pass that can be used now. */
  readonly pass: { readonly untilMs: number; readonly usesLeft: number } | null;
}

/** The longest list with `use`: each row costs a look at tokens, and programs list thousands. */
export const MAX_USERS_WITH_USE = 100;

export type AttributeValue =
  | { readonly attribute: "email" | "name" | "external_id"; readonly value: string }
  | { readonly attribute: "groups"; readonly value: readonly string[] };

/** A value of null removes the attribute. */
export type AttributeChange =
  | AttributeValue
  | { readonly attribute: AttributeValue["attribute"]; readonly value: null };

export interface PutUser {
  readonly name: string;
  readonly realm: string;
  readonly did: "made" | "changed" | "unchanged";
  /** In a user who was known. In a dry run by an account without `userlist`: all of the line. */
  readonly changes: readonly FieldChange[];
  /** Whether the user has a token that is not revoked. */
  readonly hasToken: boolean;
  /** Whether the user is kept out. */
  readonly isOut: boolean;
  /** What was known of the user, if the account may see users. */
  readonly known: KnownUser | undefined;
}

export interface UnseenNames {
  readonly count: number;
  /** False when there may be more than `count`. */
  readonly isExact: boolean;
  /** None for a caller without the right to see users. */
  readonly users: readonly UserReading[];
}

export interface UserStore {
  /** Realms that have a user, up to a bound. */
  realms(caller: Caller, right: Right): Promise<Outcome<{ readonly realms: readonly string[] }>>;
  /** Users whose names hold what nobody sees (src/lib/unseen.ts), which a new one may not. */
  withUnseen(caller: Caller, right: Right): Promise<Outcome<UnseenNames>>;
  /** A search has its own order: the persons who have the text as it is come first. */
  list(
    caller: Caller,
    filter: UserFilter,
    paging: DirectedPaging,
    nowMs: number,
  ): Promise<Outcome<ListPage<UserRecord>>>;
  /** For the right `userlist`. Undefined for an unknown user. */
  look(caller: Caller, named: NamedUser, nowMs: number): Promise<Outcome<{ readonly found: UserDetails | undefined }>>;
  /** Whom a directory knows by this key, as externalIdOf gives it. One read, for a login. */
  byExternalId(realm: string, externalId: string): Promise<UserReading | undefined>;
  /** Gives the user's id, undefined if unknown, and whether there was a value. */
  change(
    caller: Caller,
    right: Right,
    named: NamedUser,
    change: AttributeChange,
    note: Note,
  ): Promise<Outcome<{ readonly id: number | undefined; readonly had: boolean }>>;
  /**
   * For the right `set_custom_user_attributes`. Makes the user known and stores the attributes that
   * are not undefined. Refuses a new user who would take another's name. A dry run changes nothing.
   */
  put(
    caller: Caller,
    line: UserLine,
    how: { readonly dryRun: boolean },
    nowMs: number,
    note: Note,
  ): Promise<Outcome<PutUser>>;
  /** Removes the user, its tokens, and its name in the trail. Gives the number of tokens. */
  remove(
    caller: Caller,
    user: { readonly name: string; readonly realm: string },
    note: Note,
  ): Promise<Outcome<{ readonly known: boolean; readonly tokens: number }>>;
  /**
   * For the right `daypass`. Gives the token the code in the place of any that the person has.
   * Fails if the token has changed, or the limit of the person or of the account is reached.
   */
  makePass(
    caller: Caller,
    owner: UserReading,
    pass: {
      readonly token: TokenMoment;
      readonly sealed: string;
      readonly untilMs: number;
      readonly uses: number;
    },
    nowMs: number,
    note: Note,
  ): Promise<Outcome<object>>;
  /** For the right `daypass`. */
  endPass(
    caller: Caller,
    owner: UserReading,
    note: Note,
  ): Promise<Outcome<{ readonly known: boolean; readonly ended: number }>>;
  /** For the right `disable`. Ends all sessions and grants of the user, and counts the sessions. */
  signOut(
    caller: Caller,
    user: { readonly name: string; readonly realm: string },
    nowMs: number,
    note: Note,
  ): Promise<Outcome<{ readonly known: boolean; readonly sessions: number }>>;
  /**
   * For the right `disable`. Keeps the person out, from a date on or at once, and ends what is
   * open. `before` is undefined for an unknown user. Someone who has only a link becomes known.
   * `shortens`: nothing was done, since the block that there is would become shorter.
   */
  block(
    caller: Caller,
    named: NamedUser,
    block: NewBlock,
    nowMs: number,
    notes: { readonly begun: Note; readonly planned: Note },
  ): Promise<
    Outcome<{
      readonly before: BlockState | undefined;
      readonly shortens: boolean;
      readonly tokens: number;
      readonly sessions: number;
    }>
  >;
  /** Whether the user is blocked, for what a job would do. */
  blockState(
    caller: Caller,
    right: "disable" | "enable",
    named: NamedUser,
  ): Promise<Outcome<{ readonly state: BlockState | undefined }>>;
  /** For the right `enable`. Brings back whom a directory has deleted, with their tokens. */
  restore(
    caller: Caller,
    named: NamedUser,
    note: Note,
  ): Promise<Outcome<{ readonly known: boolean; readonly restored: boolean; readonly tokens: number }>>;
  /** For the right `enable`. `job`: only if that job alone has blocked the user. */
  unblock(
    caller: Caller,
    named: NamedUser,
    which: { readonly job: string | undefined },
    nowMs: number,
    notes: { readonly ended: Note; readonly cancelled: Note },
  ): Promise<Outcome<{ readonly before: BlockState | undefined; readonly lifted: boolean; readonly tokens: number }>>;
}
