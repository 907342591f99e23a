// Pushed authorization requests: RFC 9126. The client hands over its request itself, so no browser
// can change it, and gets a name for the browser to bring. That is the sealed request: nothing is
// stored until it gives its code, and then its id, so that it gives one (decision 031).
//
// A person reloads the sign-in page, and a scanner of links opens it before the person does. If the
// first look at the page used the request up, nobody could sign in with it. So any number of pages
// may come of it in its time, and the first that ends in a code takes it from the others.

import { randomId } from "../../../lib/bytes.ts";
import type { Ports } from "../../ports/index.ts";
import type { BrowserSession } from "../../ports/oidc/browser-sessions.ts";
import { openJson, type Sealer, sealJson } from "../../sealer.ts";
import { type OauthParams, onlyValue } from "../oauth-params.ts";

/** Nothing is kept meanwhile. FAPI 2.0 Security Profile §5.3.2.2 wants less than ten minutes. */
export const PUSHED_VALIDITY_MS = 9 * 60 * 1000;

/** By then the last of its pages is over, however late it was opened (./sign-in-request.ts). */
const REMEMBERED_MS = 60 * 60 * 1000;

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
  const id = randomId(randomBytes);
  const pushed: Pushed = { id, clientId, given: [...params], expiresAtMs: nowMs + PUSHED_VALIDITY_MS };
  return URN + (await sealJson(sealer, "authorization", "pushed", pushed));
}

export interface PushedRequest extends Pick<Pushed, "id" | "clientId" | "expiresAtMs"> {
  readonly params: OauthParams;
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
  return { id, clientId, expiresAtMs, params: all, isOver: nowMs >= expiresAtMs };
}

/** The request of which a page came. Each page has an id of its own. */
export interface PageOfPushed {
  readonly request: string;
  readonly page: string;
  readonly rememberedUntilMs: number;
}

export const newPageOf = ({ randomBytes }: Pick<Ports, "randomBytes">, pushed: PushedRequest): PageOfPushed => ({
  request: pushed.id,
  page: randomId(randomBytes),
  rememberedUntilMs: pushed.expiresAtMs + REMEMBERED_MS,
});

/**
 * A name found in a history must not give another code (RFC 9126 §4): false if the request has
 * given one. The same page in the same session may ask again: its reply was lost, or a button was
 * pressed twice.
 */
export const usePushed = (
  { assertions }: Pick<Ports, "assertions">,
  clientId: string,
  { request, page, rememberedUntilMs }: PageOfPushed,
  { id }: Pick<BrowserSession, "id">,
): Promise<boolean> => assertions.spendAs(clientId, `request ${request}`, `${page} ${id}`, rememberedUntilMs);
