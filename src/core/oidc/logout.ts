// RP-initiated logout (OpenID Connect RP-Initiated Logout 1.0): an application sends the browser here, and the person is signed out of
// the service and of the applications that registered an address for it (./backchannel.ts).
//
// Another site could send a browser here to sign its person out. So without an id_token that shows that the application knows this very
// session, the person is asked first. And it could name an address of its own to be led to: only an address that the application has
// registered is taken.

import { entryOf } from "../audit.ts";
import type { Call } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import { type Given, only } from "./authorization.ts";
import { noticesFor } from "./backchannel.ts";
import { type BrowserKey, type BrowserSession, sidFor } from "./browser-session.ts";
import type { OidcClient } from "./client.ts";

export interface LogoutRequest {
  /** The application that asks, if it is known. */
  readonly client: OidcClient | undefined;
  readonly session: BrowserSession | undefined;
  /** Where the browser goes then, with `state`; undefined: nowhere. */
  readonly address: string | undefined;
  /** Whether the application has shown that it knows this session, so that nobody has to be asked. */
  readonly isProven: boolean;
}

/** `unregistered`: the address is not one of the application's, so nothing leads there. */
export async function readLogout(
  ports: Pick<Ports, "browserSessions" | "signer" | "settings">,
  given: Given,
  key: BrowserKey | undefined,
  nowMs: number,
): Promise<LogoutRequest | "unregistered"> {
  const claims = await hintIn(ports, given);
  const named = only(given, "client_id");
  const hinted = claims && audienceOf(claims);
  // An id_token of another client proves nothing for this one.
  const clientId = named ?? hinted;
  const isForIt = hinted !== undefined && hinted === clientId;
  const { stored, session } = await ports.browserSessions.look(key, clientId, nowMs);
  const client = stored?.client;
  const address = only(given, "post_logout_redirect_uri");
  if (address !== undefined && !client?.postLogoutRedirectUris.includes(address)) return "unregistered";
  const isProven =
    isForIt &&
    session !== undefined &&
    client !== undefined &&
    claims?.sid === (await sidFor(session, client.clientId));
  return { client, session, address: address && withState(address, only(given, "state")), isProven };
}

/** Ends the session. The clients hear of it after the reply. */
export async function signOut(
  { browserSessions, logoutNotices }: Pick<Ports, "browserSessions" | "logoutNotices">,
  session: BrowserSession,
  call: Call,
): Promise<void> {
  const { user, realm, serial } = session;
  const held = entryOf(call, { success: true, event: "BROWSER_SESSION_ENDED", user, realm, serial });
  const clients = await browserSessions.end(session, { held });
  call.afterwards(async () => logoutNotices.tell(await noticesFor(session, clients)));
}

/** Our signature says that we gave it, however long ago: an id_token may be over by now (RP-Initiated Logout 1.0 §2). */
async function hintIn({ signer, settings }: Pick<Ports, "signer" | "settings">, given: Given) {
  const hint = only(given, "id_token_hint");
  const claims = hint === undefined ? undefined : await signer.verify(hint, "JWT");
  return claims?.iss === settings.publicUrl ? claims : undefined;
}

const audienceOf = ({ aud }: Readonly<Record<string, unknown>>): string | undefined =>
  typeof aud === "string" ? aud : undefined;

/** The registered address stays as it is, character by character. */
function withState(address: string, state: string | undefined): string {
  if (state === undefined) return address;
  return `${address}${address.includes("?") ? "&" : "?"}${new URLSearchParams({ state })}`;
}
