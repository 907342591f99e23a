// Every refusal that decides something is in the audit trail: written here, or by the batch that
// refused (Note in ./audit/audit.ts). Not noted are unreadable requests, and names, links and ids
// that anyone could make up endlessly. A transaction's object notes its answers:
// ./login/transaction/transaction-entries.ts.

import { type AuditEntry, entryOf } from "./audit/audit.ts";
import type { Call } from "./call.ts";
import type { Caller } from "./caller.ts";
import type { Ports } from "./ports/index.ts";
import { type ReasonCode, type ReasonOf, type Refusal, refuse } from "./reasons.ts";

type SubjectField = "serial" | "user" | "realm" | "administrator" | "attemptId" | "unknown" | "detail";

export interface RefusalSubject extends Partial<Pick<AuditEntry, SubjectField>> {
  /** The trail's reason, where the caller must hear less. */
  readonly reason?: ReasonCode;
}

/**
 * Refuses, and writes the row after the reply. `subject` is a function if it must look something
 * up. `how`: `counted` if anyone can repeat the refusal, so that it shares the budget of strangers.
 */
export function refuseAndNote<Code extends ReasonCode>(
  { audit }: Pick<Ports, "audit">,
  call: Call & { readonly caller?: Caller },
  reason: { readonly code: Code } & ReasonOf<Code>,
  subject: RefusalSubject | (() => Promise<RefusalSubject>) = {},
  how: "written" | "counted" = "written",
): Refusal<Code> {
  call.afterwards(async () => {
    const details = typeof subject === "function" ? await subject() : subject;
    const entry = entryOf(call, { reason: reason.code, ...details, success: false });
    await (how === "counted" ? audit.writeOrCount(entry) : audit.write(entry));
  });
  return refuse(reason);
}
