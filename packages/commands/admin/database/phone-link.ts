// Makes a link, directly in the database, with which an administrator, or another account of one
// person, enrols a phone as the second factor of sign-in. An operator needs it when
// ADMIN_SECOND_FACTOR is required and no phone is enrolled yet, or none is left.
import { CommandError } from "../../../../scripts/lib/project.ts";
import { hasSecondFactor, isAdministrator } from "../../../../src/core/admin/accounts/second-factor.ts";
import { entryOf } from "../../../../src/core/audit/audit.ts";
import { makeKey } from "../../../../src/core/enrolment/link.ts";
import { hashSession } from "../../../../src/core/phone-session.ts";
import type { Settings } from "../../../../src/settings.ts";
import { createAdminStore } from "../../../../src/storage/accounts/store.ts";
import { createNotes } from "../../../../src/storage/audit/store.ts";
import type { Keyring } from "../../../../src/storage/keys/keyring.ts";
import { createLinkStore } from "../../../../src/storage/links/store.ts";

const validityMs = 24 * 3600 * 1000;

/**
 * `where` names the database in words. `force` makes the link even if that takes over names that
 * users have now.
 */
export async function phoneLink(
  db: D1Database,
  keyring: Keyring,
  settings: Settings,
  { name, force, where }: { name: string; force: boolean; where: string },
): Promise<{ link: string; expiresAtMs: number }> {
  const accounts = await createAdminStore(db).list();
  const admin = accounts.find((account) => account.name === name);
  if (!admin) throw new CommandError(`There is no account ${name} ${where}.`);
  if (!hasSecondFactor(admin)) throw new CommandError(`${name} is a service account, and those have no phones.`);
  // A link acts under the right of an account, and only an administrator's holds in this realm.
  const maker = isAdministrator(admin) ? admin : accounts.find((one) => isAdministrator(one) && !one.isDisabled);
  if (!maker) throw new CommandError(`There is no administrator under whose right ${name} could get a link ${where}.`);
  const nowMs = Date.now();
  const key = makeKey((length) => crypto.getRandomValues(new Uint8Array(length)));
  const named = { user: name, realm: settings.adminRealm };
  const link = {
    hash: await hashSession(key),
    named,
    shadows: force,
    replaces: undefined,
    asksPin: settings.pinRequired,
    expiresAtMs: nowMs + validityMs,
  };
  const call = {
    kind: "request",
    action: "npm run admin -- phone",
    client: "local",
    administrator: maker.name,
    nowMs,
  } as const;
  const note = { held: entryOf(call, { success: true, event: "LINK_MADE" }), named };
  const result = await createLinkStore(db, createNotes(db, keyring, settings), settings).make(maker, link, nowMs, note);
  if (!result.ok && result.reason.code === "shadows-users")
    throw new CommandError(
      `The realm ${settings.adminRealm} would take over names that users have now. (--force makes the link anyway.)`,
    );
  if (!result.ok && result.reason.code === "unseen-character")
    throw new CommandError(`The account's name has the character ${result.reason.character}, which nobody sees.`);
  if (!result.ok) throw new CommandError(`The account ${name} has just changed. Run this again.`);
  return { link: `${settings.publicUrl}/enrol/${key}`, expiresAtMs: link.expiresAtMs };
}
