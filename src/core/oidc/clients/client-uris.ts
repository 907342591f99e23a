// The addresses of a client: where a browser may be led to, and what this service may call or show. They are compared as texts
// later, so anything that two parsers could read differently is refused here.

import { addressFault } from "../../../lib/public-address.ts";
import type { Settings } from "../../../settings.ts";
import type { OidcClient } from "../../ports/oidc/clients.ts";

/** Longer than any address of an application; shorter than what makes a row of a client large. */
const MAX_URI_CHARACTERS = 1000;

/** RFC 3986 §2 without `*`, which looks like a wildcard and is none, and without `#`: RFC 6749 §3.1.2 allows no fragment. */
const ALLOWED = /^[A-Za-z0-9\-._~:/?[\]@!$&'()+,;=%]+$/;

/** RFC 8252 §7.3; `localhost` is what developers type. Other spellings of the same addresses are not loopback here. */
const LOOPBACK = /^http:\/\/(127\.0\.0\.1|\[::1\]|localhost)(:\d{1,5})?(\/|\?|$)/;

/**
 * RFC 8252 §7.1: a private-use scheme is a reversed domain name, so it has a dot. `javascript:`, `data:` and their like have none, and
 * would run in the name of this service.
 */
const PRIVATE_USE = /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:\/{0,3}[^/]/;

/** An address of an app on a person's device, such as `app.immich:///oauth-callback`. */
export const isPrivateUse = (uri: string): boolean => PRIVATE_USE.test(uri);

const WEB_HOST = "(?:[a-z0-9.-]+|\\[[0-9a-f:.]+\\])";
const AT_WEB_HOST = new RegExp(`^https?://${WEB_HOST}(?::\\d{1,5})?(?:[/?]|$)`);
const IS_WEB_HOST = new RegExp(`^${WEB_HOST}$`);

/** Browsers also take hosts with `;` or `,`, which would end a source in a page's policy and begin a directive (CSP3 §2.3.1). */
export const isWebHost = (host: string): boolean => IS_WEB_HOST.test(host);

/** An address that a browser sends a request to; `http` only to the browser's own machine. Says what is wrong with another. */
export function webUriFault(uri: string): string | undefined {
  const fault = textFault(uri);
  if (fault !== undefined) return fault;
  // Without its slashes, a browser reads `https:example.org` as one address and other software as another.
  if (!/^https:\/\/[^/]/.test(uri) && !LOOPBACK.test(uri)) return "must be an https address, or http to this machine";
  if (NAMES_USER.test(uri)) return "names a user";
  if (!URL.canParse(uri)) return "is no address";
  return AT_WEB_HOST.test(uri) ? undefined : "has a host with other characters than a to z, 0 to 9, dots and dashes";
}

/** An address where a person may be led back to. */
export const redirectUriFault = (uri: string): string | undefined =>
  isPrivateUse(uri) ? (textFault(uri) ?? (NAMES_USER.test(uri) ? "names a user" : undefined)) : webUriFault(uri);

/** A host before an `@` is none: https://bank.example@evil.example leads to evil.example. */
const NAMES_USER = /^[^:]+:\/\/[^/?]*@/;

function textFault(uri: string): string | undefined {
  if (uri.length > MAX_URI_CHARACTERS) return `has more than ${MAX_URI_CHARACTERS} characters`;
  if (uri.includes("#")) return "has a fragment";
  if (uri.includes("*")) return "has a wildcard: each address is registered by itself";
  return ALLOWED.test(uri) ? undefined : "has a character that must be percent-encoded";
}

/** An address that this service calls, or has browsers fetch. One in the operator's own network would be reached from inside. */
export function fetchedUriFault(uri: string, { webhookAllowPrivate }: Pick<Settings, "webhookAllowPrivate">) {
  const fault = webUriFault(uri);
  if (fault !== undefined || webhookAllowPrivate) return fault;
  return addressFault(uri, false) === undefined ? undefined : "must be a public address";
}

/** The client's picture, unless browsers may not be had to fetch it from there: it may have been registered under another rule. */
export const pictureOf = (
  { logoUri }: Pick<OidcClient, "logoUri">,
  settings: Pick<Settings, "webhookAllowPrivate">,
): string | null => (logoUri !== undefined && fetchedUriFault(logoUri, settings) === undefined ? logoUri : null);
