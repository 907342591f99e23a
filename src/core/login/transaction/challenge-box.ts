// A transaction's challenge, and what else ./transaction.ts and ./answering.ts need.

import type { Settings } from "../../../settings.ts";
import type { AuditEntry } from "../../audit/audit.ts";
import type { Challenge } from "../../ports/tokens/challenge.ts";
import type { TokenLock } from "../../ports/tokens/lock.ts";
import { type Refusal, refuse } from "../../reasons.ts";
import type { Sealer } from "../../sealer.ts";
import { stateOf } from "./challenge.ts";

/** `current`: null before the opening and after the end. Saving is synchronous and durable. */
export interface ChallengeBox {
  readonly current: Challenge | null;
  save(challenge: Challenge): void;
  /** Changes what all see, and stores it with the next save: a crash undoes it. */
  hold(challenge: Challenge): void;
}

/** How long D1, which has no timeout of its own, may keep a phone waiting, in milliseconds. */
export const LOCK_TIMEOUT_MS = 500;

export interface TransactionPorts {
  readonly box: ChallengeBox;
  readonly lock: TokenLock;
  readonly sealer: Sealer;
  /** The keyed hash by which a response is remembered. */
  readonly digestOf: (sessionKey: string, response: string) => Promise<string>;
  readonly settings: Pick<Settings, "lockRule" | "blocksPhone">;
  readonly nowMs: () => number;
  /** Takes what a reply need not wait for. */
  readonly afterwards: (work: Promise<void>) => void;
  /** Writes an audit entry after the reply, where no batch of the lock could. */
  readonly note: (entry: AuditEntry) => void;
  /** An answer has decided what an application asks: it is told. */
  readonly confirmed: (challenge: Challenge) => void;
  /** The same for a refusal that anyone can repeat. */
  readonly noteOrCount: (entry: AuditEntry) => void;
}

/** The challenge while it still takes answers. */
export const openIn = ({ box, nowMs }: Pick<TransactionPorts, "box" | "nowMs">): Challenge | undefined =>
  box.current && stateOf(box.current, nowMs()) === "open" ? box.current : undefined;

export function unavailable(step: string, error: unknown): Refusal<"unavailable"> {
  console.error(`transaction: the platform failed during ${step}:`, error);
  return refuse({ code: "unavailable" });
}
