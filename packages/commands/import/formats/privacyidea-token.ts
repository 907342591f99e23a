// A token as privacyIDEA exports it, from `pi`, from `yaml`, or put together from its tables.
import { fromHex } from "../../../../src/lib/bytes.ts";
import type { EncFile } from "../crypt/enc-file.ts";
import { readPinHash } from "../prepare/pin-hash.ts";
import { type ForeignOwner, type ForeignRecord, type ForeignToken, NO_TOKEN } from "../record.ts";
import { type LocalClock, limitOf } from "../validity.ts";
import { isOn, numberInValue, textInValue, timeOf, trimmedOf } from "../values.ts";

/** What the operator says of a server that is privacyIDEA, or comes from it. */
export interface PrivacyIdeaServer {
  readonly encFile: EncFile | undefined;
  /** For limits that name no time zone. */
  readonly clock: LocalClock | undefined;
}

type Name = "serial" | "type" | "description" | "maxfail" | "failcount" | "active" | "revoked" | "locked";
/** `otpkey` is in hex. */
export type PrivacyIdeaToken = Readonly<Partial<Record<Name | "otpkey" | "_hashed_pin" | "info_list", unknown>>>;

/** Keys of `info` that privacyIDEA, eduMFA or this service writes itself. */
const OWN_INFO = new Set(
  (
    "ocrasuite session validity_period_start validity_period_end last_auth tokenkind creation_date assignment_date " +
    "count_auth count_auth_max count_auth_success count_auth_success_max hashlib failcounter_exceeded tokentype " +
    "identity service_identifier authentication_url import_date import_time created_at"
  ).split(" "),
);

/**
 * privacyIDEA's suite of a token whose info has none (lib/tokens/tiqrtoken.py, OCRA_DEFAULT_SUITE).
 */
const DEFAULT_SUITE = "OCRA-1:HOTP-SHA1-6:QN10";

export function privacyIdeaRecord(
  where: string,
  token: PrivacyIdeaToken,
  owner: ForeignOwner | undefined,
  attributes: Readonly<Record<string, unknown>>,
  { encFile, clock }: PrivacyIdeaServer,
  seedHex?: string,
): ForeignRecord {
  const serial = trimmedOf(token.serial);
  const refuse = (why: string): ForeignRecord => ({ ok: false, where, serial, why });
  if (serial === undefined) return refuse("it has no serial");
  const type = textInValue(token.type).toLowerCase();
  if (type !== "tiqr") return refuse(`its type is ${type || "missing"}, not tiqr`);
  const info = readInfo(token.info_list);
  const secret = secretOf(token.otpkey, info);
  if (typeof secret === "string") return refuse(secret);
  const [from, until] = [limitOf(info.validity_period_start, clock), limitOf(info.validity_period_end, clock)];
  if (!from.ok) return refuse(from.why);
  if (!until.ok) return refuse(until.why);
  const maxFail = numberInValue(token.maxfail);
  const failCount = numberInValue(token.failcount) ?? 0;
  const revoked = isOn(token.revoked, false) || isOn(token.locked, false);
  const texts = Object.entries(info).filter(([name]) => !OWN_INFO.has(name) && !name.endsWith(".type"));
  const { email, name, groups, ...others } = attributes;
  const known = Object.entries(others).map(([key, value]) => [`attribute.${key}`, textInValue(value)]);
  const imported: ForeignToken = {
    ...NO_TOKEN,
    serial,
    owner,
    displayName: trimmedOf(name),
    email: trimmedOf(email),
    groups: trimmedOf(groups),
    suite: trimmedOf(info.ocrasuite) ?? DEFAULT_SUITE,
    secret: secret ?? undefined,
    pin: readPinHash(textInValue(token._hashed_pin), { encFile, seedHex }),
    description: textInValue(token.description),
    maxFail,
    failCount,
    locked: maxFail !== undefined && maxFail > 0 && failCount >= maxFail,
    active: isOn(token.active, true) && !revoked,
    revoked,
    validFromMs: from.ms,
    validUntilMs: until.ms,
    createdAtMs: timeOf(info.creation_date) ?? timeOf(info.created_at),
    lastAuthMs: timeOf(info.last_auth),
    info: Object.fromEntries([...texts, ...known]),
  };
  return { ok: true, where, token: imported };
}

/** The secret, null when no phone has enrolled, or what is wrong with it. */
function secretOf(otpkey: unknown, info: Readonly<Record<string, string>>) {
  // privacyIDEA stores a random key at init, and a phone's own with its enrolment, which removes
  // the session. So a token that has one has no phone, or its phone is being replaced.
  if (trimmedOf(info.session) !== undefined) return null;
  const hex = trimmedOf(otpkey);
  if (hex === undefined) return null;
  const secret = fromHex(hex);
  if (secret) return secret;
  // Base32 has no digits 0, 1, 8 and 9, which hex of this length nearly always has.
  return /^[A-Z2-7]+=*$/.test(hex) ? "its key is in base32: export again without --b32" : "its key is no hex";
}

/**
 * `info_list` is a mapping; other values than texts may be Python's. None of them becomes an empty
 * text, which would be no value.
 */
function readInfo(info: unknown): Record<string, string> {
  if (typeof info !== "object" || info === null) return {};
  const textIn = (value: unknown) =>
    Array.isArray(value) || value?.constructor === Object ? JSON.stringify(value) : textInValue(value);
  return Object.fromEntries(Object.entries(info).map(([name, value]) => [name, textIn(value)]));
}
