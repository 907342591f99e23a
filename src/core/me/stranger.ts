// Pages that strangers see, and that take a PIN or a recovery code. Wrong ones count as on the
// sign-in page, and neither the answer nor its time tells whether the person exists.

import { entryOf } from "../audit/audit.ts";
import type { LoginCall } from "../call.ts";
import { ofApplications } from "../login/login.ts";
import { serialsOf } from "../login/transaction/challenge.ts";
import type { Ports } from "../ports/index.ts";
import { type Reason, type Refusal, refuse } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import type { Subject, SubjectView, TokenRecord } from "../token.ts";

interface Look {
  /** What the database has shown, administrators' tokens included. */
  readonly shown: SubjectView;
  readonly view: SubjectView;
  readonly owner: { readonly user: string; readonly realm: string };
}

/** Counts nothing, and reads on the primary: this is rare, and a replica may lag behind. */
export async function lookAsStranger(ports: Ports, subject: Subject, call: LoginCall): Promise<Look> {
  const { view: shown } = await ports.tokens.viewAndCount(subject, "pin", undefined, call.nowMs, true);
  const view = ofApplications(shown, ports);
  return { shown, view, owner: { user: view.user?.name ?? "", realm: view.user?.realm ?? "" } };
}

interface Wrong {
  readonly reason: Reason;
  readonly check: "browser" | "pin" | "vouched";
  /** The tokens on which it counts. */
  readonly counts: readonly TokenRecord[];
}

export async function refuseStranger(
  ports: Ports,
  subject: Subject,
  { shown, view, owner }: Look,
  { reason, check, counts }: Wrong,
  call: LoginCall,
): Promise<Refusal> {
  const whose = {
    serial: serialsOf(view.tokens),
    ...owner,
    ...(view.user?.known === false ? { unknown: "user" as const } : {}),
  };
  const entry = entryOf(call, { ...whose, success: false, reason: reason.code });
  // With nothing to count it still writes, so that the time does not tell who exists.
  const { noted } = await ports.tokens.viewAndCount(
    subject,
    check === "browser" ? check : "pin",
    { entry, counts, shown, ofParty: check === "browser" },
    call.nowMs,
    true,
  );
  if (noted) return refuse(reason);
  return refuseAndNote(ports, { ...call, afterwards: call.onceReplied }, reason, whose, "counted");
}
