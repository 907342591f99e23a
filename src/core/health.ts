// Whether the service can work: what it needs besides good settings.

import { within } from "../lib/within.ts";

/** A database that takes longer is not well. */
const TIMEOUT_MS = 5000;

export interface Health {
  readonly d1: "ok" | "unavailable";
  /** What keeps the service from working, in one line without secrets; undefined when nothing does. */
  readonly problem: string | undefined;
}

/** Looks up the ids of the keys that the database was written under and that are not given. */
export async function checkHealth(missingKeys: () => Promise<readonly string[]>): Promise<Health> {
  try {
    const missing = await within(TIMEOUT_MS, missingKeys());
    return { d1: "ok", problem: missing.length > 0 ? lackOf(missing) : undefined };
  } catch (error) {
    console.error("health: D1 cannot be asked:", error);
    return { d1: "unavailable", problem: "D1 cannot be asked. Is it there, and were the migrations applied?" };
  }
}

/** Key ids tell nothing of the keys. */
export const lackOf = (missing: readonly string[]): string =>
  `configuration: MASTER_KEY and MASTER_KEY_PREVIOUS lack key ${missing.join(", ")}, under which this database was written`;
