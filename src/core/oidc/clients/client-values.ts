// Reads the values of a client's metadata (./client-metadata.ts), each by itself.

import { hasUnseen, UNSEEN_FAULT } from "../../../lib/unseen.ts";
import type { Settings } from "../../../settings.ts";
import { MAX_REALM_CHARACTERS } from "../../token/qr-room.ts";
import { SCOPES } from "./client.ts";
import { type PublicKeys, readKeys } from "./client-keys.ts";
import { type Fault, faultOf, type Reader } from "./readers.ts";

export type ClientSettings = Pick<Settings, "adminRealm" | "forwardAuthDomain" | "publicUrl" | "webhookAllowPrivate">;

/** It stands in the address of a QR code, beside the name of the user. */
const MAX_NAME_CHARACTERS = 64;

export const name: Reader<string> = (value) => {
  if (typeof value !== "string") return faultOf("must be a text");
  // The page shows the name, and it must not read like another one's.
  if (hasUnseen(value)) return faultOf(UNSEEN_FAULT);
  const text = value.trim();
  if (text === "") return faultOf("is empty");
  return [...text].length > MAX_NAME_CHARACTERS ? faultOf(`has more than ${MAX_NAME_CHARACTERS} characters`) : text;
};

export const uri =
  (fault: (text: string) => string | undefined): Reader<string> =>
  (value) => {
    if (typeof value !== "string") return faultOf("must be a text");
    const found = fault(value);
    return found === undefined ? value : faultOf(found);
  };

export const scopes: Reader<string> = (value) => {
  if (typeof value !== "string") return faultOf("must be a text of names separated by spaces");
  const asked = new Set(value.split(/ +/).filter((scope) => scope !== ""));
  const unknown = [...asked].some((scope) => !SCOPES.includes(scope as (typeof SCOPES)[number]));
  if (unknown) return faultOf(`may have ${SCOPES.join(", ")}`);
  return asked.has("openid") ? SCOPES.filter((scope) => asked.has(scope)).join(" ") : faultOf("must have openid");
};

export const keys: Reader<PublicKeys> = (value) => {
  const read = readKeys(value);
  return typeof read === "string" ? faultOf(read) : read;
};

/** As long as a realm beside a user of any length can be, without control characters and halves of characters. */
const REALM = new RegExp(`^[^\\p{Cc}\\ud800-\\udfff]{1,${MAX_REALM_CHARACTERS}}$`, "u");

export const realmOf =
  ({ adminRealm }: ClientSettings): Reader<string> =>
  (value) => {
    if (typeof value !== "string" || !REALM.test(value)) return faultOf("must be a list of names of realms");
    const realm = value.toLowerCase();
    // The tokens of administrators open the console and must not open anything else.
    return realm === adminRealm ? faultOf("has ADMIN_REALM, whose tokens are for administration only") : realm;
  };

/** A host name that a browser sends unchanged: labels of letters, digits and dashes, RFC 1123 §2.1. */
const HOST = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

export const hostOf =
  ({ forwardAuthDomain, publicUrl }: ClientSettings): Reader<string> =>
  (value): string | Fault => {
    if (forwardAuthDomain === "") return faultOf("needs the setting FORWARD_AUTH_DOMAIN");
    const host = typeof value === "string" ? value.toLowerCase() : "";
    // The browser sends the cookie of forward authentication to hosts below this domain only.
    if (!HOST.test(host) || !host.endsWith(`.${forwardAuthDomain}`))
      return faultOf(`must be a list of host names below ${forwardAuthDomain}, without ports`);
    return host === new URL(publicUrl).hostname ? faultOf("has the host of this service") : host;
  };
