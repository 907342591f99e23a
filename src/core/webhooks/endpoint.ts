// A place that events are sent to, as an account gives it.

import { EVENTS } from "../events.ts";
import { type Outcome, type Refusal, refuse } from "../reasons.ts";
import { addressFault } from "./address.ts";

export interface Endpoint {
  readonly id: string;
  readonly url: string;
  /** Empty: all. */
  readonly events: readonly string[];
  /** Empty: all. With realms, events of no user are left out. */
  readonly realms: readonly string[];
  readonly createdAtMs: number;
  readonly disabledAtMs: number | null;
}

export interface GivenEndpoint {
  readonly url?: string;
  readonly events?: readonly string[];
  readonly realms?: readonly string[];
  readonly enabled?: boolean;
  readonly rotateSecret?: boolean;
}

/** Each is compared with every event. */
const MAX_REALMS = 50;

const bad = (name: string, expected: string): Refusal =>
  refuse({ code: "invalid-parameter", message: `Invalid parameter ${name}: expected ${expected}.` });
const isTexts = (given: unknown): given is string[] =>
  Array.isArray(given) && given.every((one) => typeof one === "string");

/** A field that is left out stays as it is; one that is misspelt is refused. `isNew`: there must be a url. */
export function readEndpoint(
  given: Readonly<Record<string, unknown>>,
  isNew: boolean,
  allowPrivate: boolean,
): Outcome<{ readonly endpoint: GivenEndpoint }> {
  const names = ["url", "events", "realms", ...(isNew ? [] : ["enabled", "rotate_secret"])];
  const foreign = Object.keys(given).find((name) => !names.includes(name));
  if (foreign !== undefined) return bad(foreign.slice(0, 40), `one of ${names.join(", ")}`);
  const { url, events, realms, enabled, rotate_secret: rotates } = given;
  if (url === undefined ? isNew : typeof url !== "string") return bad("url", "an address");
  const fault = typeof url === "string" ? addressFault(url, allowPrivate) : undefined;
  if (fault) return bad("url", fault);
  const known: readonly string[] = EVENTS;
  if (events !== undefined && !(isTexts(events) && events.every((event) => known.includes(event))))
    return bad("events", "a list of event words, as the audit trail has them");
  if (realms !== undefined && !(isTexts(realms) && realms.length <= MAX_REALMS && realms.every(isRealm)))
    return bad("realms", `a list of at most ${MAX_REALMS} realms in lower case`);
  if (enabled !== undefined && typeof enabled !== "boolean") return bad("enabled", "true or false");
  if (rotates !== undefined && typeof rotates !== "boolean") return bad("rotate_secret", "true or false");
  return {
    ok: true,
    endpoint: {
      ...(typeof url === "string" ? { url } : {}),
      ...(events === undefined ? {} : { events }),
      ...(realms === undefined ? {} : { realms }),
      ...(enabled === undefined ? {} : { enabled }),
      ...(rotates === undefined ? {} : { rotateSecret: rotates }),
    },
  };
}

const isRealm = (realm: string): boolean => /^[a-z0-9][a-z0-9._-]{0,63}$/.test(realm);

export const wants = (
  { events, realms }: Pick<Endpoint, "events" | "realms">,
  row: { readonly event: string; readonly realm: string },
): boolean =>
  row.event !== "" &&
  (events.length === 0 || events.includes(row.event)) &&
  (realms.length === 0 || realms.includes(row.realm));
