// The port for jobs: their rows, and the objects that work on them.

import type { Note } from "../audit.ts";
import type { Caller, Right } from "../caller.ts";
import type { Outcome } from "../reasons.ts";
import type { Item, ItemWithOutcome, Job, JobProgress, Work } from "./job.ts";

export interface JobRow {
  readonly id: string;
  readonly kind: Work["kind"];
  readonly items: number;
  readonly beganAtMs: number;
  /** Null while it goes on. */
  readonly endedAtMs: number | null;
}

export interface JobItems {
  readonly sealedSeed: string;
  readonly items: readonly ItemWithOutcome[];
}

export interface Reached {
  readonly user?: string | undefined;
  readonly realm: string;
}

/** Whether there was a job of this id: none, the account's own that was `prepared` or has `begun`, or another account's. */
export type Prepared = "new" | "prepared" | "begun" | "taken";

export interface JobStore {
  /** Gives the job to its object, which does nothing yet, and forgets it if it is not begun. */
  prepare(job: Job, items: readonly Item[]): Promise<Prepared>;
  /**
   * Notes that the job begins; a second time it notes nothing. Refuses a caller who lacks the right, or who has as many jobs as it may
   * have at once, and an id whose job is over. `realms`: to which the account is bound.
   */
  register(
    caller: Caller,
    right: Right,
    row: Omit<JobRow, "endedAtMs">,
    note: Note,
  ): Promise<Outcome<{ readonly realms: readonly string[] | null }>>;
  start(id: string, realms: readonly string[] | null): Promise<void>;
  forget(id: string): Promise<void>;
  /** Notes the end of a job, once. */
  end(id: string, nowMs: number, note: Note): Promise<void>;
  /** Undefined for an unknown job, or one that was forgotten. */
  look(id: string): Promise<JobProgress | undefined>;
  result(id: string): Promise<JobItems>;
  /** Ends the job with the batch that is under way, if there is one. False when the job is over, or was cancelled before. */
  cancel(id: string): Promise<boolean>;
  /**
   * Whether the caller's right holds for all these users, or for whole realms, where no user is named; `all` stands for every realm. With
   * an empty list, whether there is the right at all.
   */
  mayReach(caller: Caller, right: Right, reached: readonly Reached[] | "all"): Promise<Outcome<object>>;
  /** The newest jobs of the caller's account. */
  list(caller: Caller): Promise<Outcome<{ readonly jobs: readonly JobRow[] }>>;
}
