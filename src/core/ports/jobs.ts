// The port for jobs: their rows, and the objects that work on them.

import type { Note } from "../audit/audit.ts";
import type { Caller, Right } from "../caller.ts";
import type { Outcome } from "../reasons.ts";
import type { Item, ItemWithOutcome, Job, JobProgress, TokenAction, Work } from "./job.ts";

export interface JobRow {
  readonly id: string;
  readonly kind: Work["kind"];
  /** Empty for a file of users. */
  readonly action: TokenAction | "";
  readonly dryRun: boolean;
  readonly name: string;
  readonly account: string;
  readonly items: number;
  readonly beganAtMs: number;
  /** Null while it goes on. */
  readonly endedAtMs: number | null;
}

export interface JobItems {
  readonly sealedSeed: string;
  readonly items: readonly ItemWithOutcome[];
}

export interface JobReach {
  readonly user?: string | undefined;
  readonly realm: string;
}

/** The job of this id so far: none, the account's own `prepared` or `begun` one, or another's. */
export type JobPreparation = "new" | "prepared" | "begun" | "taken";

export interface JobStore {
  /** Gives the job to its object, which does nothing yet, and forgets a job that is not begun. */
  prepare(job: Job, items: readonly Item[]): Promise<JobPreparation>;
  /**
   * Notes the beginning, once. Refuses a caller without the right, or with as many jobs as it may
   * have, and an id whose job is over. `realms`: those that bind the account.
   */
  register(
    caller: Caller,
    right: Right,
    row: Omit<JobRow, "account" | "endedAtMs">,
    note: Note,
  ): Promise<Outcome<{ readonly realms: readonly string[] | null }>>;
  start(id: string, realms: readonly string[] | null): Promise<void>;
  forget(id: string): Promise<void>;
  /** Notes the end, once. */
  end(id: string, nowMs: number, note: Note): Promise<void>;
  /** Undefined for a job that is unknown or forgotten. */
  look(id: string): Promise<JobProgress | undefined>;
  result(id: string): Promise<JobItems>;
  /** Ends the job after the batch that is under way. False if it was over or cancelled before. */
  cancel(id: string): Promise<boolean>;
  /**
   * Whether the caller's right reaches all these users, or whole realms where no user is named;
   * `all` is every realm. With an empty list: whether the caller has the right at all.
   */
  mayReach(caller: Caller, right: Right, reached: readonly JobReach[] | "all"): Promise<Outcome<object>>;
  /** The newest jobs of the caller's account. */
  list(caller: Caller): Promise<Outcome<{ readonly jobs: readonly JobRow[] }>>;
}
