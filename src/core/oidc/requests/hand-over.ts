// A browser comes here from a host behind a proxy to sign in. With a session that fits it gets the
// cookie for those hosts; else the person signs in first. A link to here must not sign anyone in as
// another: only the session's own cookie, which no other host can set or see, says who it is.

import type { Call } from "../../call.ts";
import type { Ports } from "../../ports/index.ts";
import type { BrowserKey } from "../../ports/oidc/browser-sessions.ts";
import type { OidcClient } from "../../ports/oidc/clients.ts";
import { refuseAndNote } from "../../refuse-and-note.ts";
import { rulesOf } from "../clients/client.ts";
import { pictureOf } from "../clients/client-uris.ts";
import { entryOfClient } from "../note.ts";
import { isEnough } from "../sessions/browser-session.ts";
import { checkedOf, sealChecked } from "../sessions/checked-session.ts";
import { readGuarded, signInAddress } from "../sessions/guarded-address.ts";
import { ASKED_VALIDITY_MS, type Asked, sealAsked } from "./asked.ts";

export type HandOver =
  | { readonly kind: "unguarded" }
  | { readonly kind: "given"; readonly cookie: string; readonly address: string }
  | { readonly kind: "sign-in"; readonly asked: Asked; readonly sealed: string };

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
    const asked = askedFor(client, pictureOf(client, settings), signInAddress(settings, guarded), call.nowMs);
    return { kind: "sign-in", asked, sealed: await sealAsked(sealer, asked) };
  }
  const { user, realm, serial } = session;
  const said = { success: true, event: "COOKIE_GIVEN", authentication: "ACCEPT", user, realm, serial } as const;
  const entry = entryOfClient(call, client.clientId, said);
  call.afterwards(() => ports.audit.write(entry));
  const checked = checkedOf({ session, person }, key, settings, call.nowMs);
  return { kind: "given", cookie: await sealChecked(sealer, checked), address: guarded.address };
}

/** A sign-in after which the browser just comes back here. */
const askedFor = (client: OidcClient, picture: string | null, redirectUri: string, nowMs: number): Asked => ({
  redirectUri,
  responseMode: "none",
  state: null,
  clientId: client.clientId,
  clientName: client.clientName,
  logoUri: picture,
  ...rulesOf(client),
  scope: [],
  nonce: null,
  codeChallenge: null,
  subject: null,
  sector: null,
  prompt: null,
  maxAgeMs: null,
  loginHint: null,
  uiLocales: null,
  expiresAtMs: nowMs + ASKED_VALIDITY_MS,
});
