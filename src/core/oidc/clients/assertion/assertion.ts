// The assertion by which a client authenticates with its own key: RFC 7523 §3 with RFC 7523bis,
// OpenID Connect Core 1.0 §9. Whoever sees one could send it again, so it is short-lived and counts
// once.

import type { Ports } from "../../../ports/index.ts";
import type { OidcClient } from "../../../ports/oidc/clients.ts";
import { faultOf, type ParameterFault } from "../../parameter-fault.ts";
import { audienceFault, isNewForm, typeFault } from "./audience.ts";

/** How much the clocks of other machines may differ. */
const SKEW_MS = 60 * 1000;
/** The `jti` of an assertion is stored until it is over, so this bounds what is stored. */
const MAX_ASSERTION_LIFE_MS = 3600 * 1000;
/** Only its hash is stored, but a request could hold a very long one. */
const MAX_JTI_CHARACTERS = 512;

/** Why a client is not taken for the one it names. Without a description it hears no more. */
export interface AuthenticationFault {
  readonly code: "invalid-client" | "invalid-assertion" | "client-keys-unread" | "secret-in-form" | "secret-in-header";
  readonly description?: string;
  /** Undefined: the parameter that should prove the client. */
  readonly of?: ParameterFault;
}

export const UNPROVEN: AuthenticationFault = { code: "invalid-client" };

const KEYS_UNREAD: AuthenticationFault = {
  code: "client-keys-unread",
  description: "The client's keys could not be read from its jwks_uri.",
  of: faultOf("jwks_uri", "unreadable"),
};

/** Undefined if the assertion is the client's own. */
export async function assertionFault(
  { assertions, settings }: Pick<Ports, "assertions" | "settings">,
  client: OidcClient,
  assertion: string,
  nowMs: number,
): Promise<AuthenticationFault | undefined> {
  // Anyone can write an assertion: the client's own key must have signed it, about itself.
  const verified = await assertions.verify(assertion, client, nowMs);
  if (verified === undefined) return UNPROVEN;
  if (verified === "keys-unread") return KEYS_UNREAD;
  // Only the holder of the key hears what is wrong with it.
  const invalid = (text: string) => ({ code: "invalid-assertion", description: `The assertion ${text}.` }) as const;
  const { claims, typ } = verified;
  const isOwn = claims.iss === client.clientId && claims.sub === client.clientId;
  const fault =
    (isOwn ? undefined : "must have the client_id as iss and sub") ??
    typeFault(typ) ??
    audienceFault(claims.aud, settings, isNewForm(typ)) ??
    timeFault(claims, nowMs);
  if (fault !== undefined) return invalid(fault);
  // A replayed assertion must not count, so its id is spent until it is over.
  const { jti, exp } = claims;
  if (typeof jti !== "string" || jti === "" || jti.length > MAX_JTI_CHARACTERS)
    return invalid(`must have a jti of at most ${MAX_JTI_CHARACTERS} characters`);
  const isFirst = await assertions.spend(client.clientId, jti, Number(exp) * 1000 + SKEW_MS);
  return isFirst ? undefined : invalid("came before, by its jti");
}

function timeFault({ exp, nbf, iat }: Readonly<Record<string, unknown>>, nowMs: number): string | undefined {
  const expiresAtMs = msOf(exp);
  if (expiresAtMs === undefined) return "must have an exp";
  if (expiresAtMs + SKEW_MS <= nowMs) return "is over, by its exp";
  if (expiresAtMs > nowMs + MAX_ASSERTION_LIFE_MS) return "must have an exp within an hour";
  const isLater = (begins: unknown) => begins !== undefined && !((msOf(begins) ?? Infinity) <= nowMs + SKEW_MS);
  if (isLater(nbf)) return "is not valid yet, by its nbf";
  return isLater(iat) ? "was made in the future, by its iat" : undefined;
}

const msOf = (seconds: unknown): number | undefined =>
  typeof seconds === "number" && Number.isFinite(seconds) ? seconds * 1000 : undefined;
