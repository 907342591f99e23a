// Work on many tokens or users at once. src/core/jobs/begin.ts begins it, an object works on it in
// batches (src/storage/jobs/job-object.ts), src/core/jobs/do-item.ts does one item.

import type { Language } from "../../lib/words.ts";
import type { Caller, Right } from "../caller.ts";
import type { Reason, Refusal } from "../reasons.ts";
import type { BlockRequest } from "./people/blocks.ts";
import type { MailDelay, MailedLink } from "./people/mail.ts";

/** What can be done to many tokens, and the right that each act needs. */
export const TOKEN_ACTIONS = {
  unlock: "reset",
  disable: "disable",
  enable: "enable",
  delete: "delete",
  links: "enrollTIQR",
} as const satisfies Readonly<Record<string, Right>>;
export type TokenAction = keyof typeof TOKEN_ACTIONS;

/** What else a file of users can be sent for. */
export const USER_ACTIONS = ["links", "block", "unblock"] as const;
export type UserAction = (typeof USER_ACTIONS)[number];

/** Which users of a file get an enrolment link: those without a token, all, or none. */
export const LINKS = ["missing", "all", "none"] as const;
export type WhichLinks = (typeof LINKS)[number];

/**
 * `linkSeconds`: how long its links are good, if it makes any. `mail`: the language in which they
 * are mailed; undefined when they are not. `undoes`: the job whose tokens are enabled again, if
 * nobody has disabled them otherwise, or whose users are unblocked.
 */
export type Work = { readonly linkSeconds: number; readonly mail?: Language | undefined } & (
  | { readonly kind: "tokens"; readonly action: TokenAction; readonly undoes?: string | undefined }
  | {
      readonly kind: "users";
      /** A file of names alone, sent for the links, or to block or unblock them. */
      readonly action?: UserAction | undefined;
      readonly undoes?: string | undefined;
      /** How they are blocked. */
      readonly block?: BlockRequest | undefined;
      /** What the file's column `blocked` needs besides. */
      readonly needs?: readonly Right[];
      readonly dryRun: boolean;
      readonly links: WhichLinks;
    }
);

/** One line of a file. An empty cell leaves its attribute unchanged. */
export interface UserLine {
  readonly user: string;
  readonly realm: string | undefined;
  readonly displayName: string | undefined;
  readonly email: string | undefined;
  readonly groups: readonly string[] | undefined;
  /** Absent in a job that an earlier release has begun, as is the next. */
  readonly externalId?: string | undefined;
  /** `yes`, `no`, or the day from which on. */
  readonly blocked?: string | undefined;
}

/** `line`: in the file, or the place among the serials. `fault`: why it could not be read. */
export type Item = { readonly line: number } & (
  | { readonly serial: string }
  | { readonly given: UserLine }
  | { readonly user: string; readonly realm: string; readonly fault: Reason }
);

/** A job as it is given to its object. */
export interface Job {
  readonly id: string;
  /** Undefined in a job that an earlier release has begun. */
  readonly name?: string;
  readonly work: Work;
  /** The account whose rights each batch checks, as it was when it asked. */
  readonly caller: Caller;
  /** Where the request came from, for each row of the trail. */
  readonly action: string;
  readonly client: string;
  readonly beganAtMs: number;
  /** The keys of its links follow from it, so none is stored (src/core/jobs/link-key.ts). */
  readonly sealedSeed: string;
}

/** `absent`: an earlier try of the batch may have deleted it, or it never was there. */
export type ItemEffect =
  | "link"
  | "unlocked"
  | "disabled"
  | "enabled"
  | "deleted"
  | "absent"
  | "blocked"
  | "unblocked"
  | "made"
  | "changed"
  | "unchanged";

export const USER_FIELDS = ["email", "name", "groups", "external_id", "blocked"] as const;
export type UserField = (typeof USER_FIELDS)[number];

/** What a line changes in a user. Groups are separated by commas; empty: there was none. */
export interface FieldChange {
  readonly field: UserField;
  /** Null where the reader may not see it. */
  readonly old: string | null;
  readonly new: string;
}

/** Whom to mail, and what to call them. */
export interface KnownUser {
  readonly email: string | null;
  readonly name: string | null;
}

export interface DoneItem {
  readonly ok: true;
  readonly did: ItemEffect;
  /** The user's name, if known. */
  readonly user?: string;
  readonly realm?: string;
  /** The end of the link that was made. `wouldLink`: a dry run that would make one. */
  readonly linkExpiresAtMs?: number;
  readonly wouldLink?: boolean;
  /** In a dry run, if the user is known. */
  readonly changes?: readonly FieldChange[];
  /** What was known of the user before the line, if the account of the job may see users. */
  readonly known?: KnownUser | undefined;
  /** What became of the link's mail. `due`: it is to be sent, or would be in a dry run. */
  readonly mail?: MailedLink | "due";
}
export type ItemOutcome = DoneItem | Refusal;

/** The outcome is undefined for an item that the job has not reached. */
export interface ItemWithOutcome {
  readonly item: Item;
  readonly outcome: ItemOutcome | undefined;
}

/** How many items have each outcome, so far. */
export interface JobCounts {
  readonly outcomes: Readonly<Partial<Record<ItemEffect, number>>>;
  /** Links that were made, or would be in a dry run. */
  readonly links: number;
  /** How many users a dry run would change in each field. */
  readonly fields: Readonly<Partial<Record<UserField, number>>>;
}

export type JobState = "waiting" | "running" | "done" | "cancelled" | "failed";

export interface JobMail {
  readonly sent: number;
  /** Mails of links that have no address, were refused, or were given up. */
  readonly notSent: number;
  /** Why the next mail waits; undefined when it does not. */
  readonly waitsFor: MailDelay | undefined;
  readonly againAtMs: number | undefined;
}

export interface JobProgress {
  readonly job: Omit<Job, "sealedSeed">;
  /** The realms of the account when the job began; null for all. */
  readonly realms: readonly string[] | null;
  readonly state: JobState;
  readonly cancelling: boolean;
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  /** The first few. */
  readonly failures: readonly { readonly item: Item; readonly reason: Reason }[];
  readonly counts: JobCounts;
  /** The first users whom a dry run would change, once it is over. */
  readonly changes: readonly ItemWithOutcome[];
  /** The first lines of a file after its dry run; absent from an earlier release's object. */
  readonly first?: readonly ItemWithOutcome[];
  readonly mail: JobMail;
  /** Why the whole job has failed. */
  readonly reason: Reason | undefined;
  readonly endedAtMs: number | undefined;
}
