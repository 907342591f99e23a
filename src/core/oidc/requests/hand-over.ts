// A browser comes here from a host behind a proxy to sign in. With a session that fits it gets the
// cookie for those hosts; else the person signs in first. A link to here must not sign anyone in as
// another: only the session's own cookie, which no other host can set or see, says who it is.

import type { Call } from "../../call.ts";
import type { Ports } from "../../ports/index.ts";
import type { BrowserKey } from "../../ports/oidc/browser-sessions.ts";
import { refuseAndNote } from "../../refuse-and-note.ts";
import { rulesOf } from "../clients/client.ts";
import { pictureOf } from "../clients/client-uris.ts";
import { entryOfClient } from "../note.ts";
import { isEnough } from "../sessions/browser-session.ts";
import { checkedOf, sealChecked } from "../sessions/checked-session.ts";
import { readGuarded, signInAddress } from "../sessions/guarded-address.ts";
import { type HostSignIn, sealSignIn, signInAt } from "./sign-in-request.ts";

export type HandOver =
  | { readonly kind: "unguarded" }
  | { readonly kind: "given"; readonly cookie: string; readonly address: string }
  | { readonly kind: "sign-in"; readonly asked: HostSignIn; readonly sealed: string };

/** `address`: where the browser wants to go back to. */
export async function handOver(
  ports: Ports,
  address: string,
  key: BrowserKey | undefined,
  call: Call,
): Promise<HandOver> {
  const { browserSessions, clients, sealer, settings } = ports;
  const guarded = readGuarded(address, settings);
  const [client, { session, person, due }] = await Promise.all([
    guarded && clients.findByHost(guarded.host),
    browserSessions.look(guarded && key, undefined, call.nowMs),
  ]);
  // Anyone could send people from here to any site (open redirect), so the host must be guarded.
  if (!guarded || !client) {
    refuseAndNote(ports, call, { code: "unguarded-host" }, {}, "counted");
    return { kind: "unguarded" };
  }
  if (due) call.afterwards(() => browserSessions.mark(due, call.nowMs));
  if (!key || !session || !person || !isEnough(session, rulesOf(client))) {
    const way = { kind: "host", redirectUri: signInAddress(settings, guarded) } as const;
    const asked = { ...signInAt(client, pictureOf(client, settings), call.nowMs), ...way };
    return { kind: "sign-in", asked, sealed: await sealSignIn(sealer, asked) };
  }
  const { user, realm, serial } = session;
  const details = { success: true, event: "COOKIE_GIVEN", authentication: "ACCEPT", user, realm, serial } as const;
  const entry = entryOfClient(call, client.clientId, details);
  call.afterwards(() => ports.audit.write(entry));
  const checked = checkedOf({ session, person }, key, settings, call.nowMs);
  return { kind: "given", cookie: await sealChecked(sealer, checked), address: guarded.address };
}
