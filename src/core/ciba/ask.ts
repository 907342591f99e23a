// An application asks a person to confirm something: CIBA Core 1.0 §7. The person hears by mail, at
// /me and by the event; nothing is shown by the phone until the person opens our page and confirms.
//
// Whoever sends such requests in bulk counts on people who confirm to be left in peace (RFC 10027
// B4.1), so the limits are counted by the statement that makes a request.

import { randomId } from "../../lib/bytes.ts";
import { asLogin, type Call } from "../call.ts";
import { entryOfClient, noteRefusal } from "../oidc/note.ts";
import { type OauthOutcome, type OauthRefusal, refuseGrantType, refuseOauth } from "../oidc/oauth-refusal.ts";
import { faultOf } from "../oidc/parameter-fault.ts";
import type { Ports } from "../ports/index.ts";
import { CIBA_GRANT, type CibaClient, type OidcClient } from "../ports/oidc/clients.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import { mailQuestion } from "./mail-question.ts";
import { ASKED_TOO_OFTEN, type CibaFault, type CibaRequestRead, readCibaRequest } from "./request.ts";
import { type CibaAsked, sealAuthReqId, sealCibaAsked, sealPing } from "./sealed.ts";
import { type Confirmer, confirmerOf, isSubject, namedBy, nobody, openedByPin } from "./whom.ts";

export const CIBA_INTERVAL_SECONDS = 2;

/** In the place of a name that nobody can have. */
const NOBODY = { user: "-", realm: "-" };

export interface AskedConfirmation {
  readonly authReqId: string;
  readonly expiresInSeconds: number;
}

export async function askToConfirm(
  ports: Ports,
  client: OidcClient,
  form: (name: string) => string | undefined,
  call: Call,
): Promise<OauthOutcome<AskedConfirmation>> {
  const { clientId, ciba } = client;
  const refused = ({ error, description, of }: CibaFault): OauthRefusal => {
    noteRefusal(ports, call, clientId, "authorization-refused", of);
    return refuseOauth(error, description);
  };
  if (!ciba || !client.grantTypes.includes(CIBA_GRANT)) return refuseGrantType(CIBA_GRANT);
  const read = readCibaRequest(form, { ...client, ciba });
  if ("fault" in read) return refused(read.fault);
  const named = await namedBy(ports, client, read.hint);
  if (named === "invalid")
    return refused({
      error: "invalid_request",
      description: "id_token_hint is no id_token of this client that names its person.",
      of: faultOf("id_token_hint", "malformed"),
    });
  const hides = ports.settings.hidesUsers === "everywhere";
  const found = named && (await confirmerOf(ports, client, named.named, read.asksMfa, asLogin(call)));
  const isTheirs = found !== undefined && (await isSubject(ports, client, found, named?.sub));
  const confirmer = isTheirs ? found : nobody(found?.owner ?? NOBODY);
  if (confirmer.tokens.length === 0) {
    // Where the answer hides it, the trail alone tells that names are tried out.
    const unknown = refused({
      error: "unknown_user_id",
      description: "The hint names nobody who can confirm.",
      of: faultOf(read.hint.kind === "name" ? "login_hint" : "id_token_hint", "unknown"),
    });
    if (!hides) return unknown;
  }
  const pin = await openedBy(ports, confirmer, { ...read, ...ciba }, hides, call);
  return pin.ok ? make(ports, client, read, { ...confirmer, opened: pin.opened }, call) : pin;
}

/** The serials that `user_code` opens; without one, the page asks for the PIN. */
async function openedBy(
  ports: Ports,
  confirmer: Confirmer,
  { userCode, takesUserCode }: Pick<CibaRequestRead, "userCode"> & Pick<CibaClient, "takesUserCode">,
  hides: boolean,
  call: Call,
): Promise<OauthOutcome<Pick<CibaAsked, "opened">>> {
  if (userCode === undefined)
    return takesUserCode && confirmer.hasPin && !hides
      ? refuseOauth("missing_user_code", "user_code is missing.")
      : { ok: true, opened: undefined };
  const opened = await openedByPin(ports, confirmer, userCode, asLogin(call));
  return opened ? { ok: true, opened } : refuseOauth("invalid_user_code", "user_code is wrong.");
}

async function make(
  ports: Ports,
  client: OidcClient,
  { message, scope, asksMfa, lastsMs, notificationToken }: CibaRequestRead,
  { owner, tokens, opened }: Confirmer & Pick<CibaAsked, "opened">,
  call: Call,
): Promise<OauthOutcome<AskedConfirmation>> {
  const { sealer, settings } = ports;
  const { clientId, clientName } = client;
  const isKnown = tokens.length > 0;
  const id = randomId(ports.randomBytes);
  const expiresAtMs = call.nowMs + lastsMs;
  const name = { id, ...owner, expiresAtMs };
  const authReqId = await sealAuthReqId(sealer, clientId, name);
  const uri = client.ciba?.notificationEndpoint;
  const ping =
    notificationToken === undefined || uri === undefined
      ? undefined
      : await sealPing(sealer, id, { clientId, uri, token: notificationToken, authReqId, untilMs: expiresAtMs });
  const question = { clientName, message, scope, asksMfa, opened, ping };
  const asked = await sealCibaAsked(sealer, id, question);
  const note = {
    held: entryOfClient(call, clientId, { success: true, event: "CONFIRMATION_ASKED", ...owner, detail: message }),
  };
  const store = await ports.ciba.of(owner);
  const { made, mails } = await store.make({ id, ...owner, clientId, asked, expiresAtMs }, isKnown, call.nowMs, note);
  if (made && mails) await mailQuestion(ports, name, question, call);
  if (isKnown && !made) {
    const about = { ...call, action: `${call.action} ${clientId}` };
    refuseAndNote(ports, about, ASKED_TOO_OFTEN, owner, "counted");
    if (settings.hidesUsers !== "everywhere")
      return refuseOauth("access_denied", "The person is asked too often, or has declined.");
  }
  return { ok: true, authReqId, expiresInSeconds: lastsMs / 1000 };
}
