// Work on many tokens or users at once, as an account asks for it and as it goes on. src/core/jobs/begin.ts begins it, an object works
// on it in batches (src/storage/jobs/job-object.ts), and src/core/jobs/do-item.ts does one item of it.

import type { MailLanguage } from "../call.ts";
import type { Caller, Right } from "../caller.ts";
import type { Reason, Refusal } from "../reasons.ts";
import type { MailDelay, MailedLink } from "./people/mail.ts";

/** What can be done to many tokens, with the right that each needs. */
export const TOKEN_ACTIONS = {
  unlock: "reset",
  disable: "disable",
  delete: "delete",
  links: "enrollTIQR",
} as const satisfies Readonly<Record<string, Right>>;
export type TokenAction = keyof typeof TOKEN_ACTIONS;

/** Which users of a file get an enrolment link: those without a token, all, or none. */
export const LINKS = ["missing", "all", "none"] as const;
export type WhichLinks = (typeof LINKS)[number];

/**
 * `linkSeconds`: for how long its enrolment links are good, if it makes any. `mail`: in which language they are sent to their users;
 * undefined when they are not.
 */
export type Work = { readonly linkSeconds: number; readonly mail?: MailLanguage | undefined } & (
  | { readonly kind: "tokens"; readonly action: TokenAction }
  | { readonly kind: "users"; readonly dryRun: boolean; readonly links: WhichLinks }
);

/** One line of a file. An empty cell leaves the attribute as it is. */
export interface GivenUser {
  readonly user: string;
  readonly realm: string | undefined;
  readonly displayName: string | undefined;
  readonly email: string | undefined;
  readonly groups: readonly string[] | undefined;
}

/** `line`: of the file, or the place in the list of serials. `fault`: why it could not be read. */
export type Item = { readonly line: number } & (
  | { readonly serial: string }
  | { readonly given: GivenUser }
  | { readonly user: string; readonly realm: string; readonly fault: Reason }
);

/** A job as it is given to its object. */
export interface Job {
  readonly id: string;
  readonly work: Work;
  /** The account whose rights each batch checks, as it was when the job was asked for. */
  readonly caller: Caller;
  /** From where it was asked for; the trail has it in each row. */
  readonly action: string;
  readonly client: string;
  readonly beganAtMs: number;
  /** The keys of its links follow from it, so that none is stored, and a batch that is repeated makes no second link: src/core/jobs/link-key.ts. */
  readonly sealedSeed: string;
}

/** `absent`: an earlier try of the same batch may have deleted it, or it was never there. */
export type Did = "link" | "unlocked" | "disabled" | "deleted" | "absent" | "made" | "changed" | "unchanged";

export interface Done {
  readonly ok: true;
  readonly did: Did;
  /** The user's, where it is known. */
  readonly user?: string;
  readonly realm?: string;
  /** The end of the enrolment link that was made; in a dry run, true for one that would be made. */
  readonly linkExpiresAtMs?: number;
  readonly wouldLink?: boolean;
  /** What became of the mail with the link. `due`: it is to be sent, or in a dry run would be. */
  readonly mail?: MailedLink | "due";
}
export type ItemOutcome = Done | Refusal;

/** The outcome is undefined for an item that the job has not reached. */
export interface ItemWithOutcome {
  readonly item: Item;
  readonly outcome: ItemOutcome | undefined;
}

export type JobState = "waiting" | "running" | "done" | "cancelled" | "failed";

/** How the mails of a job go on. */
export interface JobMail {
  readonly sent: number;
  /** Of links that were made: without an address, refused, or given up. */
  readonly notSent: number;
  /** Why the job waits with its mail; undefined when it does not. */
  readonly waitsFor: MailDelay | undefined;
  readonly againAtMs: number | undefined;
}

/** How far a job has come. */
export interface JobProgress {
  readonly job: Omit<Job, "sealedSeed">;
  /** The realms to which the account was bound when it began; null for all. */
  readonly realms: readonly string[] | null;
  readonly state: JobState;
  readonly cancelling: boolean;
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  /** The first ones. */
  readonly failures: readonly { readonly item: Item; readonly reason: Reason }[];
  readonly mail: JobMail;
  /** Why it has failed as a whole. */
  readonly reason: Reason | undefined;
  readonly endedAtMs: number | undefined;
}
