// Takes back what an account did to a person by mistake: a phone that it stopped or replaced, or a
// PIN that it set. The token is as it was, and whatever came in between ends: the new phone, its
// sessions, its open logins and the link.
//
// A slip is taken back at once. Later an undo gives access: "found it", says the thief.

import { noteOnSuccess } from "../audit/audit.ts";
import type { AdminCall } from "../call.ts";
import type { Right } from "../caller.ts";
import { withProof } from "../desk/proven.ts";
import { endUnanswerableOf } from "../end-unanswerable.ts";
import { mailPerson } from "../mail-person.ts";
import type { Ports } from "../ports/index.ts";
import type { UndoKind, UndoRecord } from "../ports/tokens/undo.ts";
import type { Outcome } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import { readingsOf, type UserReading } from "../user.ts";

const SLIP_MS = 15 * 60_000;

/** Any of the rights of the act. */
const RIGHTS: Readonly<Record<UndoKind, readonly [Right, ...Right[]]>> = {
  phone: ["enrollTIQR"],
  pin: ["setpin", "setrandompin"],
};

export async function undoAct(
  ports: Ports,
  named: UserReading,
  id: string,
  asked: AdminCall,
): Promise<Outcome<{ readonly undone: number }>> {
  const owner = readingsOf(named, ports.settings).whole;
  const rows = await ports.undo.find(owner, id, asked.nowMs);
  const [act] = rows;
  const whose = { ...(act && owner), serial: rows.map(({ serial }) => serial).join(",") };
  const opens = rows.every(({ sealed }) => sealed.every((text) => ports.sealer.hasKeyOf(text)));
  if (!act || !opens) return refuseAndNote(ports, asked, { code: "undo-over" }, whose);
  const call = isSlip(act, asked) ? asked : await withProof(ports, "undo", owner, asked);
  const note = noteOnSuccess(call, "TOKEN_CHANGED", whose);
  const undo = (right: Right) => ports.undo.undo(call.caller, right, owner, id, call.nowMs, note);
  const [first, ...others] = RIGHTS[act.kind];
  let done = await undo(first);
  for (const right of others) if (!done.ok && done.reason.code === "missing-right") done = await undo(right);
  if (!done.ok) return refuseAndNote(ports, call, done.reason, whose);
  const { undone, enrolments } = done;
  // Another request was first, or the token was given to somebody else.
  if (undone === 0) return refuseAndNote(ports, call, { code: "undo-over" }, whose);
  endUnanswerableOf(ports, [owner], call);
  for (const enrolment of enrolments) call.afterwards(() => ports.enrolments.ring(enrolment));
  const letter = { kind: "undone", about: act.kind, user: owner.user, atMs: call.nowMs } as const;
  mailPerson(ports, owner, letter, call);
  return { ok: true, undone };
}

/** Soon, and by whoever did it. Even a new phone that has signed in may be the wrong person's. */
const isSlip = ({ madeBy, madeAtMs }: UndoRecord, { caller, nowMs }: AdminCall): boolean =>
  madeBy === caller.name && nowMs - madeAtMs <= SLIP_MS;
