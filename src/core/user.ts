// Users as requests name them: `user` with a realm, or `user@realm`, or `user` in the default
// realm. Realms are lower case, as in privacyIDEA; a setting may fold the case of user names.

import { sha256Hex } from "../lib/bytes.ts";
import { readGuid } from "../lib/guid.ts";
import type { Settings } from "../settings.ts";
import type { Parameter } from "../tiqr/requests.ts";

/** A user as a request names it. Without a realm, `user` may have `@realm`. */
export interface NamedUser {
  readonly user: string;
  readonly realm: string | undefined;
}

export interface UserReading {
  readonly user: string;
  readonly realm: string;
}

/**
 * The ways to read a name. The one that has a user is meant, `whole` before `split`, since a new
 * realm must not take a name away. If neither has one, `split` is meant if its realm is known.
 */
export interface UserReadings {
  readonly whole: UserReading;
  readonly split: UserReading | undefined;
}

export function readingsOf(
  { user: name, realm }: NamedUser,
  { defaultRealm, foldUserCase }: Pick<Settings, "defaultRealm" | "foldUserCase">,
): UserReadings {
  const user = foldUserCase ? name.toLowerCase() : name;
  const whole = { user, realm: (realm ?? defaultRealm).toLowerCase() };
  const at = user.lastIndexOf("@");
  if (realm !== undefined || at < 1 || at === user.length - 1) return { whole, split: undefined };
  const split = { user: user.slice(0, at), realm: user.slice(at + 1).toLowerCase() };
  // The default realm is always known.
  return split.realm === whole.realm ? { whole: split, split: undefined } : { whole, split };
}

/** Longer than the key of any directory, and short enough for an index. */
export const MAX_EXTERNAL_ID_CHARACTERS = 255;

/**
 * The key of a person at a directory, as it is stored and compared. Other directories than Entra
 * may tell capitals apart.
 */
export const externalIdOf = (text: string): string => readGuid(text) ?? text;

/** Whether its new user may take names that mean others today: the Reason `shadows-users`. */
export const saysShadows = (parameter: Parameter): boolean => parameter("shadows") === "true";

/**
 * A person's mark in the forms of a page, the same in each of their sessions. It is not secret: it
 * only keeps apart two people who use one browser after the other.
 */
export const markOf = async ({ user, realm }: UserReading): Promise<string> =>
  (await sha256Hex(JSON.stringify(["person", user, realm]))).slice(0, 32);
