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
    meaning: "How long a login may take, from the QR code to the phone's answer",
  },
  enrolmentValidityMs: {
    name: "ENROLLMENT_VALIDITY_SECONDS",
    kind: wholeNumber("seconds", 1, 7 * DAY_SECONDS, 1000),
    default: "600",
    meaning: "How long a registration QR code may be used",
  },
  maxFail: {
    name: "MAX_FAIL",
    kind: wholeNumber("tries", 1, 1000),
    default: "10",
    meaning:
      "Wrong PINs and responses in a row that lock a token made from now on, and the wrong answers that one transaction takes",
  },
  blocksPhone: {
    name: "PHONE_BLOCK",
    kind: choice({ hard: true, soft: false }),
    default: "hard",
    meaning:
      "Whether a phone is told that it has locked its token for good (hard) or not (soft); old apps that are told " +
      "block the account until a new registration",
  },
  lockRule: {
    name: "FAILCOUNTER_CLEAR_TIMEOUT_MINUTES",
    kind: lockRule,
    default: "",
    meaning:
      "How long a lock lasts after the last failure: longer with each further lock if empty, until an administrator " +
      "resets it if 0",
  },
  pinIterations: {
    name: "PIN_ITERATIONS",
    kind: wholeNumber("PBKDF2 iterations", 1000, MAX_PBKDF2_ITERATIONS),
    default: "10000",
    meaning: "The cost of a guess at a stolen PIN hash; after a rise, each PIN is hashed again at its next use",
  },
  pinMinLength: {
    name: "PIN_MIN_LENGTH",
    kind: wholeNumber("characters", 0, 100),
    default: "4",
    meaning: "The length of the shortest allowed PIN",
  },
  pinRequired: {
    name: "PIN_REQUIRED",
    kind: onOff,
    default: "off",
    meaning: "Whether a token must have a PIN; applications with their own first factor make tokens without",
  },
  maxTokensPerUser: {
    name: "TIQR_MAX_TOKEN_PER_USER",
    kind: wholeNumber("tokens", 0, 1000),
    default: "0",
    meaning: "How many tokens a user may have, any number if 0",
  },
  maxActiveTokensPerUser: {
    name: "TIQR_MAX_ACTIVE_TOKEN_PER_USER",
    kind: wholeNumber("tokens", 0, 1000),
    default: String(MAX_TOKENS_OF_LOGIN),
    meaning: `How many active tokens a user may have, any number if 0; a login asks at most ${MAX_TOKENS_OF_LOGIN} of them`,
  },
  challengeTypeByClient: {
    name: "CHALLENGE_TYPE_BY_CLIENT",
    kind: texts.typeByClient,
    default:
      "privacyIDEA-Keycloak=push entraid-via-keycloak=push privacyidea-nextcloud=push ownCloud=push " +
      "privacyIDEA-Shibboleth=push privacyidea-cp=push",
    meaning:
      "The challenge type for a client (tiqr, push or smartphone), by the product in its User-Agent: some poll only " +
      "for a type they know",
  },
  dayPass: {
    name: "DAY_PASS",
    kind: choice<DayPassRule>({ off: "off", pages: "pages", everywhere: "everywhere" }),
    default: "off",
    meaning:
      "Whether a help desk may give a code of twelve digits that stands for a phone for some hours: not at all, on our " +
      "own pages, or for applications that use the API, too; see docs/day-pass.md",
  },
  dayPassMaxMs: {
    name: "DAY_PASS_HOURS",
    kind: wholeNumber("hours", 1, 24, 3_600_000),
    default: "8",
    meaning: "The most hours that a day pass lasts",
  },
  proximity: {
    name: "PROXIMITY",
    kind: choice<ProximityRule>({ off: "off", tell: "tell", country: "country", provider: "provider" }),
    default: "tell",
    meaning:
      "What is done with the distance between phone and browser: nothing, told in the trail, or a phone in another " +
      "country (or of another provider) than a new browser is refused; see docs/proximity.md",
  },
  proximityNetworks: {
    name: "PROXIMITY_NETWORKS",
    kind: texts.networks,
    default: "",
    meaning: "Networks in which every browser counts as known, such as a company's gateway abroad",
  },
  pollOrigins: {
    name: "POLL_ALLOWED_ORIGINS",
    kind: origins("origins, separated by spaces, or *", "must be origins such as https://app.example.org, or *", ["*"]),
    default: "*",
    meaning: "The origins whose web pages may poll and listen, which shows them only a state",
  },
} satisfies Partial<SettingTable>;
