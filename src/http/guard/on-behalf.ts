// Everybody who signs in at an application server shares its address: a stranger there could use up
// the limit of all, and the trail would not say where a guess came from. So the parameter `client`
// gives the person's address, as with OverrideAuthorizationClient (privacyIDEA
// lib/utils/__init__.py, get_client_ip), from those who may say so: servers in
// APPLICATION_NETWORKS, and accounts with the right `clientaddress`. X-Forwarded-For is not read.
// Differs: only at /validate. At /auth the server itself signs in; with its visitors' addresses,
// each of their networks would become one from which that account is known to sign in.

import type { Context } from "hono";
import { handedOn } from "../../core/proximity/place.ts";
import { isWithin, readAddress } from "../../lib/network.ts";
import type { Parameter } from "../../tiqr/requests.ts";
import type { HttpEnv } from "../context.ts";
import type { Deps } from "../deps.ts";

/**
 * Some applications send "unknown" or a list: only an address counts, and nothing else gets into a
 * row. A RADIUS server names the gateway that asks it, which again stands for many people: if the
 * setting names it, it is an application server, too.
 */
export async function takeClient(
  c: Context<HttpEnv>,
  parameter: Parameter,
  { ports: { settings }, callerOf }: Pick<Deps, "ports" | "callerOf">,
): Promise<void> {
  const sender = c.get("address");
  // Behind a proxy that is not trusted, every visitor has this machine's address.
  const isServer = settings.trustedProxy === "on" && isWithin(sender, settings.applicationNetworks);
  const named = readAddress(parameter("client")?.trim() ?? "");
  if (isServer) c.set("isApplication", named === undefined || isWithin(named, settings.applicationNetworks));
  if (named === undefined || !(isServer || (await mayTell(c, callerOf)))) return;
  c.set("address", named);
  c.set("isApplication", isWithin(named, settings.applicationNetworks));
  c.set("place", handedOn(named));
}

async function mayTell(c: Context<HttpEnv>, callerOf: Deps["callerOf"]): Promise<boolean> {
  const verified = await callerOf(c);
  return verified?.ok === true && verified.tellsAddresses;
}
