// POST /oidc/device: RFC 8628 §3.1. A public client has no secret, so strangers can ask in its
// name, and each leaves a row: they are slowed down by their network.

import {
  askForDevice,
  DEVICE_INTERVAL_SECONDS,
  DEVICE_PATH,
  DEVICE_VALIDITY_MS,
} from "../../core/device/ask-device.ts";
import { isPublic } from "../../core/oidc/clients/client.ts";
import { PATHS } from "../../core/oidc/discovery.ts";
import { refuseOauth } from "../../core/oidc/oauth-refusal.ts";
import { siteOf } from "../../lib/network.ts";
import { crossOrigin } from "../answer/cross-origin.ts";
import { callOf } from "../context.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import { readClientRequest } from "../oidc/client-request.ts";
import { oauthRefused, oauthReply } from "../oidc/oauth-reply.ts";

export function deviceRoutes(
  { app, on }: DefinedRoutes,
  { ports, rateLimits }: Pick<Deps, "ports" | "rateLimits">,
): void {
  const { deviceGrant, publicUrl } = ports.settings;
  if (!deviceGrant) return;
  app.use(PATHS.device, crossOrigin(["*"], ["POST"]));
  on(`POST ${PATHS.device}`, async (c) => {
    const read = await readClientRequest(c, ports);
    if (!read.ok) return oauthRefused(c, read);
    // By /48, since one line may have as many networks as there may be rows.
    const limited = isPublic(read.client) && (await rateLimits("guess", `device ${siteOf(c.get("address"))}`).called());
    if (limited) {
      c.header("Retry-After", String(limited.retryAfterSeconds));
      return oauthRefused(c, refuseOauth("slow_down", "Too many requests of this network."));
    }
    const asked = await askForDevice(ports, read.client, read.form("scope"), callOf(c));
    if (!asked.ok) return oauthRefused(c, asked);
    const address = publicUrl + DEVICE_PATH;
    return oauthReply(c, {
      device_code: asked.deviceCode,
      user_code: asked.userCode,
      verification_uri: address,
      verification_uri_complete: `${address}?user_code=${asked.userCode}`,
      expires_in: DEVICE_VALIDITY_MS / 1000,
      interval: DEVICE_INTERVAL_SECONDS,
    });
  });
}
