// Tells clients that sessions have ended: after a sign-out at once; after a change of their token
// or user by cron, which finds these by the index browser_session_ended.

import { ASK_AGAIN_MS } from "../../core/login/transaction/challenge.ts";
import { noticesFor } from "../../core/oidc/sessions/backchannel.ts";
import type { LogoutNotice, LogoutNotices } from "../../core/ports/oidc/browser-sessions.ts";
import type { CibaPings } from "../../core/ports/oidc/ciba.ts";
import { batch } from "../sql/batch.ts";
import { part, statement } from "../sql/sql.ts";
import { CLIENT_COLUMNS, type ClientRow, clientIn } from "./client-row.ts";
import type { LogoutObject } from "./logout-object.ts";

/** Sessions whose end one cron tells; the next one goes on. */
const MAX_ENDED = 200;

/**
 * A browser whose reply was lost may ask again, and would begin the session anew if its row were
 * gone. So one that has begun just now waits for the next cron.
 */
const ENDED = `SELECT id FROM browser_session WHERE expires_at_ms = 0 AND signed_in_at_ms <= :begun_before LIMIT ${MAX_ENDED}`;

/**
 * The clients that were given something in the sessions :ids. Ids of grants begin with that of
 * their session, and no hex digit is as great as `g`. An index finds those of earlier versions.
 */
export const CLIENTS_OF_SESSIONS = `SELECT DISTINCT given.session_id, ${CLIENT_COLUMNS} FROM (
    SELECT session_id, client_id FROM json_each(:ids) AS ended
    JOIN oidc_grant ON oidc_grant.id > ended.value AND oidc_grant.id < ended.value || 'g' AND session_id = ended.value
    UNION ALL SELECT session_id, client_id FROM json_each(:ids) AS ended
    JOIN oidc_grant ON session_id = ended.value AND substr(oidc_grant.id, 1, 32) <> session_id) AS given
  JOIN oidc_client ON oidc_client.id = given.client_id`;

export interface SessionClientRow extends ClientRow {
  readonly session_id: string;
}

export const createLogoutNotices = (objects: DurableObjectNamespace<LogoutObject>): LogoutNotices => ({
  async tell(notices: readonly LogoutNotice[]) {
    await Promise.all(notices.map((notice) => objects.getByName(notice.sid).tell(notice)));
  },
});

/**
 * Tells clients that people have decided (CIBA Core 1.0 §10.2), by an object like those of a
 * logout: ./send-ping.ts. A client may poll all the same.
 */
export const createCibaPings = (objects: DurableObjectNamespace<LogoutObject>): CibaPings => ({
  async tell(requestId, sealed) {
    await objects.getByName(`ping ${requestId}`).ping(requestId, sealed);
  },
});

/** If cron dies before it deletes the sessions, the next one tells again, which does no harm. */
export async function tellOfEnded(db: D1Database, notices: LogoutNotices, nowMs: number): Promise<void> {
  const ended = statement<{ id: string }>(db, ENDED, { begun_before: nowMs - ASK_AGAIN_MS });
  const { results } = await ended.all();
  if (results.length === 0) return;
  const ids = JSON.stringify(results.map(({ id }) => id));
  const found = await batch(db, { clients: part<SessionClientRow>(CLIENTS_OF_SESSIONS, { ids }) });
  for (const { id } of results) {
    const clients = found.clients.rows.filter(({ session_id }) => session_id === id).map((row) => clientIn(row).client);
    await notices.tell(await noticesFor({ id }, clients));
  }
  // Only those: others may have ended meanwhile. A session that has ended never begins again.
  await statement(db, "DELETE FROM browser_session WHERE id IN (SELECT value FROM json_each(:ids))", { ids }).run();
}
