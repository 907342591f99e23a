// Users, as administrators list and remove them.

import type { Note } from "../audit.ts";
import type { Caller, ForCaller, Right } from "../caller.ts";

export interface UserRecord {
  readonly id: number;
  readonly name: string;
  readonly realm: string;
  readonly displayName: string | null;
}

export interface UserStore {
  /** Realms that have a user, beside the default one. */
  realms(caller: Caller, right: Right): Promise<ForCaller<readonly string[]>>;
  /** Texts may hold `*`. */
  list(
    caller: Caller,
    filter: { readonly name: string | undefined; readonly realm: string | undefined },
  ): Promise<ForCaller<readonly UserRecord[]>>;
  /** Removes a user, its tokens and its name in the audit trail, where the pseudonym stays. Number of tokens removed. */
  remove(
    caller: Caller,
    user: { readonly name: string; readonly realm: string },
    note: Note,
  ): Promise<ForCaller<{ readonly known: boolean; readonly tokens: number }>>;
}
