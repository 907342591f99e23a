// The names that the service derives from a transaction_id. A test has the keys, so it may know all
// names of a login.

import { env } from "cloudflare:workers";
import { readConfig } from "../../../src/config/read-config.ts";
import { loadKeyring } from "../../../src/storage/keys/keyring-cache.ts";
import { transactionNames } from "../../../src/storage/objects/transaction-id.ts";

const known = async (transactionId: string, settings?: Partial<Env>) =>
  transactionNames(await loadKeyring(readConfig(settings ? { ...env, ...settings } : env).masterKeys), transactionId);

/**
 * The sessionKey under which a phone answers. A text that is no id of ours stands for itself: it is
 * made up either way. `settings`: those with other keys.
 */
export const sessionKeyFor = async (transactionId: string, settings?: Partial<Env>): Promise<string> =>
  (await known(transactionId, settings))?.sessionKey ?? transactionId;

/** The name of the login in the trail and in the list of open logins. */
export async function attemptIdFor(transactionId: string): Promise<string> {
  const names = await known(transactionId);
  if (!names) throw new Error(`${transactionId} was not made here`);
  return names.attemptId;
}
