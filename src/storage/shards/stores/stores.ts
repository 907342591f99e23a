// The ports of src/core/ports over several databases. One database needs none of this.
//
//   a user     one database, by the user's slot or realm
//   a serial   the database of the slot in it, or else all at once
//   lists      all at once, merged
//   accounts   DB, with copies in the others; clients as well

import type { GrantStore } from "../../../core/ports/oidc/grants.ts";
import type { SelfStore } from "../../../core/ports/people/me.ts";
import type { TransactionStore } from "../../../core/ports/tokens/transactions.ts";
import type { UndoStore } from "../../../core/ports/tokens/undo.ts";
import { databaseOfUser, UserMoving } from "../../../core/shards/shard-map.ts";
import type { UserReading } from "../../../core/user.ts";
import type { Stores } from "../../create-stores.ts";
import { createFinder, type Finder, type FindSettings, type Shards } from "../find.ts";
import { createShardedAccounts } from "./accounts.ts";
import { createShardedAudit } from "./audit.ts";
import { createShardedBrowserSessions } from "./browser-sessions.ts";
import { createShardedCallers } from "./callers.ts";
import { createShardedLinks } from "./links.ts";
import { createShardedManagement } from "./management.ts";
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
    undo: createShardedUndo(find),
    audit: createShardedAudit(find),
    browserSessions: createShardedBrowserSessions(find),
    self: createShardedSelf(find),
    callers: createShardedCallers(find),
    ...createShardedAccounts(find),
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

/** What can be undone, where its user is. */
const createShardedUndo = (find: Finder): UndoStore => ({
  find: async (user, ...rest) => (await find.ofUser(user)).stores.undo.find(user, ...rest),
  undo: async (caller, right, user, ...rest) =>
    (await find.ofUser(user)).stores.undo.undo(caller, right, user, ...rest),
});

/** Grants, each in its user's database. */
function createShardedGrants(find: Finder): GrantStore {
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
    // A copy of a client may still have a secret that was replaced, so the original is read.
    async lookWithClient(name, clientId, nowMs) {
      const shard = name ? await find.ofUser(name) : find.home;
      if (!name || shard === find.home) return find.home.stores.grants.lookWithClient(name, clientId, nowMs);
      const looks = [find.home.stores.clients.find(clientId), shard.stores.grants.look(name, nowMs)] as const;
      const [stored, grant] = await Promise.all(looks);
      return { stored, grant };
    },
    revoke: async (name, ...rest) => (await of(name)).revoke(name, ...rest),
  };
}

/**
 * The accounts of people, each in its user's database. During a move a change could stay behind in
 * the earlier one, and a disowned phone would be good again. So every call asks the map, and the
 * page says to come again.
 */
function createShardedSelf(find: Finder): SelfStore {
  const of = async (owner: UserReading): Promise<SelfStore> => (await find.ofUser(owner)).stores.self;
  return {
    look: async (session, ...rest) => (await of(session)).look(session, ...rest),
    confirm: async (session, ...rest) => (await of(session)).confirm(session, ...rest),
    rename: async (session, ...rest) => (await of(session)).rename(session, ...rest),
    remove: async (session, ...rest) => (await of(session)).remove(session, ...rest),
    setPin: async (session, ...rest) => (await of(session)).setPin(session, ...rest),
    addLink: async (session, ...rest) => (await of(session)).addLink(session, ...rest),
    tokensOf: async (owner) => (await of(owner)).tokensOf(owner),
    setRecovery: async (session, ...rest) => (await of(session)).setRecovery(session, ...rest),
    mailboxOf: async (owner) => (await of(owner)).mailboxOf(owner),
    recoveryOf: async (owner) => (await of(owner)).recoveryOf(owner),
    recover: async (owner, ...rest) => (await of(owner)).recover(owner, ...rest),
    endSessions: async (session, ...rest) => (await of(session)).endSessions(session, ...rest),
    endAll: async (session, ...rest) => (await of(session)).endAll(session, ...rest),
    disown: async (session, ...rest) => (await of(session)).disown(session, ...rest),
  };
}
