// A session as last looked up, for the hosts behind a proxy. It is sealed in a cookie of their
// common domain, so that their next requests ask no storage. Those applications see the cookie, so
// it must open nothing here: it holds the hash of the session's secret, never the secret.

import type { Settings } from "../../../settings.ts";
import { emailOf } from "../../mail-address.ts";
import type { Amr, BrowserKey, LiveSession } from "../../ports/oidc/browser-sessions.ts";
import { openJson, type Sealer, sealJson } from "../../sealer.ts";
import { displayNameOf } from "../claims.ts";
import { usernameOf } from "../username.ts";

/** For how long an ended session may still be taken for a good one. */
export const CHECKED_FOR_MS = 60 * 1000;

/** What applications behind a proxy learn of a person. */
export interface ForwardedIdentity {
  readonly user: string;
  readonly name: string;
  /** Empty if there is none. */
  readonly email: string;
  readonly groups: readonly string[];
}

export interface CheckedSession {
  readonly key: BrowserKey;
  readonly realm: string;
  readonly amr: readonly Amr[];
  readonly expiresAtMs: number;
  readonly checkedAtMs: number;
  /** Null if it would be too long for a cookie. */
  readonly told: ForwardedIdentity | null;
}

export const checkedOf = (
  { session, person }: LiveSession,
  key: BrowserKey,
  settings: Pick<Settings, "defaultRealm" | "emailTemplate">,
  nowMs: number,
): CheckedSession & { readonly told: ForwardedIdentity } => ({
  key,
  realm: session.realm,
  amr: session.amr,
  expiresAtMs: session.expiresAtMs,
  checkedAtMs: nowMs,
  told: {
    user: usernameOf(person, settings),
    name: displayNameOf(person),
    email: emailOf(person, settings) ?? "",
    groups: person.groups,
  },
});

export const isRecent = ({ checkedAtMs, expiresAtMs }: CheckedSession, nowMs: number): boolean =>
  nowMs < checkedAtMs + CHECKED_FOR_MS && nowMs < expiresAtMs;

/** Browsers drop cookies above 4096 bytes (RFC 6265bis §5.6): people would sign in endlessly. */
const MAX_SEALED_CHARACTERS = 3900;

export async function sealChecked(sealer: Sealer, checked: CheckedSession): Promise<string> {
  const sealed = await seal(sealer, checked);
  return sealed.length <= MAX_SEALED_CHARACTERS ? sealed : seal(sealer, { ...checked, told: null });
}

const seal = (sealer: Sealer, checked: CheckedSession): Promise<string> =>
  sealJson(sealer, "forward-auth", "", checked);

/** Opens at any age. Undefined for a text that was not sealed here. */
export const openChecked = (sealer: Sealer, text: string): Promise<CheckedSession | undefined> =>
  openJson(sealer, "forward-auth", "", text);
