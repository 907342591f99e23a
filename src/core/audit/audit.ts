// The entries of the audit trail. Each request that decides something, or reads users, tokens or
// the trail, has one; polls have none. No field holds a secret. Storage: src/storage/audit/row.ts.

import type { Call, Origin } from "../call.ts";
import type { Caller } from "../caller.ts";
import type { PhoneKind } from "../phone-kind.ts";
import type { Proximity } from "../proximity/proximity.ts";
import { REASONS, type ReasonCode } from "../reasons.ts";
import type { NamedUser } from "../user.ts";
import type { AuditEvent } from "./events.ts";

/** privacyIDEA's words: ACCEPT for success, CHALLENGE for a question to the phone, else REJECT. */
export type Authentication = "ACCEPT" | "CHALLENGE" | "REJECT";

export interface AuditEntry {
  readonly atMs: number;
  readonly action: string;
  readonly success: boolean;
  readonly authentication: Authentication | "";
  /** Several serials are separated by commas. This and the following fields may be empty. */
  readonly serial: string;
  readonly user: string;
  readonly realm: string;
  readonly administrator: string;
  readonly client: string;
  /** The same in all steps of a login. The transaction_id could finalize, so it is not kept. */
  readonly attemptId: string;
  /** The code of a refusal's Reason. */
  readonly reason: string;
  /** Empty in rows older than the names of events. */
  readonly event: AuditEvent | "";
  readonly phone: PhoneKind | "pass" | "";
  /** How near the phone was to the browser that began the sign-in. */
  readonly proximity: Proximity | "";
  /** The browser of a sign-in: whether the person had signed in there before. */
  readonly browser: "known" | "new" | "";
  /** What was wrong with an application's request: ../oidc/parameter-fault.ts. */
  readonly detail: string;
  /** How many refusals the entry stands for, or how many tokens were unlocked at once. */
  readonly count: number;
  /** Of how many tokens and networks these were, as JSON: ./tally.ts. */
  readonly tally: string;
  /** Whose name does not exist here: the trail then keeps its beginning and a digest. */
  readonly unknown?: "user" | "administrator";
}

/** What a batch writes for its statement: `held` if that changed something, `not` if nothing. */
export interface Note {
  readonly held?: AuditEntry;
  readonly not?: AuditEntry;
  /** The batch resolves this user's realm, and the entries get the resolved name. */
  readonly named?: NamedUser | undefined;
}

type Details = Partial<Omit<AuditEntry, "event" | "authentication">>;

/** A success and a challenge name their event. A refusal's follows from its reason and its call. */
export type EntryDetails =
  | (Details & { readonly success: true; readonly authentication?: "ACCEPT"; readonly event: AuditEvent })
  | (Details & { readonly success: false; readonly authentication: "CHALLENGE"; readonly event: AuditEvent })
  | (Details & { readonly success: false; readonly reason: ReasonCode });

/** The request that an entry is about. */
type NotedCall = Origin & Pick<Call, "kind" | "nowMs"> & { readonly caller?: Caller };

export const entryOf = (call: NotedCall, details: EntryDetails): AuditEntry => ({
  atMs: call.nowMs,
  action: call.action,
  serial: "",
  user: "",
  realm: "",
  administrator: call.caller?.name ?? call.administrator ?? "",
  client: call.client,
  attemptId: "",
  reason: "",
  phone: call.phone ?? "",
  proximity: "",
  browser: "",
  detail: "",
  count: 1,
  tally: "",
  ...details,
  ...("event" in details
    ? { event: details.event, authentication: details.authentication ?? "" }
    : refusedAs(call, details.reason)),
});

/** The note for a statement whose success is this event. */
export const noteOnSuccess = (
  call: NotedCall,
  event: AuditEvent,
  details: Details & { readonly authentication?: "ACCEPT" } = {},
) => ({ held: entryOf(call, { ...details, success: true, event }) });

/** The same reason may refuse a login or a mere request: its call tells. */
function refusedAs({ kind }: Pick<Call, "kind">, reason: ReasonCode): Pick<AuditEntry, "event" | "authentication"> {
  const event = eventOfRefusal(reason, kind === "login");
  return { event, authentication: kind === "login" && endsLogin(event) ? "REJECT" : "" };
}

/** These mean the same on every route, and none refuses a login. */
const NO_LOGIN: readonly AuditEvent[] = [
  "ACCESS_DENIED",
  "ENROLLMENT_FAIL",
  "ENROLLMENT_TWO_PHONES",
  "SERVICE_FAIL",
  "TOKENS_REFUSED",
  "TOKENS_REPLAYED",
  "AUTHORIZATION_REFUSED",
  "CALLER_FAIL",
];

/** Whether this refusal ended a login or a sign-in. */
export const endsLogin = (event: AuditEvent): boolean => event !== "REQUEST_REFUSED" && !NO_LOGIN.includes(event);

/** A change that names an unknown token must not be counted as a failed login. */
export function eventOfRefusal(code: ReasonCode, isLogin: boolean): AuditEvent {
  const { event } = REASONS[code];
  // A limit also means the same on every route, but may refuse a login.
  return isLogin || event === "RATE_LIMITED" || NO_LOGIN.includes(event) ? event : "REQUEST_REFUSED";
}
