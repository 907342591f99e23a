// Jobs as JSON, for the calls in ../wire.ts.

import type { JobState, TokenAction, Work } from "../../core/jobs/job.ts";
import type { MailDelay } from "../../core/ports/people/mail.ts";

export type JobJson = {
  readonly id: string;
  readonly kind: Work["kind"];
  /** Empty for users. */
  readonly action: TokenAction | "";
  readonly dry_run: boolean;
  readonly state: JobState;
  /** True once it was cancelled, until the batch under way is done. */
  readonly cancelling: boolean;
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  /** The first ones; the result has all. `line`: of the file, or the place in the list of serials. */
  readonly failures: readonly {
    readonly line: number;
    readonly serial: string;
    readonly user: string;
    readonly realm: string;
    readonly reason: string;
    /** What the code leaves open, as the parameters of TiQR-Reason. */
    readonly evidence: Readonly<Record<string, string | number>>;
    readonly message: string;
  }[];
  /** How its mails go on; null when it sends none. */
  readonly mail: {
    readonly sent: number;
    /** Links that were not mailed; the result says why, and has them. */
    readonly not_sent: number;
    /** Why it waits with its mail; empty if it does not. */
    readonly waits_for: MailDelay | "";
    readonly again_at: string | null;
  } | null;
  /** Why the job has failed as a whole; empty if it has not. */
  readonly reason: string;
  readonly begun_by: string;
  readonly begun_at: string;
  readonly ended_at: string | null;
  /** Until when the result is kept; null while it goes on. */
  readonly kept_until: string | null;
};

export type ListedJobJson = {
  readonly id: string;
  readonly kind: Work["kind"];
  readonly total: number;
  readonly begun_at: string;
  readonly ended_at: string | null;
};
