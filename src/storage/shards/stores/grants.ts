// Grants of several databases, each in its user's.

import type { GrantStore } from "../../../core/ports/oidc/grants.ts";
import type { UserReading } from "../../../core/user.ts";
import type { Finder } from "../find.ts";

export function createShardedGrants(find: Finder): GrantStore {
  const of = async (user: UserReading) => (await find.ofUser(user)).stores.grants;
  return {
    async redeem(code, ...rest) {
      const shard = await find.ofUser(code.session);
      // The ids of tokens mean other tokens in another database.
      if (code.session.database !== undefined && code.session.database !== shard.name) return "ended";
      return shard.stores.grants.redeem(code, ...rest);
    },
    refresh: async (token, ...rest) => (await of(token)).refresh(token, ...rest),
    look: async (name, nowMs) => (await of(name)).look(name, nowMs),
    revoke: async (name, ...rest) => (await of(name)).revoke(name, ...rest),
  };
}
