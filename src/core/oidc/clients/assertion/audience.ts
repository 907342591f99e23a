// The audience of a client's assertion: RFC 7523bis. Decision 062.
//
// A client may use one key at several providers. A hostile one could name our token endpoint as its
// own, have the client sign an assertion for that address, and show it here in the client's name.
// No provider can pass for another by its issuer, which the client has compared. So:
//
//   the issuer, alone                 accepted
//   the token endpoint, alone         the older form: accepted, unless the type is of the new one
//   /oidc/ciba, alone                 the same, where there is one (CIBA Core 1.0 §7.1)
//   any other address, or several     refused

import type { Settings } from "../../../../settings.ts";
import { PATHS } from "../../discovery.ts";

/** The type of RFC 7523bis §4. */
const NEW_FORM = "client-authentication+jwt";

/** RFC 7515 §4.1.9: `application/` may be left out, and case does not count. */
const typeOf = (typ: unknown): unknown =>
  typeof typ === "string" ? typ.toLowerCase().replace(/^application\//, "") : typ;

export const isNewForm = (typ: unknown): boolean => typeOf(typ) === NEW_FORM;

const ASSERTION_TYPES: ReadonlySet<unknown> = new Set([undefined, "jwt", NEW_FORM]);

/** The key may have signed tokens of other kinds for other readers: they must not count here. */
export const typeFault = (typ: unknown): string | undefined =>
  ASSERTION_TYPES.has(typeOf(typ)) ? undefined : `has the typ ${quoted(typ)}; expected ${NEW_FORM}, JWT or none`;

export function audienceFault(
  aud: unknown,
  { publicUrl, ciba }: Pick<Settings, "ciba" | "publicUrl">,
  isStrict: boolean,
): string | undefined {
  const only = Array.isArray(aud) && aud.length === 1 ? aud[0] : aud;
  const isOlder = only === publicUrl + PATHS.token || (ciba && only === publicUrl + PATHS.ciba);
  if (only === publicUrl || (isOlder && !isStrict)) return undefined;
  return `has the aud ${quoted(aud)}; expected ${publicUrl} alone`;
}

/** An assertion could have a very long list, and the answer is for people. */
const MAX_SHOWN_CHARACTERS = 200;

/** In the characters of a description (RFC 6749 §5.2), which has neither `"` nor `\`. */
const quoted = (value: unknown): string =>
  (JSON.stringify(value) ?? "(none)")
    .replaceAll('"', "'")
    .replace(/[^\x20-\x7e]|\\/g, "?")
    .slice(0, MAX_SHOWN_CHARACTERS);
