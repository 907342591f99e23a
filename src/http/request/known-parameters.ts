// The parameters that a route's definition has (../openapi/definition.ts). A route that ends early,
// such as at a missing user, has not read all of these, and they must not be called unknown. One
// that is neither named nor read is unknown, and the answer says so (./unknown-parameters.ts).

import type { Context } from "hono";
import { matchedRoutes } from "hono/route";
import type { Definition } from "../openapi/definition.ts";

/**
 * Parameters of privacyIDEA's clients that no route here takes: there are no other types, resolvers
 * or containers, and the phone makes the secret. They get no warning (docs/compatibility.md).
 */
export const IGNORED: ReadonlySet<string> = new Set([
  // Any request: its user, its client (../guard/on-behalf.ts), the nonce (../answer/envelope.ts).
  ...["realm", "resolver", "type", "client", "clientip", "nonce"],
  // /validate: other kinds of requests, and answers of passkeys.
  ...["otponly", "resConf", "credential_id", "credentialid", "clientdata", "signaturedata"],
  ...["authenticatordata", "userhandle", "assertionclientextensions", "authenticatorData", "clientDataJSON"],
  ...["signature", "userHandle", "attestationObject", "rawId", "authenticatorAttachment"],
  // /token/init: how other types make their secrets, and where the token belongs.
  ...["genkey", "otpkey", "otplen", "hashlib", "timeStep", "timestep", "timeShift", "2stepinit", "verify", "rollover"],
  ...["tokenrealm", "realms", "container_serial", "rollout_state", "encryptpin", "application_tag"],
  // Lists.
  ...["userid", "type_list", "infokey", "infovalue", "hidden_columns", "sortname", "timelimit"],
]);

const BY_ROUTE = new Map<string, ReadonlySet<string> | undefined>();

/** Undefined for a route that calls no parameter unknown. */
export async function knownTo(c: Context): Promise<ReadonlySet<string> | undefined> {
  const route = `${c.req.method === "HEAD" ? "GET" : c.req.method} ${routeOf(c)}`;
  // Computed once for each route of the app, of which there are few.
  if (!BY_ROUTE.has(route)) BY_ROUTE.set(route, await learn(route));
  return BY_ROUTE.get(route);
}

/** The first match that is not middleware is the route that answers. */
const routeOf = (c: Context): string => matchedRoutes(c).find(({ path }) => !path.includes("*"))?.path ?? "";

async function learn(route: string): Promise<ReadonlySet<string> | undefined> {
  const definition = await definitionFor(route);
  const names = definition?.takes ?? (definition?.body && Object.keys(definition.body.properties ?? {}));
  return names && new Set(names);
}

/** Definitions load with the first request that has parameters, so that no start waits for them. */
export async function definitionFor(route: string): Promise<Definition | undefined> {
  const { definitionOf } = await import("../all-definitions.ts");
  return definitionOf(route);
}
