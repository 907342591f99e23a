// The settings of wrangler.toml, read once into a typed Config whose names tell their units.
// A bad value stops everything with the name of its setting; the value itself may be secret and is not repeated.

import * as v from "valibot";
import { passwordFault } from "./core/admin/password.ts";
import type { Bootstrap } from "./core/admin/sign-in.ts";
import type { LockRule } from "./core/token/lock.ts";
import { longestEnrolment, longestLogin, MAX_REALM, QR_MAX_BYTES } from "./core/token/qr-room.ts";
import { readTokenSuite } from "./core/token/suites.ts";
import { type Bytes, fromBase64 } from "./lib/bytes.ts";
import type { Settings } from "./settings.ts";
import { type AndroidApp, type LinkedApps, readAndroidApp, readAppleAppId } from "./tiqr/linked-apps.ts";

export interface Config {
  readonly settings: Settings;
  /** Root secrets of 32 bytes, newest first. */
  readonly masterKeys: readonly [Bytes, ...Bytes[]];
  readonly bootstrapAdmin: Bootstrap | undefined;
  readonly rateLimits: boolean;
  /** Whether the edge or a proxy in front sets CF-Connecting-IP itself. */
  readonly trustedProxy: boolean;
  /** Challenge type shown to clients, by the product in their User-Agent in lower case. */
  readonly challengeTypeByClient: ReadonlyMap<string, string>;
  /** Origins whose browsers may poll and listen; `*` is any. */
  readonly pollOrigins: readonly string[];
  /** Origins that the login page may lead back to. */
  readonly returnOrigins: readonly string[];
  /** The apps that open universal links to this host. */
  readonly linkedApps: LinkedApps;
  /** 0: for ever. */
  readonly auditRetentionMs: number;
  /** Of the object that holds the newest checkpoint of the audit trail. */
  readonly auditHeadName: string;
}

export class ConfigError extends Error {}

const ROOT_BYTES = 32;
const READ = new WeakMap<object, Config>();

/** Throws ConfigError, naming the setting. */
export function readConfig(env: object): Config {
  const known = READ.get(env);
  if (known) return known;
  const parsed = v.safeParse(SETTINGS, env);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new ConfigError(
      `${String(issue.path?.[0]?.key)} ${issue.received === "undefined" ? "is missing" : issue.message}`,
    );
  }
  const config = configOf(parsed.output);
  READ.set(env, config);
  return config;
}

const text = v.string("must be text");
const optional = v.optional(text, "");
/** Paths are added behind it, so it has no query, fragment or credentials. */
const isPlain = ({ protocol, search, hash, username, password }: URL): boolean =>
  /^https?:$/.test(protocol) && search + hash + username + password === "";
const url = (message: string) =>
  v.pipe(
    v.string(),
    v.check((text) => URL.canParse(text) && isPlain(new URL(text)), message),
    v.transform((text) => text.replace(/\/+$/, "")),
  );
const isLink = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
const optionalLink = v.pipe(
  v.optional(v.string(), ""),
  v.check((text) => text === "" || isLink(text), "must be an http or https URL, or empty"),
);
/** RFC 1035 §2.3.4: a name has at most 253 characters. */
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;
const integer = (from: number, to: number) =>
  v.pipe(
    v.string(),
    v.check(
      (text) => /^\d+$/.test(text) && Number(text) >= from && Number(text) <= to,
      `must be a whole number from ${from} to ${to}`,
    ),
    v.transform(Number),
  );
const rootSecrets = (least: number) =>
  v.pipe(
    text,
    v.transform((text) =>
      text
        .split(/[\s,]+/)
        .filter((part) => part !== "")
        .map(fromBase64),
    ),
    v.check(
      (roots) => roots.length >= least && roots.every((root) => root?.length === ROOT_BYTES),
      `must be base64 of ${ROOT_BYTES} bytes${least === 0 ? " each, separated by spaces, or empty" : ": make one with `openssl rand -base64 32`"}`,
    ),
    v.transform((roots) => roots as Bytes[]),
  );

const MOST_LOCK_MINUTES = 525_600;
const lockRule = v.pipe(
  v.string(),
  v.check(
    (text) => text === "" || (/^\d+$/.test(text) && Number(text) <= MOST_LOCK_MINUTES),
    `must be a whole number from 0 to ${MOST_LOCK_MINUTES}, or empty`,
  ),
  v.transform((text): LockRule => {
    if (text === "") return { kind: "growing" };
    return Number(text) === 0 ? { kind: "for-good" } : { kind: "fixed", ms: Number(text) * 60_000 };
  }),
);

const onOff = v.picklist(["on", "off"], 'must be "on" or "off"');
const words = v.pipe(
  v.string(),
  v.transform((text) => text.split(/[\s,]+/).filter((word) => word !== "")),
);

const realm = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9._-]*$/, "must be lower-case letters, digits, '.', '_' and '-'"),
  v.maxLength(MAX_REALM, `must be at most ${MAX_REALM} characters`),
);

