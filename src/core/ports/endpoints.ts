// Where events are sent to.

import type { Note } from "../audit/audit.ts";
import type { Caller } from "../caller.ts";
import type { Outcome } from "../reasons.ts";

export interface Endpoint {
  readonly id: string;
  readonly url: string;
  /** Empty: all. */
  readonly events: readonly string[];
  /** Empty: all. With realms, events without a user are left out. */
  readonly realms: readonly string[];
  readonly createdAtMs: number;
  readonly disabledAtMs: number | null;
  /** The last fault, if days of failures have disabled the endpoint; else null. */
  readonly disabledFault: string | null;
}

export interface EndpointRequest {
  readonly url?: string;
  readonly events?: readonly string[];
  readonly realms?: readonly string[];
  readonly enabled?: boolean;
  readonly rotateSecret?: boolean;
}

export interface StoredEndpoint extends Endpoint {
  readonly sealedSecrets: string;
}

export type EndpointChange = Omit<EndpointRequest, "rotateSecret"> & { readonly sealedSecrets?: string };

/** One try to send a message. */
export interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly atMs: number;
  /** 0 when there was no answer. */
  readonly status: number;
  readonly ok: boolean;
  readonly fault: string;
}

export interface EndpointStatus {
  readonly id: string;
  readonly enabled: boolean;
  /** Rows of the trails still to be gone through, wanted or not. */
  readonly behind: number;
  /** Failures in a row up to now. */
  readonly failures: number;
}

type Changed = Outcome<{ readonly changed: boolean }>;

export interface EndpointStore {
  list(caller: Caller): Promise<Outcome<{ readonly endpoints: readonly Endpoint[] }>>;
  find(id: string): Promise<StoredEndpoint | undefined>;
  /** `changed` is false when the bound of endpoints is reached. */
  add(caller: Caller, endpoint: StoredEndpoint, note: Note): Promise<Changed>;
  /** `changed` is false for an unknown id, also in `remove`. */
  change(caller: Caller, id: string, change: EndpointChange, nowMs: number, note: Note): Promise<Changed>;
  remove(caller: Caller, id: string, note: Note): Promise<Changed>;
  /** Makes the endpoint's object look at once. */
  wake(id: string): Promise<void>;
  /** Undefined after too many in the last minute. */
  test(id: string): Promise<Delivery | undefined>;
  /** For the right `metrics`. Leaves out endpoints whose object does not answer. */
  standings(caller: Caller): Promise<Outcome<{ readonly standings: readonly EndpointStatus[] }>>;
  /** The newest first. */
  deliveries(id: string): Promise<readonly Delivery[]>;
}
