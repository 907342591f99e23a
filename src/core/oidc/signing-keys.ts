// When a key that signs tokens is published, begins to sign, and is forgotten. Clients keep our keys for a while, so a key that signed
// at once would be unknown to them: it is published first. A key that was replaced has signed tokens that are still shown, so it stays
// published until the last of them is over.

import type { Settings } from "../../settings.ts";

/** How long clients may keep the keys: Cache-Control of /oidc/jwks. Some ask again only once a day, whatever it says. */
export const JWKS_MAX_AGE_SECONDS = 3600;
/** A new key is published for so long before it signs. */
export const PUBLISHED_FIRST_MS = 24 * 3600 * 1000;
/** Cron replaces a key that has signed for so long. */
export const REPLACED_AFTER_MS = 90 * 24 * 3600 * 1000;

/** Access tokens live for minutes, but an id_token comes back as a hint for as long as its session may last. */
export const keptAfterRetiringMs = ({ sessionMaxMs }: Pick<Settings, "sessionMaxMs">): number =>
  sessionMaxMs + 24 * 3600 * 1000;

/** The newest key that signs already. */
export const signingNow = <Key extends { readonly signsFromMs: number }>(
  keys: readonly Key[],
  nowMs: number,
): Key | undefined =>
  keys
    .filter(({ signsFromMs }) => signsFromMs <= nowMs)
    .reduce<Key | undefined>(
      (newest, key) => (newest && newest.signsFromMs >= key.signsFromMs ? newest : key),
      undefined,
    );
