// A hundred strangers, each of whom knows a person's PIN, begins a sign-in and gets the person to
// scan the code (RFC 10027 §4.1.1); and honest people. docs/proximity.md has the numbers.

import { beforeAll, expect, it } from "vitest";
import { type EnrolledPerson, enrolledUser } from "../support/login.ts";
import {
  ABROAD,
  AT_HOME,
  browserAt,
  MOBILE,
  phoneAt,
  signInAcross,
  type Whereabouts,
} from "../support/phones/whereabouts.ts";
import { type Send, withSettings } from "../support/service.ts";

const RELAYS = 100;
const PEOPLE = 10;
/** A rented server in the victim's country, with a provider of its own. */
const EXIT: Whereabouts = { address: "198.51.100.200", asn: 64501, country: "NL" };

let victims: readonly EnrolledPerson[];
beforeAll(async () => {
  victims = await Promise.all(Array.from({ length: PEOPLE }, (_, i) => enrolledUser(`relayed-${i}`)));
});

const numbered = (place: Whereabouts, number: number): Whereabouts => ({
  ...place,
  address: place.address.replace(/\d+$/, String(number + 1)),
});

/** How many of so many sign-ins in new browsers succeed. */
async function succeed(send: Send, count: number, browser: Whereabouts, phone: Whereabouts): Promise<number> {
  let done = 0;
  for (let i = 0; i < count; i++) {
    const person = victims[i % victims.length] as EnrolledPerson;
    const from = browser === phone ? numbered(browser, i) : browser;
    const at = browser === phone ? from : numbered(phone, i);
    const { state } = await signInAcross(person, browserAt(from, send), phoneAt(at, person, send));
    if (state === "accepted") done++;
  }
  return done;
}

it.each([
  ["tell", "abroad", RELAYS, ABROAD],
  ["country", "abroad", 0, ABROAD],
  // The limit of this defence: a server in the victim's country looks like the victim's neighbour.
  ["country", "an exit in the country", RELAYS, EXIT],
  ["provider", "an exit in the country", 0, EXIT],
] as const)("at %s, relays from %s get in %i times", { timeout: 120_000 }, async (rule, _, wanted, relay) => {
  expect(await succeed(await withSettings({ PROXIMITY: rule }), RELAYS, relay, AT_HOME)).toBe(wanted);
});

const GATEWAY: Whereabouts = { address: "203.0.113.200", asn: 64502, country: "DE" };
const ROAMING: Whereabouts = { ...MOBILE, country: "NL" };
const HOTEL: Whereabouts = { address: "203.0.113.50", asn: 64503, country: "ES" };

/** Where browser and phone are, and the rules at which these people get in with a new browser. */
const HONEST: readonly (readonly [string, Whereabouts, Whereabouts, readonly string[]])[] = [
  ["the same Wi-Fi", AT_HOME, AT_HOME, ["tell", "country", "provider"]],
  ["Wi-Fi, IPv4 next to IPv6", AT_HOME, { ...AT_HOME, address: "2001:db8::1" }, ["tell", "country", "provider"]],
  ["mobile data", AT_HOME, MOBILE, ["tell", "country"]],
  ["Private Relay", { address: "198.18.0.9", asn: 13335, country: "NL" }, MOBILE, ["tell", "country"]],
  ["a hotel abroad, roaming over the home network", HOTEL, ROAMING, ["tell"]],
  ["a company's gateway abroad", GATEWAY, MOBILE, ["tell"]],
];

it.each(HONEST)("people by %s get in", { timeout: 120_000 }, async (_, browser, phone, rules) => {
  for (const rule of ["tell", "country", "provider"] as const) {
    const entered = await succeed(await withSettings({ PROXIMITY: rule }), PEOPLE, browser, phone);
    expect([rule, entered]).toEqual([rule, rules.includes(rule) ? PEOPLE : 0]);
  }
});

it("people behind a company's gateway get in at every rule once it is trusted", async () => {
  const send = await withSettings({ PROXIMITY: "provider", PROXIMITY_NETWORKS: "203.0.113.200/32" });
  expect(await succeed(send, PEOPLE, GATEWAY, MOBILE)).toBe(PEOPLE);
});
