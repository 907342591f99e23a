// How near the phone that answers is to the browser that began the sign-in. Whoever is sent
// somebody else's QR code, and scans it, signs that stranger in (RFC 10027 §4.1.1). The stranger's
// browser is mostly in another network, often in another country, and new here.
//
// This does not stop a stranger with an exit in the victim's country (docs/proximity.md).

import type { Place } from "./place.ts";

/** From near to far. */
export const PROXIMITIES = ["network", "provider", "country", "elsewhere"] as const;
export type Proximity = (typeof PROXIMITIES)[number];

/** What is done with it, from nothing to the most; the last two say how near a phone has to be. */
export const PROXIMITY_RULES = ["off", "tell", "country", "provider"] as const;
export type ProximityRule = (typeof PROXIMITY_RULES)[number];

/** Where a sign-in began, and what that asks of the phone. */
export interface SignInStart {
  readonly place: Place;
  readonly rule: Exclude<ProximityRule, "off">;
}

/** The stricter of two rules. */
export const stricterRule = (one: ProximityRule, other: ProximityRule = "off"): ProximityRule =>
  PROXIMITY_RULES.indexOf(one) < PROXIMITY_RULES.indexOf(other) ? other : one;

/** Empty if one of the two is unknown. */
export function proximityOf(browser: Place, phone: Place): Proximity | "" {
  if (browser.network !== undefined && browser.network === phone.network) return "network";
  if (browser.country === undefined || phone.country === undefined) return "";
  if (browser.country !== phone.country) return "elsewhere";
  return browser.asn !== undefined && browser.asn === phone.asn ? "provider" : "country";
}

/**
 * Whether the phone's answer is refused. Tor has no country, so an empty class would be the way
 * round the rule: it is refused as soon as the edge knows anything of one side. Where the edge
 * knows nothing of either, as without Cloudflare, nothing is refused.
 */
export function isTooFar({ place, rule }: SignInStart, phone: Place, proximity: Proximity | ""): boolean {
  if (rule === "tell") return false;
  if (proximity === "") return isKnownToEdge(place) || isKnownToEdge(phone);
  return PROXIMITIES.indexOf(proximity) > PROXIMITIES.indexOf(rule);
}

const isKnownToEdge = ({ asn, country }: Place): boolean => asn !== undefined || country !== undefined;
