// Browsers in which people have signed in here before. Strangers can always type wrong PINs for a name and so close its PIN lock;
// a known browser's PINs are counted apart, so that this lock does not keep the person at it out.
// OWASP, "Slow Down Online Guessing Attacks with Device Cookies".
//
// What a browser keeps is sealed: it says for whom, by which token and when. It holds as long as that token is that user's and
// not revoked, so revoking or deleting a token, taking it from its user, or deleting the user ends it. A new PIN or a new phone
// in the same token does not: the person is the same. It opens nothing by itself; the PIN and the phone are asked as ever.

import { sha256Hex, utf8 } from "../../lib/bytes.ts";
import type { Sealer } from "../ports/sealer.ts";
import type { TokenRecord } from "../token.ts";
import type { UserReading, UserReadings } from "../user.ts";

/** A login finished in a browser: the last one of a person. */
export interface SignedInBefore {
  /** A hash of user and realm, of a length that fits a cookie whatever the name. */
  readonly owner: string;
  readonly tokenId: number;
  readonly atMs: number;
}

/** A season: those who log in rarely stay known, and a browser that was sold or stolen does not for long. */
export const KNOWN_FOR_MS = 90 * 24 * 60 * 60 * 1000;

/** People of one browser who are known there; of more, those who signed in last. The cookie so stays below 1 kB. */
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
    const opened = new TextDecoder().decode(await sealer.open("browser", "", sealed));
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

/** Of the person who is named so and has signed in before: what stands for that person in that browser. Either reading will do. */
export async function ownerNamed(
  known: readonly SignedInBefore[],
  { whole, split }: UserReadings,
): Promise<string | undefined> {
  if (known.length === 0) return undefined;
  const owners = await Promise.all([whole, ...(split ? [split] : [])].map(ownerOf));
  return owners.find((owner) => known.some((before) => before.owner === owner));
}

/** Whether one of these people is the user of these tokens, and has signed in with one of them that is still good for that. */
export async function knowsBrowser(known: readonly SignedInBefore[], tokens: readonly TokenRecord[]): Promise<boolean> {
  for (const { id, user, realm, revoked } of tokens) {
    const before = known.find(({ tokenId }) => tokenId === id);
    if (!before || revoked || user === null || realm === null) continue;
    if (before.owner === (await ownerOf({ user, realm }))) return true;
  }
  return false;
}
