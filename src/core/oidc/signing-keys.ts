// When a signing key is published, begins to sign, and is forgotten. Clients cache our keys, so a
// key is published before it signs. Tokens outlive a replaced key, so it stays published until the
// last of them is over.

import type { Settings } from "../../settings.ts";

/** How long clients may cache the keys: /oidc/jwks. Some ask only once a day all the same. */
export const JWKS_MAX_AGE_SECONDS = 3600;
/**
 * How long a new key is published before it signs. Microsoft Entra keeps keys for a day, and asks
 * for two.
 */
export const PUBLISHED_FIRST_MS = 48 * 3600 * 1000;
/** Cron replaces a key that has signed for this long. */
export const REPLACED_AFTER_MS = 90 * 24 * 3600 * 1000;

/** Access tokens live for minutes; an id_token is a hint for as long as its session may last. */
export const keptAfterRetiringMs = ({ sessionMaxMs }: Pick<Settings, "sessionMaxMs">): number =>
  sessionMaxMs + 24 * 3600 * 1000;

/**
 * The newest key that may sign by now. Else the first that will: whoever made it may have a clock
 * ahead of ours, and after a leak an operator may have deleted those before it.
 */
export function signingNow<Key extends { readonly signsFromMs: number }>(
  keys: readonly Key[],
  nowMs: number,
): Key | undefined {
  const inTurn = keys.toSorted((a, b) => a.signsFromMs - b.signsFromMs);
  return inTurn.findLast(({ signsFromMs }) => signsFromMs <= nowMs) ?? inTurn[0];
}
