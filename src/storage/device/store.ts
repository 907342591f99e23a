// Sign-ins that devices ask for, in the first database.
//
// - guesses at user codes: the batch that looks counts on the session, so however many come at
//   once, a session has MAX_WRONG wrong ones
// - two decisions, two polls: the statement names the state it expects, so one of them is made

import type { DeviceStore, PolledDevice } from "../../core/ports/oidc/devices.ts";
import type { Notes } from "../audit/store.ts";
import { after, batch } from "../sql/batch.ts";
import { part, statement } from "../sql/sql.ts";

/** RFC 8628 §5.1: 20 ** 8 codes, of which few are open. */
const MAX_WRONG = 5;
/** For how long wrong codes count. The session ends sooner, or is a new one after a sign-in. */
const WRONG_KEPT_MS = 24 * 3600_000;
/**
 * Strangers can ask in the name of a public client, and each leaves a row for ten minutes. A
 * network may have 200 of them (src/http/device/routes.ts), so it takes many to use these up.
 */
const MAX_OPEN = 5000;

interface Row {
  readonly id: string;
  readonly client_id: string;
  readonly scope: string;
  readonly state: string;
  readonly expires_at_ms: number;
}

const OF_CODE = "user_code_hash = :hash AND expires_at_ms > :now";

/** `notes`: unless people are in other databases, too, where rows of what they decide belong. */
export function createDeviceStore(db: D1Database, notes: Notes | undefined): DeviceStore {
  return {
    async make({ id, clientId, scope, expiresAtMs, userCodeHash }, nowMs) {
      const { meta } = await statement(
        db,
        `INSERT INTO device_request (id, client_id, user_code_hash, scope, made_at_ms, expires_at_ms)
         SELECT :id, :client, :hash, :scope, :now, :expires
         WHERE (SELECT count(*) FROM device_request WHERE client_id = :client AND expires_at_ms > :now) < ${MAX_OPEN}
         ON CONFLICT DO NOTHING`,
        { id, client: clientId, hash: userCodeHash, scope: scope.join(" "), now: nowMs, expires: expiresAtMs },
      ).run();
      return meta.changes > 0;
    },

    async find(hash, session, nowMs) {
      const parameters = { hash, session, now: nowMs, expires: nowMs + WRONG_KEPT_MS };
      const done = await batch(db, {
        wrong: part(
          `INSERT INTO device_try (session, tries, expires_at_ms) SELECT :session, 1, :expires
           WHERE NOT EXISTS (SELECT 1 FROM device_request WHERE ${OF_CODE})
           ON CONFLICT (session) DO UPDATE SET tries = tries + 1 WHERE tries < ${MAX_WRONG}`,
          parameters,
        ),
        tries: part<{ tries: number }>("SELECT tries FROM device_try WHERE session = :session", parameters),
        // A session that has used its guesses up hears nothing of a right one.
        request: part<Row>(
          `SELECT id, client_id, scope, state, expires_at_ms FROM device_request WHERE ${OF_CODE}
             AND NOT EXISTS (SELECT 1 FROM device_try WHERE session = :session AND tries >= ${MAX_WRONG})`,
          parameters,
        ),
      });
      const [row] = done.request.rows;
      if (row)
        return row.state !== "pending"
          ? "decided"
          : {
              id: row.id,
              clientId: row.client_id,
              scope: row.scope.split(" ").filter(Boolean),
              expiresAtMs: row.expires_at_ms,
            };
      const tries = done.tries.rows[0]?.tries ?? 0;
      return tries >= MAX_WRONG ? "too-many" : "unknown";
    },

    async decide(id, code, nowMs, entry) {
      const done = await batch(db, {
        decided: part(
          `UPDATE device_request SET state = :state, code = :code
           WHERE id = :id AND state = 'pending' AND expires_at_ms > :now`,
          { id, code, state: code === null ? "denied" : "approved", now: nowMs },
        ),
        note: notes && after("decided", await notes.of({ held: entry })),
      });
      if (done.decided.changes === 0) return "late";
      return notes ? "noted" : "unnoted";
    },

    async poll(id) {
      const row = await statement<{ state: PolledDevice["state"]; code: string | null }>(
        db,
        "SELECT state, code FROM device_request WHERE id = :id",
        { id },
      ).first();
      if (row?.state !== "approved" || row.code === null)
        return { state: row && row.state !== "approved" ? row.state : "unknown" };
      const { meta } = await statement(
        db,
        "UPDATE device_request SET state = 'spent', code = NULL WHERE id = :id AND state = 'approved'",
        { id },
      ).run();
      return meta.changes > 0 ? { state: "approved", code: row.code } : { state: "spent" };
    },

    async giveBack(id, code) {
      await statement(
        db,
        "UPDATE device_request SET state = 'approved', code = :code WHERE id = :id AND state = 'spent'",
        { id, code },
      ).run();
    },
  };
}
