// The audit trail, as flows write it and administrators read it.

import type { Settings } from "../../settings.ts";
import type { AuditEntry } from "../audit/audit.ts";
import { ENTRY_COLUMNS, type TrailColumn } from "../audit/columns.ts";
import type { LoginClock } from "../audit/unconfirmed.ts";
import type { FailureCause, Wave } from "../audit/wave.ts";
import type { Caller } from "../caller.ts";
import type { ProximityCounts } from "../proximity/proximity.ts";
import type { Outcome } from "../reasons.ts";
import type { LockRule } from "../token/lock.ts";

export interface AuditFilter {
  /** Columns and patterns with `*`. */
  readonly matching: Readonly<Partial<Record<AuditColumn, string>>>;
  /**
   * The client whose refused requests are listed. That needs the right to change clients in place
   * of the one to read the trail.
   */
  readonly ofClient?: string | undefined;
  /** The period: from the first moment on, and before the second one. */
  readonly fromMs?: number | undefined;
  readonly untilMs?: number | undefined;
  /** Whether reads are listed too. */
  readonly reads: boolean;
  /** From 1 on; not used with `after`. */
  readonly page: number;
  readonly pageSize: number;
  readonly newestFirst: boolean;
  /** Where the list goes on, in its order. */
  readonly after: TrailCursor | undefined;
  /** For a reader who is a person: what the rows do not say by themselves. Undefined: left out. */
  readonly explaining?: LoginClock | undefined;
}

/** The number of the row after which a list goes on; with several databases, one for each. */
export type TrailCursor = number | readonly number[];

/** One look at the trail examines a bounded number of rows. */
export interface AuditPage {
  readonly entries: readonly AuditedEntry[];
  /** How many entries were found, on this page and after it. */
  readonly count: number;
  /** False when there may be more than `count`. */
  readonly exact: boolean;
  /** How many entries numbered pages reach; absent when they reach all of `count`. */
  readonly mostNumbered?: number;
  /** Where the list goes on; null at its end. */
  readonly after: TrailCursor | null;
  /** The last row shown, or else where the list began. More rows may follow it. */
  readonly reached: TrailCursor;
  /** If the search must go on for more entries: the time of the last row examined. */
  readonly searchedToMs: number | null;
  /** Rows before this time are in the archive; null if D1 has all. */
  readonly archivedBeforeMs: number | null;
  /** Whether the list lacks these rows, because no archive is bound. */
  readonly lacksArchived: boolean;
  /** With `explaining`, and if there are any: names of phones by serial that the caller may see. */
  readonly phoneNames?: Readonly<Record<string, string>>;
}

/** The columns that a search may name. */
export type AuditColumn = Exclude<TrailColumn, "count" | "tally">;
export const AUDIT_COLUMNS = ENTRY_COLUMNS.filter(
  (column): column is AuditColumn => column !== "count" && column !== "tally",
);

/**
 * What the MAC of a row shows. `newer`: the row claims to be of a later version, with columns that
 * this one does not know, and so cannot be verified here.
 */
export type RowSignature = "intact" | "changed" | "newer";

/** An entry as stored. */
export interface AuditedEntry extends AuditEntry {
  readonly number: number;
  /** Key id and MAC of the row, as text. */
  readonly mac: string;
  readonly signature: RowSignature;
  /** With `explaining`: whether a right PIN opened this login, and no phone confirmed it. */
  readonly unconfirmed?: true;
}

/** Every person is in `total`, and in at most one of the others. */
export interface People {
  readonly total: number;
  readonly withPhone: number;
  /** No phone, and a link that is open. */
  readonly invited: number;
  /** No phone, and the last link has expired or was withdrawn. */
  readonly linkExpired: number;
}

export interface Statistics {
  readonly sinceMs: number;
  /** What the numbers cover; before now if more rows wait for cron than one look may read. */
  readonly untilMs: number;
  /** Finished logins by hour, oldest first; the last hour still runs. */
  readonly logins: readonly { readonly fromMs: number; readonly count: number }[];
  /** Refusals by the code of their Reason, most first. */
  readonly failures: readonly FailureCause[];
  readonly failuresByHour: readonly { readonly fromMs: number; readonly count: number }[];
  /** The same whole hours, without the one that still runs, a day earlier. */
  readonly dayBefore: { readonly logins: number; readonly failures: number };
  readonly wave: Wave | null;
  readonly lockedTokens: number;
  /** False when there may be more: only the newest failures were looked at. */
  readonly lockedTokensExact: boolean;
  /** Undefined while it cannot be counted. */
  readonly people: People | undefined;
  /** Of the last 31 days, up to the last cron; undefined until one is counted. */
  readonly proximity: ProximityCounts | undefined;
  /** The median time from the QR code to the phone's answer; null when no phone has answered. */
  readonly medianAnswerMs: number | null;
  /** False when one look could not read all rows, so that some of the newest are left out. */
  readonly complete: boolean;
}

/** Counters since the beginning of the database, and what holds now. */
export interface Totals {
  readonly events: readonly { readonly event: string; readonly reason: string; readonly count: number }[];
  /** Phones' answers by seconds since the QR code: each count is from its number to the next. */
  readonly answers: {
    readonly fromSeconds: readonly number[];
    readonly counts: readonly number[];
    readonly totalMs: number;
  };
  /** At least this many. */
  readonly lockedTokens: number;
  /** Logins opened lately and not over; at least this many while very many rows are written. */
  readonly openLogins: number;
  /** When housekeeping ran last; with several databases, where that is longest ago. */
  readonly ranAtMs: number;
}

export interface Verification {
  /** How many rows were examined. */
  readonly rows: number;
  readonly checkpoints: number;
  /** The faults found, in plain words; empty when the trail is whole. */
  readonly problems: readonly string[];
}

export interface AuditTrail {
  write(entry: AuditEntry): Promise<void>;
  /** For what strangers can repeat: a row or a count, within the budget of all strangers. */
  writeOrCount(entry: AuditEntry): Promise<void>;
  /** Writes an entry about an application unless one with the same detail is younger than a day. */
  writeDaily(entry: AuditEntry): Promise<void>;
  list(caller: Caller, filter: AuditFilter): Promise<Outcome<AuditPage>>;
  statistics(
    caller: Caller,
    of: { readonly nowMs: number; readonly hours: number; readonly lockRule: LockRule },
  ): Promise<Outcome<{ readonly statistics: Statistics }>>;
  totals(
    caller: Caller,
    nowMs: number,
    settings: Pick<Settings, "lockRule" | "challengeValidityMs">,
  ): Promise<Outcome<{ readonly totals: Totals }>>;
  /** Whether anybody with a token here has signed in here, for whoever may read the settings. */
  hasLogin(caller: Caller, adminRealm: string): Promise<Outcome<{ readonly hasLogin: boolean }>>;
  /** Examines this many of the newest rows, and their checkpoints. */
  verify(caller: Caller, newest: number, nowMs: number): Promise<Outcome<{ readonly verification: Verification }>>;
}
