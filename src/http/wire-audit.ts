// What the API answers about the audit trail, as JSON. The rest is in ./wire.ts.

/** A row of the trail; further keys are for privacyIDEA's clients. */
export type AuditEntryJson = {
  readonly number: number;
  readonly date: string;
  readonly action: string;
  readonly success: 0 | 1;
  readonly authentication: string;
  readonly user: string;
  readonly realm: string;
  /** Several are separated by commas. */
  readonly serial: string;
  readonly administrator: string;
  readonly client: string;
  readonly reason: string;
  readonly event: string;
  readonly sig_check: "OK" | "FAIL";
};

export type HourJson = { readonly from: string; readonly count: number };

/** Far more failures in the last hour than is usual; `reason` is the most frequent. */
export type WaveJson = { readonly count: number; readonly reason: string };

export type StatisticsJson = {
  readonly since: string;
  readonly logins: readonly HourJson[];
  readonly failures: readonly { readonly reason: string; readonly count: number }[];
  readonly failures_by_hour: readonly HourJson[];
  readonly wave: WaveJson | null;
  readonly locked_tokens: number;
  readonly median_answer_ms: number | null;
  /** False where there were too many rows to count them all. */
  readonly complete: boolean;
};

/** What does not fit in the newest rows, in plain words; no problems where the trail is whole. */
export type CheckedTrailJson = {
  readonly rows: number;
  readonly checkpoints: number;
  readonly problems: readonly string[];
};
