// What a sign-in remembers of its beginning, so that the phone's answer can be compared with it.

import { isWithin } from "../../lib/network.ts";
import type { Settings } from "../../settings.ts";
import type { Place } from "./place.ts";
import { type ProximityRule, type SignInStart, stricterRule } from "./proximity.ts";

/** The request that begins it; without a place nothing is compared. */
interface Request {
  readonly client: string;
  readonly place?: Place | undefined;
}

/** Who begins it in a browser. */
interface Beginner {
  /** Whether the person has signed in there before. */
  readonly isKnown: boolean;
  /** The rule of the application; undefined where it has none. */
  readonly rule?: ProximityRule | undefined;
}

/**
 * Undefined when nothing is compared. Known browsers and trusted networks are told apart, and never
 * refused (RFC 10027 §6.1.7 and §6.1.8).
 */
export function startOfSignIn(
  { proximity, proximityNetworks }: Pick<Settings, "proximity" | "proximityNetworks">,
  { client, place }: Request,
  { isKnown, rule: ofApplication }: Beginner,
): SignInStart | undefined {
  const rule = stricterRule(proximity, ofApplication);
  if (rule === "off" || !place) return undefined;
  return { place, rule: isKnown || isWithin(client, proximityNetworks) ? "tell" : rule };
}

/** Where only the class is told: the console, and an address that an application hands on. */
export const toldStart = (settings: Pick<Settings, "proximity">, { place }: Request): SignInStart | undefined =>
  settings.proximity === "off" || !place ? undefined : { place, rule: "tell" };
