// Every setting, once: its name in wrangler.toml, how it is read and written, its default, and one sentence on what it does.
// GET /system/, the console's page and docs/settings.md (`npm run docs`) show this table.

import { RECOMMENDED_SUITE } from "../core/token/suites.ts";
import type { Settings } from "../settings.ts";
import type { UrlFormat } from "../tiqr/urls.ts";
import { choice, type Kind, lockRule, onOff, origins, text, wholeNumber } from "./kinds.ts";
import * as texts from "./texts.ts";

export interface Setting<Value> {
  /** The name of the variable under [vars] in wrangler.toml. */
  readonly name: string;
  readonly kind: Kind<Value>;
  /** The value in wrangler.toml, which also holds when the variable is absent. Undefined when the variable must be given. */
  readonly default: string | undefined;
  /** One sentence for operators, without a full stop. */
  readonly meaning: string;
}

const DAY_SECONDS = 24 * 3600;
const DAY_MS = DAY_SECONDS * 1000;
/** Workers refuse to compute PBKDF2 with more iterations. */
const MAX_PBKDF2_ITERATIONS = 100_000;

/** The order is that in which they are shown. */
export const SETTINGS: { readonly [Field in keyof Settings]: Setting<Settings[Field]> } = {
  publicUrl: {
    name: "PUBLIC_URL",
    kind: texts.publicUrl,
    default: undefined,
    meaning:
      "Where phones and applications reach the service; phones keep it, so an old host must go on reaching the service",
  },
  serviceIdentifier: {
    name: "TIQR_SERVICE_IDENTIFIER",
    kind: texts.hostOrEmpty,
    default: "",
    meaning:
      "What phones file their accounts under, the host of PUBLIC_URL if empty; changing it orphans every enrolled phone",
  },
  serviceDisplayName: {
    name: "TIQR_SERVICE_DISPLAY_NAME",
    kind: text("text", "must not be empty", (text) => text !== ""),
    default: "tiqr-edge",
    meaning: "The service's name, as phones show it",
  },
  ocraSuite: {
    name: "TIQR_OCRASUITE",
    kind: texts.suite,
    default: RECOMMENDED_SUITE,
    meaning: "How new tokens compute their responses; keep one suite per service, because apps keep the first they saw",
  },
  logoUrl: {
    name: "TIQR_LOGO_URL",
    kind: texts.linkOrEmpty,
    default: "",
    meaning: "The logo that phones show, this service's /logo.png if empty; iOS gives an enrolment up without it",
  },
  infoUrl: {
    name: "TIQR_INFO_URL",
    kind: texts.linkOrEmpty,
    default: "",
    meaning: "The page that phones link to, PUBLIC_URL if empty",
  },
  urlFormat: {
    name: "TIQR_URL_FORMAT",
    // The base is the next setting.
    kind: {
      ...choice<UrlFormat>({ scheme: { kind: "scheme" }, universal: { kind: "universal", base: "" } }),
      write: ({ kind }) => kind,
    },
    default: "scheme",
    meaning:
      "How QR codes are written: every app knows tiqrauth:// (scheme), apps since 2020 https links (universal), too",
  },
  universalLinkBase: {
    name: "TIQR_UNIVERSAL_LINK_BASE",
    kind: texts.baseOrEmpty,
    default: "",
    meaning: "Origin of the https links of QR codes, needed when TIQR_URL_FORMAT is universal",
  },
  appleApps: {
    name: "TIQR_APPLE_APP_IDS",
    kind: texts.appleApps,
    default: "",
    meaning: "iOS apps that open https links to this host, told at /.well-known/apple-app-site-association",
  },
  androidApps: {
    name: "TIQR_ANDROID_APPS",
    kind: texts.androidApps,
    default: "",
    meaning:
      "Android apps that open https links to this host, with the certificate that signs them, told at /.well-known/assetlinks.json",
  },
  defaultRealm: {
    name: "DEFAULT_REALM",
    kind: texts.realm,
    default: "default",
    meaning: "Realm of users who are named without one",
  },
  adminRealm: {
    name: "ADMIN_REALM",
    kind: texts.realm,
    default: "administrators",
    meaning:
      "Where administrators have their own tokens, under the names of their accounts, for /auth alone; not DEFAULT_REALM",
  },
  phonesRequired: {
    name: "ADMIN_SECOND_FACTOR",
    kind: choice({ optional: false, required: true }),
    default: "optional",
    meaning: "Whether administrators must confirm their sign-in with a phone",
  },
  foldUserCase: {
    name: "FOLD_USER_CASE",
    kind: onOff,
    default: "off",
    meaning: "Whether user names that differ only in case are one user; to be decided before the first user",
  },
  hidesUsers: {
    name: "HIDE_UNKNOWN_USERS",
    kind: choice({ login: "at-login", on: "everywhere", off: "nowhere" }),
    default: "login",
    meaning:
      "Where nothing, not even the time, tells a stranger who exists: on the login page (login), at /validate/check, too (on), or nowhere (off)",
  },
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
    meaning: "How long an enrolment QR code may be used",
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
      "Whether a phone that has locked its token for good is told so (hard): old apps then block the account until a new enrolment",
  },
  lockRule: {
    name: "FAILCOUNTER_CLEAR_TIMEOUT_MINUTES",
    kind: lockRule,
    default: "",
    meaning:
      "How long a lock lasts after the last failure: longer with each further one if empty, until an administrator resets it if 0",
  },
  pinIterations: {
    name: "PIN_ITERATIONS",
    kind: wholeNumber("PBKDF2 iterations", 1000, MAX_PBKDF2_ITERATIONS),
    default: "10000",
    meaning: "What a guess at a stolen PIN hash costs; when raised, each PIN is hashed again at its next use",
  },
  pinMinLength: {
    name: "PIN_MIN_LENGTH",
    kind: wholeNumber("characters", 0, 100),
    default: "4",
    meaning: "The shortest PIN that may be given",
  },
  pinRequired: {
    name: "PIN_REQUIRED",
    kind: onOff,
    default: "off",
    meaning: "Whether a token must have a PIN; applications with a first factor of their own make tokens without",
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
    default: "0",
    meaning: "How many active tokens a user may have, any number if 0",
  },
  challengeTypeByClient: {
    name: "CHALLENGE_TYPE_BY_CLIENT",
    kind: texts.typeByClient,
    default:
      "privacyIDEA-Keycloak=push entraid-via-keycloak=push privacyidea-nextcloud=push ownCloud=push privacyIDEA-Shibboleth=push PAM=push privacyidea-cp=push",
    meaning:
      "The challenge type that a client is told, tiqr, push or smartphone, by the product in its User-Agent: some poll only for a type they know",
  },
  pollOrigins: {
    name: "POLL_ALLOWED_ORIGINS",
    kind: origins("origins, separated by spaces, or *", "must be origins such as https://app.example.org, or *", ["*"]),
    default: "*",
    meaning: "Whose web pages may poll and listen, which tells them a state and nothing else",
  },
  returnOrigins: {
    name: "ALLOWED_RETURN_ORIGINS",
    kind: origins("origins, separated by spaces", "must be origins such as https://app.example.org"),
    default: "",
    meaning: "Where the login page may send people back to, with a code; nowhere if empty",
  },
  auditRetentionMs: {
    name: "AUDIT_RETENTION_DAYS",
    kind: wholeNumber("days", 0, 36_500, DAY_MS),
    default: "0",
    meaning: "How long audit rows are kept, without end if 0",
  },
  auditHeadName: {
    name: "AUDIT_HEAD_NAME",
    kind: texts.objectName,
    default: "head",
    meaning:
      "The object that holds the newest audit checkpoint; another name only after an older database was restored",
  },
  rateLimits: {
    name: "RATE_LIMITS",
    kind: onOff,
    default: "on",
    meaning:
      "Whether the limits of [[ratelimits]] count; the counters of tokens and accounts in the database always do",
  },
  trustedProxy: {
    name: "TRUSTED_PROXY",
    kind: onOff,
    default: "on",
    meaning:
      "Whether the client's address is that of CF-Connecting-IP, which Cloudflare sets itself; off where no proxy does so, as npm run serve and dev assume",
  },
};

/** A setting as pages and GET /system/ show it: texts that could stand in wrangler.toml. */
export interface ToldSetting {
  readonly name: string;
  readonly value: string;
  readonly default: string | undefined;
  readonly unit: string;
  readonly meaning: string;
}

export const tellSettings = (settings: Settings): readonly ToldSetting[] =>
  Object.entries(SETTINGS).map(([field, setting]) =>
    tell(setting as Setting<unknown>, settings[field as keyof Settings]),
  );

const tell = <Value>({ name, kind, default: absent, meaning }: Setting<Value>, value: Value): ToldSetting => ({
  name,
  value: kind.write(value),
  default: absent,
  unit: kind.unit,
  meaning,
});
