// Answers to a transaction that takes none any more, or not this one.

import type { Origin } from "../../call.ts";
import type { Bystander, Challenge } from "../../ports/tokens/challenge.ts";
import { type Refusal, refuse } from "../../reasons.ts";
import { stateOf } from "./challenge.ts";
import type { TransactionPorts } from "./challenge-box.ts";
import { entryFor } from "./transaction-entries.ts";

export const notOpen = (
  challenge: Challenge | null,
  nowMs: number,
  because?: Bystander["because"],
): Refusal<"challenge-not-open"> =>
  refuse({ code: "challenge-not-open", state: stateOf(challenge, nowMs), ...(because && { because }) });

/**
 * Notes late answers. Anyone can make up transactions, so one that never was leaves no trace.
 * `state`: of the code that was answered, where that is not this transaction's.
 */
export function refuseLate(
  ports: TransactionPorts,
  origin: Origin,
  state = stateOf(ports.box.current, ports.nowMs()),
): Refusal<"challenge-not-open"> {
  const { current } = ports.box;
  const said = { success: false, reason: "challenge-not-open" } as const;
  if (current) ports.noteOrCount(entryFor(current, origin, ports.nowMs(), said));
  return refuse({ code: "challenge-not-open", state });
}
