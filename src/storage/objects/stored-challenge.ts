// Where the object of a transaction keeps the challenge: one value, written in the same turn
// (ctx.storage.kv is synchronous), so a reply is sent only when what it says is stored. A table
// would cost two more rows for each login.

import type { Challenge } from "../../core/ports/tokens/challenge.ts";

const KEY = "challenge";

export function loadChallenge(storage: DurableObjectStorage): Challenge | null {
  const json = storage.kv.get<string>(KEY) ?? earlier(storage);
  return json === undefined ? null : JSON.parse(json);
}

export const storeChallenge = (storage: DurableObjectStorage, challenge: Challenge): void =>
  storage.kv.put(KEY, JSON.stringify(challenge));

/** Objects of earlier versions have a table with one row: a login open at the upgrade goes on. */
function earlier({ sql }: DurableObjectStorage): string | undefined {
  const tables = sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'challenge'").toArray();
  if (tables.length === 0) return undefined;
  return sql.exec<{ json: string }>("SELECT json FROM challenge").toArray()[0]?.json;
}
