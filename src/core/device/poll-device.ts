// A device asks whether its person has decided: RFC 8628 §3.4. What it gets is an ordinary code,
// redeemed here, so what ends a code or its tokens ends these.

import type { Call } from "../call.ts";
import { rulesOf } from "../oidc/clients/client.ts";
import { openCode } from "../oidc/grants/code.ts";
import type { Tokens } from "../oidc/grants/give-tokens.ts";
import { giveForCode } from "../oidc/grants/redeem-code.ts";
import { refuseGrant } from "../oidc/note.ts";
import { type OauthOutcome, refuseGrantType, refuseOauth } from "../oidc/oauth-refusal.ts";
import { faultOf } from "../oidc/parameter-fault.ts";
import type { PollPace } from "../oidc/poll-pace.ts";
import { isEnough } from "../oidc/sessions/browser-session.ts";
import type { Ports } from "../ports/index.ts";
import { DEVICE_GRANT, type OidcClient } from "../ports/oidc/clients.ts";
import { openDeviceCode } from "./ask-device.ts";

export async function pollDevice(
  ports: Ports,
  client: OidcClient,
  text: string,
  isTooSoon: PollPace,
  call: Call,
): Promise<OauthOutcome<{ readonly tokens: Tokens }>> {
  const { clientId } = client;
  const { nowMs } = call;
  const over = (description: string, fault: "over" | "unknown" | "unmet") =>
    refuseGrant(ports, call, clientId, description, faultOf("device_code", fault));
  const opened = await openDeviceCode(ports.sealer, clientId, text);
  if (!opened) return over("The device code is unknown.", "unknown");
  if (!client.grantTypes.includes(DEVICE_GRANT)) return refuseGrantType(DEVICE_GRANT);
  const { id, expiresAtMs } = opened;
  if (nowMs >= expiresAtMs) return refuseOauth("expired_token", "The device code is over.");
  if (isTooSoon(id, nowMs)) return refuseOauth("slow_down", "The client polls too often.");
  const polled = await ports.devices.poll(id);
  switch (polled.state) {
    case "pending":
      return refuseOauth("authorization_pending", "Nobody has decided yet.");
    case "denied":
      return refuseOauth("access_denied", "The person has declined.");
    case "spent":
    case "unknown":
      return over("The device code is over.", "over");
    case "approved": {
      const code = await openCode(ports.sealer, polled.code, nowMs);
      if (!code || code.clientId !== clientId) return over("The device code is over.", "over");
      // The client may ask for more by now.
      if (!isEnough(code.session, rulesOf(client))) return over("The client no longer takes this sign-in.", "unmet");
      try {
        return await giveForCode(ports, client, code, call);
      } catch (error) {
        await ports.devices.giveBack(id, polled.code);
        throw error;
      }
    }
  }
}
