// The settings of wrangler.toml, read once into a typed Config whose names tell their units.
// A bad value stops everything with the name of its setting; the value itself may be secret and is not repeated.

import * as v from "valibot";
import type { Settings } from "./core/ports.ts";
import type { Bootstrap } from "./core/sign-in.ts";
import { readTokenSuite } from "./core/suites.ts";
import { type Bytes, fromBase64 } from "./lib/bytes.ts";

export interface Config {
  readonly settings: Settings;
  /** Root secrets of 32 bytes, newest first. */
  readonly masterKeys: readonly [Bytes, ...Bytes[]];
  readonly bootstrapAdmin: Bootstrap | undefined;
  readonly rateLimits: boolean;
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
const url = (message: string) =>
  v.pipe(
    v.string(),
    v.check((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), message),
    v.transform((text) => text.replace(/\/+$/, "")),
  );
const optionalUrl = v.union([v.literal(""), url("")], "must be an http or https URL, or empty");
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

const SETTINGS = v.object({
  PUBLIC_URL: url("must be the http or https URL at which phones reach this service"),
  TIQR_SERVICE_IDENTIFIER: v.pipe(
    v.optional(v.string(), ""),
    // Apps compare it as a host name: anything else would make them find no account at the first login.
    v.regex(/^$|^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "must be a host name in lower case, or empty"),
  ),
  TIQR_SERVICE_DISPLAY_NAME: v.pipe(v.string(), v.nonEmpty("must not be empty")),
  TIQR_OCRASUITE: v.pipe(
    v.string(),
    v.check(
      (text) => readTokenSuite(text).ok,
      "must be an OCRA suite that the TiQR apps can answer, see docs/phones.md",
    ),
  ),
  TIQR_LOGO_URL: v.optional(optionalUrl, ""),
  TIQR_INFO_URL: v.optional(optionalUrl, ""),
  TIQR_URL_FORMAT: v.picklist(["scheme", "universal"], 'must be "scheme" or "universal"'),
  TIQR_UNIVERSAL_LINK_BASE: v.optional(optionalUrl, ""),
  DEFAULT_REALM: v.pipe(
    v.string(),
    v.regex(/^[a-z0-9][a-z0-9._-]*$/, "must be lower-case letters, digits, '.', '_' and '-'"),
  ),
  CHALLENGE_VALIDITY_SECONDS: integer(1, 3600),
  ENROLLMENT_VALIDITY_SECONDS: integer(1, 7 * 24 * 3600),
  MAX_FAIL: integer(1, 1000),
  PIN_ITERATIONS: integer(1000, 100_000),
  RATE_LIMITS: v.picklist(["on", "off"], 'must be "on" or "off"'),
  MASTER_KEY: rootSecrets(1),
  MASTER_KEY_PREVIOUS: v.optional(rootSecrets(0), ""),
  BOOTSTRAP_ADMIN: v.pipe(optional, v.regex(/^$|^[^:]+:.+$/s, "must be name:password, or empty")),
});

function configOf(env: v.InferOutput<typeof SETTINGS>): Config {
  const serviceIdentifier = env.TIQR_SERVICE_IDENTIFIER || new URL(env.PUBLIC_URL).hostname;
  if (serviceIdentifier.startsWith("["))
    throw new ConfigError("TIQR_SERVICE_IDENTIFIER must be given: PUBLIC_URL has no host name");
  if (env.TIQR_URL_FORMAT === "universal" && env.TIQR_UNIVERSAL_LINK_BASE === "")
    throw new ConfigError('TIQR_UNIVERSAL_LINK_BASE must be given with TIQR_URL_FORMAT = "universal"');
  const colon = env.BOOTSTRAP_ADMIN.indexOf(":");
  return {
    settings: {
      publicUrl: env.PUBLIC_URL,
      serviceIdentifier,
      serviceDisplayName: env.TIQR_SERVICE_DISPLAY_NAME,
      logoUrl: env.TIQR_LOGO_URL || `${env.PUBLIC_URL}/logo.png`,
      infoUrl: env.TIQR_INFO_URL || env.PUBLIC_URL,
      urlFormat:
        env.TIQR_URL_FORMAT === "scheme"
          ? { kind: "scheme" }
          : { kind: "universal", base: env.TIQR_UNIVERSAL_LINK_BASE },
      ocraSuite: env.TIQR_OCRASUITE,
      defaultRealm: env.DEFAULT_REALM,
      challengeValidityMs: env.CHALLENGE_VALIDITY_SECONDS * 1000,
      enrollmentValidityMs: env.ENROLLMENT_VALIDITY_SECONDS * 1000,
      maxFail: env.MAX_FAIL,
      pinIterations: env.PIN_ITERATIONS,
    },
    masterKeys: [...env.MASTER_KEY, ...env.MASTER_KEY_PREVIOUS] as [Bytes, ...Bytes[]],
    bootstrapAdmin:
      colon < 0
        ? undefined
        : { name: env.BOOTSTRAP_ADMIN.slice(0, colon), password: env.BOOTSTRAP_ADMIN.slice(colon + 1) },
    rateLimits: env.RATE_LIMITS === "on",
  };
}
