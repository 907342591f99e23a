// Browsers in which people have signed in here before. Strangers can always type wrong PINs for a name and so close its PIN lock;
// the PINs from a known browser are counted apart, so this lock does not keep out the person who uses it.
// OWASP, "Slow Down Online Guessing Attacks with Device Cookies".
//
// The browser keeps a sealed text that says who signed in, with which token, and when. An entry is valid while that token belongs
// to that user and is not revoked, so it ends when the token is revoked, deleted or taken from its user, or the user is deleted.
// It survives a new PIN or a new phone for the token, because the person is the same. It opens nothing by itself: the login still
// asks for the PIN and the phone.

import { fromUtf8, sha256Hex, utf8 } from "../../lib/bytes.ts";
import type { Sealer } from "../sealer.ts";
import type { TokenRecord } from "../token.ts";
import type { UserReading, UserReadings } from "../user.ts";

/** The last login that a person has finished in this browser. */
export interface SignedInBefore {
  /** A hash of user and realm, of a length that fits a cookie whatever the name. */
  readonly owner: string;
  readonly tokenId: number;
  readonly atMs: number;
}

/** A person who logs in once in a season stays known, and a browser that was sold or stolen is soon forgotten. */
export const KNOWN_FOR_MS = 90 * 24 * 60 * 60 * 1000;

/** A browser remembers only the people who signed in last, so its cookie stays below 1 kB. */
const MAX_PEOPLE = 5;
/** A longer cookie is not ours, so it is not tried. */
const MAX_SEALED_CHARACTERS = 1024;
const OWNER_DIGITS = 32;

const ownerOf = async ({ user, realm }: UserReading): Promise<string> =>
  (await sha256Hex(JSON.stringify([realm, user]))).slice(0, OWNER_DIGITS);

/** Anyone can send anything, so a text that was not sealed here gives none. */
export async function readKnownBrowser(
  sealer: Sealer,
  sealed: string | undefined,
  nowMs: number,
): Promise<readonly SignedInBefore[]> {
  if (sealed === undefined || sealed.length > MAX_SEALED_CHARACTERS) return [];
  try {
    const opened = fromUtf8(await sealer.open("browser", "", sealed));
    return (JSON.parse(opened) as [string, number, number][])
      .map(([owner, tokenId, atMs]) => ({ owner, tokenId, atMs }))
      .filter(({ atMs }) => nowMs < atMs + KNOWN_FOR_MS);
  } catch {
    return [];
  }
}

/** The text that the browser keeps from now on. `before` is the result of `readKnownBrowser`. */
export async function rememberSignIn(
  sealer: Sealer,
  before: readonly SignedInBefore[],
  { tokenId, ...whose }: UserReading & { readonly tokenId: number },
  nowMs: number,
): Promise<string> {
  const owner = await ownerOf(whose);
  const others = before.filter((earlier) => earlier.owner !== owner);
  const kept = [{ owner, tokenId, atMs: nowMs }, ...others].slice(0, MAX_PEOPLE);
  return sealer.seal("browser", "", utf8(JSON.stringify(kept.map((one) => [one.owner, one.tokenId, one.atMs]))));
}

/** Gives the `owner` of the named person, under either reading of the name, if that person has signed in here before. */
export async function ownerNamed(
  known: readonly SignedInBefore[],
  { whole, split }: UserReadings,
): Promise<string | undefined> {
  if (known.length === 0) return undefined;
  const owners = await Promise.all([whole, ...(split ? [split] : [])].map(ownerOf));
  return owners.find((owner) => known.some((before) => before.owner === owner));
}

/** True when one of these people is the user of these tokens and signed in with one of them that is not revoked. */
export async function knowsBrowser(known: readonly SignedInBefore[], tokens: readonly TokenRecord[]): Promise<boolean> {
  for (const { id, user, realm, revoked } of tokens) {
    const before = known.find(({ tokenId }) => tokenId === id);
    if (!before || revoked || user === null || realm === null) continue;
    if (before.owner === (await ownerOf({ user, realm }))) return true;
  }
  return false;
}
