// The kinds of texts that only this service's settings have: addresses, names, suites and others.

import { isMailAddress } from "../core/mail-address.ts";
import { SELF_SERVICE_ACTS, type SelfServiceAct } from "../core/self-service.ts";
import { MAX_REALM_CHARACTERS } from "../core/token/qr-capacity.ts";
import { ALLOWED_SESSIONS, readTokenSuite } from "../core/token/suites.ts";
import { type Network, readNetwork } from "../lib/network.ts";
import { type AndroidApp, isAppleAppId, readAndroidApp, writeAndroidApp } from "../tiqr/linked-apps.ts";
import { type Kind, listKind, textKind, wordKind, wordsOf } from "./kinds.ts";

/** Paths are appended to it, so no query or fragment; and no credentials, as settings are shown. */
function readBase(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, search, hash, username, password } = new URL(text);
  const isPlain = /^https?:$/.test(protocol) && search + hash + username + password === "";
  return isPlain ? text.replace(/\/+$/, "") : undefined;
}

export const publicUrl: Kind<string> = {
  unit: "URL",
  must: "must be the http or https URL at which phones reach this service",
  read: readBase,
  write: (url) => url,
};

export const baseOrEmpty: Kind<string> = {
  unit: "URL, or empty",
  must: "must be an http or https URL without a query, or empty",
  read: (text) => (text === "" ? "" : readBase(text)),
  write: (url) => url,
};

/** PINs and administrators' tokens go there, so only a server on this machine may lack TLS. */
export const upstreamOrEmpty: Kind<string> = {
  unit: "URL, or empty",
  must: "must be an https URL without a query (or http to a loopback address), or empty",
  read: (text) => {
    const base = text === "" ? "" : readBase(text);
    if (!base) return base;
    const { protocol, hostname } = new URL(base);
    return protocol === "https:" || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname) ? base : undefined;
  },
  write: (url) => url,
};

export const linkOrEmpty = textKind(
  "URL, or empty",
  "must be an http or https URL, or empty",
  (text) => text === "" || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)),
);

/** Apps compare host names, and find no account with anything else. Length: RFC 1035 §2.3.4. */
export const isHostName = (text: string): boolean => /^(?=.{1,253}$)[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(text);

export const hostOrEmpty = textKind(
  "host name in lower case, or empty",
  "must be a host name in lower case, or empty",
  (text) => text === "" || isHostName(text),
);

export const hosts = wordKind(
  "host names in lower case, separated by spaces, or empty",
  "must be host names in lower case, separated by spaces, or empty",
  isHostName,
);

/** Compared with a URL's path, where browsers and servers may encode other characters. */
export const phonePaths = wordKind(
  "paths, separated by spaces, or empty",
  "must be paths such as /tiqr.php, separated by spaces, without a query, or empty",
  (word) => /^(\/[\w.~-]+)+$/.test(word),
);

export const domainOrEmpty = textKind(
  "domain in lower case, or empty",
  "must be a domain in lower case such as example.org, or empty",
  (text) => text === "" || (isHostName(text) && text.includes(".")),
);

export const emailTemplate = textKind(
  "text with {user}, or empty",
  "must be an e-mail address with {user} in it, such as {user}@example.org, or empty",
  (text) => text === "" || (text.includes("{user}") && /^[^\s@]+@[^\s@]+$/.test(text)),
);

export const addressOrEmpty = textKind(
  "e-mail address, or empty",
  "must be an e-mail address, or empty",
  (text) => text === "" || isMailAddress(text),
);

export const addresses = wordKind(
  "e-mail addresses, separated by spaces, or empty",
  "must be e-mail addresses, separated by spaces, or empty",
  isMailAddress,
);

export const colourOrEmpty = textKind("#rrggbb, or empty", "must be a colour such as #1a4773, or empty", (text) =>
  /^(#[0-9a-f]{6})?$/.test(text),
);

export const helpOrEmpty = textKind(
  "URL, or empty",
  "must be an http, https, mailto or tel URL, or empty",
  (text) => text === "" || (URL.canParse(text) && /^(https?|mailto|tel):$/.test(new URL(text).protocol)),
);

/** It stands in a line of a file that everybody reads: no second line, and no credentials. */
export const contactOrEmpty = textKind(
  "mailto: or https: address, or empty",
  "must be a mailto: or https: address such as mailto:security@example.org, or empty",
  (text) => {
    if (text === "") return true;
    if (!/^[\x21-\x7e]+$/.test(text) || !URL.canParse(text)) return false;
    const { protocol, pathname, username, password } = new URL(text);
    return protocol === "mailto:" ? isMailAddress(pathname) : protocol === "https:" && username + password === "";
  },
);

export const lineOrEmpty = textKind(
  "text of at most 200 characters, or empty",
  "must be a line of at most 200 characters, or empty",
  (text) => text.length <= 200 && !/\p{Cc}/u.test(text),
);

export const realm = textKind(
  `lower-case letters, digits, '.', '_', '-', at most ${MAX_REALM_CHARACTERS}`,
  `must be at most ${MAX_REALM_CHARACTERS} lower-case letters, digits, '.', '_' and '-', a letter or digit first`,
  (text) => text.length <= MAX_REALM_CHARACTERS && /^[a-z0-9][a-z0-9._-]*$/.test(text),
);

export const suite = textKind(
  "OCRA suite",
  `must be an OCRA suite that the TiQR apps can answer (a session only as ${ALLOWED_SESSIONS}), see docs/phones.md`,
  (text) => readTokenSuite(text).ok,
);

export const objectName = textKind(
  "1 to 64 letters, digits, '.', '-', '_'",
  "must be 1 to 64 letters, digits, dots, dashes or underscores",
  (text) => /^[\w.-]{1,64}$/.test(text),
);

export const networks: Kind<readonly Network[]> = listKind(
  "networks such as 192.0.2.0/24, separated by spaces, or empty",
  "must be IPv4 or IPv6 networks such as 192.0.2.0/24 or 2001:db8::/64, without bits behind the prefix, separated " +
    "by spaces, or empty",
  readNetwork,
  ({ text }) => text,
);

export const appleApps = wordKind(
  "TEAMID.bundle, separated by spaces",
  "must be app ids such as A1B2C3D4E5.org.example.app, separated by spaces, or empty",
  isAppleAppId,
);

export const androidApps: Kind<readonly AndroidApp[]> = listKind(
  "package=SHA256:fingerprint, separated by spaces",
  "must be package=SHA256:fingerprint pairs, the fingerprint 32 bytes in hex with colons between, or empty",
  readAndroidApp,
  writeAndroidApp,
);

export const typeByClient: Kind<ReadonlyMap<string, string>> = {
  unit: "product=type, separated by spaces",
  must: "must be product=type pairs, the types tiqr, push or smartphone",
  read: (text) => {
    const pairs = wordsOf(text);
    if (!pairs.every((pair) => /^[^=]+=(tiqr|push|smartphone)$/.test(pair))) return undefined;
    return new Map(pairs.map((pair) => pair.toLowerCase().split("=") as [string, string]));
  },
  write: (types) => [...types].map((pair) => pair.join("=")).join(" "),
};

export const selfService: Kind<readonly SelfServiceAct[]> = listKind(
  `${SELF_SERVICE_ACTS.join(", ")}, separated by spaces, or empty`,
  `must be words among ${SELF_SERVICE_ACTS.join(", ")}, separated by spaces, or empty`,
  (word) => SELF_SERVICE_ACTS.find((act) => act === word),
  (act) => act,
);
