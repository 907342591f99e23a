// Whether the service can work: what it needs besides good settings.

import { within } from "../lib/within.ts";

/** A database that takes longer is not well. */
const TIMEOUT_MS = 5000;

export interface Health {
  readonly d1: "ok" | "unavailable";
  readonly durableObjects: "ok" | "unavailable";
  /** Undefined when D1 cannot be asked. Behind: the audit trail has rows that wait to be signed or removed. Logins go on. */
  readonly housekeeping: "ok" | "behind" | undefined;
  /** The problem that keeps the service from working, in one line without secrets; undefined when there is none. */
  readonly problem: string | undefined;
}

export interface DatabaseHealth {
  /** The ids of the keys that the database was written under and that are not given. */
  readonly missingKeys: readonly string[];
  readonly isBehind: boolean;
}

/** `askObject`: any answer of an object will do. */
export async function checkHealth(
  askDatabase: () => Promise<DatabaseHealth>,
  askObject: () => Promise<unknown>,
): Promise<Health> {
  const [database, object] = await Promise.all([asked("D1", askDatabase), asked("durable objects", askObject)]);
  const health = {
    d1: database.ok ? "ok" : "unavailable",
    durableObjects: object.ok ? "ok" : "unavailable",
    housekeeping: database.ok ? (database.value.isBehind ? "behind" : "ok") : undefined,
  } as const;
  if (!database.ok) return { ...health, problem: "D1 cannot be asked. Is it there, and were the migrations applied?" };
  if (!object.ok) return { ...health, problem: "Durable Objects cannot be asked." };
  const { missingKeys } = database.value;
  return { ...health, problem: missingKeys.length > 0 ? lackOf(missingKeys) : undefined };
}

async function asked<T>(whom: string, ask: () => Promise<T>) {
  try {
    return { ok: true, value: await within(TIMEOUT_MS, ask()) } as const;
  } catch (error) {
    console.error(`health: ${whom} cannot be asked:`, error);
    return { ok: false } as const;
  }
}

/** Key ids tell nothing of the keys. */
export const lackOf = (missing: readonly string[]): string =>
  `configuration: MASTER_KEY and MASTER_KEY_PREVIOUS lack key ${missing.join(", ")}, under which this database was written`;
