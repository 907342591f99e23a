// Accounts and clients with several databases. Each batch checks its caller in its own database, so
// every one has a copy of the accounts and of the ended sessions; and of the clients, since a
// session is read together with its client. DB has the originals, and sign-ins read those. A change
// is made in DB, then copied, and reported as done once all have it. Cron repeats copies that
// failed.

import type { ClientStore } from "../../../core/ports/oidc/clients.ts";
import type { AccountManagement, ApiKeyStore } from "../../../core/ports/people/account-management.ts";
import type { AdminStore, SessionStore, SignInStore } from "../../../core/ports/people/accounts.ts";
import type { Outcome } from "../../../core/reasons.ts";
import { copyAccounts } from "../../accounts/copy.ts";
import { copyClients } from "../../oidc/copy-clients.ts";
import type { Finder } from "../find.ts";

export function createShardedAccounts({ all, home }: Finder): {
  readonly admins: AdminStore;
  readonly accounts: AccountManagement;
  readonly apiKeys: ApiKeyStore;
  readonly sessions: SessionStore;
  readonly signIns: SignInStore;
  readonly clients: ClientStore;
} {
  const { admins, accounts, apiKeys, sessions, signIns, clients } = home.stores;
  const others = all.filter((shard) => shard !== home).map(({ db }) => db);

  async function copied<Done>(change: Promise<Done>, ended?: string): Promise<Done> {
    const done = await change;
    await Promise.all(others.map((db) => copyAccounts(home.db, db, ended)));
    return done;
  }

  async function copiedClients<T>(change: Promise<Outcome<T>>): Promise<Outcome<T>> {
    const done = await change;
    if (done.ok) await Promise.all(others.map((db) => copyClients(home.db, db)));
    return done;
  }

  return {
    admins: {
      may: (caller, right) => admins.may(caller, right),
      find: (name, client) => admins.find(name, client),
      list: () => admins.list(),
      bootstrap: (name, sealedPassword, nowMs) => copied(admins.bootstrap(name, sealedPassword, nowMs)),
      add: (account, nowMs) => copied(admins.add(account, nowMs)),
      setPassword: (name, sealedPassword) => copied(admins.setPassword(name, sealedPassword)),
      // The copies of a password are never read.
      replacePasswordHash: (account, sealedPassword) => admins.replacePasswordHash(account, sealedPassword),
      remove: (name) => copied(admins.remove(name)),
    },
    accounts: {
      list: (caller) => accounts.list(caller),
      add: (...change) => copied(accounts.add(...change)),
      change: (...change) => copied(accounts.change(...change)),
      remove: (...change) => copied(accounts.remove(...change)),
      addKey: (...change) => copied(accounts.addKey(...change)),
      removeKey: (...change) => copied(accounts.removeKey(...change)),
    },
    apiKeys,
    sessions: {
      end: (caller, session, note) => copied(sessions.end(caller, session, note), session.id),
      endAll: (caller, note) => copied(sessions.endAll(caller, note)),
    },
    signIns,
    clients: {
      ...clients,
      add: (...change) => copiedClients(clients.add(...change)),
      change: (...change) => copiedClients(clients.change(...change)),
      rotate: (...change) => copiedClients(clients.rotate(...change)),
      remove: (...change) => copiedClients(clients.remove(...change)),
    },
  };
}
