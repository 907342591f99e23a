// Where a directory's statements run, and for whom.

import type { AdminCall } from "../../core/call.ts";
import type { Settings } from "../../settings.ts";
import type { Notes } from "../audit/store.ts";

export interface DirectoryAt {
  readonly db: D1Database;
  readonly notes: Notes;
  readonly settings: Settings;
  readonly call: AdminCall;
  readonly realm: string;
}
