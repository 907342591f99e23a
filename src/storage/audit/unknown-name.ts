// A name that no user or account here has, as the audit trail keeps it. Strangers choose such names, of any length, and
// some are passwords that were typed into the wrong field: so what is kept is the beginning, to recognise a typing error by,
// and a keyed digest, by which the same name is recognised when it comes again.

import type { AuditEntry } from "../../core/audit.ts";
import { MAX_REALM_CHARACTERS } from "../../core/token/qr-room.ts";
import { toBase64Url, utf8 } from "../../lib/bytes.ts";

/** Enough to recognize a name that was mistyped, and too few for a password that was typed into the wrong field. */
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
