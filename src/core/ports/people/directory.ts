// The people and groups of one realm, as a directory sees and changes them: SCIM 2.0, RFC 7643. It
// knows nothing of the wire. What a directory has deleted is unknown here, until cron removes it.

import type { AdminCall } from "../../call.ts";
import type { Outcome } from "../../reasons.ts";

/**
 * What a directory keeps with us and gets back as it was: JSON of at most 2 kB. Mail is in the
 * language of `preferredLanguage`, if there is such a text.
 */
export type KeptParts = Readonly<Record<string, unknown>>;

/** All of a person that a directory can change. */
export interface PersonState {
  /** As it was sent. It is unique in the realm without case. */
  readonly userName: string;
  /** Unique in the realm. */
  readonly externalId: string | null;
  /** What phones and applications show, made of whichever parts there are; null: the userName. */
  readonly displayName: string | null;
  readonly email: string | null;
  readonly active: boolean;
  /** Name parts, language, and whatever else core/scim wants back. */
  readonly kept: KeptParts;
}

/** A group as its members name it. */
export interface DirectoryLink {
  /** Its id. */
  readonly value: string;
  readonly display: string;
}

/** `id` is random, and for this interface alone. */
interface Stored {
  readonly id: string;
  readonly createdAtMs: number;
  /** Also the version of a resource: each change raises it, by whomever it was made. */
  readonly changedAtMs: number;
}

export interface DirectoryPerson extends PersonState, Stored {
  /** The name by which the person signs in: the userName, without case where that is folded. */
  readonly name: string;
  readonly groups: readonly DirectoryLink[];
}

/** All of a group that a directory can change, but its members. */
export interface GroupState {
  /** Unique in the realm, without case. */
  readonly displayName: string;
  readonly externalId: string | null;
}

export interface DirectoryGroup extends GroupState, Stored {
  /** Their ids; undefined where they were not asked for. */
  readonly members: readonly string[] | undefined;
}

/** First everybody leaves if it says so, then `remove` do, then `add` come. No id is in both. */
export interface MemberChange {
  readonly all: boolean;
  readonly remove: readonly string[];
  readonly add: readonly string[];
}

/** A part of a filter; all parts must hold. `externalId` and `id` are compared with their case. */
export type PersonTerm =
  | {
      readonly attribute: "id" | "userName" | "externalId" | "displayName" | "email";
      readonly value: string;
    }
  | { readonly attribute: "active"; readonly value: boolean };

export interface GroupTerm {
  /** `members`: the id of a person. */
  readonly attribute: "id" | "displayName" | "externalId" | "members";
  readonly value: string;
}

/** `startIndex` is from 1 on, `count` from 0 on: 0 gives the total alone. */
export interface DirectoryPage {
  readonly startIndex: number;
  readonly count: number;
}

export type DirectoryList<Resource> = Outcome<{
  readonly total: number;
  readonly resources: readonly Resource[];
}>;

/**
 * - `taken`: another resource has the name or the externalId
 * - `shadows`: the name would take another user's, of another realm: decision 021
 * - `unknown`: there is no such resource any more
 * - `stale`: it has changed since it was read, so nothing was done
 * - `renamed-often`: this person has had too many names
 */
export type PersonRefusal = "taken" | "shadows" | "unknown" | "stale" | "renamed-often";

/** `unknown-member`: an id to be added is nobody's. `many-groups`: somebody would have too many. */
export type GroupRefusal = "taken" | "unknown" | "stale" | "unknown-member" | "many-groups";

export type DirectoryChange<Resource, Refused> = Outcome<
  | { readonly did: "changed" | "unchanged"; readonly resource: Resource }
  | { readonly did: "refused"; readonly why: Refused }
>;

export type DirectoryDeletion = Outcome<{ readonly did: "deleted" | "unknown" | "stale" }>;

export interface DirectoryPeople {
  /** `changed`: made. One who was deleted under this name is removed first, with all tokens. */
  create(person: PersonState): Promise<DirectoryChange<DirectoryPerson, "taken" | "shadows">>;
  read(id: string): Promise<Outcome<{ readonly resource: DirectoryPerson | undefined }>>;
  /** In the order of their making. */
  list(filter: readonly PersonTerm[], page: DirectoryPage): Promise<DirectoryList<DirectoryPerson>>;
  /** `was`: as it was read. Of two changes at once, the second finds another version: `stale`. */
  change(was: DirectoryPerson, to: PersonState): Promise<DirectoryChange<DirectoryPerson, PersonRefusal>>;
  /** Ends all of the person as `active: false` does. `version`: only this one. */
  remove(id: string, version: number | undefined): Promise<DirectoryDeletion>;
}

/** How a group is to be changed. */
export interface GroupChange {
  /** Only this one. Otherwise a later one of the same name will do: many members come at once. */
  readonly version: number | undefined;
  /** Whether the group comes back with its members. */
  readonly withMembers: boolean;
}

export interface DirectoryGroups {
  create(
    group: GroupState,
    members: readonly string[],
    withMembers: boolean,
  ): Promise<DirectoryChange<DirectoryGroup, "taken" | "unknown-member" | "many-groups">>;
  read(id: string, withMembers: boolean): Promise<Outcome<{ readonly resource: DirectoryGroup | undefined }>>;
  /** With members, a page may have fewer groups than it could. */
  list(filter: readonly GroupTerm[], page: DirectoryPage, withMembers: boolean): Promise<DirectoryList<DirectoryGroup>>;
  change(
    was: DirectoryGroup,
    to: GroupState,
    members: MemberChange,
    how: GroupChange,
  ): Promise<DirectoryChange<DirectoryGroup, GroupRefusal>>;
  remove(id: string, version: number | undefined): Promise<DirectoryDeletion>;
}

/** Every batch checks the caller's right `scim`, and that the realm is one of the caller's. */
export interface Directory {
  readonly realm: string;
  readonly people: DirectoryPeople;
  readonly groups: DirectoryGroups;
}

/**
 * The directory of the one realm that the account of an API key has. `not-one-realm`: it has none,
 * several, or all, or that of administrators, or there is no key. `spread`: SHARD_SLOTS spreads the
 * realm's people over several databases.
 */
export type OpenDirectory = (call: AdminCall) => Promise<Directory | "not-one-realm" | "spread">;
