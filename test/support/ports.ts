// The flows' ports on the real bindings, for tests that call a flow or a store without HTTP.

import { env } from "cloudflare:workers";
import { readConfig } from "../../src/config.ts";
import type { Ports } from "../../src/core/ports.ts";
import { createAdminStore } from "../../src/storage/admin-store.ts";
import { loadKeyring } from "../../src/storage/keyring-cache.ts";
import { createSealer } from "../../src/storage/seal.ts";
import { createTokenStore } from "../../src/storage/token-store.ts";
import { createTransactionStore } from "../../src/storage/transaction-store.ts";
import { randomBytes } from "./login.ts";

/** `qrImage` gives the text itself back, so that a test can see what was drawn. */
export async function realPorts(): Promise<Ports> {
  const { settings, masterKeys } = readConfig(env);
  const keyring = await loadKeyring(masterKeys);
  return {
    settings,
    tokens: createTokenStore(env.DB, settings.defaultRealm),
    admins: createAdminStore(env.DB),
    transactions: createTransactionStore(env.TRANSACTION, keyring),
    sealer: createSealer(keyring),
    randomBytes,
    qrImage: async (text) => `image of ${text}`,
  };
}
