// A device asks for a sign-in (RFC 8628 §3.1). It shows the user code, and polls with the device
// code, which is sealed: a foreign or expired one reads nothing.

import { randomId } from "../../lib/bytes.ts";
import type { Call } from "../call.ts";
import { SCOPES } from "../oidc/clients/client.ts";
import { refuseTokenRequest } from "../oidc/note.ts";
import { type OauthOutcome, refuseGrantType, refuseOauth } from "../oidc/oauth-refusal.ts";
import { faultOf } from "../oidc/parameter-fault.ts";
import type { Ports } from "../ports/index.ts";
import { DEVICE_GRANT, type OidcClient } from "../ports/oidc/clients.ts";
import { openJson, type Sealer, sealJson } from "../sealer.ts";
import { makeUserCode, userCodeHash, writtenUserCode } from "./user-code.ts";

/** Time to find a browser and the phone. */
export const DEVICE_VALIDITY_MS = 10 * 60_000;
export const DEVICE_INTERVAL_SECONDS = 5;
export const DEVICE_PATH = "/device";

/** Another device may have drawn the same code, once in 25 600 million. */
const MAX_DRAWS = 3;

interface DeviceCode {
  readonly id: string;
  readonly expiresAtMs: number;
}

const sealDeviceCode = (sealer: Sealer, clientId: string, code: DeviceCode): Promise<string> =>
  sealJson(sealer, "device", clientId, code);
export const openDeviceCode = (sealer: Sealer, clientId: string, text: string): Promise<DeviceCode | undefined> =>
  openJson(sealer, "device", clientId, text);

export interface AskedDevice {
  readonly deviceCode: string;
  readonly userCode: string;
}

/** `scope`: as sent; undefined when the client names none. */
export async function askForDevice(
  ports: Ports,
  client: OidcClient,
  scope: string | undefined,
  call: Call,
): Promise<OauthOutcome<AskedDevice>> {
  const { clientId } = client;
  if (!client.grantTypes.includes(DEVICE_GRANT)) return refuseGrantType(DEVICE_GRANT);
  const wanted: readonly string[] = scope?.split(" ").filter(Boolean) ?? ["openid"];
  const refuseScope = (description: string, fault: "left-out" | "unsupported") =>
    refuseTokenRequest(ports, call, clientId, "invalid_scope", description, faultOf("scope", fault, scope));
  if (!wanted.every((one) => SCOPES.some((known) => known === one)))
    return refuseScope("scope has an unknown name.", "unsupported");
  if (!wanted.includes("openid")) return refuseScope("scope must have openid.", "left-out");
  const expiresAtMs = call.nowMs + DEVICE_VALIDITY_MS;
  const request = {
    id: randomId(ports.randomBytes),
    clientId,
    // Each once: a stranger could else make a row as long as a request.
    scope: SCOPES.filter((one) => wanted.includes(one) && client.scope.includes(one)),
    expiresAtMs,
  };
  for (let draw = 0; draw < MAX_DRAWS; draw++) {
    const code = makeUserCode(ports.randomBytes);
    if (!(await ports.devices.make({ ...request, userCodeHash: await userCodeHash(ports, code) }, call.nowMs)))
      continue;
    const deviceCode = await sealDeviceCode(ports.sealer, clientId, { id: request.id, expiresAtMs });
    return { ok: true, deviceCode, userCode: writtenUserCode(code) };
  }
  return refuseOauth("slow_down", "Too many devices of this client wait.");
}
