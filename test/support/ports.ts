// The flows' ports on the real bindings, for tests that call a flow or a store without HTTP.

import { env } from "cloudflare:workers";
import { readConfig } from "../../src/config/read-config.ts";
import type { Note } from "../../src/core/audit.ts";
import type { Call } from "../../src/core/call.ts";
import type { Caller } from "../../src/core/caller.ts";
import type { Ports } from "../../src/core/ports/index.ts";
import type { Settings } from "../../src/settings.ts";
import { createSessionStore } from "../../src/storage/accounts/sessions.ts";
import { createSignInStore } from "../../src/storage/accounts/sign-ins.ts";
import { createAdminStore } from "../../src/storage/accounts/store.ts";
import { createHeadKeeper } from "../../src/storage/audit/head-object.ts";
import { createAuditTrail, createNotes } from "../../src/storage/audit/store.ts";
import type { Keyring } from "../../src/storage/keys/keyring.ts";
import { loadKeyring } from "../../src/storage/keys/keyring-cache.ts";
import { createSealer } from "../../src/storage/keys/seal.ts";
import { createLinkStore } from "../../src/storage/links/store.ts";
import { createEnrolmentWatch } from "../../src/storage/objects/enrolment-watch.ts";
import { createOpenLogins } from "../../src/storage/objects/open-logins.ts";
import { createTransactionStore } from "../../src/storage/objects/transaction-store.ts";
import { createTokenManagement } from "../../src/storage/tokens/management.ts";
import { createTokenStore } from "../../src/storage/tokens/store.ts";
import { createUserStore } from "../../src/storage/users/store.ts";
import { randomBytes } from "./login.ts";
import { admin } from "./service.ts";

/** The keys of the worker under test. */
export const realKeyring = (): Promise<Keyring> => loadKeyring(readConfig(env).masterKeys);

/** `qrImage` gives format and text back, so that a test can see what was drawn. `changed`: settings that are not the worker's. */
export async function realPorts(changed: Partial<Settings> = {}): Promise<Ports> {
  const settings = { ...readConfig(env).settings, ...changed };
  const keyring = await realKeyring();
  const notes = createNotes(env.DB, keyring, settings);
  return {
    settings,
    tokens: createTokenStore(env.DB, notes, settings),
    management: createTokenManagement(env.DB, notes, settings),
    openLogins: createOpenLogins(env.DB, notes, settings),
    links: createLinkStore(env.DB, notes, settings),
    users: createUserStore(env.DB, notes, settings),
    admins: createAdminStore(env.DB),
    sessions: createSessionStore(env.DB, notes),
    signIns: createSignInStore(env.DB, notes),
    transactions: createTransactionStore(env.TRANSACTION, keyring),
    enrolments: createEnrolmentWatch(env.ENROLLMENT),
    audit: createAuditTrail(env.DB, keyring, createHeadKeeper(env.AUDIT_HEAD, env.AUDIT_HEAD_NAME)),
    sealer: createSealer(keyring),
    randomBytes,
    qrImage: async (text, format) => `${format} of ${text}`,
  };
}

/** Notes nothing. */
export const NO_NOTE: Note = {};

/** A request at a moment. What may follow the reply is done when the returned `settled` is awaited. */
export function callAt(nowMs: number): Call & { readonly settled: () => Promise<unknown> } {
  const works: Promise<unknown>[] = [];
  return {
    action: "TEST /call",
    client: "192.0.2.1",
    nowMs,
    imageFormat: "png",
    afterwards: (work) => works.push(work()),
    onceReplied: (work) => works.push(work()),
    settled: () => Promise.all(works),
  };
}

/** The administrator, signed in. */
export async function adminCaller(): Promise<Caller> {
  await admin();
  const { admin: account } = await (await realPorts()).admins.find("admin", "unknown");
  if (!account) throw new Error("there is no administrator");
  return { name: account.name, generation: account.generation };
}
