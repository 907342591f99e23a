// The row of a token that comes: its secret and PIN sealed, its failures counted on, and its texts no longer than the service's own routes
// take them. A longer one could fill a row, which every login reads, or keep the whole batch from being written.
import { type Attribute, readValue } from "../../src/core/admin/user-attributes.ts";
import { sealNotification } from "../../src/core/token/notification.ts";
import { ASKED_UPSTREAM, hashOfDigest, hashPin } from "../../src/core/token/pin.ts";
import { saltOf } from "../../src/core/token/seal-pin.ts";
import { type Bytes, toBase64, utf8 } from "../../src/lib/bytes.ts";
import type { Settings } from "../../src/settings.ts";
import type { ImportedToken } from "../../src/storage/import/store.ts";
import { MAX_PARAMETER_CHARACTERS, type Notification } from "../../src/tiqr/requests.ts";
import { isDigestOfNone } from "./pin-of-none.ts";
import type { Named, Preparing } from "./preparing.ts";
import type { ForeignPin, ForeignToken } from "./record.ts";

/** Every login reads the texts of a token (src/storage/tokens/changes.ts). */
const MAX_INFO_CHARACTERS = 8192;
const MAX_DESCRIPTION_CHARACTERS = MAX_PARAMETER_CHARACTERS;
/** As for `max_failcount` (src/http/api/token-changes.ts). */
const MAX_MAX_FAIL = 9999;
/** A lock that only an administrator opens, under a rule by which others open by themselves. */
const FOR_GOOD_MS = 100 * 365 * 24 * 3600 * 1000;

export async function rowOf(
  token: ForeignToken,
  secret: Bytes,
  pin: ForeignPin,
  digest: string,
  { serial, user, realm, identity }: Named,
  { settings, sealer, nowMs, wanted, pinSalt }: Preparing,
): Promise<ImportedToken> {
  const hashed = await hashedOf(pin, settings, () => saltOf({ pinSalt }, serial, { user, realm }));
  // With a far higher limit than the service's own routes allow, a token would have no lock.
  const maxFail = Math.min(
    token.maxFail === undefined || token.maxFail < 1 ? settings.maxFail : token.maxFail,
    MAX_MAX_FAIL,
  );
  const info = JSON.stringify(token.info);
  const told = token.notification && fits(token.notification) ? token.notification : null;
  const notification = await sealNotification(sealer, serial, told);
  const isForGood = settings.lockRule.kind === "for-good";
  return {
    serial,
    user,
    realm,
    display_name: attributeOf("name", token.displayName),
    email: attributeOf("email", token.email),
    groups: attributeOf("groups", token.groups),
    description: [...token.description].slice(0, MAX_DESCRIPTION_CHARACTERS).join(""),
    info: info.length > MAX_INFO_CHARACTERS ? "{}" : info,
    active: token.active ? 1 : 0,
    revoked: token.revoked ? 1 : 0,
    max_fail: maxFail,
    valid_from_ms: token.validFromMs ?? null,
    valid_until_ms: token.validUntilMs ?? null,
    suite: token.suite,
    may_lack_pin: hashed === undefined || pin.kind === "pbkdf2-sha512" || pin.kind === "asked" ? 1 : 0,
    sealed_pin: hashed === undefined ? null : await sealer.seal("pin", serial, utf8(hashed)),
    sealed_secret: await sealer.seal("secret", serial, secret),
    identity,
    service_identifier: wanted.serviceIdentifier ?? settings.serviceIdentifier,
    authentication_url: wanted.authenticationUrl ?? null,
    notification_type: notification?.type ?? null,
    sealed_notification_address: notification?.sealedAddress ?? null,
    created_at_ms: token.createdAtMs ?? nowMs,
    last_auth_ms: token.lastAuthMs ?? null,
    import_digest: digest,
    fail_count: token.locked ? maxFail : Math.min(token.failCount, maxFail - 1),
    failed_at_ms: token.locked && !isForGood ? nowMs + FOR_GOOD_MS : nowMs,
  };
}

/** An attribute of the user as the service's own route would take it, a list as JSON; null for any other. */
function attributeOf(attribute: Attribute, text: string | undefined): string | null {
  const read = readValue(attribute, text ?? "");
  if (!read.ok) return null;
  const { value } = read.change;
  return value === null || typeof value === "string" ? value : JSON.stringify(value);
}

const fits = ({ type, address }: Notification): boolean =>
  type.length <= MAX_PARAMETER_CHARACTERS && address.length <= MAX_PARAMETER_CHARACTERS;

/** The text to store, undefined when there is no PIN. */
async function hashedOf(
  pin: ForeignPin,
  { pinIterations }: Settings,
  salt: () => Promise<Bytes>,
): Promise<string | undefined> {
  if (isDigestOfNone(pin)) return undefined;
  switch (pin.kind) {
    case "clear":
      return hashPin(pin.pin, pinIterations, await salt());
    case "digest":
      return hashOfDigest(pin.digestHex, pin.seed, pinIterations, await salt());
    case "asked":
      return ASKED_UPSTREAM;
    case "pbkdf2-sha512":
      return ["pbkdf2-sha512", pin.iterations, toBase64(pin.salt), toBase64(pin.hash)].join("$");
    default:
      return undefined;
  }
}
