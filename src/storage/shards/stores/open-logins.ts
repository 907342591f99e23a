// The open logins of several databases. Each login is in the database of its user.

import type { OpenLogins } from "../../../core/ports/tokens/open-logins.ts";
import type { Finder } from "../find.ts";
import { askAll } from "../merge.ts";

export function createShardedOpenLogins(find: Finder): OpenLogins {
  const { all, home } = find;
  return {
    reserve: async (login, client, nowMs, opening) =>
      (await find.ofUser(opening)).stores.openLogins.reserve(login, client, nowMs, opening),

    async opened(caller, filter, sinceMs) {
      const found = await askAll(all, ({ stores }) => stores.openLogins.opened(caller, filter, sinceMs));
      if (!found.ok) return found;
      const logins = found.answers.flatMap((one) => one.logins);
      return {
        ok: true,
        serialKnown: found.answers.some(({ serialKnown }) => serialKnown),
        complete: found.answers.every(({ complete }) => complete),
        logins: logins.sort((a, b) => b.openedAtMs - a.openedAtMs),
      };
    },

    openedBy: async (owner, sinceMs) => (await find.ofUser(owner)).stores.openLogins.openedBy(owner, sinceMs),

    // An id can be another token's in another database, so a login whose token has changed may be
    // listed until it ends. It still cannot be answered: its own database decides that.
    async stillAt(moments) {
      const found = await Promise.all(all.map(({ stores }) => stores.openLogins.stillAt(moments)));
      return new Set(found.flatMap((ids) => [...ids]));
    },

    // This reads the caller's account only.
    mayCancel: (caller, whose) => home.stores.openLogins.mayCancel(caller, whose),
  };
}
