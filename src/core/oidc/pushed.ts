// Pushed authorization requests: RFC 9126. The client authenticates and hands its request over itself, so no browser can change it, and
// gets a name for it that the browser brings. The name is the sealed request, so nothing is stored (decision 031).

import type { Sealer } from "../ports/sealer.ts";
import { type Given, only } from "./given.ts";
import { openJson, sealJson } from "./sealed-json.ts";

/** The client sends the browser off at once. */
export const PUSHED_VALIDITY_MS = 60 * 1000;

const URN = "urn:ietf:params:oauth:request_uri:";

interface Pushed {
  readonly clientId: string;
  readonly given: readonly (readonly [string, readonly string[]])[];
  readonly expiresAtMs: number;
}

export async function pushRequest(sealer: Sealer, clientId: string, given: Given, nowMs: number): Promise<string> {
  const pushed: Pushed = { clientId, given: [...given], expiresAtMs: nowMs + PUSHED_VALIDITY_MS };
  return URN + (await sealJson(sealer, "authorization", "pushed", pushed));
}

export interface PushedRequest {
  readonly given: Given;
  readonly isOver: boolean;
}

/** Undefined for a request that names none. Whatever else stands beside the name counts for nothing (RFC 9126 §4). */
export async function pushedIn(
  sealer: Sealer,
  given: Given,
  nowMs: number,
): Promise<PushedRequest | undefined | "unreadable"> {
  const name = only(given, "request_uri");
  if (!name?.startsWith(URN)) return undefined;
  const pushed = await openJson<Pushed>(sealer, "authorization", "pushed", name.slice(URN.length));
  // Another client could otherwise send a browser with a request that it has seen.
  if (!pushed || pushed.clientId !== only(given, "client_id")) return "unreadable";
  return {
    given: new Map([...pushed.given, ["client_id", [pushed.clientId]]]),
    isOver: nowMs >= pushed.expiresAtMs,
  };
}
