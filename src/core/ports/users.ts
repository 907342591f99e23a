// Users, as administrators list and remove them.

import type { Note } from "../audit.ts";
import type { Caller, Right } from "../caller.ts";
import type { Outcome } from "../reasons.ts";
import type { Cut, Paging } from "./paging.ts";

export interface UserRecord {
  readonly id: number;
  readonly name: string;
  readonly realm: string;
  readonly displayName: string | null;
}

export interface UserStore {
  /** Realms that have a user, up to a bound. */
  realms(caller: Caller, right: Right): Promise<Outcome<{ readonly realms: readonly string[] }>>;
  /** Texts may hold `*`. */
  list(
    caller: Caller,
    filter: { readonly name: string | undefined; readonly realm: string | undefined },
    paging: Paging,
  ): Promise<Outcome<Cut<UserRecord>>>;
  /** Removes a user, its tokens and its name in the audit trail, where the pseudonym stays. Gives the number of tokens removed. */
  remove(
    caller: Caller,
    user: { readonly name: string; readonly realm: string },
    note: Note,
  ): Promise<Outcome<{ readonly known: boolean; readonly tokens: number }>>;
}
