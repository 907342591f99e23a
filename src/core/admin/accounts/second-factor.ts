// The second factor of administrators and of other accounts of one person: an account with a TiQR
// token of its own confirms each sign-in, and its session before it changes what protects accounts.
//
// An application's transaction must not sign in here, nor the other way round. So its purpose binds
// it to the sign-in or session: a hash over a ticket that is given only for password or session.

import { sha256Hex, toBase64Url } from "../../../lib/bytes.ts";
import type { AdminCall, LoginCall } from "../../call.ts";
import type { Caller, Session } from "../../caller.ts";
import { answerAndFinalize } from "../../login/finalize.ts";
import { judgeVouched } from "../../login/first-factor.ts";
import { type NewLogin, openTransaction } from "../../login/open-transaction.ts";
import { serialsOf } from "../../login/transaction/challenge.ts";
import type { Ports } from "../../ports/index.ts";
import type { AdminRecord } from "../../ports/people/accounts.ts";
import { type Outcome, type ReasonCode, refuse } from "../../reasons.ts";
import { refuseAndNote } from "../../refuse-and-note.ts";
import { refuseEnded } from "./sign-out.ts";

const TICKET_BYTES = 24;

/** An administrator has every right; service accounts have some. */
export const isAdministrator = ({ rights }: Pick<AdminRecord, "rights">): boolean => rights.includes("*");

/** A password can be read off a screen or told to a caller, so a person needs the phone, too. */
export const hasSecondFactor = (account: Pick<AdminRecord, "rights" | "isPerson">): boolean =>
  account.isPerson || isAdministrator(account);

export type SecondFactor =
  | { readonly kind: "none" }
  | { readonly kind: "asked"; readonly triggered: NewLogin; readonly ticket: string }
  | { readonly kind: "refused"; readonly because: ReasonCode; readonly serial: string };

/** The account's token, as a user of the realm of administrators. */
const subjectOf = ({ name }: Pick<AdminRecord, "name">, { settings }: Ports) => ({
  serial: undefined,
  named: { user: name, realm: settings.adminRealm },
});

/**
 * Other accounts have no second factor, because no person is there to confirm. An administrator
 * has one as soon as a phone has enrolled a token. Ten wrong answers must not remove it, so
 * disabled and locked tokens count too, and the sign-in fails when none can be used. Revoked tokens
 * and those that wait for a phone do not count. Reads on the primary, since a replica may lag.
 */
export async function askSecondFactor(
  ports: Ports,
  admin: AdminRecord,
  session: Session | undefined,
  call: LoginCall,
): Promise<Outcome<SecondFactor>> {
  if (!hasSecondFactor(admin)) return { ok: true, kind: "none" };
  const { name, generation } = admin;
  const caller: Caller = { name, generation, ...(session ? { session } : {}) };
  const subject = subjectOf(admin, ports);
  const viewed = await ports.management.viewOwn(caller);
  if (!viewed.ok) return refuse({ code: "wrong-credentials" }); // removed, or a new password
  const { tokens } = viewed;
  const phones = tokens.filter(({ revoked, rolloutState }) => !revoked && rolloutState === "enrolled");
  if (phones.length === 0) return { ok: true, kind: "none" };
  // The password or session was checked already, so no PIN is asked.
  const others = tokens.filter((token) => !phones.includes(token));
  const verdict = await judgeVouched(ports, { ...viewed, tokens: phones, others }, subject, call);
  const serial = serialsOf(phones);
  if (!verdict.ok) return { ok: true, kind: "refused", because: verdict.reason.code, serial };
  const ticket = toBase64Url(ports.randomBytes(TICKET_BYTES));
  const purpose = await purposeOf(admin, session, ticket);
  const opened = await openTransaction(ports, verdict, { ...call, administrator: name }, { purpose });
  return opened.ok ? { ok: true, kind: "asked", triggered: opened, ticket } : opened;
}

