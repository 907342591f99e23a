// Conditions: a statement reaches only one person's rows, and only while the session is good.

import { CONFIRMATION_HOLDS_MS } from "../../core/caller.ts";
import type { BrowserSession } from "../../core/ports/oidc/browser-sessions.ts";
import type { Settings } from "../../settings.ts";
import type { Parameters } from "../sql/sql.ts";

export const MINE = "user = :user AND realm = :realm";

/** Holds while the session is good. When its token ends, the database ends the session. */
export const HAS_BROWSER_SESSION = `EXISTS (
  SELECT 1 FROM browser_session AS own WHERE own.id = :session AND own.user = :user AND own.realm = :realm
  AND own.expires_at_ms > :now)`;

export const ownParameters = (
  { id, user, realm }: BrowserSession,
  { sessionIdleMs }: Pick<Settings, "sessionIdleMs">,
  nowMs: number,
): Parameters => ({
  session: id,
  user,
  realm,
  now: nowMs,
  since: nowMs - CONFIRMATION_HOLDS_MS,
  idle_since: nowMs - sessionIdleMs,
});
