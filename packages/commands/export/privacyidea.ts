// A token as privacyIDEA's `pi-tokenjanitor import` reads it (3.12 and later). Its import takes
// otpkey, otplen, description, _hashed_pin and info_list only.
import { type Clock, failCountOf, locksOf } from "../../../src/core/token/lock.ts";
import { storedSuite } from "../../../src/core/token/suites.ts";
import { type TokenRecord, tokenState } from "../../../src/core/token.ts";
import type { FernetKey } from "../import/crypt/fernet.ts";
import { ISSUER, PHONE_INFO } from "../import/formats/privacyidea-pi.ts";
import type { ExportedToken } from "./all-tokens.ts";
import { type ExportFormat, fernetFile, type OpenedToken } from "./format.ts";

export const privacyIdeaFormat = (
  key: FernetKey,
  { all, service, clock }: { readonly all: boolean; readonly service: string | undefined; readonly clock: Clock },
): ExportFormat => ({
  file: (path) => fernetFile(path, key, clock.nowMs),
  token(exported, opened) {
    const why = whyLeftOut(exported.token, clock, all);
    if (why !== undefined) return why;
    const hashedPin = opened.pinHash === undefined ? "" : passlibHash(opened.pinHash);
    // Without a hash it would be a token without a PIN.
    return hashedPin === undefined
      ? "its PIN is still the hash of another server, which privacyIDEA knows only with its seed"
      : privacyIdeaElement(exported, opened, hashedPin, service, clock);
  },
  user: undefined,
});

/** privacyIDEA would import a token that cannot be used here as one that can. */
function whyLeftOut(token: TokenRecord, clock: Clock, all: boolean): string | undefined {
  if (token.sealedSecret === null) return "no phone has registered it";
  if (token.user === null || token.realm === null) return "it has no user";
  const state = tokenState(token, clock);
  const isUnusable = state === "revoked" || state === "disabled" || state === "locked";
  return isUnusable && !all ? `it is ${state}, and privacyIDEA would make it active (--all takes it)` : undefined;
}

/** The hash as passlib writes it; undefined for one that passlib does not know. */
export function passlibHash(pinHash: string): string | undefined {
  const [scheme = "", iterations, salt = "", hash = ""] = pinHash.split("$");
  if (scheme !== "pbkdf2-sha256" && scheme !== "pbkdf2-sha512") return undefined;
  const dotted = (base64: string) => base64.replaceAll("+", ".").replaceAll("=", "");
  return ["", scheme, iterations, dotted(salt), dotted(hash)].join("$");
}

const timeOf = (ms: number): string => new Date(ms).toISOString().replace("Z", "+00:00");
/** privacyIDEA writes no more than minutes here, and reads all of it. */
const validityOf = (ms: number): string => timeOf(ms).replace(":00.000+00:00", "+0000");

/** `session` is how privacyIDEA knows a token that no phone has enrolled. */
const RESERVED_INFO = new Set(["session", ...PHONE_INFO]);

/**
 * What privacyIDEA has no place for is for another tiqr-edge, which reads it from exports of this
 * issuer only.
 */
function privacyIdeaElement(
  { token, displayName, email, groups, authenticationUrl }: ExportedToken,
  { secretHex }: OpenedToken,
  hashedPin: string,
  service: string | undefined,
  clock: Clock,
) {
  const texts = Object.entries(token.info).filter(([name]) => !RESERVED_INFO.has(name));
  const info: Record<string, string> = {
    ...Object.fromEntries(texts),
    ocrasuite: token.suite,
    tokenkind: "software",
  };
  const add = (name: string, value: string | null) => {
    if (value !== null) info[name] = value;
  };
  add("validity_period_start", token.validFromMs === null ? null : validityOf(token.validFromMs));
  add("validity_period_end", token.validUntilMs === null ? null : validityOf(token.validUntilMs));
  add("creation_date", timeOf(token.createdAtMs));
  add("last_auth", token.lastAuthMs === null ? null : timeOf(token.lastAuthMs));
  add("identity", token.identity);
  add("service_identifier", token.serviceIdentifier ?? service ?? null);
  add("authentication_url", authenticationUrl);
  // A lock that has opened by itself counts no more.
  const counted = token.failures.filter(({ failCount }) => failCount < token.maxFail);
  return {
    serial: token.serial,
    type: "tiqr",
    otpkey: secretHex,
    description: token.description,
    otplen: storedSuite(token.suite).digits,
    maxfail: token.maxFail,
    failcount: locksOf(token, clock).length > 0 ? token.maxFail : failCountOf({ failures: counted }),
    counter: 0,
    window: 10,
    active: token.active,
    revoked: token.revoked,
    locked: token.revoked,
    rollout_state: "enrolled",
    _hashed_pin: hashedPin,
    info_list: info,
    issuer: ISSUER,
    // Without resolver and uid, which nobody here knows: with wrong ones privacyIDEA's import finds
    // no owner, and deletes the token.
    user: {
      login: token.user,
      realm: token.realm,
      custom_attributes: {
        ...(email === null ? {} : { email }),
        ...(displayName === null ? {} : { name: displayName }),
        ...(groups.length === 0 ? {} : { groups: groups.join(",") }),
      },
    },
  };
}
