// The person on the phone shows who they are: by phone, PIN, recovery code or a browser that knows
// them. What is wrong counts as at the sign-in, on the same locks and limits.

import { sha256Hex } from "../../lib/bytes.ts";
import { noteOnSuccess } from "../audit/audit.ts";
import { asLogin, type Call, type LoginCall } from "../call.ts";
import type { OwnProof } from "../callers/acts.ts";
import { unproven } from "../desk/proven.ts";
import { answerAndFinalize } from "../login/finalize.ts";
import { FirstFactor, judgeVouched } from "../login/first-factor.ts";
import { ofApplications } from "../login/login.ts";
import { type NewLogin, openTransaction } from "../login/open-transaction.ts";
import type { Ports } from "../ports/index.ts";
import type { OpenCall } from "../ports/people/callers.ts";
import type { UsedRecovery } from "../ports/people/me.ts";
import { type Outcome, type Reason, refuse } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import type { CallTicket } from "./desk-call.ts";
import { withoutCode } from "./recovery-codes.ts";
import { lookAsStranger, refuseStranger } from "./stranger.ts";

const purposeOf = ({ id }: OpenCall): Promise<string> => sha256Hex(JSON.stringify(["caller", id]));
const subjectOf = ({ user, realm }: OpenCall) => ({ serial: undefined, named: { user, realm } }) as const;

/** The agent vouches for the login by the number, as a browser session does at /me. */
export async function askCallersPhone(ports: Ports, ticket: CallTicket, call: Call): Promise<Outcome<NewLogin>> {
  const subject = subjectOf(ticket);
  const view = ofApplications(await ports.tokens.view(subject), ports);
  const verdict = await judgeVouched(ports, view, subject, asLogin(call));
  if (!verdict.ok) return refuseAndNote(ports, call, verdict.reason, subject.named, "counted");
  return openTransaction(ports, verdict, asLogin(call), { purpose: await purposeOf(ticket) });
}

/** `response`: the digits that a phone without a network shows. */
export async function takeCallersPhone(
  ports: Ports,
  ticket: CallTicket,
  { transactionId, response }: { readonly transactionId: string; readonly response: string | undefined },
  call: LoginCall,
): Promise<Outcome<object>> {
  const claim = { kind: "purpose", purpose: await purposeOf(ticket) } as const;
  const { action, client } = call;
  const finalized = await answerAndFinalize(ports, transactionId, response, claim, { action, client });
  return finalized.ok ? prove(ports, ticket, "phone", call, { serial: finalized.serial }) : finalized;
}

/** A right PIN of a token that cannot sign in now: its phone may be lost, and stopped already. */
const RIGHT_PIN: readonly Reason["code"][] = [
  ...(["token-not-enrolled", "token-disabled", "user-deactivated", "token-not-valid-now"] as const),
];

export async function proveByPin(
  ports: Ports,
  ticket: CallTicket,
  pin: string,
  call: LoginCall,
): Promise<Outcome<object>> {
  const subject = subjectOf(ticket);
  const look = await lookAsStranger(ports, subject, call);
  const factor = new FirstFactor(ports, pin, call);
  const verdict = await factor.judgeBeforeStrangers(look.view, subject, ticket.known);
  const isRight = verdict.ok || RIGHT_PIN.includes(verdict.reason.code);
  // A known browser whose own lock is closed counts as a stranger's.
  const checks = ticket.known ? (["browser", "pin"] as const) : (["pin"] as const);
  const tried = checks.flatMap((check) => factor.unlocked(look.view.tokens, check));
  // A token without a PIN is opened by none, which shows nothing.
  const withPin = tried.filter(({ sealedPin, revoked }) => sealedPin !== null && !revoked);
  if (isRight && pin !== "" && (await factor.opened(withPin)).length > 0) return prove(ports, ticket, "pin", call);
  const wrong = { reason: { code: "wrong-pin" }, check: "pin", counts: [] } as const;
  if (verdict.ok) return refuseStranger(ports, subject, look, wrong, call);
  const { reason, counts, check: judged } = verdict;
  return refuseStranger(ports, subject, look, { reason, check: judged, counts }, call);
}

/** The code is used up. A wrong one counts as a wrong PIN does. */
export async function proveByCode(
  ports: Ports,
  ticket: CallTicket,
  code: string,
  call: LoginCall,
): Promise<Outcome<object>> {
  const subject = subjectOf(ticket);
  const look = await lookAsStranger(ports, subject, call);
  const before = await ports.self.recoveryOf(subject.named);
  const factor = new FirstFactor(ports, undefined, call);
  // The phone may be lost, and stopped already.
  const counts = factor.unlocked(look.view.tokens, "pin").filter(({ revoked }) => !revoked);
  const after = counts.length > 0 ? await withoutCode(ports.sealer, before, code) : undefined;
  if (before && after) return prove(ports, ticket, "code", call, {}, { before, after });
  const reason: Reason = { code: counts.length > 0 ? "wrong-pin" : "token-locked" };
  return refuseStranger(ports, subject, look, { reason, check: "pin", counts }, call);
}

/** Somebody at this browser says that they have called. */
export const proveByBrowser = (ports: Ports, ticket: CallTicket, call: LoginCall): Promise<Outcome<object>> =>
  ticket.known ? prove(ports, ticket, "browser", call) : Promise.resolve(refuse(unproven(undefined)));

async function prove(
  ports: Ports,
  ticket: CallTicket,
  proof: OwnProof,
  call: LoginCall,
  more: { readonly serial?: string } = {},
  used?: Pick<UsedRecovery, "before" | "after">,
): Promise<Outcome<object>> {
  const { user, realm, id } = ticket;
  const proofs = [...new Set([proof, ...(ticket.known ? (["browser"] as const) : [])])];
  const action = `${call.action} caller=${id} ${proofs.join(" ")}`;
  const note = noteOnSuccess({ ...call, action }, "CALLER_PROVED", { user, realm, ...more });
  const done = await ports.callers.prove(ticket, proofs, used, call.nowMs, note);
  // The call is over or was refused, or the code was used at the same moment.
  return done ? { ok: true } : refuse({ code: "challenge-not-open" });
}
