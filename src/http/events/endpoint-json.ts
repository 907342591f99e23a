// Endpoints and deliveries as JSON: how requests name them, and how answers show them.

import { EVENTS } from "../../core/events.ts";
import { invalidParameter, type Outcome } from "../../core/reasons.ts";
import type { Endpoint, GivenEndpoint } from "../../core/webhooks/endpoint.ts";
import type { Delivery } from "../../core/webhooks/sending.ts";
import { addressFault } from "../../lib/public-address.ts";
import { isoOf, isoOrNull } from "../answer/iso-time.ts";
import { type Given, isRealms, isTexts, MAX_REALMS } from "../request/given-fields.ts";

const KNOWN: readonly string[] = EVENTS;

/** A field that is left out stays as it is. `isNew`: there must be a url. */
export function readEndpoint(
  given: Given,
  isNew: boolean,
  allowPrivate: boolean,
): Outcome<{ readonly endpoint: GivenEndpoint }> {
  const { url, events, realms, enabled, rotate_secret: rotates } = given;
  if (url === undefined ? isNew : typeof url !== "string") return invalidParameter("url", "expected an address");
  const fault = typeof url === "string" ? addressFault(url, allowPrivate) : undefined;
  if (fault) return invalidParameter("url", `expected ${fault}`);
  if (events !== undefined && !(isTexts(events) && events.every((event) => KNOWN.includes(event))))
    return invalidParameter("events", "expected a list of event words, as the audit trail has them");
  if (realms !== undefined && !isRealms(realms))
    return invalidParameter("realms", `expected a list of at most ${MAX_REALMS} realms in lower case`);
  if (enabled !== undefined && typeof enabled !== "boolean")
    return invalidParameter("enabled", "expected true or false");
  if (rotates !== undefined && typeof rotates !== "boolean")
    return invalidParameter("rotate_secret", "expected true or false");
  return {
    ok: true,
    endpoint: {
      ...(typeof url === "string" ? { url } : {}),
      ...(events === undefined ? {} : { events: [...new Set(events)] }),
      ...(realms === undefined ? {} : { realms: [...new Set(realms)] }),
      ...(enabled === undefined ? {} : { enabled }),
      ...(rotates === undefined ? {} : { rotateSecret: rotates }),
    },
  };
}

export interface EndpointJson {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly realms: readonly string[];
  readonly enabled: boolean;
  readonly created_at: string;
  readonly disabled_at: string | null;
  /** What went wrong at the last try, when days of failures have disabled it. */
  readonly disabled_fault: string | null;
}

/** `secret`: shown once, when it was made. */
export type KeyedEndpointJson = EndpointJson & { readonly secret?: string };

export interface DeliveryJson {
  readonly id: string;
  readonly event: string;
  readonly at: string;
  readonly status: number;
  readonly ok: boolean;
  readonly fault: string;
}

export const endpointJson = (endpoint: Endpoint): EndpointJson => ({
  id: endpoint.id,
  url: endpoint.url,
  events: endpoint.events,
  realms: endpoint.realms,
  enabled: endpoint.disabledAtMs === null,
  created_at: isoOf(endpoint.createdAtMs),
  disabled_at: isoOrNull(endpoint.disabledAtMs),
  disabled_fault: endpoint.disabledFault,
});

export const deliveryJson = ({ id, event, atMs, status, ok, fault }: Delivery): DeliveryJson => ({
  id,
  event,
  at: isoOf(atMs),
  status,
  ok,
  fault,
});
