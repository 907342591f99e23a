// Clients with several databases. DB has the originals, and every other database a copy, since a
// session is read together with the client. A change is made in DB, then copied, and told as done
// when all have it. If a copy fails, cron makes it.

import type { ClientStore } from "../../../core/ports/oidc/clients.ts";
import type { Outcome } from "../../../core/reasons.ts";
import { copyClients } from "../../oidc/copy-clients.ts";
import type { Finder } from "../find.ts";

export function createCopiedClients({ all, home }: Finder): ClientStore {
  const { clients } = home.stores;
  const others = all.filter((shard) => shard !== home).map(({ db }) => db);

  async function copied<T>(change: Promise<Outcome<T>>): Promise<Outcome<T>> {
    const done = await change;
    if (done.ok) await Promise.all(others.map((db) => copyClients(home.db, db)));
    return done;
  }

  return {
    ...clients,
    add: (call, added, note) => copied(clients.add(call, added, note)),
    change: (call, client, readAtMs, note) => copied(clients.change(call, client, readAtMs, note)),
    rotate: (call, clientId, secretHash, note) => copied(clients.rotate(call, clientId, secretHash, note)),
    remove: (call, clientId, note) => copied(clients.remove(call, clientId, note)),
  };
}