/**
 * A thief of a browser or a JWT must not change an administrator's phone, so the account's phone
 * confirms the session once more. src/http gives the session its new JWT. The ticket is for
 * `confirmSession` in the same session.
 */
export async function askConfirmation(
  ports: Ports,
  session: Session,
  call: AdminCall & LoginCall,
): Promise<Outcome<{ readonly triggered: NewLogin; readonly ticket: string }>> {
  const { name, generation } = call.caller;
  const { admin } = await ports.admins.find(name, call.client);
  if (admin?.generation !== generation) return refuseEnded(ports, call);
  const second = await askSecondFactor(ports, admin, session, call);
  if (!second.ok) return second.reason.code === "wrong-credentials" ? refuseEnded(ports, call) : second;
  if (second.kind === "asked") return { ok: true, triggered: second.triggered, ticket: second.ticket };
  const whose = { user: name, realm: ports.settings.adminRealm };
  if (second.kind === "none") return refuseAndNote(ports, call, { code: "second-factor-required" }, whose);
  const { because, serial } = second;
  const reason = { code: "second-factor-unusable", because } as const;
  return refuseAndNote(ports, call, reason, { ...whose, reason: because, serial });
}

/** The second step. `response`: the digits that a phone without a network showed. */
export interface Confirmation {
  readonly transactionId: string;
  readonly ticket: string;
  readonly response: string | undefined;
}

/** `generation` is undefined if no account has the name. */
interface Claimed {
  readonly name: string;
  readonly generation: number | undefined;
}

/**
 * Finalizes once, after the phone's answer or with the digits it shows. With the right ticket,
 * digits are verified and counted like an answer. A new password raises the account's generation,
 * so an older ticket is refused. A request before the answer counts and notes nothing.
 */
export async function finalizeSecondFactor(
  ports: Ports,
  admin: Claimed,
  session: Session | undefined,
  { transactionId, ticket, response }: Confirmation,
  call: LoginCall,
): Promise<Outcome<object>> {
  const claim = { kind: "purpose", purpose: await purposeOf(admin, session, ticket) } as const;
  const administrator = admin.name;
  const { action, client } = call;
  const finalized = await answerAndFinalize(ports, transactionId, response, claim, { action, client, administrator });
  if (finalized.ok) return finalized;
  const { code } = finalized.reason;
  if (code === "unavailable") return refuse({ code });
  if (code === "not-answered") return refuse({ code: "second-factor-missing" });
  if (code === "wrong-response" || code === "challenge-not-open") return refuse({ code: "second-factor-wrong" });
  // The batch of the lock notes its refusals. A missing or foreign transaction is noted here.
  const wrong = { code: "wrong-credentials" } as const;
  if (code !== "nothing-to-finalize") return refuse(wrong);
  const whose = async () => {
    const { attemptId = "", sessionKey } = (await ports.transactions.namesOf(transactionId)) ?? {};
    // The trail finds a login's rows among those of its user, so this row needs the user.
    const login = sessionKey === undefined ? undefined : await ports.transactions.lookListed(sessionKey);
    const { user = "", realm = "" } = login ?? {};
    const unknown = admin.generation === undefined ? { unknown: "administrator" as const } : {};
    return { administrator, user, realm, attemptId, reason: code, ...unknown };
  };
  return refuseAndNote(ports, call, wrong, whose, "counted");
}

/** Whether the account still exists shows at the next call, which names generation and session. */
export const confirmSession = (
  ports: Ports,
  session: Session,
  confirmation: Confirmation,
  call: AdminCall & LoginCall,
): Promise<Outcome<object>> => finalizeSecondFactor(ports, call.caller, session, confirmation, call);

/** A stolen session must not yield a new one, so a ticket to confirm cannot sign in. */
const purposeOf = ({ name, generation }: Claimed, session: Session | undefined, ticket: string): Promise<string> =>
  sha256Hex(JSON.stringify([session ? `confirm ${session.id}` : "sign-in", name, generation, ticket]));
