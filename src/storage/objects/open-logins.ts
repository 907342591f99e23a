// The index of open logins shows administrators which token may answer which login. The state in the transaction's own object decides.
//
// Anyone can open a login for a token without a PIN. A stranger could open them without end, each costing an object and rows here
// and in the trail, so the index also limits how many are open at once. Of many opened at once, D1's single writer lets exactly
// as many through as there is room for, and the objects of the others are cancelled. A login makes room as soon as the phone has
// answered it, or else when it expires.

import type { IndexedLogin, OpenChallenge, OpenLogins } from "../../core/ports/open-logins.ts";
import { networkOf } from "../../lib/network.ts";
import type { Notes } from "../audit/store.ts";
import { type AdministratorSettings, administratorParameters, mayTouch } from "../sql/administrators-guard.ts";
import { after } from "../sql/batch.ts";
import { batchForCaller, CALLER_MAY, callerParameters } from "../sql/caller-guard.ts";
import { statement } from "../sql/sql.ts";

/** Enough for one person with a few tabs, while other networks keep their room. */
const MAX_LOGINS_OF_NETWORK = 5;
/** A stranger must fill five networks to keep the owner from opening a login. */
const MAX_LOGINS_OF_TOKEN = 25;

const INSERT = `
  INSERT OR IGNORE INTO challenge
    (attempt_id, serial, session_key, question, opened_at_ms, expires_at_ms, answered, network)
  SELECT value ->> 'attemptId', value ->> 'serial', value ->> 'sessionKey', value ->> 'question',
         value ->> 'openedAtMs', value ->> 'expiresAtMs', 0, :network
  FROM json_each(:rows)`;

/** Holds when every token that may answer has room. */
const HAS_ROOM = `NOT EXISTS (
  SELECT 1 FROM json_each(:rows) AS mine JOIN challenge AS other ON other.serial = mine.value ->> 'serial'
  WHERE other.network IS NOT NULL AND NOT other.answered AND other.expires_at_ms > :now
  GROUP BY other.serial
  HAVING count(*) >= ${MAX_LOGINS_OF_TOKEN} OR sum(other.network = :network) >= ${MAX_LOGINS_OF_NETWORK})`;

const rowsOf = (logins: readonly IndexedLogin[]): string => JSON.stringify(logins);

export function createOpenLogins(db: D1Database, notes: Notes, settings: AdministratorSettings): OpenLogins {
  return {
    async note(logins) {
      await statement(db, INSERT, { rows: rowsOf(logins), network: null }).run();
    },

    async noteByAnyone(logins, client, nowMs) {
      const parameters = { rows: rowsOf(logins), network: networkOf(client), now: nowMs };
      return (await statement(db, `${INSERT} WHERE ${HAS_ROOM}`, parameters).run()).meta.changes > 0;
    },

    async sessionKeyOf(caller, attemptId) {
      // A service account that ended each sign-in of an administrator would keep the administrator out, so `mayTouch` refuses it.
      // An administrator needs no confirmation here, since no token changes.
      const parameters = {
        ...callerParameters(caller, "getchallenges"),
        ...administratorParameters(caller, settings),
        confirmed: 1,
        attempt: attemptId,
      };
      const touched = `SELECT token.user, token.realm FROM challenge JOIN token ON token.serial = challenge.serial
        WHERE challenge.attempt_id = :attempt`;
      const login = statement<ChallengeRow>(
        db,
        `SELECT session_key FROM challenge WHERE attempt_id = :attempt AND ${CALLER_MAY} AND ${mayTouch(touched)} LIMIT 1`,
        parameters,
      );
      const found = await batchForCaller(db, caller, "getchallenges", { login }, { touched, parameters });
      return found.ok ? { ok: true, sessionKey: found.login.rows[0]?.session_key } : found;
    },

    async list(caller, { serial, attemptId }, page) {
      const parameters = { ...callerParameters(caller, "getchallenges"), serial: serial ?? null };
      const which = `FROM challenge WHERE (:serial IS NULL OR serial = :serial)
        AND (:attempt IS NULL OR attempt_id = :attempt) AND ${CALLER_MAY}`;
      const filter = { ...parameters, attempt: attemptId ?? null };
      const logins = statement<ChallengeRow>(
        db,
        `SELECT * ${which} ORDER BY opened_at_ms, attempt_id, serial LIMIT :size OFFSET :offset`,
        { ...filter, size: page.size, offset: (page.number - 1) * page.size },
      );
      const all = statement<{ count: number }>(db, `SELECT count(*) AS count ${which}`, filter);
      const token = statement(db, "SELECT 1 FROM token WHERE serial = :serial", parameters);
      const found = await batchForCaller(db, caller, "getchallenges", { logins, all, token });
      if (!found.ok) return found;
      return {
        ok: true,
        serialKnown: found.token.rows.length > 0,
        count: found.all.rows[0]?.count ?? 0,
        challenges: found.logins.rows.map(openChallengeOf),
      };
    },

    async forget(caller, which, note) {
      const condition = "attemptId" in which ? "attempt_id = :attempt" : "expires_at_ms <= :expired";
      const removed = statement(db, `DELETE FROM challenge WHERE ${condition} AND ${CALLER_MAY}`, {
        ...callerParameters(caller, "getchallenges"),
        ...("attemptId" in which ? { attempt: which.attemptId } : { expired: which.expiredAtMs }),
      });
      const statements = { removed, note: after("removed", await notes.of(note)) };
      const done = await batchForCaller(db, caller, "getchallenges", statements);
      return done.ok ? { ok: true, changed: done.removed.changes } : done;
    },
  };
}

interface ChallengeRow {
  attempt_id: string;
  session_key: string;
  serial: string;
  question: string;
  opened_at_ms: number;
  expires_at_ms: number;
  answered: number;
}

const openChallengeOf = (row: ChallengeRow): OpenChallenge => ({
  attemptId: row.attempt_id,
  serial: row.serial,
  question: row.question,
  openedAtMs: row.opened_at_ms,
  expiresAtMs: row.expires_at_ms,
  answered: row.answered === 1,
});
