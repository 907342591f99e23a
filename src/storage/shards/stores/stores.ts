// The ports of src/core/ports over several databases. One database needs none of this.
//
//   a user     one database, by the user's slot or realm
//   a serial   the database of the slot in it, or else all at once
//   lists      all at once, merged
//   accounts   DB, with copies in the others; clients as well

import type { TransactionStore } from "../../../core/ports/tokens/transactions.ts";
import { databaseOfUser, UserMoving } from "../../../core/shards/shard-map.ts";
import type { Stores } from "../../create-stores.ts";
import { createFinder, type FindSettings, type Shards } from "../find.ts";
import { createShardedAccounts } from "./accounts.ts";
import { createShardedAudit } from "./audit.ts";
import { createShardedBrowserSessions } from "./browser-sessions.ts";
import { createCopiedClients } from "./clients.ts";
import { createShardedGrants } from "./grants.ts";
import { createShardedLinks } from "./links.ts";
import { createShardedManagement } from "./management.ts";
import { createShardedSelf } from "./me.ts";
import { createShardedOpenLogins } from "./open-logins.ts";
import { createShardedTokens } from "./tokens.ts";
import { createShardedUsers } from "./users.ts";

export function createShardedStores(shards: Shards, settings: FindSettings): Stores {
  const find = createFinder(shards, settings);
  return {
    tokens: createShardedTokens(find, settings),
    management: createShardedManagement(find, settings),
    openLogins: createShardedOpenLogins(find),
    links: createShardedLinks(find, settings),
    users: createShardedUsers(find, settings),
    grants: createShardedGrants(find),
    audit: createShardedAudit(find),
    browserSessions: createShardedBrowserSessions(find),
    self: createShardedSelf(find),
    ...createShardedAccounts(find),
    clients: createCopiedClients(find),
  };
}

/**
 * Opens each login with the name of its user's database. The ids of its tokens mean other tokens in
 * another one, so the login never asks a database that a later map names.
 */
export const inTheirDatabase = (transactions: TransactionStore, settings: FindSettings): TransactionStore => ({
  ...transactions,
  async open(challenge) {
    const { database, moving } = await databaseOfUser(challenge, settings);
    if (moving) throw new UserMoving();
    return transactions.open({ ...challenge, database });
  },
});
