// Warns of parameters that a route does not know: `pinn=1` would otherwise silently make a token
// without a PIN. A warning changes no verdict. Names come from the request, so an answer repeats a
// few short ones of harmless characters, and never a value.

import type { Warning } from "../../core/warning.ts";
import { nearest } from "../../lib/nearest.ts";

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

/** A long request must not make the answer just as long. More names than this are no typo. */
const MAX_WARNINGS = 5;
/** Short, and of characters that make no control sequence, no HTML and no sentence. */
const REPEATABLE = /^[A-Za-z0-9_.-]{1,40}$/;

/**
 * `taken`: the names in the route's definition. `read`: those that it has read. A route that ends
 * early, such as at a missing user, has not read all that it takes.
 */
export function warningsOf(
  names: readonly string[],
  taken: ReadonlySet<string>,
  read: ReadonlySet<string>,
): readonly Warning[] {
  const unknown = names.filter((name) => !taken.has(name) && !read.has(name) && !IGNORED.has(name));
  if (unknown.length === 0) return [];
  const known = new Set([...taken, ...read]);
  const messages = new Set<string>();
  for (const name of unknown) {
    if (messages.size === MAX_WARNINGS) break;
    messages.add(messageOf(name, known));
  }
  return [...messages].map((message) => ({ code: "unknown-parameter", message }));
}

function messageOf(name: string, known: ReadonlySet<string>): string {
  if (!REPEATABLE.test(name)) return "unknown parameter, whose name cannot be shown";
  const meant = nearest(name, known);
  return `unknown parameter: ${name}.${meant === undefined ? "" : ` Did you mean ${meant}?`}`;
}
