// Reads the values of a client's metadata (./client-metadata.ts), each by itself.

import { Fault, type Reader } from "../../../lib/read-schema.ts";
import { hasUnseen, UNSEEN_FAULT } from "../../../lib/unseen.ts";
import type { Settings } from "../../../settings.ts";
import { MAX_REALM_CHARACTERS } from "../../token/qr-capacity.ts";
import { SCOPES } from "./client.ts";
import { type PublicKeys, readPublicKeys } from "./client-keys.ts";
import type { GrantSettings } from "./grant-types.ts";

export type ClientSettings = Pick<Settings, "adminRealm" | "forwardAuthDomain" | "publicUrl" | "webhookAllowPrivate"> &
  GrantSettings;

/** No application has more, and each sign-in reads the client's row. */
const MAX_ITEMS = 50;

/** A list of different texts. */
export const different =
  (read: Reader<string>): Reader<readonly string[]> =>
  (value) => {
    if (!Array.isArray(value)) return new Fault("must be a list");
    if (value.length > MAX_ITEMS) return new Fault(`has more than ${MAX_ITEMS} entries`);
    const items = value.map(read);
    return items.find((item) => item instanceof Fault) ?? [...new Set(items as string[])];
  };

/** It goes into a QR code's address, next to the name of the user. */
const MAX_NAME_CHARACTERS = 64;

export const name: Reader<string> = (value) => {
  if (typeof value !== "string") return new Fault("must be a text");
  // The page shows the name, which must not pass for another one.
  if (hasUnseen(value)) return new Fault(UNSEEN_FAULT);
  const text = value.trim();
  if (text === "") return new Fault("is empty");
  return [...text].length > MAX_NAME_CHARACTERS ? new Fault(`has more than ${MAX_NAME_CHARACTERS} characters`) : text;
};

export const uri =
  (fault: (text: string) => string | undefined): Reader<string> =>
  (value) => {
    if (typeof value !== "string") return new Fault("must be a text");
    const wrong = fault(value);
    return wrong === undefined ? value : new Fault(wrong);
  };

export const scopes: Reader<string> = (value) => {
  if (typeof value !== "string") return new Fault("must be a text of names separated by spaces");
  const names = new Set(value.split(/ +/).filter((scope) => scope !== ""));
  const unknown = [...names].some((scope) => !SCOPES.includes(scope as (typeof SCOPES)[number]));
  if (unknown) return new Fault(`may have ${SCOPES.join(", ")}`);
  return names.has("openid") ? SCOPES.filter((scope) => names.has(scope)).join(" ") : new Fault("must have openid");
};

export const readKeySet: Reader<PublicKeys> = (value) => {
  const read = readPublicKeys(value);
  return typeof read === "string" ? new Fault(read) : read;
};

/** As long as fits next to any user, without control characters and half characters. */
const REALM = new RegExp(`^[^\\p{Cc}\\ud800-\\udfff]{1,${MAX_REALM_CHARACTERS}}$`, "u");

export const realmOf =
  ({ adminRealm }: ClientSettings): Reader<string> =>
  (value) => {
    if (typeof value !== "string" || !REALM.test(value)) return new Fault("must be a list of names of realms");
    const realm = value.toLowerCase();
    // The tokens of administrators open the console and must open nothing else.
    return realm === adminRealm ? new Fault("has ADMIN_REALM, whose tokens are for administration only") : realm;
  };

/** A host name that browsers send unchanged: letters, digits and dashes (RFC 1123 §2.1). */
const HOST = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

export const hostOf =
  ({ forwardAuthDomain, publicUrl }: ClientSettings): Reader<string> =>
  (value) => {
    if (forwardAuthDomain === "") return new Fault("needs the setting FORWARD_AUTH_DOMAIN");
    const host = typeof value === "string" ? value.toLowerCase() : "";
    // Browsers send the cookie of forward authentication only to hosts below this domain.
    if (!HOST.test(host) || !host.endsWith(`.${forwardAuthDomain}`))
      return new Fault(`must be a list of host names below ${forwardAuthDomain}, without ports`);
    return host === new URL(publicUrl).hostname ? new Fault("has the host of this service") : host;
  };
