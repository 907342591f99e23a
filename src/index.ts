// Worker entry: builds the app from the bindings, and exports the classes of the Durable Objects.

import { createApp } from "./app.ts";
import { ConfigError, readConfig } from "./config/read-config.ts";
import { checkHealth } from "./core/system/health.ts";
import type { HttpEnv } from "./http/context.ts";
import { createAdminTokens } from "./http/guard/admin-token.ts";
import { createCallerOf } from "./http/guard/caller-of.ts";
import { createGuesses } from "./http/guard/guesses.ts";
import { createRateLimits } from "./http/guard/rate-limit.ts";
import type { Hono } from "./http/hono.ts";
import type { Bytes } from "./lib/bytes.ts";
import { createTrailBucket, trailBindingOf } from "./storage/audit/archive/trail-bucket.ts";
import { createHeadKeeper } from "./storage/audit/checkpoints/head-object.ts";
import { createPorts } from "./storage/create-ports.ts";
import { environmentOf } from "./storage/environment.ts";
import { askDatabases } from "./storage/housekeeping/database-health.ts";
import { runHousekeeping } from "./storage/housekeeping/run-housekeeping.ts";
import {
  inJurisdiction,
  jurisdictionFault,
  keepJurisdiction,
  watchJurisdiction,
} from "./storage/objects/jurisdiction.ts";
import { createLogoutNotices, tellOfEnded } from "./storage/oidc/logout-notices.ts";
import { mailLinksOfDirectory } from "./storage/scim/due-mails.ts";
import { copyFromHome } from "./storage/shards/copies.ts";
import { databasesOf, headNameOf } from "./storage/shards/databases.ts";
import { shareRealms } from "./storage/shards/realms.ts";
import { bellQueueOf, createBell } from "./storage/webhooks/bell.ts";
import { keepEndpointsAwake, ringEndpoints } from "./storage/webhooks/store.ts";
import { createUpstream } from "./upstream/privacyidea.ts";
import { qrDataUri } from "./web/qr/image.ts";

export { AuditHead } from "./storage/audit/checkpoints/head-object.ts";
export { JobObject } from "./storage/jobs/job-object.ts";
export { MeterObject } from "./storage/meter/meter-object.ts";
export { EnrollmentObject } from "./storage/objects/enrolment-object.ts";
export { TransactionObject } from "./storage/objects/transaction-object.ts";
export { LogoutObject } from "./storage/oidc/logout-object.ts";
export { EndpointObject } from "./storage/webhooks/endpoint-object.ts";

/** Throws ConfigError when a setting is bad. */
export async function buildApp(env: Env): Promise<Hono<HttpEnv>> {
  const { bootstrapAdmin, warnings } = readConfig(env);
  for (const { message } of warnings) console.warn(`configuration: ${message}`);
  const { keyring, settings } = await environmentOf(env);
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
  const adminTokens = createAdminTokens(keyring.all, settings.publicUrl, randomBytes, settings);
  const bindings = inJurisdiction(env, settings.jurisdiction);
  const ports = createPorts(bindings, keyring, settings, {
    randomBytes,
    qrImage: qrDataUri,
    upstream: settings.upstream === "" ? undefined : createUpstream(settings.upstream),
  });
  const callerOf = createCallerOf({ ports, adminTokens });
  return createApp({
    ports,
    adminTokens,
    callerOf,
    checkHealth: () =>
      checkHealth(
        () => askDatabases(databasesOf(env, settings), keyring, Date.now()),
        // Always the same object, in which no login is ever opened.
        () => bindings.TRANSACTION.getByName("health").state(),
      ),
    bootstrapAdmin,
    settingWarnings: warnings,
    rateLimits,
    guesses: createGuesses(rateLimits, callerOf, ports.limitedNetworks),
    ringBell: createBell(env.DB, bellQueueOf(env)),
    points: (env as { readonly ANALYTICS?: AnalyticsEngineDataset }).ANALYTICS,
  });
}

async function makeService(env: Env) {
  const { settings } = await environmentOf(env);
  return { app: await buildApp(env), faultOfJurisdiction: watchJurisdiction(env.DB, settings.jurisdiction) };
}

const services = new WeakMap<Env, Awaited<ReturnType<typeof makeService>>>();

export default {
  async fetch(request, env, ctx) {
    try {
      const service = services.get(env) ?? (await makeService(env));
      services.set(env, service);
      const fault = service.faultOfJurisdiction((asking) => ctx.waitUntil(asking));
      if (fault !== undefined) throw new ConfigError(fault);
      return await service.app.fetch(request, env, ctx);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      // The value may be secret, so the message names only the setting.
      const headers = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" };
      return new Response(`configuration: ${error.message}\n`, { status: 503, headers });
    }
  },

  async scheduled(controller, env) {
    const { keyring, settings } = await environmentOf(env);
    const databases = databasesOf(env, settings);
    const { EVENTS, LOGOUT, AUDIT_HEAD } = await objectsOf(env);
    await copyFromHome(databases);
    await shareRealms(databases, controller.scheduledTime).catch((error) => console.error("realms:", error));
    await keepEndpointsAwake(env.DB, EVENTS).catch((error) => console.error("webhooks:", error));
    // All at once, so that a busy or unreachable database does not hold up the others.
    await Promise.all(
      databases.map(async ({ name, db }) => {
        const { scheduledTime } = controller;
        const notices = createLogoutNotices(LOGOUT);
        await tellOfEnded(db, notices, scheduledTime).catch((error) => console.error("logout:", error));
        await mailLinksOfDirectory(db, env, settings, scheduledTime).catch((error) =>
          console.error("links of a directory:", error),
        );
        const keeper = createHeadKeeper(AUDIT_HEAD, headNameOf(settings.auditHeadName, name));
        const binding = trailBindingOf(env);
        const bucket = binding && createTrailBucket(binding, name);
        return runHousekeeping(db, keyring, keeper, settings, scheduledTime, { bucket });
      }),
    );
  },

  /** A message says only that rows may have been written, so one batch rings the endpoints once. */
  async queue(_batch, env) {
    const { EVENTS } = await objectsOf(env);
    await ringEndpoints(env.DB, EVENTS);
  },
} satisfies ExportedHandler<Env>;

async function objectsOf(env: Env): Promise<Env> {
  const { jurisdiction } = (await environmentOf(env)).settings;
  // Under another jurisdiction all objects are new and empty: the audit head would hide that rows
  // are missing, and no event would be sent. So a jurisdiction that was changed is refused.
  const fault = jurisdictionFault(jurisdiction, await keepJurisdiction(env.DB, jurisdiction));
  if (fault !== undefined) throw new ConfigError(fault);
  return inJurisdiction(env, jurisdiction);
}
