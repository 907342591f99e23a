// Accounts and their API keys, as administrators keep them.

import type { Note } from "../../audit.ts";
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
  /** The last sign-in that was written down, or use of a key. */
  readonly lastUsedAtMs: number | null;
  /** Whether a phone has to confirm its sign-ins. */
  readonly hasPhone: boolean;
  readonly keys: readonly ApiKeyView[];
}

/** A field that is left out stays as it is. */
export interface AccountChange {
  readonly rights?: readonly string[];
  readonly realms?: readonly string[] | null;
  readonly disabled?: boolean;
  readonly sealedPassword?: string;
}

/** `changed` is false when there is no such account (`known`), or the change was not allowed. */
export type Done = Outcome<{ readonly changed: boolean; readonly known: boolean }>;

/** Only an administrator whose session is confirmed changes accounts; the batch checks it. */
export interface AccountManagement {
  list(caller: Caller): Promise<Outcome<{ readonly accounts: readonly AccountView[] }>>;
  add(
    caller: Caller,
    account: Pick<AccountView, "name" | "rights" | "realms" | "hasPassword"> & { readonly sealedPassword: string },
    nowMs: number,
    note: Note,
  ): Promise<Done>;
  /** Ends the account's sessions when its password changes. Changes nothing that would leave no administrator. */
  change(caller: Caller, name: string, change: AccountChange, nowMs: number, note: Note): Promise<Done>;
  remove(caller: Caller, name: string, note: Note): Promise<Done>;
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
  ): Promise<Done>;
  removeKey(caller: Caller, account: string, id: string, note: Note): Promise<Done>;
}

export interface FoundKey {
  readonly account: string;
  readonly generation: number;
  readonly sealedHash: string;
  readonly expiresAtMs: number | null;
  readonly lastUsedAtMs: number | null;
}

export interface ApiKeyStore {
  /** Undefined for an unknown id, and for the key of a disabled account. */
  find(id: string): Promise<FoundKey | undefined>;
  used(id: string, nowMs: number): Promise<void>;
}
