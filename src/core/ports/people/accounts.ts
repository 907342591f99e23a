// Administrators and service accounts, their sessions, and tries at their passwords.

import type { AuditEntry, Note } from "../../audit/audit.ts";
import type { Caller, Right, Session } from "../../caller.ts";
import type { Outcome } from "../../reasons.ts";

export interface AdminRecord {
  readonly name: string;
  readonly generation: number;
  readonly rights: readonly string[];
  readonly sealedPassword: string;
  readonly isDisabled: boolean;
  /** One person signs in with it, and has to confirm by phone. */
  readonly isPerson: boolean;
}

export interface SessionStore {
  /** Ends the caller's session. False when it was over. */
  end(caller: Caller, session: Session, note: Note): Promise<boolean>;
  /** Ends all sessions of the account, as a new password does. False if the caller's was over. */
  endAll(caller: Caller, note: Note): Promise<boolean>;
}

export interface FoundAccount {
  readonly admin: AdminRecord | undefined;
  readonly tries: SignInTries;
  readonly hasAdministrator: boolean;
}

export interface AdminStore {
  /** Checks the caller's right for work without a batch of its own. */
  may(caller: Caller, right: Right): Promise<Outcome<object>>;
  /** Finds the account, its sign-ins from this address, and if there is any administrator. */
  find(name: string, client: string): Promise<FoundAccount>;
  /** Makes the first administrator, if there is none. */
  bootstrap(name: string, sealedPassword: string, nowMs: number): Promise<void>;
  list(): Promise<readonly (AdminRecord & { readonly createdAtMs: number })[]>;
  /** False when the name is taken. */
  add(
    account: Pick<AdminRecord, "name" | "rights" | "sealedPassword"> & { readonly isPerson?: boolean },
    nowMs: number,
  ): Promise<boolean>;
  /** Ends the account's sessions, too. False for an unknown account. */
  setPassword(name: string, sealedPassword: string): Promise<boolean>;
  /** Replaces the hash by a costlier one, unless the password has changed. Sessions go on. */
  replacePasswordHash(account: AdminRecord, sealedPassword: string): Promise<void>;
  /** False for an unknown account. */
  remove(name: string): Promise<boolean>;
}

export interface SignInStore {
  /** Notes a wrong password, and counts it if the account exists. True when a counter closed. */
  failed(name: string, counters: readonly Counter[], nowMs: number, entry: AuditEntry): Promise<boolean>;
  /** Forgets the wrong passwords from there, and remembers the account's sign-in. */
  succeeded(name: string, client: string, nowMs: number): Promise<void>;
}

/** What D1 knows of sign-ins under a name: networks are /64, of guesses from new ones /48. */
export interface SignInTries {
  /** When wrong passwords no longer close the name, here or for all new networks. 0: open. */
  readonly untilMs: { readonly network: number; readonly name: number };
  /** Whether this network has wrong passwords to forget. */
  readonly failed: boolean;
  /** The last sign-in from this network on record. */
  readonly signedInAtMs: number | undefined;
}

/** A counter of wrong passwords. The one of the name alone has an empty network. */
export interface Counter {
  readonly network: string;
  readonly tries: number;
  readonly longestWaitMinutes: number;
}