const SETTINGS = v.object({
  PUBLIC_URL: url("must be the http or https URL at which phones reach this service"),
  TIQR_SERVICE_IDENTIFIER: v.pipe(
    v.optional(v.string(), ""),
    // Apps compare it as a host name: anything else would make them find no account at the first login.
    v.check((text) => text === "" || HOST_NAME.test(text), "must be a host name in lower case, or empty"),
  ),
  TIQR_SERVICE_DISPLAY_NAME: v.pipe(v.string(), v.nonEmpty("must not be empty")),
  TIQR_OCRASUITE: v.pipe(
    v.string(),
    v.check(
      (text) => readTokenSuite(text).ok,
      "must be an OCRA suite that the TiQR apps can answer, see docs/phones.md",
    ),
  ),
  TIQR_LOGO_URL: optionalLink,
  TIQR_INFO_URL: optionalLink,
  TIQR_URL_FORMAT: v.picklist(["scheme", "universal"], 'must be "scheme" or "universal"'),
  TIQR_UNIVERSAL_LINK_BASE: v.optional(
    v.union([v.literal(""), url("")], "must be an http or https URL without a query, or empty"),
    "",
  ),
  TIQR_APPLE_APP_IDS: v.optional(
    v.pipe(
      words,
      v.everyItem(
        (word) => readAppleAppId(word) !== undefined,
        "must be app ids such as A1B2C3D4E5.org.example.app, separated by spaces, or empty",
      ),
    ),
    "",
  ),
  TIQR_ANDROID_APPS: v.optional(
    v.pipe(
      words,
      v.everyItem(
        (word) => readAndroidApp(word) !== undefined,
        "must be package=SHA256:fingerprint pairs, the fingerprint 32 bytes in hex with colons between, or empty",
      ),
      v.transform((pairs) => pairs.map((pair) => readAndroidApp(pair) as AndroidApp)),
    ),
    "",
  ),
  DEFAULT_REALM: realm,
  ADMIN_REALM: realm,
  ADMIN_SECOND_FACTOR: v.picklist(["optional", "required"], 'must be "optional" or "required"'),
  CHALLENGE_VALIDITY_SECONDS: integer(1, 3600),
  ENROLLMENT_VALIDITY_SECONDS: integer(1, 7 * 24 * 3600),
  MAX_FAIL: integer(1, 1000),
  PHONE_BLOCK: v.picklist(["hard", "soft"], 'must be "hard" or "soft"'),
  PIN_ITERATIONS: integer(1000, 100_000),
  FAILCOUNTER_CLEAR_TIMEOUT_MINUTES: lockRule,
  PIN_MIN_LENGTH: integer(0, 100),
  PIN_REQUIRED: onOff,
  TIQR_MAX_TOKEN_PER_USER: integer(0, 1000),
  TIQR_MAX_ACTIVE_TOKEN_PER_USER: integer(0, 1000),
  FOLD_USER_CASE: onOff,
  HIDE_UNKNOWN_USERS: v.picklist(["login", "on", "off"], 'must be "login", "on" or "off"'),
  CHALLENGE_TYPE_BY_CLIENT: v.pipe(
    words,
    v.everyItem(
      (word) => /^[^=]+=(tiqr|push|smartphone)$/.test(word),
      "must be product=type pairs, the types tiqr, push or smartphone",
    ),
    v.transform((pairs) => new Map(pairs.map((pair) => pair.toLowerCase().split("=") as [string, string]))),
  ),
  POLL_ALLOWED_ORIGINS: v.pipe(
    words,
    v.everyItem(
      // A star inside an origin would be taken for a pattern, which it is not.
      (word) => word === "*" || (!word.includes("*") && URL.canParse(word) && new URL(word).origin === word),
      "must be origins such as https://app.example.org, or *",
    ),
  ),
  ALLOWED_RETURN_ORIGINS: v.pipe(
    words,
    v.everyItem(
      (word) => /^https?:/.test(word) && !word.includes("*") && URL.canParse(word) && new URL(word).origin === word,
      "must be origins such as https://app.example.org",
    ),
  ),
  AUDIT_RETENTION_DAYS: integer(0, 36_500),
  AUDIT_HEAD_NAME: v.pipe(
    text,
    v.regex(/^[\w.-]{1,64}$/, "must be 1 to 64 letters, digits, dots, dashes or underscores"),
  ),
  RATE_LIMITS: onOff,
  TRUSTED_PROXY: onOff,
  MASTER_KEY: rootSecrets(1),
  MASTER_KEY_PREVIOUS: v.optional(rootSecrets(0), ""),
  BOOTSTRAP_ADMIN: v.pipe(optional, v.regex(/^$|^[^:]+:.+$/s, "must be name:password, or empty")),
});

