// The addresses of a client: where a browser may be led, and what this service may call or show.
// Later they are compared as texts, so what two parsers could read differently is refused here.

import { addressFault } from "../../../lib/public-address.ts";
import type { Settings } from "../../../settings.ts";
import type { OidcClient } from "../../ports/oidc/clients.ts";

/** Longer than any application's address, and short enough for the row of a client. */
const MAX_URI_CHARACTERS = 1000;

/** RFC 3986 §2 without `*`, which would look like a wildcard, and `#` (RFC 6749 §3.1.2). */
const ALLOWED = /^[A-Za-z0-9\-._~:/?[\]@!$&'()+,;=%]+$/;

/** RFC 8252 §7.3; developers type `localhost`. No other spelling counts as loopback. */
const LOOPBACK = /^http:\/\/(127\.0\.0\.1|\[::1\]|localhost)(:\d{1,5})?(\/|\?|$)/;

/**
 * RFC 8252 §7.1: a private-use scheme is a reversed domain name and so has a dot. `javascript:`,
 * `data:` and their like have none, and would run in the name of this service.
 */
const PRIVATE_USE = /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:\/{0,3}[^/]/;

/** What developers of apps try first, such as `myapp://callback`. */
const UNDOTTED = /^(?!https?:)([a-z][a-z0-9+-]*):/i;

/** An address of an app on a person's device, such as `app.immich:///oauth-callback`. */
export const isPrivateUse = (uri: string): boolean => PRIVATE_USE.test(uri);

const WEB_HOST = "(?:[a-z0-9.-]+|\\[[0-9a-f:.]+\\])";
const AT_WEB_HOST = new RegExp(`^https?://${WEB_HOST}(?::\\d{1,5})?(?:[/?]|$)`);
const IS_WEB_HOST = new RegExp(`^${WEB_HOST}$`);

/** Browsers allow `;` and `,` in hosts, which would add directives to a policy (CSP3 §2.3.1). */
export const isWebHost = (host: string): boolean => IS_WEB_HOST.test(host);

/** An address that browsers may be sent to; `http` only on their own machine. Gives its fault. */
export function webUriFault(uri: string): string | undefined {
  const fault = textFault(uri);
  if (fault !== undefined) return fault;
  // Browsers and other software read `https:example.org`, without slashes, differently.
  if (!/^https:\/\/[^/]/.test(uri) && !LOOPBACK.test(uri)) return "must be an https address, or http to this machine";
  if (NAMES_USER.test(uri)) return "names a user";
  if (!URL.canParse(uri)) return "is no address";
  return AT_WEB_HOST.test(uri) ? undefined : "has a host with other characters than a to z, 0 to 9, dots and dashes";
}

/** The fault of an address where a person may be led back to. */
export function redirectUriFault(uri: string): string | undefined {
  if (isPrivateUse(uri))
    return (
      textFault(uri) ??
      (NAMES_USER.test(uri) ? "names a user" : undefined) ??
      (URL.canParse(uri) ? undefined : "is no address")
    );
  const [, scheme] = UNDOTTED.exec(uri) ?? [];
  if (scheme === undefined) return webUriFault(uri);
  return `must be an https address, or have a scheme with a dot, such as org.example.app:/callback: ${scheme} has none (RFC 8252 section 7.1)`;
}

/** What precedes an `@` is not a host: https://bank.example@evil.example leads to evil.example. */
const NAMES_USER = /^[^:]+:\/\/[^/?]*@/;

function textFault(uri: string): string | undefined {
  if (uri.length > MAX_URI_CHARACTERS) return `has more than ${MAX_URI_CHARACTERS} characters`;
  if (uri.includes("#")) return "has a fragment";
  if (uri.includes("*")) return "has a wildcard: each address is registered by itself";
  return ALLOWED.test(uri) ? undefined : "has a character that must be percent-encoded";
}

/** For what this service calls or browsers fetch: not an address in the operator's network. */
export function fetchedUriFault(uri: string, { webhookAllowPrivate }: Pick<Settings, "webhookAllowPrivate">) {
  const fault = webUriFault(uri);
  if (fault !== undefined || webhookAllowPrivate) return fault;
  const expected = addressFault(uri, false);
  return expected && `must be ${expected}`;
}

/** The client's picture, if browsers may fetch it. It may be registered under an older rule. */
export const pictureOf = (
  { logoUri }: Pick<OidcClient, "logoUri">,
  settings: Pick<Settings, "webhookAllowPrivate">,
): string | null => (logoUri !== undefined && fetchedUriFault(logoUri, settings) === undefined ? logoUri : null);
