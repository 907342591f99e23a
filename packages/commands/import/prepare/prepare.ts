// Decides what becomes of a record: a token, an enrolment link, or nothing, and why. It reads no
// file and no database, and writes nothing.
import { createHash, createHmac } from "node:crypto";
import { slotOf } from "../../../../src/core/shards/shard-map.ts";
import { fitsQrCode, MAX_IDENTITY_CHARACTERS } from "../../../../src/core/token/qr-capacity.ts";
import { readSerial, slotIn } from "../../../../src/core/token/serial.ts";
import { readTokenSuite } from "../../../../src/core/token/suites.ts";
import { readingsOf, type UserReading } from "../../../../src/core/user.ts";
import { type Bytes, toBase64, toHex } from "../../../../src/lib/bytes.ts";
import { unseenIn } from "../../../../src/lib/unseen.ts";
import type { Settings } from "../../../../src/settings.ts";
import { MAX_PARAMETER_CHARACTERS } from "../../../../src/tiqr/requests.ts";
import { identityOf } from "../../../../src/tiqr/urls.ts";
import type { ForeignOwner, ForeignPin, ForeignRecord, ForeignToken } from "../record.ts";
import type { ImportedToken } from "../store/tokens.ts";
import { personOf } from "./person.ts";
import { isOfNone } from "./pin-hash.ts";
import type { ImportRequest, NamedToken, Preparation } from "./preparing.ts";
import { importRowOf } from "./token-row.ts";

export type PreparedRecord =
  | ({ readonly kind: "refused"; readonly why: string; readonly where: string } & Partial<NamedToken>)
  /** `key` is that of the link, the same at each run. */
  | ({ readonly kind: "link"; readonly why: string; readonly key: Bytes } & NamedToken)
  /** `row` seals, and computes hashes. */
  | ({
      readonly kind: "token";
      readonly suite: string;
      readonly digest: string;
      readonly row: () => Promise<ImportedToken>;
    } & NamedToken);

/** 128 bits in hex. */
const DIGEST_CHARACTERS = 32;
/**
 * The apps make 32 bytes; less than 20 are guessed too easily (src/core/phones/phone-endpoint.ts).
 */
const SECRET_BYTES = { least: 20, most: 64 };
export async function prepare(record: ForeignRecord, preparing: Preparation): Promise<PreparedRecord> {
  const { settings, wanted, pinSalt } = preparing;
  const { where } = record;
  if (!record.ok)
    return {
      ...{ kind: "refused", where, why: record.why },
      ...(record.serial ? { serial: record.serial } : {}),
      ...(record.user ? { user: record.user } : {}),
    };
  const { token } = record;
  const refuse = (why: string, more: Partial<NamedToken> = {}): PreparedRecord => ({
    kind: "refused",
    where,
    why,
    ...(token.serial ? { serial: token.serial } : {}),
    ...more,
  });
  const named = token.owner ? namedBy(token.owner, wanted, settings) : undefined;
  if (!named && !token.own) return refuse("it is assigned to no user");
  if (named && !named.ok) return refuse(named.why, { user: token.owner?.login ?? "" });
  const owner = named?.owner ?? NOBODY;
  const identity = token.identity ?? named?.identity ?? "";
  const serial = token.serial ?? serialOf(owner, identity, token.registration);
  const names: NamedToken = { where, serial, ...owner, identity };
  const fault = faultOf(token, serial, owner, identity, settings);
  if (fault) return refuse(fault, names);
  const slot = slotIn(serial);
  // Where there are several databases, such a serial says in which one its token is.
  if (slot !== undefined && named && slot !== (await slotOf(owner)))
    return refuse("its serial says that it is another user's", names);

  // Where a PIN is optional, the service itself finds out at the first login of each token whether
  // there is one.
  const mustHavePin = settings.pinRequired || wanted.pins === "link";
  const carried = wanted.pins === "none" || (mustHavePin && (await isOfNone(token.pin))) ? NO_PIN : token.pin;
  // With the old server behind the service, a PIN whose hash cannot be taken over is asked for
  // there, once.
  const isAsked = carried.kind === "lost" && wanted.pins === "carry" && settings.upstream !== "";
  const pin: ForeignPin = isAsked ? { kind: "asked" } : carried;
  const asLink = async (why: string): Promise<PreparedRecord> =>
    wanted.pins === "link" && named
      ? {
          kind: "link",
          why,
          key: await pinSalt(JSON.stringify(["import link", serial, owner.realm, owner.user])),
          ...names,
        }
      : refuse(why, names);
  const { secret } = token;
  if (!secret && (!token.own || (wanted.pins === "link" && named))) return asLink("no phone has registered it");
  if (pin.kind === "lost") return asLink(pin.why);
  if (pin.kind === "none" && mustHavePin) return asLink("it has no PIN");
  if (secret && (secret.length < SECRET_BYTES.least || secret.length > SECRET_BYTES.most))
    return refuse(
      `its secret has ${secret.length} bytes, and ${SECRET_BYTES.least} to ${SECRET_BYTES.most} are expected`,
      names,
    );
  const { logins: _, ...wishes } = wanted;
  // Without its place in the file: another export of the same token has another order.
  const rest = { ...token, secret: undefined, pin: undefined };
  const text = JSON.stringify([serial, owner, identity, secret ? toHex(secret) : "", wishes, rest, pinTextOf(pin)]);
  const digest = createHmac("sha256", preparing.digestKey).update(text).digest("hex").slice(0, DIGEST_CHARACTERS);
  return {
    kind: "token",
    suite: token.suite,
    digest,
    row: () => importRowOf(token, secret, pin, digest, names, preparing),
    ...names,
  };
}

