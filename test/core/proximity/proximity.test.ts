// How near a phone is, and which rule refuses it: every pair that a person or a stranger can have.

import { describe, expect, it } from "vitest";
import { type Place, readPlace } from "../../../src/core/proximity/place.ts";
import {
  isTooFar,
  type ProximityRule,
  proximityOf,
  startOfSignIn,
  stricterRule,
  toldStart,
} from "../../../src/core/proximity/proximity.ts";
import { readNetwork } from "../../../src/lib/network.ts";

const at = (address: string, asn?: number, country?: string): Place => readPlace(address, { asn, country });
const HOME = at("192.0.2.1", 1136, "NL");

/** The phone of somebody who sits at HOME, or the browser of a stranger who relays the code. */
const PHONES = {
  "the same Wi-Fi": [HOME, "network"],
  "the same Wi-Fi by IPv6": [at("2001:db8::7", 1136, "NL"), "provider"],
  "mobile data": [at("198.51.100.7", 31615, "NL"), "country"],
  "Private Relay in the same country": [at("198.51.100.9", 13335, "NL"), "country"],
  "roaming over the home network abroad": [at("198.51.100.8", 31615, "DE"), "elsewhere"],
  Tor: [at("203.0.113.9", 60729, "T1"), ""],
  "a country that nobody knows": [at("203.0.113.8", 60729, "XX"), ""],
  "no edge": [at("203.0.113.8"), ""],
  "no address": [at("unknown"), ""],
} as const;

const OUT_OF_COUNTRY = [
  ...(["roaming over the home network abroad", "Tor", "a country that nobody knows"] as const),
  ...(["no edge", "no address"] as const),
];
/** Which of them each rule refuses. */
const REFUSED: Readonly<Record<Exclude<ProximityRule, "off">, readonly (keyof typeof PHONES)[]>> = {
  tell: [],
  country: OUT_OF_COUNTRY,
  provider: ["mobile data", "Private Relay in the same country", ...OUT_OF_COUNTRY],
};

describe("a phone", () => {
  it.each(Object.entries(PHONES))(
    "on %s has its class, whichever of the two devices is there",
    (_, [phone, wanted]) => {
      expect(proximityOf(HOME, phone)).toBe(wanted);
      expect(proximityOf(phone, HOME)).toBe(wanted);
    },
  );

  it.each(Object.entries(REFUSED))("is refused by %s only where it is too far", (rule, wanted) => {
    const start = { place: HOME, rule: rule as keyof typeof REFUSED };
    const refused = Object.entries(PHONES).filter(([, [phone]]) => isTooFar(start, phone, proximityOf(HOME, phone)));
    expect(refused.map(([name]) => name)).toEqual(wanted);
  });

  it("whose address nobody knows equals no other such phone", () => {
    expect(proximityOf(at("unknown"), at("unknown"))).toBe("");
  });

  it("is never refused where the edge knows nothing of either side", () => {
    for (const address of ["203.0.113.8", "unknown"])
      expect(isTooFar({ place: at("192.0.2.1"), rule: "provider" }, at(address), "")).toBe(false);
  });

  it("is refused if both sides come through Tor", () => {
    const tor = (address: string) => at(address, 60729, "T1");
    expect(isTooFar({ place: tor("203.0.113.1"), rule: "country" }, tor("203.0.113.2"), "")).toBe(true);
  });
});

describe("the start of a sign-in", () => {
  const settings = (proximity: ProximityRule, networks: readonly string[] = []) => ({
    proximity,
    proximityNetworks: networks.map((text) => readNetwork(text) ?? expect.fail(text)),
  });
  const request = { client: "192.0.2.1", place: HOME };

  it("has the stricter of the service's rule and the application's", () => {
    const rules = ["off", "tell", "country", "provider"] as const;
    for (const [i, one] of rules.entries())
      for (const [j, other] of rules.entries()) expect(stricterRule(one, other)).toBe(rules[Math.max(i, j)]);
    expect(startOfSignIn(settings("off"), request, { isKnown: false, rule: "country" })?.rule).toBe("country");
    expect(startOfSignIn(settings("provider"), request, { isKnown: false, rule: "tell" })?.rule).toBe("provider");
  });

  it("is only told in a known browser, and in a trusted network", () => {
    const known = startOfSignIn(settings("provider"), request, { isKnown: true });
    const trusted = startOfSignIn(settings("provider", ["192.0.2.0/24"]), request, { isKnown: false });
    const other = startOfSignIn(settings("provider", ["198.51.100.0/24"]), request, { isKnown: false });
    expect([known?.rule, trusted?.rule, other?.rule]).toEqual(["tell", "tell", "provider"]);
  });

  it("is not kept when nothing is compared, or where the request has no place", () => {
    expect(startOfSignIn(settings("off"), request, { isKnown: false })).toBeUndefined();
    expect(startOfSignIn(settings("country"), { client: "192.0.2.1" }, { isKnown: false })).toBeUndefined();
    expect(toldStart(settings("off"), request)).toBeUndefined();
    expect(toldStart(settings("provider"), request)?.rule).toBe("tell");
  });
});
