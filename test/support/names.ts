// What the service makes of a transaction_id: the names that a test, which has the keys, may know of a login.

import { env } from "cloudflare:workers";
import { readConfig } from "../../src/config/read-config.ts";
import { loadKeyring } from "../../src/storage/keys/keyring-cache.ts";
import { namesOf } from "../../src/storage/objects/transaction-id.ts";

const known = async (transactionId: string, settings: Partial<Env> = {}) =>
  namesOf(await loadKeyring(readConfig({ ...env, ...settings } as Env).masterKeys), transactionId);

/** What a phone answers under. A text that is no id of ours stands for itself: it is made up either way. `settings`: of other keys. */
export const sessionKeyOf = async (transactionId: string, settings?: Partial<Env>): Promise<string> =>
  (await known(transactionId, settings))?.sessionKey ?? transactionId;

/** What the trail and the list of open logins call it. */
export async function attemptIdOf(transactionId: string): Promise<string> {
  const names = await known(transactionId);
  if (!names) throw new Error(`${transactionId} was not made here`);
  return names.attemptId;
}
