// Defines each setting once: its name in wrangler.toml, how it is read and written, its default, and one sentence about its effect.
// GET /system/, the console's page and docs/settings.md (`npm run docs`) show this table.

import { RECOMMENDED_SUITE } from "../core/token/suites.ts";
import type { Settings } from "../settings.ts";
import type { UrlFormat } from "../tiqr/urls.ts";
import { choice, type Kind, lockRule, onOff, origins, text, wholeNumber } from "./kinds.ts";
import * as shards from "./shards.ts";
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

/** They are shown in this order. */
export const SETTINGS: { readonly [Field in keyof Settings]: Setting<Settings[Field]> } = {
  publicUrl: {
    name: "PUBLIC_URL",
    kind: texts.publicUrl,
    default: undefined,
    meaning:
      "The address of the service for phones and applications; phones keep it, so an old host must still reach the service",
  },
  serviceIdentifier: {
    name: "TIQR_SERVICE_IDENTIFIER",
    kind: texts.hostOrEmpty,
    default: "",
    meaning:
      "The name under which phones file their accounts, the host of PUBLIC_URL if empty; changing it orphans every enrolled phone",
  },
  otherServiceIdentifiers: {
    name: "TIQR_SERVICE_IDENTIFIERS_ALSO",
    kind: texts.hosts,
    default: "",
    meaning:
      "The names of services whose phones were taken over; a login's QR code carries the name under which the phones of its user have the account",
  },
  phonePaths: {
    name: "PHONE_PATHS",
    kind: texts.phonePaths,
    default: "/tiqr.php /tiqr/tiqr.php /tiqr/authentication",
    meaning: "Where phones that were enrolled elsewhere post their answers, beside every path that ends in /ttype/tiqr",
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
    meaning:
      "How new tokens compute their responses; keep one suite per service, because apps keep the first one they see",
  },
  logoUrl: {
    name: "TIQR_LOGO_URL",
    kind: texts.linkOrEmpty,
    default: "",
    meaning:
      "The logo that phones show, this service's /logo.png if empty; iOS gives up an enrolment if it cannot load it",
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
      "The links in QR codes: tiqrauth:// (scheme), which every app reads, or https (universal), which only apps since 2020 read",
  },
  universalLinkBase: {
    name: "TIQR_UNIVERSAL_LINK_BASE",
    kind: texts.baseOrEmpty,
    default: "",
    meaning: "The origin of the https links in QR codes, required if TIQR_URL_FORMAT is universal",
  },
  appleApps: {
    name: "TIQR_APPLE_APP_IDS",
    kind: texts.appleApps,
    default: "",
    meaning: "The iOS apps that open https links to this host, listed at /.well-known/apple-app-site-association",
  },
  androidApps: {
    name: "TIQR_ANDROID_APPS",
    kind: texts.androidApps,
    default: "",
    meaning:
      "The Android apps that open https links to this host, with the certificate that signs them, listed at /.well-known/assetlinks.json",
  },
  defaultRealm: {
    name: "DEFAULT_REALM",
    kind: texts.realm,
    default: "default",
    meaning: "The realm of users who are named without one",
  },
  adminRealm: {
    name: "ADMIN_REALM",
    kind: texts.realm,
    default: "administrators",
    meaning:
      "The realm of administrators' own tokens, under the names of their accounts, only for /auth; it must not be DEFAULT_REALM",
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
    meaning: "Whether user names that differ only in case are one user; decide before the first user",
  },
  hidesUsers: {
    name: "HIDE_UNKNOWN_USERS",
    kind: choice({ login: "at-login", on: "everywhere", off: "nowhere" }),
    default: "login",
    meaning:
      "Where nothing, not even the time, shows a stranger whether a user exists: on the login page (login), also at /validate/check (on), or nowhere (off)",
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
      "Whether a phone is told that it has locked its token for good (hard) or not (soft); old apps that are told block the account until a new enrolment",
  },
  lockRule: {
    name: "FAILCOUNTER_CLEAR_TIMEOUT_MINUTES",
    kind: lockRule,
    default: "",
    meaning:
      "How long a lock lasts after the last failure: longer with each further lock if empty, until an administrator resets it if 0",
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
    default: "0",
    meaning: "How many active tokens a user may have, any number if 0",
  },
  challengeTypeByClient: {
    name: "CHALLENGE_TYPE_BY_CLIENT",
    kind: texts.typeByClient,
    default:
      "privacyIDEA-Keycloak=push entraid-via-keycloak=push privacyidea-nextcloud=push ownCloud=push privacyIDEA-Shibboleth=push PAM=push privacyidea-cp=push",
    meaning:
      "The challenge type for a client (tiqr, push or smartphone), by the product in its User-Agent: some poll only for a type they know",
  },
  pollOrigins: {
    name: "POLL_ALLOWED_ORIGINS",
    kind: origins("origins, separated by spaces, or *", "must be origins such as https://app.example.org, or *", ["*"]),
    default: "*",
    meaning: "The origins whose web pages may poll and listen, which shows them only a state",
  },
  sessionIdleMs: {
    name: "SESSION_IDLE_MINUTES",
    kind: wholeNumber("minutes", 1, 7 * 24 * 60, 60_000),
    default: "60",
    meaning: "After how long without use a person has to sign in again in a browser",
  },
  sessionMaxMs: {
    name: "SESSION_MAX_HOURS",
    kind: wholeNumber("hours", 1, 30 * 24, 3_600_000),
    default: "12",
    meaning: "After how long a person has to sign in again in a browser in any case",
  },
  forwardAuthDomain: {
    name: "FORWARD_AUTH_DOMAIN",
    kind: texts.domainOrEmpty,
    default: "",
    meaning:
      "The common parent domain of this service and of the hosts behind a proxy that asks it; no forward authentication if empty",
  },
  emailTemplate: {
    name: "EMAIL_TEMPLATE",
    kind: texts.emailTemplate,
    default: "",
    meaning: "The e-mail address of users without one, such as {user}@example.org ({realm} too); none if empty",
  },
  selfService: {
    name: "SELF_SERVICE",
    kind: texts.selfService,
    default: "remove pin",
    meaning:
      "What signed-in people may do to the protection of their own account, each time confirmed by a phone: add another, remove one, change the PIN, make recovery codes",
  },
  brandColor: {
    name: "BRAND_COLOR",
    kind: texts.colourOrEmpty,
    default: "",
    meaning:
      "The colour of buttons and links on pages, made darker or lighter until it is legible; this service's own if empty",
  },
  brandLogoUrl: {
    name: "BRAND_LOGO_URL",
    kind: texts.linkOrEmpty,
    default: "",
    meaning: "The logo at the top of pages, this service's own if empty",
  },
  helpUrl: {
    name: "HELP_URL",
    kind: texts.helpOrEmpty,
    default: "",
    meaning: "Where people find help: an http or https page, mailto: or tel:; pages link to it, and to none if empty",
  },
  helpText: {
    name: "HELP_TEXT",
    kind: texts.lineOrEmpty,
    default: "",
    meaning: "What the pages say of the help, such as a name and a telephone number",
  },
  upstream: {
    name: "UPSTREAM_PRIVACYIDEA",
    kind: texts.upstreamOrEmpty,
    default: "",
    meaning:
      "The privacyIDEA server that gets all requests for what this service does not hold, during a move; none if empty",
  },
  webhookAllowPrivate: {
    name: "WEBHOOK_ALLOW_PRIVATE",
    kind: onOff,
    default: "off",
    meaning: "Whether events may be sent to addresses that are not public, and by http, which is for tests",
  },
  auditRetentionMs: {
    name: "AUDIT_RETENTION_DAYS",
    kind: wholeNumber("days", 0, 36_500, DAY_MS),
    default: "0",
    meaning: "How long audit rows are kept, without limit if 0",
  },
  auditHeadName: {
    name: "AUDIT_HEAD_NAME",
    kind: texts.objectName,
    default: "head",
    meaning:
      "The object that holds the newest audit checkpoint; change the name only after restoring an older database",
  },
  shardSlots: {
    name: "SHARD_SLOTS",
    kind: shards.shardSlots,
    default: "",
    meaning: "Which of the 256 slots of users are in which database; all others are in DB",
  },
  shardRealms: {
    name: "SHARD_REALMS",
    kind: shards.shardRealms,
    default: "",
    meaning: "Realms that have a database of their own, whatever the slots of their users",
  },
  shardMoving: {
    name: "SHARD_MOVING",
    kind: shards.slotRanges,
    default: "",
    meaning: "Slots that are being moved to another database; requests about their users get status 503 meanwhile",
  },
  rateLimits: {
    name: "RATE_LIMITS",
    kind: onOff,
    default: "on",
    meaning:
      "Whether the limits of [[ratelimits]] are used; the counters of tokens and accounts in the database always are",
  },
  trustedProxy: {
    name: "TRUSTED_PROXY",
    kind: onOff,
    default: "on",
    meaning:
      "Whether CF-Connecting-IP is the client's address, as Cloudflare sets it; off if no proxy does so, as npm run serve and dev assume",
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
