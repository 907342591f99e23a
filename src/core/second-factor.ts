// The second factor of administrators: whoever has every right and a TiQR token of its own confirms each sign-in with it.
//
// The transaction is bound to its sign-in by its purpose, the hash of a ticket that only whoever showed the password gets.
// So a transaction of an application signs in nobody here, nor the other way round.

import { sha256Hex, toBase64Url } from "../lib/bytes.ts";
import type { AdminCall, Call } from "./audit.ts";
import { FirstFactor } from "./first-factor.ts";
import { answerAndFinalize, openTransaction, type Triggered } from "./login.ts";
import type { AdminRecord, Ports, TransactionDone } from "./ports.ts";
import { type Outcome, type Reason, refuse } from "./reasons.ts";
import { readingsOf } from "./user.ts";

const TICKET_BYTES = 24;

export type SecondFactor =
  | { readonly kind: "none" }
  | { readonly kind: "asked"; readonly triggered: Triggered; readonly ticket: string }
  | { readonly kind: "refused"; readonly because: Reason["code"]; readonly serial: string };

/** The administrator's token, as a user of the realm of administrators. */
const subjectOf = ({ name }: Pick<AdminRecord, "name">, { settings }: Ports) => ({
  serial: undefined,
  named: { user: name, realm: settings.adminRealm },
});

/**
 * Service accounts have none, because no person is there to confirm. A token that is disabled or locked still asks, and
 * then nobody gets in: otherwise ten wrong answers would take the second factor away. One that is revoked, deleted,
 * taken from its user or begun anew asks no more, until a phone has enrolled it. Reads on the primary: a replica may not know yet that a phone has enrolled.
 */
export async function askSecondFactor(ports: Ports, admin: AdminRecord, call: Call): Promise<Outcome<SecondFactor>> {
  if (!admin.rights.includes("*")) return { ok: true, kind: "none" };
  const { name, generation } = admin;
  const caller: AdminCall["caller"] = { name, generation };
  const subject = subjectOf(admin, ports);
  const viewed = await ports.management.viewFor(caller, "tokenlist", subject);
  if (!viewed.allowed) return refuse({ code: "wrong-credentials" }); // removed, or a new password, in this moment
  const { tokens } = viewed.value;
  const phones = tokens.filter(({ revoked, rolloutState }) => !revoked && rolloutState === "enrolled");
  if (phones.length === 0) return { ok: true, kind: "none" };
  // Whoever is here has shown the password, so no PIN is asked.
  const others = tokens.filter((token) => !phones.includes(token));
  const verdict = await new FirstFactor(ports, undefined, call).judge(
    { ...viewed.value, tokens: phones, others },
    subject,
  );
  const serial = phones.map((phone) => phone.serial).join(",");
  if (!verdict.ok) return { ok: true, kind: "refused", because: verdict.reason.code, serial };
  const ticket = toBase64Url(ports.randomBytes(TICKET_BYTES));
  const purpose = await purposeOf(admin, ticket);
  const opened = await openTransaction(ports, verdict, { ...call, administrator: name }, { purpose });
  return opened.ok ? { ok: true, kind: "asked", triggered: opened, ticket } : opened;
}

/** The second step. `response`: the digits that the phone showed without a network. */
export interface Confirmation {
  readonly transactionId: string;
  readonly ticket: string;
  readonly response: string | undefined;
}

/**
 * Once, after the phone's answer, or with its digits, which are verified and counted like its own answer; without the ticket they
 * are neither. An account that has a new password since then has another generation: refused.
 */
export async function finishSecondFactor(
  ports: Ports,
  admin: Pick<AdminRecord, "name" | "generation">,
  { transactionId, ticket, response }: Confirmation,
  { action, client }: Call,
): Promise<TransactionDone> {
  const { named } = subjectOf(admin, ports);
  const names = [readingsOf(named, ports.settings).whole];
  const claim = { serial: undefined, named, names, purpose: await purposeOf(admin, ticket) };
  return answerAndFinalize(ports, transactionId, response, claim, { action, client, administrator: admin.name });
}

const purposeOf = ({ name, generation }: Pick<AdminRecord, "name" | "generation">, ticket: string): Promise<string> =>
  sha256Hex(JSON.stringify(["sign-in", name, generation, ticket]));