function configOf(env: v.InferOutput<typeof SETTINGS>): Config {
  const serviceIdentifier = env.TIQR_SERVICE_IDENTIFIER || new URL(env.PUBLIC_URL).hostname;
  if (!HOST_NAME.test(serviceIdentifier))
    throw new ConfigError(
      "TIQR_SERVICE_IDENTIFIER must be given: the host of PUBLIC_URL is not a name that phones can compare",
    );
  if (env.TIQR_URL_FORMAT === "universal" && env.TIQR_UNIVERSAL_LINK_BASE === "")
    throw new ConfigError('TIQR_UNIVERSAL_LINK_BASE must be given with TIQR_URL_FORMAT = "universal"');
  // Its tokens take part in no application's logins, so nobody's would.
  if (env.ADMIN_REALM === env.DEFAULT_REALM) throw new ConfigError("ADMIN_REALM must not be DEFAULT_REALM");
  const settings: Settings = {
    publicUrl: env.PUBLIC_URL,
    serviceIdentifier,
    serviceDisplayName: env.TIQR_SERVICE_DISPLAY_NAME,
    logoUrl: env.TIQR_LOGO_URL || `${env.PUBLIC_URL}/logo.png`,
    infoUrl: env.TIQR_INFO_URL || env.PUBLIC_URL,
    urlFormat:
      env.TIQR_URL_FORMAT === "scheme" ? { kind: "scheme" } : { kind: "universal", base: env.TIQR_UNIVERSAL_LINK_BASE },
    ocraSuite: env.TIQR_OCRASUITE,
    defaultRealm: env.DEFAULT_REALM,
    adminRealm: env.ADMIN_REALM,
    phonesRequired: env.ADMIN_SECOND_FACTOR === "required",
    challengeValidityMs: env.CHALLENGE_VALIDITY_SECONDS * 1000,
    enrolmentValidityMs: env.ENROLLMENT_VALIDITY_SECONDS * 1000,
    maxFail: env.MAX_FAIL,
    blocksPhone: env.PHONE_BLOCK === "hard",
    pinIterations: env.PIN_ITERATIONS,
    lockRule: env.FAILCOUNTER_CLEAR_TIMEOUT_MINUTES,
    pinMinLength: env.PIN_MIN_LENGTH,
    pinRequired: env.PIN_REQUIRED === "on",
    maxTokensPerUser: env.TIQR_MAX_TOKEN_PER_USER,
    maxActiveTokensPerUser: env.TIQR_MAX_ACTIVE_TOKEN_PER_USER,
    foldUserCase: env.FOLD_USER_CASE === "on",
    hidesUsers: env.HIDE_UNKNOWN_USERS === "on",
    hidesUsersAtLogin: env.HIDE_UNKNOWN_USERS !== "off",
  };
  checkRoom(settings);
  return {
    settings,
    masterKeys: [...env.MASTER_KEY, ...env.MASTER_KEY_PREVIOUS] as [Bytes, ...Bytes[]],
    bootstrapAdmin: bootstrapOf(env.BOOTSTRAP_ADMIN),
    rateLimits: env.RATE_LIMITS === "on",
    trustedProxy: env.TRUSTED_PROXY === "on",
    challengeTypeByClient: env.CHALLENGE_TYPE_BY_CLIENT,
    pollOrigins: env.POLL_ALLOWED_ORIGINS,
    returnOrigins: env.ALLOWED_RETURN_ORIGINS,
    linkedApps: { apple: env.TIQR_APPLE_APP_IDS, android: env.TIQR_ANDROID_APPS },
    auditRetentionMs: env.AUDIT_RETENTION_DAYS * 24 * 3600 * 1000,
    auditHeadName: env.AUDIT_HEAD_NAME,
  };
}

function bootstrapOf(text: string): Bootstrap | undefined {
  if (text === "") return undefined;
  const colon = text.indexOf(":");
  const [name, password] = [text.slice(0, colon), text.slice(colon + 1)];
  const fault = passwordFault(name, password);
  if (fault) throw new ConfigError(`BOOTSTRAP_ADMIN must have another password: it ${fault}`);
  return { name, password };
}

/** Whatever user, question and serial a link gets, it must fit a QR code. */
function checkRoom(settings: Settings): void {
  const tooLong = (name: string, longest: string, bytes: number) =>
    new ConfigError(
      `${name} must be shorter: the longest ${longest} would take ${bytes} bytes, and a QR code holds ${QR_MAX_BYTES}`,
    );
  const [login, enrolment] = [longestLogin(settings), longestEnrolment(settings)];
  const inLogin = settings.urlFormat.kind === "scheme" ? "TIQR_SERVICE_DISPLAY_NAME" : "TIQR_UNIVERSAL_LINK_BASE";
  if (login > QR_MAX_BYTES) throw tooLong(inLogin, "login", login);
  if (enrolment > QR_MAX_BYTES) throw tooLong("PUBLIC_URL", "enrolment", enrolment);
}
