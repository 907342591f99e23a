// Worker entry: builds the app from the bindings, and exports the classes of the Durable Objects.

import type { Hono } from "hono";
import { createApp } from "./app.ts";
import { ConfigError, readConfig } from "./config/read-config.ts";
import { checkHealth } from "./core/health.ts";
import { createAdminTokens } from "./http/admin-token.ts";
import type { HttpEnv } from "./http/context.ts";
import { createGuesses } from "./http/guesses.ts";
import { createRateLimits } from "./http/rate-limit.ts";
import type { Bytes } from "./lib/bytes.ts";
import { createHeadKeeper } from "./storage/audit/head-object.ts";
import { createPorts } from "./storage/create-ports.ts";
import { askDatabase } from "./storage/housekeeping/database-health.ts";
import { runHousekeeping } from "./storage/housekeeping/run-housekeeping.ts";
import { loadKeyring } from "./storage/keys/keyring-cache.ts";
import { qrDataUri } from "./web/qr/image.ts";

export { AuditHead } from "./storage/audit/head-object.ts";
export { EnrollmentObject } from "./storage/objects/enrolment-object.ts";
export { TransactionObject } from "./storage/objects/transaction-object.ts";

/** Throws ConfigError when a setting is bad. */
export async function buildApp(env: Env): Promise<Hono<HttpEnv>> {
  const config = readConfig(env);
  const { settings, warnings } = config;
  for (const warning of warnings) console.warn(`configuration: ${warning}`);
  const keyring = await loadKeyring(config.masterKeys);
  const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));
  const limited = <Binding>(binding: Binding) => (settings.rateLimits ? binding : undefined);
  const rateLimits = createRateLimits({
    signInByNetwork: limited(env.RATE_AUTH_ADDRESS),
    signInByName: limited(env.RATE_AUTH_NAME),
    guess: limited(env.RATE_CHECK),
    guessByNetwork: limited(env.RATE_CHECK_ADDRESS),
    guessByAccount: limited(env.RATE_CHECK_ACCOUNT),
    answer: limited(env.RATE_ANSWER),
  });
  const adminTokens = createAdminTokens(keyring.all, settings.publicUrl, randomBytes);
  return createApp({
    ports: createPorts(env, keyring, settings, { randomBytes, qrImage: qrDataUri }),
    adminTokens,
    checkHealth: () =>
      checkHealth(
        () => askDatabase(env.DB, keyring, Date.now()),
        // This object is never opened, and has the same name each time.
        () => env.TRANSACTION.getByName("health").state(),
      ),
    bootstrapAdmin: config.bootstrapAdmin,
    settingWarnings: warnings,
    rateLimits,
    guesses: createGuesses(rateLimits, adminTokens),
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
      // The value may be secret, so the message names only the setting.
      const headers = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" };
      return new Response(`configuration: ${error.message}\n`, { status: 503, headers });
    }
  },

  async scheduled(controller, env) {
    const { masterKeys, settings } = readConfig(env);
    const keeper = createHeadKeeper(env.AUDIT_HEAD, settings.auditHeadName);
    await runHousekeeping(env.DB, await loadKeyring(masterKeys), keeper, settings, controller.scheduledTime);
  },
} satisfies ExportedHandler<Env>;
