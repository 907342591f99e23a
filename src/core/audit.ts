// What the audit trail says of a decision. One entry per request that decides something, or looks at
// users, tokens or the trail; polls have none.
// Nothing secret has a field here. How entries are protected: src/storage/audit/row.ts.

import { type AuditEvent, eventOfRefusal } from "./events.ts";
import type { PhoneKind } from "./phone-kind.ts";
import type { Caller, ForCaller, ImageFormat } from "./ports/index.ts";
import type { Reason } from "./reasons.ts";
import type { LockRule } from "./token/lock.ts";
import type { NamedUser } from "./token.ts";
import type { Failed, Wave } from "./wave.ts";

export type Authentication = "ACCEPT" | "CHALLENGE" | "REJECT";

/** Where a request comes from. */
export interface Origin {
  /** Method and path, such as `POST /validate/check`. */
  readonly action: string;
  /** The client's address. */
  readonly client: string;
  /** Of a request to the phones' URL. */
  readonly phone?: PhoneKind | undefined;
  /** The account that signs in with it, which is no caller yet. */
  readonly administrator?: string;
}

/** A request as the flows see it. */
export interface Call extends Origin {
  readonly nowMs: number;
  /** How the reply's QR code, if it has one, is drawn. */
  readonly imageFormat: ImageFormat;
  /** Does what may follow the reply: it delays no login and fails none, and is lost if the machine dies in that instant. */
  readonly afterwards: (work: () => Promise<unknown>) => void;
  /** The same where the reply's time must tell nothing: work that begins before would lengthen it where D1 is in the same process. */
  readonly onceReplied: (work: () => Promise<unknown>) => void;
}

/** A request of an administrator or service account. */
export interface AdminCall extends Call {
  readonly caller: Caller;
}

export interface AuditEntry {
  readonly atMs: number;
  readonly action: string;
  readonly success: boolean;
  readonly authentication: Authentication | "";
  /** Several are separated by commas. This and the following may be empty. */
  readonly serial: string;
  readonly user: string;
  readonly realm: string;
  readonly administrator: string;
  readonly client: string;
  /** One for all steps of a login. Made of its transaction_id, which is not kept: who read it here could finish the login. */
  readonly attemptId: string;
  /** Of a refusal: the code of its Reason. */
  readonly reason: string;
  /** Empty in rows from before there were any. */
  readonly event: AuditEvent | "";
  readonly phone: PhoneKind | "";
  /** How many refusals it stands for; of a reset of many, how many tokens. */
  readonly count: number;
  /** Whose name is of none that exists: the trail keeps its beginning and a digest. */
  readonly unknown?: "user" | "administrator";
}

/** What is noted with a statement, in its batch: one entry if the statement changed something, another if not. */
export interface Note {
  readonly held?: AuditEntry;
  readonly not?: AuditEntry;
  /** Only the first success of an action on a transaction is noted: of several at once, one alone will be committed. */
  readonly once?: boolean;
  /** A user whose realm that batch resolves: the entries get the resolved name. */
  readonly named?: NamedUser | undefined;
}

export interface AuditFilter {
  /** Columns and patterns with `*`. */
  readonly matching: Readonly<Partial<Record<AuditColumn, string>>>;
  /** Whether looks are listed, too. */
  readonly reads: boolean;
  readonly page: number;
  readonly pageSize: number;
  readonly newestFirst: boolean;
}
export const AUDIT_COLUMNS = [
  "action",
  "success",
  "authentication",
  "serial",
  "user",
  "realm",
  "administrator",
  "client",
  "attempt_id",
  "reason",
  "event",
  "phone",
] as const;
export type AuditColumn = (typeof AUDIT_COLUMNS)[number];

/** An entry as stored; `intact`: its MAC is right. */
export interface AuditedEntry extends AuditEntry {
  readonly number: number;
  readonly intact: boolean;
}

/** What the last hours were like. */
export interface Statistics {
  readonly sinceMs: number;
  /** Finished logins by hour, oldest first; the last hour still runs. */
  readonly logins: readonly { readonly fromMs: number; readonly count: number }[];
  /** Refusals by the code of their Reason, most first. */
  readonly failures: readonly Failed[];
  readonly failuresByHour: readonly { readonly fromMs: number; readonly count: number }[];
  readonly wave: Wave | null;
  readonly lockedTokens: number;
  /** From the QR code to the phone's answer; null when no phone has answered. */
  readonly medianAnswerMs: number | null;
  /** False when there were more rows than are looked at, so that these are the numbers of the end of the period. */
  readonly complete: boolean;
}

export interface Verification {
  /** The newest, that were examined. */
  readonly rows: number;
  readonly checkpoints: number;
  /** What does not fit, in plain words; empty when the trail is whole. */
  readonly problems: readonly string[];
}

export interface AuditTrail {
  /** Writes one entry by itself. */
  write(entry: AuditEntry): Promise<void>;
  /** A refusal that anyone can cause again and again: the first few of a minute and network are written, the others counted. */
  writeOrCount(entry: AuditEntry): Promise<void>;
  list(
    caller: Caller,
    filter: AuditFilter,
  ): Promise<ForCaller<{ readonly count: number; readonly entries: readonly AuditedEntry[] }>>;
  statistics(
    caller: Caller,
    of: { readonly nowMs: number; readonly hours: number; readonly lockRule: LockRule },
  ): Promise<ForCaller<Statistics>>;
  /** Examines the newest rows, at least so many if there are. */
  verify(caller: Caller, newest: number, nowMs: number): Promise<ForCaller<Verification>>;
}

/** A success, and a challenge, say what they are called; a refusal says why. */
export type Said = Partial<Omit<AuditEntry, "event">> &
  (
    | { readonly success: true; readonly event: AuditEvent }
    | { readonly success: false; readonly authentication: "CHALLENGE"; readonly event: AuditEvent }
    | { readonly success: false; readonly reason: Reason["code"] }
  );

export const entryOf = (call: Origin & { nowMs: number; caller?: Caller }, said: Said): AuditEntry => ({
  atMs: call.nowMs,
  action: call.action,
  authentication: "",
  serial: "",
  user: "",
  realm: "",
  administrator: call.caller?.name ?? call.administrator ?? "",
  client: call.client,
  attemptId: "",
  reason: "",
  event: "event" in said ? said.event : eventOfRefusal(said.reason, said.authentication === "REJECT"),
  phone: call.phone ?? "",
  count: 1,
  ...said,
});
