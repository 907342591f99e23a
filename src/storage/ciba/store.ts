// Confirmations in D1. Each limit is counted by the INSERT itself, on the database's single writer.
//
//   open              MAX_OPEN a person, and one of each client
//   after a decline   that client waits PAUSE_MS, twice as long each time, a day at most
//   mails             MAX_MAILS a person and day; later requests are made without
//
// Waits that double outlast the rows of the declines before them, which then could not be counted
// any more. So each row has the number of declines in a row before it.
//
// - two polls of a confirmed request: one makes the grant and spends the row, the other finds it so
// - a decline and an answer: ../oidc/confirmation.ts

import type { Amr } from "../../core/ports/oidc/browser-sessions.ts";
import type { CibaRequest, CibaState, CibaStore } from "../../core/ports/oidc/ciba.ts";
import type { Notes } from "../audit/store.ts";
import { type GrantRow, grantIn, grantStatement, LIVE } from "../oidc/grants.ts";
import { after, batch } from "../sql/batch.ts";
import { part, statement } from "../sql/sql.ts";

/** A person reads one after another. */
const MAX_OPEN = 3;
const PAUSE_MS = 5 * 60_000;
/** Nobody reads mail that always comes. */
const MAX_MAILS = 10;
const DAY_MS = 24 * 3600_000;
/** Of a day; nobody looks through more. */
const MAX_LISTED = 20;

const THEIRS = "user = :user AND realm = :realm";
const OPEN = "state = 'pending' AND expires_at_ms > :now";

/** What the client last asked this person. It counts for a day after its end, kept or not. */
const LAST = `SELECT state, declines, decided_at_ms FROM ciba_request
  WHERE ${THEIRS} AND client_id = :client AND expires_at_ms > :day ORDER BY made_at_ms DESC LIMIT 1`;

/** One that nobody has answered changes nothing, and a confirmation ends the count. */
const DECLINES = `SELECT CASE state WHEN 'denied' THEN declines + 1 WHEN 'pending' THEN declines END FROM (${LAST})`;

const MAKE = `INSERT INTO ciba_request (id, user, realm, client_id, asked, declines, mailed, made_at_ms, expires_at_ms)
  SELECT :id, :user, :realm, :client, :asked, coalesce((${DECLINES}), 0),
    (SELECT count(*) FROM ciba_request WHERE ${THEIRS} AND mailed = 1 AND made_at_ms > :day) < ${MAX_MAILS}, :now, :expires
  WHERE :known AND (SELECT count(*) FROM ciba_request WHERE ${THEIRS} AND ${OPEN}) < ${MAX_OPEN}
    AND NOT EXISTS (SELECT 1 FROM ciba_request WHERE ${THEIRS} AND client_id = :client AND ${OPEN})
    AND NOT EXISTS (SELECT 1 FROM (${LAST}) WHERE state = 'denied'
      AND decided_at_ms + min(${DAY_MS}, ${PAUSE_MS} << min(declines, 20)) > :now)
  RETURNING mailed`;

const COLUMNS = "id, user, realm, client_id, asked, state, made_at_ms, expires_at_ms, decided_at_ms";

interface Row {
  readonly id: string;
  readonly user: string;
  readonly realm: string;
  readonly client_id: string;
  readonly asked: string;
  readonly state: CibaState;
  readonly made_at_ms: number;
  readonly expires_at_ms: number;
  readonly decided_at_ms: number | null;
}

interface PolledRow extends Row {
  readonly serial: string | null;
  readonly token_id: number;
  readonly token_generation: number;
  readonly amr: string;
  readonly signed_in_at_ms: number;
  readonly session_expires_at_ms: number;
}

const requestIn = (row: Row): CibaRequest => ({
  id: row.id,
  user: row.user,
  realm: row.realm,
  clientId: row.client_id,
  asked: row.asked,
  state: row.state,
  madeAtMs: row.made_at_ms,
  expiresAtMs: row.expires_at_ms,
  decidedAtMs: row.decided_at_ms,
});

