// Every refusal that decides something is in the audit trail: this function writes it, or the batch of the statement that refused
// does (Note in ./audit.ts). Requests that cannot be read are not noted, nor names, links and ids that anyone could make up without
// end. The object of a transaction notes the answers to it: ./login/transaction/transaction-entries.ts.

import { type AuditEntry, entryOf } from "./audit.ts";
import type { Call } from "./call.ts";
import type { Caller } from "./caller.ts";
import type { Ports } from "./ports/index.ts";
import { type ReasonCode, type ReasonOf, type Refusal, refuse } from "./reasons.ts";

type Told = "serial" | "user" | "realm" | "administrator" | "attemptId" | "authentication" | "unknown";

export interface Whose extends Partial<Pick<AuditEntry, Told>> {
  /** The reason that the trail gets, where the caller must hear less. */
  readonly reason?: ReasonCode;
}

/**
 * Refuses, and writes the row after the reply. `whose` is a function when it has to look something up first.
 * `how` is `counted` for a refusal that can be caused again and again: only the first few of a minute are rows.
 */
export function refuseAndNote<Code extends ReasonCode>(
  { audit }: Pick<Ports, "audit">,
  call: Call & { readonly caller?: Caller },
  reason: { readonly code: Code } & ReasonOf<Code>,
  whose: Whose | (() => Promise<Whose>) = {},
  how: "written" | "counted" = "written",
): Refusal<Code> {
  call.afterwards(async () => {
    const said = typeof whose === "function" ? await whose() : whose;
    const entry = entryOf(call, { reason: reason.code, ...said, success: false });
    await (how === "counted" ? audit.writeOrCount(entry) : audit.write(entry));
  });
  return refuse(reason);
}
