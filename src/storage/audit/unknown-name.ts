// Strangers send names, of any length, that no user or account here has, and some of these are
// passwords typed into the wrong field. So the audit trail keeps only the beginning, which shows a
// typing error, and a keyed digest, which shows whether the same name comes again.

import type { AuditEntry } from "../../core/audit/audit.ts";
import { MAX_REALM_CHARACTERS } from "../../core/token/qr-capacity.ts";
import { toBase64Url, utf8 } from "../../lib/bytes.ts";

/** Enough to recognise a mistyped name, and too few to reveal a password. */
const KEPT_CHARACTERS = 8;
const DIGEST_BYTES = 12;

export async function withoutUnknownName(key: CryptoKey, entry: AuditEntry): Promise<AuditEntry> {
  const { unknown, user, realm, administrator } = entry;
  if (unknown === "administrator") return { ...entry, administrator: await shortened(key, "account", administrator) };
  if (unknown === undefined || user === "") return entry;
  return {
    ...entry,
    user: await shortened(key, `user\0${realm}`, user),
    realm: realm.length > MAX_REALM_CHARACTERS ? await shortened(key, "realm", realm) : realm,
  };
}

async function shortened(key: CryptoKey, kind: string, name: string): Promise<string> {
  const digest = await crypto.subtle.sign("HMAC", key, utf8(`unknown ${kind}\0${name}`));
  const beginning = [...name].slice(0, KEPT_CHARACTERS).join("");
  return `${beginning}…~${toBase64Url(new Uint8Array(digest).slice(0, DIGEST_BYTES))}`;
}

/**
 * Whether a name is what this file makes of one: that of nobody, which tells no more than it may.
 */
export const isUnknownName = (name: string): boolean => UNKNOWN.test(name);

const UNKNOWN = new RegExp(`^.{0,${KEPT_CHARACTERS}}…~[\\w-]{${(DIGEST_BYTES / 3) * 4}}$`, "su");
