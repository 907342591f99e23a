// A database and the name of its binding.

import type { DatabaseName } from "../../core/shards/slots.ts";

export interface NamedDatabase {
  readonly name: DatabaseName;
  readonly db: D1Database;
}

/** `DB` first. */
export type Databases = readonly [NamedDatabase, ...NamedDatabase[]];
