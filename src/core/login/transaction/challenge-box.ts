// The place of a transaction's challenge, and the other things that its rules need: ./transaction.ts and ./answering.ts.

import type { Settings } from "../../../settings.ts";
import type { AuditEntry } from "../../audit.ts";
import type { Challenge } from "../../ports/tokens/challenge.ts";
import type { TokenLock } from "../../ports/tokens/lock.ts";
import { type Refusal, refuse } from "../../reasons.ts";
import type { Sealer } from "../../sealer.ts";
import { stateOf } from "./challenge.ts";

/** `current` is null before the challenge is opened and after its end; saving is synchronous and durable. */
export interface ChallengeBox {
  readonly current: Challenge | null;
  save(challenge: Challenge): void;
}

/** How long D1 may take, in milliseconds. It has no timeout of its own, and a phone waits. */
export const LOCK_TIMEOUT_MS = 500;

export interface TransactionPorts {
  readonly box: ChallengeBox;
  readonly lock: TokenLock;
  readonly sealer: Sealer;
  /** A keyed hash, under which a response is remembered. */
  readonly digestOf: (sessionKey: string, response: string) => Promise<string>;
  readonly settings: Pick<Settings, "lockRule" | "blocksPhone">;
  readonly nowMs: () => number;
  /** Writes an audit entry after the reply, where no batch of the lock could carry it. */
  readonly note: (entry: AuditEntry) => void;
  /** The same for a refusal that anyone can cause again and again. */
  readonly noteOrCount: (entry: AuditEntry) => void;
}

/** The challenge while it still takes answers. */
export const openIn = ({ box, nowMs }: Pick<TransactionPorts, "box" | "nowMs">): Challenge | undefined =>
  box.current && stateOf(box.current, nowMs()) === "open" ? box.current : undefined;

export function unavailable(step: string, error: unknown): Refusal<"unavailable"> {
  console.error(`transaction: the platform failed during ${step}:`, error);
  return refuse({ code: "unavailable" });
}
