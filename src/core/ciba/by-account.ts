// An account asks a person to confirm something, for scripts of operators: "may this deployment go
// on?". The same question, limits and trail as an application's, without tokens: the answer is all
// that comes of it. It takes the right to open logins in a person's name.

import { randomId } from "../../lib/bytes.ts";
import { noteOnSuccess } from "../audit/audit.ts";
import { type AdminCall, asLogin } from "../call.ts";
import { judgeVouched } from "../login/first-factor.ts";
import { ofApplications } from "../login/login.ts";
import type { Ports } from "../ports/index.ts";
import { invalidParameter, type Outcome, refuse } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import type { UserReading } from "../user.ts";
import { mailQuestion } from "./mail-question.ts";
import { ASKED_TOO_OFTEN, canBeShown } from "./request.ts";
import { openAuthReqId, sealAuthReqId, sealCibaAsked } from "./sealed.ts";

const RIGHT = "triggerchallenge";
const VALIDITY_MS = 5 * 60_000;
const OFF = { code: "unknown-path" } as const;

/** In the place of a client's id, which has no colon. */
const asClient = (account: string): string => `account:${encodeURIComponent(account)}`;
export const isAccount = (clientId: string): boolean => clientId.startsWith("account:");

export async function askForAccount(
  ports: Ports,
  named: UserReading,
  message: string,
  call: AdminCall,
): Promise<Outcome<{ readonly id: string; readonly expiresAtMs: number }>> {
  const { sealer, settings } = ports;
  if (!settings.ciba) return refuse(OFF);
  if (!canBeShown(message)) return invalidParameter("message", "expected a text of at most 100 characters, all seen");
  const subject = { serial: undefined, named };
  const viewed = await ports.management.viewFor(call.caller, RIGHT, subject);
  if (!viewed.ok) return refuseAndNote(ports, call, viewed.reason);
  const view = ofApplications(viewed, ports);
  const verdict = await judgeVouched(ports, view, subject, asLogin(call));
  // Nobody, or nobody who can confirm now.
  if (!verdict.ok || !view.user) return refuseAndNote(ports, call, { code: "user-not-found" }, {}, "counted");
  const owner = { user: view.user.name, realm: view.user.realm };
  const { name: account } = call.caller;
  const clientId = asClient(account);
  const id = randomId(ports.randomBytes);
  const expiresAtMs = call.nowMs + VALIDITY_MS;
  const name = { id, ...owner, expiresAtMs };
  const asked = { clientName: account, message, scope: [], asksMfa: false, opened: undefined, ping: undefined };
  const request = { id, ...owner, clientId, asked: await sealCibaAsked(sealer, id, asked), expiresAtMs };
  const note = noteOnSuccess(call, "CONFIRMATION_ASKED", { ...owner, detail: message });
  const { made, mails } = await (await ports.ciba.of(owner)).make(request, true, call.nowMs, note);
  if (!made) return refuseAndNote(ports, call, ASKED_TOO_OFTEN, owner, "counted");
  if (mails) await mailQuestion(ports, name, asked, call);
  return { ok: true, id: await sealAuthReqId(sealer, clientId, name), expiresAtMs };
}

export type AccountAnswer = "pending" | "approved" | "denied" | "expired";

/** `id`: from `askForAccount` of the same account. */
export async function answerForAccount(
  ports: Ports,
  id: string,
  { caller, nowMs }: AdminCall,
): Promise<Outcome<{ readonly state: AccountAnswer }>> {
  if (!ports.settings.ciba) return refuse(OFF);
  const may = await ports.admins.may(caller, RIGHT);
  if (!may.ok) return may;
  const name = await openAuthReqId(ports.sealer, asClient(caller.name), id);
  if (!name) return invalidParameter("id", "expected the id of a question of this account");
  const request = await (await ports.ciba.of(name)).look(name.id);
  if (request?.state === "denied" || request?.state === "approved") return { ok: true, state: request.state };
  return { ok: true, state: nowMs < name.expiresAtMs ? "pending" : "expired" };
}
