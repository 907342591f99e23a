// Routes of accounts want a JWT in PI-Authorization or Authorization, bare or after "Bearer", or an
// API key in X-API-Key. A JWT may outlive its account or rights: each call checks them.

import type { Context } from "hono";
import { refuseAndNote } from "../../core/refuse-and-note.ts";
import { refused } from "../answer/reason-to-wire.ts";
import { callOf, type HttpEnv } from "../context.ts";
import type { Deps } from "../deps.ts";

/** Leaves the caller for the handlers, or refuses a request that shows no account. */
export async function requireAdmin(
  c: Context<HttpEnv>,
  { callerOf, ports }: Pick<Deps, "callerOf" | "ports">,
): Promise<Response | undefined> {
  const verified = await callerOf(c);
  if (verified?.ok) {
    c.set("caller", verified.caller);
    return undefined;
  }
  const reason = verified ? verified.reason : ({ code: "missing-authorization" } as const);
  // Bad tokens without end could fill the trail: the first few get rows, the rest are counted.
  return refused(c, refuseAndNote(ports, callOf(c), reason, {}, "counted").reason);
}
