// The row of a token that comes: its secret and PIN sealed, its failures counted on, and its texts
// no longer than the service's own routes take them. A longer one could fill a row, which every
// login reads, or keep the whole batch from being written.
import { type Attribute, readAttributeValue } from "../../../../src/core/admin/user-attributes.ts";
import type { LockPath } from "../../../../src/core/token/lock.ts";
import { sealNotification } from "../../../../src/core/token/notification.ts";
import { ASKED_UPSTREAM, hashOfDigest, hashPin } from "../../../../src/core/token/pin.ts";
import { saltOf } from "../../../../src/core/token/seal-pin.ts";
import { type Bytes, toBase64, utf8 } from "../../../../src/lib/bytes.ts";
import { fold } from "../../../../src/lib/fold.ts";
import { withoutUnseen } from "../../../../src/lib/unseen.ts";
import type { Settings } from "../../../../src/settings.ts";
import { MAX_PARAMETER_CHARACTERS, type Notification } from "../../../../src/tiqr/requests.ts";
import type { ForeignPerson, ForeignPin, ForeignToken } from "../record.ts";
import type { ImportedToken } from "../store/tokens.ts";
import type { ImportedPerson } from "../store/users.ts";
import { isDigestOfNone } from "./pin-hash.ts";
import type { NamedToken, Preparation } from "./preparing.ts";

/** Every login reads the texts of a token (src/storage/tokens/changes.ts). */
const MAX_INFO_CHARACTERS = 8192;
const MAX_DESCRIPTION_CHARACTERS = MAX_PARAMETER_CHARACTERS;
/** As for `max_failcount` (src/http/tokens/change-routes.ts). */
const MAX_MAX_FAIL = 9999;
/** A lock that only an administrator opens, under a rule by which others open by themselves. */
const FOR_GOOD_MS = 100 * 365 * 24 * 3600 * 1000;

export async function importRowOf(
  token: ForeignToken,
  secret: Bytes | undefined,
  pin: ForeignPin,
  digest: string,
  { serial, user, realm, identity }: NamedToken,
  { settings, sealer, nowMs, wanted, pinSalt }: Preparation,
): Promise<ImportedToken> {
  const hashed = await hashedOf(pin, settings, () => saltOf({ pinSalt }, serial, { user, realm }));
  // With a far higher limit than the service's own routes allow, a token would have no lock.
  const maxFail = Math.min(
    token.maxFail === undefined || token.maxFail < 1 ? settings.maxFail : token.maxFail,
    MAX_MAX_FAIL,
  );
  const info = JSON.stringify(token.info);
  const sent = token.notification && fits(token.notification) ? token.notification : null;
  const notification = await sealNotification(sealer, serial, sent);
  return {
    serial,
    user: user || null,
    realm: realm || null,
    ...personRow(token),
    description: [...withoutUnseen(token.description.replace(/\s+/g, " ")).trim()]
      .slice(0, MAX_DESCRIPTION_CHARACTERS)
      .join(""),
    info: info.length > MAX_INFO_CHARACTERS ? "{}" : info,
    active: token.active ? 1 : 0,
    revoked: token.revoked ? 1 : 0,
    max_fail: maxFail,
    valid_from_ms: token.validFromMs ?? null,
    valid_until_ms: token.validUntilMs ?? null,
    suite: token.suite,
    rollout_state: secret ? "enrolled" : "clientwait",
    sealed_pin: hashed === undefined ? null : await sealer.seal("pin", serial, utf8(hashed)),
    sealed_secret: secret ? await sealer.seal("secret", serial, secret) : null,
    identity: secret ? identity || null : null,
    service_identifier: secret ? (token.serviceIdentifier ?? wanted.service.ofAll ?? settings.serviceIdentifier) : null,
    authentication_url: secret ? (token.authenticationUrl ?? wanted.authenticationUrl ?? null) : null,
    notification_type: notification?.type ?? null,
    sealed_notification_address: notification?.sealedAddress ?? null,
    created_at_ms: token.createdAtMs ?? nowMs,
    last_auth_ms: token.lastAuthMs ?? null,
    proven_at_ms: (secret && (token.own ? token.own.provenAtMs : token.lastAuthMs)) ?? null,
    assigned_at_ms: token.own ? (token.own.assignedAtMs ?? null) : nowMs,
    session_uses: token.own?.sessionUses ?? null,
    import_digest: digest,
    failures: JSON.stringify(failuresOf(token, maxFail, hashed === undefined || mayBeOfNone(pin), settings, nowMs)),
  };
}

/** What comes of a person who is not known here. */
export function personRow(person: ForeignPerson): ImportedPerson {
  const name = attributeOf("name", person.displayName);
  return {
    display_name: name,
    folded: name === null ? null : fold(name),
    email: attributeOf("email", person.email),
    groups: attributeOf("groups", person.groups),
    subject: person.subject ?? null,
    external_id: attributeOf("external_id", person.externalId),
    known_since_ms: person.knownSinceMs ?? null,
  };
}

/** Only a login can tell whether such a PIN is the empty one, so that there is no PIN. */
const mayBeOfNone = ({ kind }: ForeignPin): boolean =>
  kind === "pbkdf2-sha256" || kind === "pbkdf2-sha512" || kind === "asked";

/**
 * Other servers have one counter. Without a PIN it counts on both paths, since strangers can open a
 * login, too.
 */
function failuresOf(
  { own, locked, failCount }: ForeignToken,
  maxFail: number,
  mayLackPin: boolean,
  { lockRule }: Settings,
  nowMs: number,
): readonly (readonly [LockPath, number, number, number])[] {
  if (own) return own.failures.map(({ path, failCount, locks, failedAtMs }) => [path, failCount, locks, failedAtMs]);
  const count = locked ? maxFail : Math.min(failCount, maxFail - 1);
  if (count === 0) return [];
  const failedAtMs = locked && lockRule.kind !== "for-good" ? nowMs + FOR_GOOD_MS : nowMs;
  const paths: readonly LockPath[] = mayLackPin ? ["vouched", "open"] : ["vouched"];
  return paths.map((path) => [path, count, 0, failedAtMs]);
}

/**
 * An attribute of the user as the service's own route would take it, a list as JSON; null for any
 * other.
 */
function attributeOf(attribute: Attribute, text: string | undefined): string | null {
  const read = readAttributeValue(attribute, text ?? "");
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
    case "stored":
      return pin.text;
    case "pbkdf2-sha256":
    case "pbkdf2-sha512":
      return [pin.kind, pin.iterations, toBase64(pin.salt), toBase64(pin.hash)].join("$");
    default:
      return undefined;
  }
}
