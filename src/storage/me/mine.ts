// The conditions by which a statement reaches the rows of one person only, and only for a session that is still good.

import type { BrowserSession } from "../../core/oidc/sessions/browser-session.ts";
import type { Settings } from "../../settings.ts";
import type { Parameters } from "../sql/sql.ts";

/** Long enough to choose a PIN, and too short for someone who finds the browser later. */
export const CONFIRMATION_HOLDS_MS = 5 * 60_000;

export const MINE = "user = :user AND realm = :realm";

/** Holds while the session is good. What ends its token ends the session: migrations/0029_browser_session.sql. */
export const SIGNED_IN = `EXISTS (
  SELECT 1 FROM browser_session AS own WHERE own.id = :session AND own.user = :user AND own.realm = :realm AND own.expires_at_ms > :now)`;

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
