// Where a directory's statements run, and for whom.

import type { AdminCall } from "../../core/call.ts";
import type { Mail } from "../../core/ports/people/mail.ts";
import { toHex } from "../../lib/bytes.ts";
import type { Settings } from "../../settings.ts";
import type { Notes } from "../audit/store.ts";
import { touchGuard } from "../sql/caller-guard.ts";
import type { Parameters } from "../sql/sql.ts";

export interface DirectoryAt {
  readonly db: D1Database;
  readonly notes: Notes;
  readonly settings: Settings;
  readonly mail: Mail | undefined;
  readonly call: AdminCall;
  readonly realm: string;
}

export const SCIM_RIGHT = "scim";

/** Nobody's person: what concerns the realm alone. */
const REALM = "SELECT NULL AS user, :realm AS realm";

/** `gives`: an act that gives somebody access. */
export const guardOf = ({ call, settings, realm }: DirectoryAt, more: Parameters, touched = REALM, gives = false) =>
  touchGuard(call.caller, SCIM_RIGHT, settings, touched, { realm, now: call.nowMs, ...more }, gives);

/** The id of a resource, or the mark of a batch: nobody guesses it, and no other batch has it. */
export const drawId = (): string => toHex(crypto.getRandomValues(new Uint8Array(16)));

/** What the trail says of a directory's acts, as it says `desk` of a desk's. */
export const BY_DIRECTORY = { detail: "directory" } as const;

/** A version later than the row's own, however the clocks of two machines differ. */
export const NEXT_VERSION = "max(:now, coalesce(changed_at_ms, created_at_ms) + 1)";
