// A signed-in person types the code of a device, sees who asks for what, and decides. Whoever sends
// people a link with a code of theirs would get the sign-in (RFC 8628 §5.4), so the page shows the
// code that the device at hand must have, and nothing is given by a GET.

import { randomId } from "../../lib/bytes.ts";
import type { Call } from "../call.ts";
import { rulesOf } from "../oidc/clients/client.ts";
import { sealCode } from "../oidc/grants/code.ts";
import { entryOfClient } from "../oidc/note.ts";
import { isEnough } from "../oidc/sessions/browser-session.ts";
import type { Ports } from "../ports/index.ts";
import type { BrowserSession } from "../ports/oidc/browser-sessions.ts";
import { DEVICE_GRANT, type OidcClient } from "../ports/oidc/clients.ts";
import type { DeviceRequest } from "../ports/oidc/devices.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import { readUserCode, userCodeHash, writtenUserCode } from "./user-code.ts";

/** `written`: the code as the page shows it. */
export interface FoundDevice {
  readonly request: DeviceRequest;
  readonly client: OidcClient;
  readonly written: string;
}

export type DeviceFault = "unknown" | "too-many" | "decided" | "not-enough";

export async function findDevice(
  ports: Ports,
  session: BrowserSession,
  typed: string,
  call: Call,
): Promise<FoundDevice | DeviceFault> {
  const code = readUserCode(typed);
  // What is no code is no guess.
  if (code === undefined) return "unknown";
  const found = await ports.devices.find(await userCodeHash(ports, code), session.id, call.nowMs);
  if (found === "decided") return found;
  if (typeof found === "string") {
    const { user, realm, serial } = session;
    refuseAndNote(
      ports,
      call,
      { code: "invalid-grant" },
      { user, realm, serial, detail: `user_code ${found}` },
      "counted",
    );
    return found;
  }
  // Meanwhile the client may have been removed, or have lost the grant type or a scope.
  const client = (await ports.clients.find(found.clientId))?.client;
  if (!client?.grantTypes.includes(DEVICE_GRANT)) return "unknown";
  if (!isEnough(session, rulesOf(client))) return "not-enough";
  const scope = found.scope.filter((one) => client.scope.includes(one));
  return { request: { ...found, scope }, client, written: writtenUserCode(code) };
}

/** The request is found anew by the code that was typed, so a form can name no other. */
export async function decideDevice(
  ports: Ports,
  session: BrowserSession,
  typed: string,
  isAllowed: boolean,
  call: Call,
): Promise<FoundDevice | DeviceFault> {
  const found = await findDevice(ports, session, typed, call);
  if (typeof found === "string") return found;
  const { request, client } = found;
  const code = isAllowed
    ? await sealCode(ports.sealer, {
        // Begins with the session's, so that the grants of a session lie side by side.
        id: `${session.id}${randomId(ports.randomBytes)}`,
        clientId: client.clientId,
        redirectUri: "",
        scope: request.scope,
        nonce: undefined,
        codeChallenge: undefined,
        session,
        expiresAtMs: request.expiresAtMs,
      })
    : null;
  const { user, realm, serial } = session;
  const entry = entryOfClient(call, client.clientId, {
    success: true,
    ...(isAllowed ? { event: "CODE_GIVEN", authentication: "ACCEPT" } : { event: "CONFIRMATION_DECLINED" }),
    ...{ user, realm, serial },
  });
  const done = await ports.devices.decide(request.id, code, call.nowMs, entry);
  if (done === "late") return "decided";
  if (done === "unnoted") call.afterwards(() => ports.audit.write(entry));
  return found;
}
