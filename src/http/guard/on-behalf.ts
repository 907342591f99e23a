// Many people sign in at one application server, and all their requests have its address. So a stranger there could use up the limit
// of all, and the trail would not tell where a guess came from. From APPLICATION_NETWORKS the parameter `client` tells the person's
// address, as where privacyIDEA has OverrideAuthorizationClient (lib/utils/__init__.py, get_client_ip). X-Forwarded-For tells nothing here.
// Differs: only at /validate. At /auth the server itself signs in; with the addresses of its visitors, each of their networks would
// become one from which that account is known to sign in.

import type { Context, MiddlewareHandler } from "hono";
import { isWithin, readAddress } from "../../lib/network.ts";
import type { Settings } from "../../settings.ts";
import type { Parameter } from "../../tiqr/requests.ts";
import type { HttpEnv } from "../context.ts";

type Given = Pick<Settings, "applicationNetworks">;

/** Stands behind `withParameters`. */
export const onBehalf =
  (settings: Given): MiddlewareHandler<HttpEnv> =>
  async (c, next) => {
    takeClient(c, c.get("parameter"), settings);
    return next();
  };

/**
 * Some applications send "unknown", or a list: what is no address is as good as none, and gets into no row. A RADIUS server names the
 * gateway that asks it, behind which are many people again. Named in the setting, that one is an application server, too.
 */
export function takeClient(c: Context<HttpEnv>, parameter: Parameter, { applicationNetworks }: Given): void {
  const sender = c.get("address");
  if (!isWithin(sender, applicationNetworks)) return;
  const client = readAddress(parameter("client")?.trim() ?? "") ?? sender;
  c.set("address", client);
  c.set("isApplication", isWithin(client, applicationNetworks));
}