export function createCibaStore(db: D1Database, notes: Notes): CibaStore {
  return {
    async make({ id, user, realm, clientId, asked, expiresAtMs }, isKnown, nowMs, note) {
      const parameters = {
        ...{ id, user, realm, asked },
        client: clientId,
        known: isKnown ? 1 : 0,
        now: nowMs,
        day: nowMs - DAY_MS,
        expires: expiresAtMs,
      };
      const done = await batch(db, {
        request: part<{ mailed: number }>(MAKE, parameters),
        note: after("request", await notes.of(note)),
      });
      const [row] = done.request.rows;
      return { made: row !== undefined, mails: row?.mailed === 1 };
    },

    async look(id) {
      const row = await statement<Row>(db, `SELECT ${COLUMNS} FROM ciba_request WHERE id = :id`, { id }).first();
      return row ? requestIn(row) : undefined;
    },

    async list({ user, realm }, nowMs) {
      const { results } = await statement<Row>(
        db,
        `SELECT ${COLUMNS} FROM ciba_request WHERE ${THEIRS} AND made_at_ms > :day ORDER BY made_at_ms DESC LIMIT ${MAX_LISTED}`,
        { user, realm, day: nowMs - DAY_MS },
      ).all();
      return results.map(requestIn);
    },

    async decline(id, nowMs, note) {
      const done = await batch(db, {
        request: part(
          "UPDATE ciba_request SET state = 'denied', decided_at_ms = :now WHERE id = :id AND state = 'pending' AND expires_at_ms > :now",
          { id, now: nowMs },
        ),
        note: after("request", await notes.of(note)),
      });
      return done.request.changes > 0;
    },

    async poll(id) {
      // The session has the request's id: src/core/login/transaction/confirming.ts.
      const row = await statement<PolledRow>(
        db,
        `SELECT ciba_request.*, session.serial, session.token_id, session.token_generation, session.amr,
           session.signed_in_at_ms, session.expires_at_ms AS session_expires_at_ms
         FROM ciba_request LEFT JOIN browser_session AS session ON session.id = ciba_request.id WHERE ciba_request.id = :id`,
        { id },
      ).first();
      if (!row) return undefined;
      const { user, realm, serial, state, asked } = row;
      if (serial === null) return { state, asked, session: undefined };
      const session = {
        ...{ id, user, realm, serial },
        token: { id: row.token_id, generation: row.token_generation },
        amr: JSON.parse(row.amr) as Amr[],
        signedInAtMs: row.signed_in_at_ms,
        expiresAtMs: row.session_expires_at_ms,
      };
      return { state, asked, session };
    },

    async redeem(id, code, refreshes, nowMs, given) {
      const { sql, parameters } = grantStatement(code, refreshes, nowMs);
      const own = { ...parameters, request: id };
      const isApproved = "FROM ciba_request WHERE ciba_request.id = :request AND ciba_request.state = 'approved'";
      const done = await batch(db, {
        grant: part(`${sql} AND EXISTS (SELECT 1 ${isApproved}) ON CONFLICT DO NOTHING`, own),
        note: after("grant", await notes.of({ held: given })),
        spent: part(
          `UPDATE ciba_request SET state = 'spent' WHERE id = :request AND state = 'approved'
             AND EXISTS (SELECT 1 FROM oidc_grant WHERE oidc_grant.id = :id)`,
          own,
        ),
        live: part<GrantRow>(LIVE, own),
        state: part<{ state: CibaState }>("SELECT state FROM ciba_request WHERE id = :request", own),
      });
      const [row] = done.live.rows;
      if (done.grant.changes > 0 && row) return grantIn(row);
      return done.state.rows[0]?.state === "spent" ? "spent" : "ended";
    },

    async subjectOf({ user, realm }) {
      const row = await statement<{ subject: string }>(
        db,
        "SELECT subject FROM user WHERE realm = :realm AND name = :user",
        { user, realm },
      ).first();
      return row?.subject;
    },
  };
}
