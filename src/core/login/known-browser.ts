// Browsers in which people have signed in here before. Strangers can close a person's PIN lock with
// wrong PINs. Those from a known browser are counted apart, so the lock does not keep its owner
// out. OWASP, "Slow Down Online Guessing Attacks with Device Cookies".
//
// The browser keeps a sealed text: who signed in, with which token, and when. An entry holds while
// that token is the user's and not revoked. It survives a new PIN or phone, because the person is
// the same. It opens nothing by itself: the login still asks for PIN and phone. A thief may have
// signed in, too: "that wasn't me" makes all earlier browsers strange again.

import { sha256Hex } from "../../lib/bytes.ts";
import { openJson, type Sealer, sealJson } from "../sealer.ts";
import type { TokenRecord } from "../token.ts";
import type { UserReading, UserReadings } from "../user.ts";

/** A person's last finished login in this browser. */
export interface LastLogin {
  /** A hash of user and realm, so that any name fits a cookie. */
  readonly owner: string;
  readonly tokenId: number;
  readonly atMs: number;
}

/** People who log in once in a season stay known; a sold or stolen browser is soon forgotten. */
export const KNOWN_FOR_MS = 90 * 24 * 60 * 60 * 1000;

/** Only the last people are remembered, so that the cookie stays below 1 kB. */
const MAX_PEOPLE = 5;
/** A longer cookie is not ours and is not tried. */
const MAX_SEALED_CHARACTERS = 1024;
const OWNER_DIGITS = 32;

const ownerOf = async ({ user, realm }: UserReading): Promise<string> =>
  (await sha256Hex(JSON.stringify([realm, user]))).slice(0, OWNER_DIGITS);

/** Anyone can send anything: a text that was not sealed here gives none. */
export async function readKnownBrowser(
  sealer: Sealer,
  sealed: string | undefined,
  nowMs: number,
): Promise<readonly LastLogin[]> {
  if (sealed === undefined || sealed.length > MAX_SEALED_CHARACTERS) return [];
  const logins = (await openJson<[string, number, number][]>(sealer, "browser", "", sealed)) ?? [];
  return logins
    .map(([owner, tokenId, atMs]) => ({ owner, tokenId, atMs }))
    .filter(({ atMs }) => nowMs < atMs + KNOWN_FOR_MS);
}

/** The text for the browser to keep. `before`: from `readKnownBrowser`. */
export async function rememberSignIn(
  sealer: Sealer,
  before: readonly LastLogin[],
  { tokenId, ...whose }: UserReading & { readonly tokenId: number },
  nowMs: number,
): Promise<string> {
  const owner = await ownerOf(whose);
  const others = before.filter((earlier) => earlier.owner !== owner);
  const kept = [{ owner, tokenId, atMs: nowMs }, ...others].slice(0, MAX_PEOPLE);
  const entries = kept.map((login) => [login.owner, login.tokenId, login.atMs]);
  return sealJson(sealer, "browser", "", entries);
}

/** Gives the `owner` of a named person who has signed in here, in either reading of the name. */
export async function ownerNamed(
  known: readonly LastLogin[],
  { whole, split }: UserReadings,
): Promise<string | undefined> {
  if (known.length === 0) return undefined;
  const owners = await Promise.all([whole, ...(split ? [split] : [])].map(ownerOf));
  return owners.find((owner) => known.some((before) => before.owner === owner));
}

/** Whether one of these people is the tokens' user, and signed in with one that is not revoked. */
export async function knowsBrowser(known: readonly LastLogin[], tokens: readonly TokenRecord[]): Promise<boolean> {
  for (const { id, user, realm, revoked, browsersSinceMs } of tokens) {
    const before = known.find(({ tokenId, atMs }) => tokenId === id && atMs > browsersSinceMs);
    if (!before || revoked || user === null || realm === null) continue;
    if (before.owner === (await ownerOf({ user, realm }))) return true;
  }
  return false;
}
