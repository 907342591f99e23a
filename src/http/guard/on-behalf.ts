// Everybody who signs in at an application server shares its address: a stranger there could use up
// the limit of all, and the trail would not say where a guess came from. So from
// APPLICATION_NETWORKS the parameter `client` gives the person's address, as with
// OverrideAuthorizationClient (privacyIDEA lib/utils/__init__.py, get_client_ip). X-Forwarded-For
// is not read. Differs: only at /validate. At /auth the server itself signs in; with its visitors'
// addresses, each of their networks would become one from which that account is known to sign in.

import type { Context, MiddlewareHandler } from "hono";
import { isWithin, readAddress } from "../../lib/network.ts";
import type { Settings } from "../../settings.ts";
import type { Parameter } from "../../tiqr/requests.ts";
import type { HttpEnv } from "../context.ts";

type Given = Pick<Settings, "applicationNetworks" | "trustedProxy">;

/** Runs after `withParameters`. */
export const onBehalf =
  (settings: Given): MiddlewareHandler<HttpEnv> =>
  async (c, next) => {
    takeClient(c, c.get("parameter"), settings);
    return next();
  };

/**
 * Some applications send "unknown" or a list: only an address counts, and nothing else gets into a
 * row. A RADIUS server names the gateway that asks it, which again stands for many people: if the
 * setting names it, it is an application server, too.
 */
export function takeClient(c: Context<HttpEnv>, parameter: Parameter, given: Given): void {
  const { applicationNetworks, trustedProxy } = given;
  const sender = c.get("address");
  // Behind a proxy that is not trusted, every visitor has this machine's address.
  if (trustedProxy !== "on" || !isWithin(sender, applicationNetworks)) return;
  const client = readAddress(parameter("client")?.trim() ?? "") ?? sender;
  c.set("address", client);
  c.set("isApplication", isWithin(client, applicationNetworks));
}
