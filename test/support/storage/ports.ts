// The flows' ports on the real bindings, for tests that call a flow or a store without HTTP.

import { env } from "cloudflare:workers";
import { readConfig } from "../../../src/config/read-config.ts";
import type { Note } from "../../../src/core/audit/audit.ts";
import type { Caller } from "../../../src/core/caller.ts";
import type { Ports } from "../../../src/core/ports/index.ts";
import type { NewToken } from "../../../src/core/ports/tokens/tokens.ts";
import type { Settings } from "../../../src/settings.ts";
import { createPorts } from "../../../src/storage/create-ports.ts";
import type { Keyring } from "../../../src/storage/keys/keyring.ts";
import { loadKeyring } from "../../../src/storage/keys/keyring-cache.ts";
import { randomBytes } from "../login.ts";
import { admin } from "../service.ts";

export { callAt } from "../call-at.ts";

/** The keys of the worker under test. */
export const realKeyring = (): Promise<Keyring> => loadKeyring(readConfig(env).masterKeys);

/**
 * `qrImage` returns format and text, so that a test can see what was drawn. `changed`: settings
 * that differ from the worker's.
 */
export async function realPorts(changed: Partial<Settings> = {}): Promise<Ports> {
  const settings = { ...readConfig(env).settings, ...changed };
  const qrImage: Ports["qrImage"] = async (text, format) => `${format} of ${text}`;
  return createPorts(env, await realKeyring(), settings, { randomBytes, qrImage });
}

/** Notes nothing. */
export const NO_NOTE: Note = {};

/** A token as /token/init makes one. */
export const newToken = (serial: string, user: string, more: Partial<NewToken> = {}): NewToken => ({
  serial,
  mayExist: true,
  named: { user, realm: undefined },
  shadows: false,
  description: undefined,
  suite: "OCRA-1:HOTP-SHA256-8:QH10-S064",
  maxFail: 10,
  validFromMs: undefined,
  validUntilMs: undefined,
  sealedPin: undefined,
  sessionHash: "hash",
  sessionExpiresAtMs: 0,
  ...more,
});

/** The administrator, signed in. */
export async function adminCaller(): Promise<Caller> {
  await admin();
  const { admin: account } = await (await realPorts()).admins.find("admin", "unknown");
  if (!account) throw new Error("there is no administrator");
  return { name: account.name, generation: account.generation };
}

let accounts = 0;
/** A new account with these rights, signed in. Without `realms` they hold for every realm. */
export async function accountWith(rights: readonly string[], realms?: readonly string[]): Promise<Caller> {
  const [name, generation] = [`account${++accounts}`, 3];
  await env.DB.prepare(
    `INSERT INTO admin (name, generation, sealed_password, rights, realms, created_at_ms)
     VALUES (?, ?, 'sealed', ?, ?, 0)`,
  )
    .bind(name, generation, JSON.stringify(rights), realms ? JSON.stringify(realms) : null)
    .run();
  return { name, generation };
}