const NO_PIN: ForeignPin = { kind: "none" };
const NOBODY: UserReading = { user: "", realm: "" };

/** The user whom a record means, and the phone's name for the account where the record has none. */
function namedBy(foreign: ForeignOwner, wanted: ImportRequest, settings: Settings) {
  const person = personOf(foreign, wanted.logins);
  if (!person.ok) return person;
  const realm = person.realm ?? wanted.realm ?? settings.defaultRealm;
  const owner = readingsOf({ user: person.login, realm }, settings).whole;
  return { ok: true, owner, identity: identityOf(person.login, realm) } as const;
}

/** A server without serials: the same account has the same one at each run. */
const serialOf = (owner: UserReading, identity: string, registration: string | undefined): string => {
  const text = JSON.stringify([owner.realm, owner.user, identity, registration ?? ""]);
  return `TiQR${createHash("sha256").update(text).digest("hex").slice(0, 16).toUpperCase()}`;
};

/** What keeps people of this realm from coming, in words that follow their record. */
export function faultOfRealm(realm: string, settings: Settings): string | undefined {
  if (realm === settings.adminRealm) return "its realm is that of this service's administrators";
  return realm.includes("@") ? "its realm has an @ in its name, which no realm here may have" : undefined;
}

function faultOf(
  token: ForeignToken,
  serial: string,
  owner: UserReading,
  identity: string,
  settings: Settings,
): string | undefined {
  const read = readSerial(serial);
  if (!read.ok) return "its serial has characters that are not allowed, or too many";
  const realmFault = faultOfRealm(owner.realm, settings);
  if (realmFault) return realmFault;
  // Half a character, which JSON can write, has no UTF-8: no address could carry it.
  const names = [owner.user, owner.realm, identity];
  if (names.some((name) => /\p{Cc}/u.test(name) || !name.isWellFormed()))
    return "its user has control characters, or half a character";
  // A user of our own export was known before such names were refused, and is kept.
  const unseen = token.own ? undefined : unseenIn(`${owner.user}@${owner.realm}`);
  if (unseen) return `its user has the character ${unseen}, which nobody sees`;
  const isLong =
    identity.length > MAX_PARAMETER_CHARACTERS || encodeURIComponent(identity).length > MAX_IDENTITY_CHARACTERS;
  if (isLong || !fitsQrCode(readingsOf(owner, settings))) return "its user is too long for a QR code";
  const suite = readTokenSuite(token.suite);
  return suite.ok
    ? undefined
    : `its suite ${token.suite} cannot be used: ${suite.reason.code === "invalid-parameter" ? suite.reason.message : ""}`;
}

/** Bytes in a form that JSON can write. */
const pinTextOf = (pin: ForeignPin): unknown =>
  Object.entries(pin).map(([name, value]) => [name, value instanceof Uint8Array ? toBase64(value) : value]);
