// A help desk gives somebody without a phone a code that stands for it for some hours, and takes it
// back. It is shown once, in the reply: stored it is sealed, and mailed or noted nowhere.

import { utf8 } from "../../lib/bytes.ts";
import { noteOnSuccess } from "../audit/audit.ts";
import type { AdminCall } from "../call.ts";
import { withProof } from "../desk/proven.ts";
import { mailPerson } from "../mail-person.ts";
import type { Ports } from "../ports/index.ts";
import { type ChangeCount, invalidParameter, type Outcome } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import { makePassCode } from "../token/pass.ts";
import { isValidAt, newnessOf, SHUT_OUT_MARK, type TokenRecord } from "../token.ts";
import { readingsOf, type UserReading } from "../user.ts";

export interface MadePass {
  readonly code: string;
  readonly serial: string;
  readonly untilMs: number;
  readonly uses: number;
}

/** `lastsMs`: as long as DAY_PASS_HOURS allows, if undefined. */
export async function makePass(
  ports: Ports,
  named: UserReading,
  { lastsMs = ports.settings.dayPassMaxMs, uses }: { readonly lastsMs: number | undefined; readonly uses: number },
  asked: AdminCall,
): Promise<Outcome<{ readonly pass: MadePass }>> {
  const { management, randomBytes, sealer, settings, users } = ports;
  const owner = readingsOf(named, settings).whole;
  // A spoken code must not open the console.
  if (owner.realm === settings.adminRealm) return invalidParameter("realm", "administrators have no day pass");
  const call = await withProof(ports, "pass", owner, asked);
  const viewed = await management.viewFor(call.caller, "daypass", { serial: undefined, named });
  if (!viewed.ok) return refuseAndNote(ports, call, viewed.reason, owner);
  const token = newestWithPin(viewed.tokens, call.nowMs);
  if (!token) {
    // An account that is bound to realms must not learn who is in another one.
    const may = await ports.jobs.mayReach(call.caller, "daypass", [{ realm: owner.realm }]);
    if (!may.ok) return refuseAndNote(ports, call, may.reason);
    if (!viewed.user?.known) return refuseAndNote(ports, call, { code: "user-not-found" });
    const isOut = viewed.tokens.some(({ disabledByJob }) => disabledByJob === SHUT_OUT_MARK);
    return refuseAndNote(ports, call, { code: isOut ? "user-deactivated" : "pass-needs-pin" }, owner);
  }
  const { serial } = token;
  const pass = { code: makePassCode(randomBytes), serial, untilMs: call.nowMs + lastsMs, uses };
  const sealed = await sealer.seal("pass", serial, utf8(pass.code));
  const note = noteOnSuccess(call, "PASS_MADE", { ...owner, serial });
  const made = await users.makePass(call.caller, owner, { ...pass, sealed, token }, call.nowMs, note);
  if (!made.ok) return refuseAndNote(ports, call, made.reason, { ...owner, serial });
  const { nowMs: atMs, client } = call;
  mailPerson(ports, owner, { kind: "notice", about: "pass", user: owner.user, atMs, client }, call);
  return { ok: true, pass };
}

/** The one on which the person's PIN is newest. A phone that was lost leaves it as it was. */
const newestWithPin = (tokens: readonly TokenRecord[], nowMs: number): TokenRecord | undefined =>
  tokens
    .filter((token) => token.sealedPin !== null && token.active && !token.revoked && isValidAt(token, nowMs))
    .toSorted((a, b) => newnessOf(b) - newnessOf(a) || b.id - a.id)[0];

export async function endPass(ports: Ports, named: UserReading, call: AdminCall): Promise<ChangeCount> {
  const owner = readingsOf(named, ports.settings).whole;
  const ended = await ports.users.endPass(call.caller, owner, noteOnSuccess(call, "PASS_WITHDRAWN", owner));
  if (!ended.ok) return refuseAndNote(ports, call, ended.reason);
  if (!ended.known) return refuseAndNote(ports, call, { code: "user-not-found" });
  return { ok: true, changed: ended.ended };
}
