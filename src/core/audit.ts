// What the audit trail says of a decision. One entry per request that decides something, or looks at
// users, tokens or the trail; polls have none.
// Nothing secret has a field here. How entries are protected: src/storage/audit/row.ts.

import type { Origin } from "./call.ts";
import type { Caller } from "./caller.ts";
import { type AuditEvent, eventOfRefusal } from "./events.ts";
import type { PhoneKind } from "./phone-kind.ts";
import type { Reason } from "./reasons.ts";
import type { NamedUser } from "./token.ts";

export type Authentication = "ACCEPT" | "CHALLENGE" | "REJECT";

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
  /** The code of a refusal's Reason. */
  readonly reason: string;
  /** Empty in rows from before there were any. */
  readonly event: AuditEvent | "";
  readonly phone: PhoneKind | "";
  /** How many refusals it stands for; of a reset of many, how many tokens. */
  readonly count: number;
  /** Says whether the user's or the account's name does not exist here: the trail then keeps its beginning and a digest. */
  readonly unknown?: "user" | "administrator";
}

/** The note for a statement, in its batch: one entry if the statement changed something, another if not. */
export interface Note {
  readonly held?: AuditEntry;
  readonly not?: AuditEntry;
  /** Only the first success of an action on a transaction is noted: of several at once, one alone will be committed. */
  readonly once?: boolean;
  /** A user whose realm that batch resolves: the entries get the resolved name. */
  readonly named?: NamedUser | undefined;
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
