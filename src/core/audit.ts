// The entries of the audit trail. Each request that decides something, or looks at users, tokens or the trail, has an entry; polls
// have none. No field holds a secret. src/storage/audit/row.ts protects the entries.

import type { Origin } from "./call.ts";
import type { Caller } from "./caller.ts";
import type { AuditEvent } from "./events.ts";
import type { PhoneKind } from "./phone-kind.ts";
import type { ReasonCode } from "./reasons.ts";
import { eventOfRefusal } from "./refusal-events.ts";
import type { NamedUser } from "./user.ts";

export type Authentication = "ACCEPT" | "CHALLENGE" | "REJECT";

export interface AuditEntry {
  readonly atMs: number;
  readonly action: string;
  readonly success: boolean;
  readonly authentication: Authentication | "";
  /** Several serials are separated by commas. This field and the following ones may be empty. */
  readonly serial: string;
  readonly user: string;
  readonly realm: string;
  readonly administrator: string;
  readonly client: string;
  /** The same for all steps of a login. The transaction_id would let a reader finalize, so only this derived id is kept. */
  readonly attemptId: string;
  /** The code of a refusal's Reason. */
  readonly reason: string;
  /** Empty in rows older than the names of events. */
  readonly event: AuditEvent | "";
  readonly phone: PhoneKind | "";
  /** How many refusals the entry stands for or, when many tokens were unlocked at once, how many tokens. */
  readonly count: number;
  /** Says whether the user's or the account's name does not exist here: the trail then keeps its beginning and a digest. */
  readonly unknown?: "user" | "administrator";
}

/** The entries that a batch writes for its statement: `held` if the statement changed something, `not` if it changed nothing. */
export interface Note {
  readonly held?: AuditEntry;
  readonly not?: AuditEntry;
  /** The batch resolves the realm of this user, and the entries get the resolved name. */
  readonly named?: NamedUser | undefined;
}

/** A success or a challenge names its event. A refusal gives its reason, from which its event follows. */
export type Said = Partial<Omit<AuditEntry, "event">> &
  (
    | { readonly success: true; readonly event: AuditEvent }
    | { readonly success: false; readonly authentication: "CHALLENGE"; readonly event: AuditEvent }
    | { readonly success: false; readonly reason: ReasonCode }
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
