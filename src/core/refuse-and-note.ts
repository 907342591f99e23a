// Every refusal that decides something is in the audit trail: by this, or by the batch of the statement that refused (Note in
// ./audit.ts). Not noted are requests that cannot be read, and names, links and ids that anyone could make up without end.
// The answers to a transaction have notes of their own, because its object writes them: ./login/transaction-entries.ts.

import { type AuditEntry, entryOf } from "./audit.ts";
import type { Call } from "./call.ts";
import type { Caller } from "./caller.ts";
import type { Ports } from "./ports/index.ts";
import { type Reason, type Refusal, refuse } from "./reasons.ts";

type Told = "serial" | "user" | "realm" | "administrator" | "attemptId" | "authentication" | "unknown";

export interface Whose extends Partial<Pick<AuditEntry, Told>> {
  /** Where the caller is to hear less than the trail: what the trail says. */
  readonly reason?: Reason["code"];
}

/**
 * The row follows the reply. `whose`: a function where that has to be looked up first.
 * `how`: `counted` for what anyone, or an account, can cause again and again: only the first few of a minute are rows.
 */
export function refuseAndNote(
  { audit }: Pick<Ports, "audit">,
  call: Call & { readonly caller?: Caller },
  reason: Reason,
  whose: Whose | (() => Promise<Whose>) = {},
  how: "written" | "counted" = "written",
): Refusal {
  call.afterwards(async () => {
    const said = typeof whose === "function" ? await whose() : whose;
    const entry = entryOf(call, { reason: reason.code, ...said, success: false });
    await (how === "counted" ? audit.writeOrCount(entry) : audit.write(entry));
  });
  return refuse(reason);
}
