// How near the phone that answers is to the browser that began the sign-in. Whoever is sent
// somebody else's QR code, and scans it, signs that stranger in (RFC 10027 §4.1.1). The stranger's
// browser is mostly in another network, often in another country, and new here.
//
// This does not stop a stranger with an exit in the victim's country (docs/proximity.md).

import { isWithin, type Network } from "../../lib/network.ts";
import type { Origin } from "../call.ts";
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

interface ProximitySettings {
  readonly proximity: ProximityRule;
  readonly proximityNetworks: readonly Network[];
}

/** The request that begins a sign-in; without a place nothing is compared. */
type BeginningRequest = Pick<Origin, "client" | "place">;

/** Who begins it in a browser. */
interface Beginner {
  /** Whether the person has signed in there before. */
  readonly isKnown: boolean;
  /** The rule of the application; undefined where it has none. */
  readonly rule?: ProximityRule | undefined;
}

/**
 * Undefined when nothing is compared. Known browsers and trusted networks are only noted, and never
 * refused (RFC 10027 §6.1.7 and §6.1.8).
 */
export function startOfSignIn(
  { proximity, proximityNetworks }: ProximitySettings,
  { client, place }: BeginningRequest,
  { isKnown, rule: ofApplication }: Beginner,
): SignInStart | undefined {
  const rule = stricterRule(proximity, ofApplication);
  if (rule === "off" || !place) return undefined;
  return { place, rule: isKnown || isWithin(client, proximityNetworks) ? "tell" : rule };
}

/** Where nothing is refused: the console, and an address that an application hands on. */
export const toldStart = (
  settings: Pick<ProximitySettings, "proximity">,
  { place }: BeginningRequest,
): SignInStart | undefined => (settings.proximity === "off" || !place ? undefined : { place, rule: "tell" });

/**
 * The sign-ins of the last month that succeeded, by where the phone was: what an operator looks at
 * before PROXIMITY refuses anybody (docs/proximity.md). In a new browser the class of the phone;
 * `unknown` if there is none, because of Tor or of a code that was typed in; `trusted` in a network
 * of PROXIMITY_NETWORKS. Then known browsers.
 */
export const COUNTED_PLACES = [...PROXIMITIES, "unknown", "trusted", "known"] as const;
export type CountedPlace = (typeof COUNTED_PLACES)[number];

export interface ProximityCounts extends Readonly<Record<CountedPlace, number>> {
  /** The first day that is counted. */
  readonly sinceMs: number;
}

/** How many of them the rule would have refused, besides those whose place is unknown. */
export const countRefusedBy = (rule: Exclude<ProximityRule, "off" | "tell">, counts: ProximityCounts): number =>
  PROXIMITIES.slice(PROXIMITIES.indexOf(rule) + 1).reduce((all, place) => all + counts[place], 0);
