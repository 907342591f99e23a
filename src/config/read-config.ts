// The variables of the worker, read once: the settings of table.ts, and the secrets.
// A bad value stops everything. The message only names the variable: the value may be secret.

import { passwordFault } from "../core/admin/accounts/password.ts";
import type { Bootstrap } from "../core/admin/accounts/sign-in.ts";
import { longestEnrolment, longestLogin, MAX_QR_BYTES } from "../core/token/qr-capacity.ts";
import { isWrongInPhp, storedSuite } from "../core/token/suites.ts";
import { MAX_TOKENS_OF_LOGIN } from "../core/token.ts";
import type { Warning } from "../core/warning.ts";
import { type Bytes, fromBase64 } from "../lib/bytes.ts";
import { nearest } from "../lib/nearest.ts";
import type { Settings } from "../settings.ts";
import { type Setting, wordsOf } from "./kinds.ts";
import { SETTINGS, valuesOfAddress } from "./table.ts";
import { isHostName } from "./texts.ts";

export interface Config {
  /** The settings, none of which is secret. */
  readonly settings: Settings;
  /** Secret: the root keys of 32 bytes, newest first. All other keys are derived from them. */
  readonly masterKeys: readonly [Bytes, ...Bytes[]];
  /** Secret: the administrator that is made when there is none. */
  readonly bootstrapAdmin: Bootstrap | undefined;
  /** For the operator: mistyped names, settings without effect, values that trouble some phones. */
  readonly warnings: readonly Warning[];
}

export class ConfigError extends Error {
  /** The variable that is wrong, where it is one. */
  readonly variable: string | undefined;

  constructor(message: string, variable?: string) {
    super(message);
    this.variable = variable;
  }
}

/** `fault` follows the name, without a full stop. */
const wrong = (variable: string, fault: string) => new ConfigError(`${variable} ${fault}`, variable);

const READ = new WeakMap<object, Config>();

/** Throws ConfigError, naming the variable. */
export function readConfig(env: object): Config {
  const known = READ.get(env);
  if (known) return known;
  const { variable, read } = variablesOf(env);
  const settings = readSettings(variable);
  checkTrail(env, settings);
  const secrets = readSecrets(variable);
  const warnings = [
    ...mistypedVariables(env, read),
    ...halfMail(env, settings),
    ...deafNetworks(settings),
    ...troubleOfPhones(settings),
  ];
  const config = { settings, ...secrets, warnings };
  READ.set(env, config);
  return config;
}

/**
 * An absent setting has its default, so `MAX_FIAL = "3"` would silently leave MAX_FAIL at 10.
 * `read` has every name that the service reads. Values may be secret, so the message has only
 * names.
 */
const mistypedVariables = (env: object, read: ReadonlySet<string>): readonly Warning[] =>
  Object.entries(env).flatMap(([name, value]) => {
    // Bindings are objects. They have names of their own, and set nothing.
    if (read.has(name) || typeof value === "object") return [];
    const meant = nearest(name, read);
    return meant === undefined
      ? []
      : [{ code: "unknown-setting", message: `unknown setting: ${name}. Did you mean ${meant}?` }];
  });

/** Mail needs a binding and a sender. With only one of them none is sent, which nobody notices. */
function halfMail(env: object, { mailFrom, mailAdministrators, scimLinks }: Settings): readonly Warning[] {
  const isBound = "MAIL" in env && env.MAIL !== undefined;
  const noMail = (why: string): readonly Warning[] => [{ code: "no-mail", message: `no mail is sent: ${why}` }];
  if (isBound && mailFrom === "") return noMail("the binding MAIL is there, but MAIL_FROM is empty");
  const needs = {
    MAIL_FROM: mailFrom !== "",
    MAIL_ADMINISTRATORS: mailAdministrators.length > 0,
    SCIM_LINKS: scimLinks === "mail",
  };
  const [set] = Object.entries(needs).find(([, isSet]) => isSet) ?? [];
  return isBound || set === undefined ? [] : noMail(`${set} is set, but the binding MAIL is missing`);
}

/** Without a trusted proxy no client has an address, so nobody is in any of these networks. */
function deafNetworks({ applicationNetworks, proximityNetworks, trustedProxy }: Settings): readonly Warning[] {
  const without = (name: string): Warning => ({
    code: "setting-without-effect",
    message: `setting without effect: ${name}, because TRUSTED_PROXY is not on and no client's address is known`,
  });
  const networks = { APPLICATION_NETWORKS: applicationNetworks, PROXIMITY_NETWORKS: proximityNetworks };
  return Object.entries(networks).flatMap(([name, { length }]) =>
    length > 0 && trustedProxy !== "on" ? [without(name)] : [],
  );
}

/** Allowed values with which some phones cannot log in. */
function troubleOfPhones({ ocraSuite, maxActiveTokensPerUser: most }: Settings): readonly Warning[] {
  const suite = `TIQR_OCRASUITE is ${ocraSuite}: the PHP client computes its responses wrongly, other apps do not`;
  const tokens =
    `TIQR_MAX_ACTIVE_TOKEN_PER_USER is ${most}: a user may have more active tokens than ` +
    `the ${MAX_TOKENS_OF_LOGIN} that a login asks, which are the newest and those that were used last`;
  return [
    ...(isWrongInPhp(storedSuite(ocraSuite)) ? [{ code: "suite-wrong-in-php", message: suite } as const] : []),
    ...(most === 0 || most > MAX_TOKENS_OF_LOGIN ? [{ code: "tokens-not-asked", message: tokens } as const] : []),
  ];
}

/** Reads one variable. `absent` stands for one that is not set; without it, it must be set. */
type Variable = (name: string, absent?: string) => string;

