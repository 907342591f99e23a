// The API's answers about the audit trail, as JSON. The others are in ../wire.ts.

/** A row of the trail. Further keys are for privacyIDEA's clients. */
export type AuditEntryJson = {
  readonly number: number;
  readonly date: string;
  readonly action: string;
  readonly success: 0 | 1;
  readonly authentication: string;
  readonly user: string;
  readonly realm: string;
  /** Commas separate several serials. */
  readonly serial: string;
  readonly administrator: string;
  readonly client: string;
  readonly reason: string;
  readonly event: string;
  readonly sig_check: "OK" | "FAIL";
};

export type HourJson = { readonly from: string; readonly count: number };

/** Far more failures in the last hour than usual; `reason` is the most frequent one. */
export type WaveJson = { readonly count: number; readonly reason: string };

export type StatisticsJson = {
  readonly since: string;
  /** The time that the numbers reach. */
  readonly until: string;
  readonly logins: readonly HourJson[];
  readonly failures: readonly { readonly reason: string; readonly count: number }[];
  readonly failures_by_hour: readonly HourJson[];
  /** Of the whole hours, without the last one, the same a day earlier. */
  readonly day_before: { readonly logins: number; readonly failures: number };
  readonly wave: WaveJson | null;
  readonly locked_tokens: number;
  /** False if there may be more. */
  readonly locked_tokens_exact: boolean;
  readonly median_answer_ms: number | null;
  /** False if there were too many new rows to count. */
  readonly complete: boolean;
};

/** The result of a check of the newest rows. `problems` are in plain words, and there are none in an intact trail. */
export type CheckedTrailJson = {
  readonly rows: number;
  readonly checkpoints: number;
  readonly problems: readonly string[];
};
