// A token as privacyIDEA's `pi-tokenjanitor import` reads it (3.12 and later). Its import takes otpkey, otplen, description, _hashed_pin
// and info_list only.

import type { Clock } from "../../src/core/token/lock.ts";
import { storedSuite } from "../../src/core/token/suites.ts";
import { type TokenRecord, tokenState } from "../../src/core/token.ts";

/** The secrets of a token, opened. `pinHash` is undefined without a PIN. */
export interface Opened {
  readonly secretHex: string;
  readonly pinHash: string | undefined;
}

/** Why a token stays out. privacyIDEA would import one that cannot be used here as one that can. */
export function whyLeftOut(token: TokenRecord, clock: Clock, all: boolean): string | undefined {
  if (token.sealedSecret === null) return "no phone has enrolled it";
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

const minuteOf = (ms: number): string => new Date(ms).toISOString().replace(/:\d\d\.\d+Z$/, "+0000");

export function privacyIdeaElement(token: TokenRecord, { secretHex }: Opened, hashedPin: string) {
  const info: Record<string, string> = { ...token.info, ocrasuite: token.suite, tokenkind: "software" };
  if (token.validFromMs !== null) info.validity_period_start = minuteOf(token.validFromMs);
  if (token.validUntilMs !== null) info.validity_period_end = minuteOf(token.validUntilMs);
  return {
    serial: token.serial,
    type: "tiqr",
    otpkey: secretHex,
    description: token.description,
    otplen: storedSuite(token.suite).digits,
    maxfail: token.maxFail,
    failcount: 0,
    counter: 0,
    window: 10,
    active: token.active,
    revoked: token.revoked,
    locked: token.revoked,
    rollout_state: "enrolled",
    _hashed_pin: hashedPin,
    info_list: info,
    issuer: "tiqr-edge",
    user: { login: token.user, realm: token.realm, resolver: token.realm, uid: token.user, custom_attributes: {} },
  };
}