/** `read` collects each name as it is read, so none is forgotten. */
function variablesOf(env: object): { readonly variable: Variable; readonly read: ReadonlySet<string> } {
  const variables = new Map<string, unknown>(Object.entries(env));
  const read = new Set<string>();
  const variable: Variable = (name, absent) => {
    read.add(name);
    const value = variables.get(name) ?? absent;
    if (value === undefined) throw wrong(name, "is missing");
    if (typeof value !== "string") throw wrong(name, "must be text");
    return value;
  };
  return { variable, read };
}

function readSettings(variable: Variable): Settings {
  const readOne = <Value>({ name, kind, default: absent }: Setting<Value>): Value => {
    const value = kind.read(variable(name, absent));
    if (value === undefined) throw wrong(name, kind.must);
    return value;
  };
  const read = Object.fromEntries(
    Object.entries(SETTINGS).map(([field, setting]) => [field, readOne(setting as Setting<unknown>)]),
  );
  const settings = complete(read as unknown as Settings);
  checkQrCapacity(settings);
  return settings;
}

/** Fills in settings that depend on another, and refuses those that conflict. */
function complete(read: Settings): Settings {
  const { publicUrl, universalLinkBase: base } = read;
  const followed = valuesOfAddress(publicUrl);
  const serviceIdentifier = read.serviceIdentifier || followed.serviceIdentifier;
  if (!isHostName(serviceIdentifier))
    throw wrong(
      "TIQR_SERVICE_IDENTIFIER",
      "must be given: the host of PUBLIC_URL is not a name that phones can compare",
    );
  if (read.urlFormat.kind === "universal" && base === "")
    throw wrong("TIQR_UNIVERSAL_LINK_BASE", 'must be given with TIQR_URL_FORMAT = "universal"');
  // An administrator's sign-in reads the account and its tokens in one database, DB.
  if (read.shardRealms.has(read.adminRealm)) throw wrong("SHARD_REALMS", "must not name ADMIN_REALM, which is in DB");
  // Tokens of ADMIN_REALM take part in no application's login, so no user could log in.
  if (read.adminRealm === read.defaultRealm) throw wrong("ADMIN_REALM", "must not be DEFAULT_REALM");
  // Browsers refuse a cookie for a domain that does not contain the host that sets it.
  const { forwardAuthDomain } = read;
  if (forwardAuthDomain !== "" && !`.${new URL(publicUrl).hostname}`.endsWith(`.${forwardAuthDomain}`))
    throw wrong("FORWARD_AUTH_DOMAIN", "must be the domain above the host of PUBLIC_URL");
  return {
    ...read,
    serviceIdentifier,
    logoUrl: read.logoUrl || followed.logoUrl,
    infoUrl: read.infoUrl || followed.infoUrl,
    urlFormat: read.urlFormat.kind === "scheme" ? read.urlFormat : { kind: "universal", base },
  };
}

/**
 * Without the bucket the setting has no effect, and must not stop whoever keeps rows for a week.
 */
function checkTrail(env: object, { auditDatabaseMs, auditRetentionMs }: Settings): void {
  if ("TRAIL" in env && env.TRAIL && auditRetentionMs > 0 && auditDatabaseMs >= auditRetentionMs)
    throw wrong("AUDIT_DATABASE_DAYS", "must be less than AUDIT_RETENTION_DAYS");
}

/** Every link must fit a QR code, even with the longest user, question and serial. */
function checkQrCapacity(settings: Settings): void {
  const tooLong = (name: string, longest: string, bytes: number) =>
    wrong(
      name,
      `must be shorter: the longest ${longest} would take ${bytes} bytes, and a QR code holds ${MAX_QR_BYTES}`,
    );
  const login = longestLogin(settings);
  const enrolment = longestEnrolment(settings);
  const inLogin = settings.urlFormat.kind === "scheme" ? "TIQR_SERVICE_DISPLAY_NAME" : "TIQR_UNIVERSAL_LINK_BASE";
  if (login > MAX_QR_BYTES) throw tooLong(inLogin, "login", login);
  if (enrolment > MAX_QR_BYTES) throw tooLong("PUBLIC_URL", "enrolment", enrolment);
}

/** Secrets are not in the table of settings, because that table is shown. */
function readSecrets(variable: Variable): Pick<Config, "masterKeys" | "bootstrapAdmin"> {
  const masterKeys = readKeys(variable("MASTER_KEY"));
  if (!masterKeys || masterKeys.length === 0)
    throw wrong("MASTER_KEY", `must be base64 of ${KEY_BYTES} bytes: make one with \`openssl rand -base64 32\``);
  const previous = readKeys(variable("MASTER_KEY_PREVIOUS", ""));
  if (!previous)
    throw wrong("MASTER_KEY_PREVIOUS", `must be base64 of ${KEY_BYTES} bytes each, separated by spaces, or empty`);
  return {
    masterKeys: [...masterKeys, ...previous] as [Bytes, ...Bytes[]],
    bootstrapAdmin: bootstrapOf(variable("BOOTSTRAP_ADMIN", "")),
  };
}

const KEY_BYTES = 32;

/** Undefined if one of the words is not a key. */
function readKeys(text: string): readonly Bytes[] | undefined {
  const keys = wordsOf(text).map(fromBase64);
  return keys.every((key): key is Bytes => key?.length === KEY_BYTES) ? keys : undefined;
}

function bootstrapOf(text: string): Bootstrap | undefined {
  if (text === "") return undefined;
  const [, name, password] = /^([^:]+):(.+)$/s.exec(text) ?? [];
  if (name === undefined || password === undefined) throw wrong("BOOTSTRAP_ADMIN", "must be name:password, or empty");
  const fault = passwordFault(name, password);
  if (fault) throw wrong("BOOTSTRAP_ADMIN", `must have another password: it ${fault}`);
  return { name, password };
}
