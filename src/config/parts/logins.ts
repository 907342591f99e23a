// Logins: how long they may take, what locks a token, PINs, and what applications see.

import type { ProximityRule } from "../../core/proximity/proximity.ts";
import type { DayPassRule } from "../../core/token/pass.ts";
import { MAX_TOKENS_OF_LOGIN } from "../../core/token.ts";
import { choice, lockRule, onOff, origins, type SettingTable, wholeNumber } from "../kinds.ts";
import * as texts from "../texts.ts";

const DAY_SECONDS = 24 * 3600;
/** Workers refuse to compute PBKDF2 with more iterations. */
const MAX_PBKDF2_ITERATIONS = 100_000;

export const LOGINS = {
  challengeValidityMs: {
    name: "CHALLENGE_VALIDITY_SECONDS",
    kind: wholeNumber("seconds", 1, 3600, 1000),
    default: "120",
  },
  enrolmentValidityMs: {
    name: "ENROLLMENT_VALIDITY_SECONDS",
    kind: wholeNumber("seconds", 1, 7 * DAY_SECONDS, 1000),
    default: "600",
  },
  maxFail: {
    name: "MAX_FAIL",
    kind: wholeNumber("tries", 1, 1000),
    default: "10",
  },
  blocksPhone: {
    name: "PHONE_BLOCK",
    kind: choice({ hard: true, soft: false }),
    default: "hard",
  },
  lockRule: {
    name: "FAILCOUNTER_CLEAR_TIMEOUT_MINUTES",
    kind: lockRule,
    default: "",
  },
  pinIterations: {
    name: "PIN_ITERATIONS",
    kind: wholeNumber("PBKDF2 iterations", 1000, MAX_PBKDF2_ITERATIONS),
    default: "10000",
  },
  pinMinLength: {
    name: "PIN_MIN_LENGTH",
    kind: wholeNumber("characters", 0, 100),
    default: "4",
  },
  pinRequired: {
    name: "PIN_REQUIRED",
    kind: onOff,
    default: "off",
  },
  maxTokensPerUser: {
    name: "TIQR_MAX_TOKEN_PER_USER",
    kind: wholeNumber("tokens", 0, 1000),
    default: "0",
  },
  maxActiveTokensPerUser: {
    name: "TIQR_MAX_ACTIVE_TOKEN_PER_USER",
    kind: wholeNumber("tokens", 0, 1000),
    default: String(MAX_TOKENS_OF_LOGIN),
  },
  challengeTypeByClient: {
    name: "CHALLENGE_TYPE_BY_CLIENT",
    kind: texts.typeByClient,
    default:
      "privacyIDEA-Keycloak=push entraid-via-keycloak=push privacyidea-nextcloud=push ownCloud=push " +
      "privacyIDEA-Shibboleth=push privacyidea-cp=push",
  },
  dayPass: {
    name: "DAY_PASS",
    kind: choice<DayPassRule>({ off: "off", pages: "pages", everywhere: "everywhere" }),
    default: "off",
  },
  dayPassMaxMs: {
    name: "DAY_PASS_HOURS",
    kind: wholeNumber("hours", 1, 24, 3_600_000),
    default: "8",
  },
  proximity: {
    name: "PROXIMITY",
    kind: choice<ProximityRule>({ off: "off", tell: "tell", country: "country", provider: "provider" }),
    default: "tell",
  },
  proximityNetworks: {
    name: "PROXIMITY_NETWORKS",
    kind: texts.networks,
    default: "",
  },
  pollOrigins: {
    name: "POLL_ALLOWED_ORIGINS",
    kind: origins("origins, separated by spaces, or *", "must be origins such as https://app.example.org, or *", ["*"]),
    default: "*",
  },
} satisfies Partial<SettingTable>;
