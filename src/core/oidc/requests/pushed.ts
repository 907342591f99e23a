// Pushed authorization requests: RFC 9126. The client hands over its request itself, so no browser
// can change it, and gets a name for the browser to bring. That is the sealed request: nothing is
// stored until it comes back, and then its id, so that it counts once (decision 031).

import { toHex } from "../../../lib/bytes.ts";
import type { Ports } from "../../ports/index.ts";
import type { Sealer } from "../../sealer.ts";
import { type OauthParams, onlyValue } from "../given.ts";
import { openJson, sealJson } from "../sealed-json.ts";

/** The client sends the browser here at once. */
export const PUSHED_VALIDITY_MS = 60 * 1000;

const ID_BYTES = 16;

const URN = "urn:ietf:params:oauth:request_uri:";

interface Pushed {
  readonly id: string;
  readonly clientId: string;
  readonly given: readonly (readonly [string, readonly string[]])[];
  readonly expiresAtMs: number;
}

export async function pushRequest(
  { randomBytes, sealer }: Pick<Ports, "randomBytes" | "sealer">,
  clientId: string,
  params: OauthParams,
  nowMs: number,
): Promise<string> {
  const id = toHex(randomBytes(ID_BYTES));
  const pushed: Pushed = { id, clientId, given: [...params], expiresAtMs: nowMs + PUSHED_VALIDITY_MS };
  return URN + (await sealJson(sealer, "authorization", "pushed", pushed));
}

export interface PushedRequest extends Pick<Pushed, "id" | "clientId" | "expiresAtMs"> {
  readonly given: OauthParams;
  readonly isOver: boolean;
}

/** Undefined without a name. All parameters next to the name are ignored (RFC 9126 §4). */
export async function pushedIn(
  sealer: Sealer,
  params: OauthParams,
  nowMs: number,
): Promise<PushedRequest | undefined | "unreadable"> {
  const name = onlyValue(params, "request_uri");
  if (!name?.startsWith(URN)) return undefined;
  const pushed = await openJson<Pushed>(sealer, "authorization", "pushed", name.slice(URN.length));
  // Another client could send browsers here with a request that it has seen: it must be its own.
  if (!pushed || pushed.clientId !== onlyValue(params, "client_id")) return "unreadable";
  const { id, clientId, expiresAtMs } = pushed;
  const all: OauthParams = new Map([...pushed.given, ["client_id", [clientId]]]);
  return { id, clientId, expiresAtMs, given: all, isOver: nowMs >= expiresAtMs };
}

/** A name found in a history must not begin the sign-in again (RFC 9126 §4): false if used. */
export const usePushed = ({ assertions }: Pick<Ports, "assertions">, pushed: PushedRequest): Promise<boolean> =>
  assertions.spend(pushed.clientId, `request ${pushed.id}`, pushed.expiresAtMs);
