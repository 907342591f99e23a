// Sign-ins that devices without a browser ask for: RFC 8628. The person is unknown at first, so all
// are in the first database.

import type { AuditEntry } from "../../audit/audit.ts";

export interface DeviceRequest {
  readonly id: string;
  readonly clientId: string;
  readonly scope: readonly string[];
  readonly expiresAtMs: number;
}

export interface NewDeviceRequest extends DeviceRequest {
  /** Keyed: whoever reads the database could else type the code. */
  readonly userCodeHash: string;
}

/** What a poll finds. `approved`: the sealed code, which is taken by this. */
export type PolledDevice =
  | { readonly state: "pending" | "denied" | "spent" | "unknown" }
  | { readonly state: "approved"; readonly code: string };

export interface DeviceStore {
  /** False when the user code is another one's, or the client has too many that are open. */
  make(request: NewDeviceRequest, nowMs: number): Promise<boolean>;
  /**
   * The open request of a user code. A wrong code counts on the browser's session, in the same
   * batch, and after a few of them none is looked for. One that was decided is no guess: people
   * press twice.
   */
  find(
    userCodeHash: string,
    sessionId: string,
    nowMs: number,
  ): Promise<DeviceRequest | "unknown" | "decided" | "too-many">;
  /**
   * Decides an open request, once. `code`: sealed; null: the person has declined. `late`: it was
   * decided before, or is over. `unnoted`: `entry` is still to be written, since the person may be
   * in another database, where it belongs.
   */
  decide(id: string, code: string | null, nowMs: number, entry: AuditEntry): Promise<"noted" | "unnoted" | "late">;
  /** Reads; takes the code of an approved one. Of two polls, one gets it. */
  poll(id: string): Promise<PolledDevice>;
  /** The platform failed before the code gave anything: the next poll finds it again. */
  giveBack(id: string, code: string): Promise<void>;
}
