// Checks whether the service can work: it needs D1, Durable Objects and the keys of the database.

import { within } from "../../lib/within.ts";

/** A database or object that takes longer counts as unavailable. */
const TIMEOUT_MS = 5000;

/** `behind`: audit rows wait to be signed, removed or put into the bucket; logins go on. */
type Housekeeping = "ok" | "behind";

/**
 * `trailFault`: why audit rows cannot go to the bucket, which keeps no login from going on.
 * `problem` keeps the service from working: one line without secrets. Housekeeping is unknown when
 * D1 cannot be asked, or has no tables for it.
 */
export type Health = {
  readonly d1: "ok" | "unavailable";
  readonly durableObjects: "ok" | "unavailable";
  readonly trailFault?: string;
} & (
  | { readonly housekeeping: Housekeeping; readonly problem: undefined }
  | { readonly housekeeping?: Housekeeping; readonly problem: string }
);

export interface DatabaseHealth {
  /** Whether it has this version's schema. If not, nothing else is known of it. */
  readonly isMigrated: boolean;
  /** Ids of keys under which it was written but which the settings lack. */
  readonly missingKeys: readonly string[];
  readonly isBehind: boolean;
  /** In plain words; empty when nothing is wrong. */
  readonly trailFault: string;
}

/** `askObject` may resolve to anything: that it answers is enough. */
export async function checkHealth(
  askDatabase: () => Promise<DatabaseHealth>,
  askObject: () => Promise<unknown>,
): Promise<Health> {
  const [database, object] = await Promise.all([answerOf("D1", askDatabase), answerOf("durable objects", askObject)]);
  const parts = { d1: database.ok ? "ok" : "unavailable", durableObjects: object.ok ? "ok" : "unavailable" } as const;
  if (!database.ok) return { ...parts, problem: "D1 cannot be asked. Is it there?" };
  const { isMigrated, isBehind, missingKeys, trailFault } = database.value;
  if (!isMigrated)
    return { ...parts, problem: "The migrations of this version are not applied: docs/deploy.md, Updating." };
  const fault = trailFault === "" ? {} : { trailFault };
  const health = { ...parts, ...fault, housekeeping: isBehind ? "behind" : "ok" } as const;
  if (!object.ok) return { ...health, problem: "Durable Objects cannot be asked." };
  return missingKeys.length > 0 ? { ...health, problem: lackOf(missingKeys) } : { ...health, problem: undefined };
}

async function answerOf<T>(whom: string, ask: () => Promise<T>) {
  try {
    return { ok: true, value: await within(TIMEOUT_MS, ask()) } as const;
  } catch (error) {
    console.error(`health: ${whom} cannot be asked:`, error);
    return { ok: false } as const;
  }
}

/** The message may name key ids, because they reveal nothing of the keys. */
export const lackOf = (missing: readonly string[]): string =>
  `configuration: MASTER_KEY and MASTER_KEY_PREVIOUS lack key ${missing.join(", ")}, under which this database was written`;
