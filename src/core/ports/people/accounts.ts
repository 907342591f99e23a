// Administrators and service accounts, their sessions, and the tries at their passwords.

import type { AuditEntry, Note } from "../../audit.ts";
import type { Caller, Right, Session } from "../../caller.ts";
import type { Outcome } from "../../reasons.ts";

export interface AdminRecord {
  readonly name: string;
  readonly generation: number;
  readonly rights: readonly string[];
  readonly sealedPassword: string;
  readonly isDisabled: boolean;
}

export interface SessionStore {
  /** Ends the caller's session. False when it was over. */
  end(caller: Caller, session: Session, note: Note): Promise<boolean>;
  /** Ends all sessions of the caller's account, as a new password does. False when the caller's own was over. */
  endAll(caller: Caller, note: Note): Promise<boolean>;
}

export interface FoundAccount {
  readonly admin: AdminRecord | undefined;
  readonly tries: SignInTries;
  readonly hasAdministrator: boolean;
}

export interface AdminStore {
  /** Checks the caller's right for work that has no batch of its own. */
  may(caller: Caller, right: Right): Promise<Outcome<object>>;
  /** The account of that name, what is known of sign-ins to it from this network, and whether there is an administrator at all. */
  find(name: string, network: string): Promise<FoundAccount>;
  /** Makes the first administrator; does nothing when there is one. */
  bootstrap(name: string, sealedPassword: string, nowMs: number): Promise<void>;
  list(): Promise<readonly (AdminRecord & { readonly createdAtMs: number })[]>;
  /** False when the name is taken. */
  add(account: Omit<AdminRecord, "generation" | "isDisabled">, nowMs: number): Promise<boolean>;
  /** Ends the account's sessions too. False when there is no such account. */
  setPassword(name: string, sealedPassword: string): Promise<boolean>;
  /** Replaces the hash by a costlier one, unless the password has changed meanwhile. Sessions go on. */
  replacePasswordHash(account: AdminRecord, sealedPassword: string): Promise<void>;
  /** False when there was no such account. */
  remove(name: string): Promise<boolean>;
}

export interface SignInStore {
  /** Counts a wrong password by these counters, if there is an account of that name, and notes it. True when one of them closed. */
  failed(name: string, counters: readonly Counter[], nowMs: number, entry: AuditEntry): Promise<boolean>;
  /** Forgets the network's wrong passwords, and remembers that the account signs in from there. */
  succeeded(name: string, network: string, nowMs: number): Promise<void>;
}

/** The record in D1 of the sign-ins under a name. */
export interface SignInTries {
  /** Until when wrong passwords from this network, or from all, close the name. 0: open. */
  readonly untilMs: { readonly network: number; readonly name: number };
  /** Whether there are wrong ones of this network to be forgotten. */
  readonly failed: boolean;
  /** The last sign-in from this network that was written down. */
  readonly signedInAtMs: number | undefined;
}

/** One of the counters that count a wrong password. The counter of the name alone has an empty network. */
export interface Counter {
  readonly network: string;
  readonly tries: number;
  readonly longestWaitMinutes: number;
}
