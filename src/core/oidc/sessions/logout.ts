// OpenID Connect RP-Initiated Logout 1.0: an application sends the browser here, and its person is
// signed out of the service and of the applications that have an address for it (./backchannel.ts).
//
// Any site could send a browser here to sign its person out. So the person is asked, unless an
// id_token shows that the application knows this very session. A site could also name an address of
// its own to lead to: only registered ones are followed (§3).

import { noteOnSuccess } from "../../audit/audit.ts";
import type { Call } from "../../call.ts";
import type { Ports } from "../../ports/index.ts";
import type { BrowserKey, BrowserSession } from "../../ports/oidc/browser-sessions.ts";
import type { OidcClient } from "../../ports/oidc/clients.ts";
import { withFields } from "../clients/redirect-uri.ts";
import { type OauthParams, onlyValue } from "../oauth-params.ts";
import { readHint } from "../subject.ts";
import { noticesFor } from "./backchannel.ts";
import { sidFor } from "./browser-session.ts";

export interface LogoutRequest {
  /** The application that asks, if it is known. */
  readonly client: OidcClient | undefined;
  readonly session: BrowserSession | undefined;
  /** Where the browser goes afterwards, with `state`; undefined: nowhere. */
  readonly address: string | undefined;
  /** Whether the application wants the browser back at an address not registered for it. */
  readonly isStranded: boolean;
  /** Whether the application has proven that it knows this session, so that nobody is asked. */
  readonly isProven: boolean;
}

export async function readLogout(
  ports: Pick<Ports, "browserSessions" | "signer" | "settings">,
  params: OauthParams,
  key: BrowserKey | undefined,
  nowMs: number,
): Promise<LogoutRequest> {
  const idToken = onlyValue(params, "id_token_hint");
  const hint = idToken === undefined ? undefined : await readHint(ports, idToken);
  const clientId = onlyValue(params, "client_id") ?? hint?.clientId;
  const { stored, session } = await ports.browserSessions.look(key, clientId, nowMs);
  const client = stored?.client;
  const wanted = onlyValue(params, "post_logout_redirect_uri");
  const isStranded = wanted !== undefined && !client?.postLogoutRedirectUris.includes(wanted);
  const isProven =
    session !== undefined &&
    client !== undefined &&
    hint?.clientId === client.clientId &&
    hint.sid === (await sidFor(session, client.clientId));
  const state = onlyValue(params, "state");
  const address =
    wanted === undefined || isStranded ? undefined : withFields(wanted, state === undefined ? {} : { state });
  return { client, session, address, isStranded, isProven };
}

/** Ends the session, and tells the clients after the reply. */
export async function endBrowserSession(
  { browserSessions, logoutNotices }: Pick<Ports, "browserSessions" | "logoutNotices">,
  session: BrowserSession,
  call: Call,
): Promise<void> {
  const { user, realm, serial } = session;
  const note = noteOnSuccess(call, "BROWSER_SESSION_ENDED", { user, realm, serial });
  const clients = await browserSessions.end(session, note);
  call.afterwards(async () => logoutNotices.tell(await noticesFor(session, clients)));
}
