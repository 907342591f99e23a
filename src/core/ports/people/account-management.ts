// Accounts and their API keys, for administrators.

import type { Note } from "../../audit/audit.ts";
import type { Caller } from "../../caller.ts";
import type { Outcome } from "../../reasons.ts";

export interface ApiKeyView {
  readonly id: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number | null;
  readonly lastUsedAtMs: number | null;
}

export interface AccountView {
  readonly name: string;
  readonly rights: readonly string[];
  /** Null: its rights hold for every realm. */
  readonly realms: readonly string[] | null;
  readonly createdAtMs: number;
  readonly disabledAtMs: number | null;
  readonly hasPassword: boolean;
  /** One person signs in with it, and has to confirm by phone. */
  readonly isPerson: boolean;
  /** The last sign-in on record, or use of a key. */
  readonly lastUsedAtMs: number | null;
  /** Whether a phone must confirm its sign-ins. */
  readonly hasPhone: boolean;
  readonly keys: readonly ApiKeyView[];
}

/** Missing fields stay unchanged. */
export interface AccountChange {
  readonly rights?: readonly string[];
  readonly realms?: readonly string[] | null;
  readonly disabled?: boolean;
  readonly person?: boolean;
  readonly sealedPassword?: string;
}

/** `changed` is false when the account is not `known`, or the change is not allowed. */
export type AccountResult = Outcome<{ readonly changed: boolean; readonly known: boolean }>;

/** Only administrators with a confirmed session change accounts; the batch checks that. */
export interface AccountManagement {
  list(caller: Caller): Promise<Outcome<{ readonly accounts: readonly AccountView[] }>>;
  add(
    caller: Caller,
    account: Pick<AccountView, "name" | "rights" | "realms" | "hasPassword" | "isPerson"> & {
      readonly sealedPassword: string;
    },
    nowMs: number,
    note: Note,
  ): Promise<AccountResult>;
  /** A new password ends the account's sessions. At least one administrator is left. */
  change(caller: Caller, name: string, change: AccountChange, nowMs: number, note: Note): Promise<AccountResult>;
  remove(caller: Caller, name: string, note: Note): Promise<AccountResult>;
  addKey(
    caller: Caller,
    account: string,
    key: {
      readonly id: string;
      readonly sealedHash: string;
      readonly expiresAtMs: number | null;
      readonly most: number;
    },
    nowMs: number,
    note: Note,
  ): Promise<AccountResult>;
  removeKey(caller: Caller, account: string, id: string, note: Note): Promise<AccountResult>;
}

export interface FoundKey {
  readonly account: string;
  readonly generation: number;
  readonly sealedHash: string;
  readonly expiresAtMs: number | null;
  readonly lastUsedAtMs: number | null;
  /** 1 if the account has the right `clientaddress`. */
  readonly tellsAddresses: 0 | 1;
  /** Null if the account has no realm, several, or all. */
  readonly onlyRealm: string | null;
}

export interface ApiKeyStore {
  /** Undefined for an unknown id, and for the key of a disabled account. */
  find(id: string): Promise<FoundKey | undefined>;
  used(id: string, nowMs: number): Promise<void>;
}
