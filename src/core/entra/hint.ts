// Microsoft's id_token_hint: who has just given a password at the tenant. With a forged one nothing
// but a scan would stand between a stranger and the account, so all of it is checked: what costs
// nothing first, then the signature.

import { fromBase64Url, fromUtf8 } from "../../lib/bytes.ts";
import { readGuid } from "../../lib/guid.ts";
import { entraIssuerOf } from "../oidc/clients/entra-client.ts";
import { faultOf, type ParameterFault } from "../oidc/parameter-fault.ts";
import type { Ports } from "../ports/index.ts";
import type { EntraTenant } from "../ports/oidc/clients.ts";
import { jsonOrNothing, membersOf } from "./request.ts";

/**
 * A stolen hint opens logins for this long. Entra dates its tokens five minutes back, for clocks
 * that are behind, so there is a minute more for the browser's way.
 */
const MAX_AGE_MS = 6 * 60 * 1000;
/** How much Microsoft's clock may be ahead of this one. */
const MAX_AHEAD_MS = 2 * 60 * 1000;
/** OpenID Connect Core 1.0 §2. */
const MAX_SUB_CHARACTERS = 255;

export interface Hint {
  /** Microsoft's name for the person, which the answer repeats. */
  readonly sub: string;
  /** The person's object id in the tenant. */
  readonly oid: string;
}

export async function readEntraHint(
  ports: Pick<Ports, "microsoft">,
  text: string,
  client: EntraTenant,
  nowMs: number,
): Promise<Hint | ParameterFault | "keys-unread"> {
  const [header, claims] = text.split(".").slice(0, 2).map(partIn);
  if (!header || !claims) return fault("", "malformed");
  // With another algorithm a public key could pass for a shared secret.
  if (header.alg !== "RS256" || typeof header.kid !== "string") return fault(".alg", "unsupported");
  const expected = { iss: entraIssuerOf(client), tid: client.tenant, ver: "2.0", aud: client.appId };
  for (const [name, value] of Object.entries(expected))
    if (claims[name] !== value) return fault(`.${name}`, name in claims ? "mismatched" : "missing", claims[name]);
  // It comes with an `exp` that is over already, so the time of issue counts.
  const iatMs = typeof claims.iat === "number" ? claims.iat * 1000 : Number.NaN;
  // Whole minutes, so that equal refusals look equal.
  const age = Number.isFinite(iatMs) ? `${Math.floor((nowMs - iatMs) / 60_000)}min` : undefined;
  if (!(iatMs <= nowMs + MAX_AHEAD_MS)) return fault(".iat", "mismatched", age);
  if (iatMs <= nowMs - MAX_AGE_MS) return fault(".iat", "over", age);
  const { sub } = claims;
  const oid = readGuid(claims.oid);
  if (typeof sub !== "string" || sub === "" || sub.length > MAX_SUB_CHARACTERS) return fault(".sub", "missing");
  if (oid === undefined) return fault(".oid", "missing");
  const signature = await ports.microsoft.look(text, header.kid, expected.iss, nowMs);
  if (signature === "keys-unread") return signature;
  if (signature === "right") return { sub, oid };
  return signature === "unknown-key" ? fault(".kid", "unknown") : fault("", "mismatched");
}

const fault = (member: string, kind: ParameterFault["fault"], value?: unknown): ParameterFault =>
  faultOf(`id_token_hint${member}`, kind, typeof value === "string" ? value : "");

function partIn(part: string) {
  const bytes = fromBase64Url(part);
  return bytes && membersOf(jsonOrNothing(fromUtf8(bytes)));
}
