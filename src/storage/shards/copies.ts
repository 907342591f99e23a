// What every database has a copy of, and DB the original: accounts and clients.

import { copyAccounts } from "../accounts/copy.ts";
import { copyClients } from "../oidc/copy-clients.ts";
import type { Databases } from "./named-database.ts";

export async function copyAll(from: D1Database, to: D1Database): Promise<void> {
  await Promise.all([copyAccounts(from, to), copyClients(from, to)]);
}

/** Copies from the first database to all others. One that fails does not keep the rest from it. */
export async function copyFromHome([home, ...others]: Databases): Promise<void> {
  const copying = others.map(({ name, db }) =>
    copyAll(home.db, db).catch((error) => console.error(`accounts and clients: not copied to ${name}:`, error)),
  );
  await Promise.all(copying);
}
