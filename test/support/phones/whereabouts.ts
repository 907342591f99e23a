// Browsers and phones in places: the address, provider and country that the edge sees.

import { Phone } from "../../../phone/phone.ts";
import { type EnrolledPerson, randomBytes } from "../login.ts";
import { Browser, stateIn } from "../pages/browser.ts";
import type { Send } from "../send.ts";
import { worker } from "../service.ts";

export interface Whereabouts {
  readonly address: string;
  readonly asn?: number;
  readonly country?: string;
}

export const AT_HOME: Whereabouts = { address: "192.0.2.1", asn: 1136, country: "NL" };
export const MOBILE: Whereabouts = { address: "198.51.100.7", asn: 31615, country: "NL" };
export const ABROAD: Whereabouts = { address: "203.0.113.7", asn: 64500, country: "RU" };
export const TOR: Whereabouts = { address: "203.0.113.9", asn: 60729, country: "T1" };

/** Requests as the edge hands them on from there. */
export const sentFrom =
  ({ address, ...cf }: Whereabouts, send: Send = worker): Send =>
  (request) => {
    const headers = new Headers(request.headers);
    headers.set("CF-Connecting-IP", address);
    return send(new Request(request, { headers, cf }));
  };

export const browserAt = (place: Whereabouts, send?: Send): Browser => new Browser(sentFrom(place, send));

export const phoneAt = (place: Whereabouts, { phone }: EnrolledPerson, send?: Send): Phone =>
  new Phone({
    fetch: (url, init) => sentFrom(place, send)(new Request(url, init)),
    randomBytes,
    protocol: 2,
    accounts: phone.accounts,
  });

/** One sign-in, and the state of the page after the phone's answer. */
export async function signInAcross(person: EnrolledPerson, browser: Browser, phone: Phone) {
  const { user, pin } = person;
  const { link, transactionId } = await browser.begin({ user, pin });
  await phone.login(link);
  return { browser, link, transactionId, state: stateIn(await browser.result(transactionId)) };
}
