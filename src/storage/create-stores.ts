// Makes the stores of one database. ./create-ports.ts makes the ports of them.

import type { Settings } from "../settings.ts";
import { createApiKeyStore } from "./accounts/api-keys.ts";
import { createAccountManagement } from "./accounts/management.ts";
import { createSessionStore } from "./accounts/sessions.ts";
import { createSignInStore } from "./accounts/sign-ins.ts";
import { createAdminStore } from "./accounts/store.ts";
import type { TrailBucket } from "./audit/archive/trail-bucket.ts";
import type { TrailHeads } from "./audit/checkpoints/head.ts";
import { createAuditTrail, createNotes } from "./audit/store.ts";
import { createCallerStore } from "./callers/store.ts";
import type { Keyring } from "./keys/keyring.ts";
import { createLinkStore } from "./links/store.ts";
import { createSelfStore } from "./me/store.ts";
import { createNumbers } from "./numbers/store.ts";
import { createOpenLogins } from "./objects/open-logins.ts";
import { createBrowserSessionStore } from "./oidc/browser-sessions.ts";
import { createClientStore } from "./oidc/clients.ts";
import { createGrantStore } from "./oidc/grants.ts";
import { createTokenManagement } from "./tokens/management.ts";
import { createTokenStore } from "./tokens/store.ts";
import { createUndoStore } from "./undo/store.ts";
import { createUserStore } from "./users/store.ts";

/** `bucket`: that with the older rows of the trail, if there is one. */
export function createStores(
  db: D1Database,
  keyring: Keyring,
  settings: Settings,
  keeper: TrailHeads,
  bucket: TrailBucket | undefined,
) {
  const notes = createNotes(db, keyring, settings);
  return {
    tokens: createTokenStore(db, notes, settings),
    management: createTokenManagement(db, notes, settings),
    openLogins: createOpenLogins(db, notes, settings),
    links: createLinkStore(db, notes, settings),
    undo: createUndoStore(db, notes, settings),
    users: createUserStore(db, notes, settings),
    admins: createAdminStore(db),
    accounts: createAccountManagement(db, notes, settings),
    apiKeys: createApiKeyStore(db),
    sessions: createSessionStore(db, notes),
    signIns: createSignInStore(db, notes),
    clients: createClientStore(db, notes),
    grants: createGrantStore(db, notes),
    browserSessions: createBrowserSessionStore(db, notes, settings),
    self: createSelfStore(db, notes, settings),
    callers: createCallerStore(db, notes, settings),
    audit: { ...createAuditTrail(db, keyring, keeper, settings, bucket), ...createNumbers(db) },
  };
}

/** The ports that are in D1. */
export type Stores = ReturnType<typeof createStores>;
