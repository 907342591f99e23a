// Worker entry: builds the app from the bindings, and exports the Durable Object class.

import type { Hono } from "hono";
import { createApp } from "./app.ts";
import { ConfigError, readConfig } from "./config.ts";
import { createAdminTokens } from "./http/admin-token.ts";
import type { HttpEnv } from "./http/context.ts";
import { createRateLimits } from "./http/rate-limit.ts";
import type { Bytes } from "./lib/bytes.ts";
import { createAdminStore } from "./storage/admin-store.ts";
import { loadKeyring } from "./storage/keyring-cache.ts";
import { createSealer } from "./storage/seal.ts";
import { createTokenStore } from "./storage/token-store.ts";
import { createTransactionStore } from "./storage/transaction-store.ts";
import { qrPngDataUri } from "./web/qr.ts";

export { TransactionObject } from "./storage/transaction-object.ts";

/** Throws ConfigError when a setting is bad. */
export async function buildApp(env: Env): Promise<Hono<HttpEnv>> {
  const { settings, masterKeys, bootstrapAdmin, rateLimits } = readConfig(env);
  const keyring = await loadKeyring(masterKeys);
  const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));
  const [newest, ...previous] = [keyring.newest, ...keyring.all.slice(1)];
  return createApp({
    ports: {
      settings,
      tokens: createTokenStore(env.DB, settings.defaultRealm),
      admins: createAdminStore(env.DB),
      transactions: createTransactionStore(env.TRANSACTION, keyring),
      sealer: createSealer(keyring),
      randomBytes,
      qrImage: qrPngDataUri,
    },
    adminTokens: createAdminTokens([newest as NonNullable<typeof newest>, ...previous], randomBytes),
    bootstrapAdmin,
    rateLimits: createRateLimits({
      authByAddress: rateLimits ? env.RATE_AUTH_ADDRESS : undefined,
      authByName: rateLimits ? env.RATE_AUTH_NAME : undefined,
      check: rateLimits ? env.RATE_CHECK : undefined,
      answer: rateLimits ? env.RATE_ANSWER : undefined,
    }),
  });
}

const built = new WeakMap<Env, Hono<HttpEnv>>();

export default {
  async fetch(request, env, ctx) {
    try {
      const app = built.get(env) ?? (await buildApp(env));
      built.set(env, app);
      return await app.fetch(request, env, ctx);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      // Names the setting, never its value.
      return new Response(`configuration: ${error.message}\n`, { status: 500 });
    }
  },
} satisfies ExportedHandler<Env>;
