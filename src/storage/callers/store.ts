// Calls to the help desk in D1.
//
// - two numbers at once: each batch counts the calls, so there are never more than MAX_AN_HOUR
// - an act and "I didn't call": the act's batch finds the call refused, or came first

import type { CallerStore, NewCall } from "../../core/ports/people/callers.ts";
import type { Notes } from "../audit/store.ts";
import { type AdministratorSettings, IS_ADMINISTRATOR, inRealms } from "../sql/administrators-guard.ts";
import { after } from "../sql/batch.ts";
import { batchForCaller, CALLER_MAY, callerParameters, touchGuard } from "../sql/caller-guard.ts";
import { SIGNED_IN_SINCE, STANDS } from "../sql/caller-proof.ts";
import { part, statement } from "../sql/sql.ts";
import { type UserSettings, whoParameters } from "../sql/subject-query.ts";
import { createAnswers } from "./answers.ts";
import { type CallRow, callIn, GOES_ON, MAX_CALL_MS, OF_NAMED_CALLER, provedIn } from "./row.ts";

const HOUR_MS = 3600_000;
/** Each may ring the person's phone. */
const MAX_AN_HOUR = 5;
const MAX_LISTED = 5;
/** Longer than the longest wait, after which a call is good for a day. */
const LISTED_FOR_MS = 8 * 24 * HOUR_MS;

const RIGHT = "verifycaller";
const TOUCHED = "SELECT :name AS user, :realm AS realm";
const IS_KNOWN = "EXISTS (SELECT 1 FROM user WHERE user.name = :name AND user.realm = :realm)";

/** Only an administrator whose phone has just confirmed may give a reason instead. */
const MAY: Readonly<Record<NewCall["kind"], string>> = {
  number: "true",
  wait: "true",
  reason: `${IS_ADMINISTRATOR} AND :confirmed AND :has_session`,
};

export const ROW = `caller.*, ${SIGNED_IN_SINCE} AS signed_in`;

export function createCallerStore(
  db: D1Database,
  notes: Notes,
  settings: AdministratorSettings & UserSettings,
): CallerStore {
  return {
    ...createAnswers(db, notes, settings),

    async make(caller, { user: name, realm }, call, nowMs, note) {
      const guard = touchGuard(caller, RIGHT, settings, TOUCHED, {
        name,
        realm,
        id: call.id,
        act: call.act,
        number_hash: call.numberHash,
        proved: call.kind === "number" ? "" : call.kind,
        has_session: caller.session === undefined ? 0 : 1,
        now: nowMs,
        since: nowMs - HOUR_MS,
        ends: call.endsAtMs,
        good_from: call.goodFromMs,
        good_until: call.goodUntilMs,
      });
      const { parameters } = guard;
      const done = await batchForCaller(
        db,
        caller,
        RIGHT,
        {
          known: part<{ known: number; may: number }>(
            `SELECT ${IS_KNOWN} AS known, ${MAY[call.kind]} AS may WHERE ${guard.sql}`,
            parameters,
          ),
          call: part(
            `INSERT INTO caller (id, user, realm, account, act, number_hash, proved, made_at_ms, ends_at_ms, good_from_ms,
               good_until_ms)
             SELECT :id, :name, :realm, :caller, :act, :number_hash, :proved, :now, :ends, :good_from, :good_until
             WHERE ${guard.sql} AND ${IS_KNOWN} AND ${MAY[call.kind]}
               AND (SELECT count(*) FROM caller WHERE user = :name AND realm = :realm AND made_at_ms > :since) < ${MAX_AN_HOUR}
             RETURNING id`,
            parameters,
          ),
          note: after("call", await notes.of(note)),
          earlier: part(
            `UPDATE caller SET ends_at_ms = :now WHERE user = :name AND realm = :realm AND ends_at_ms > :now AND id <> :id
               AND made_at_ms > :since AND EXISTS (SELECT 1 FROM caller AS newest WHERE newest.id = :id)`,
            parameters,
          ),
        },
        guard,
      );
      if (!done.ok) return done;
      const [row] = done.known.rows;
      if (row?.may === 0) return { ok: false, reason: { code: "confirmation-needed" } };
      return { ok: true, known: row?.known === 1, made: done.call.rows.length > 0 };
    },

    async second(caller, { user: name, realm }, id, nowMs, note) {
      const call = { name, realm, id };
      const times = { since: nowMs - MAX_CALL_MS, good_from: nowMs, good_until: nowMs + MAX_CALL_MS };
      // Nobody vouches for themselves: an agent who calls another one would be the colleague.
      const guard = touchGuard(caller, RIGHT, settings, TOUCHED, { ...call, ...times }, true);
      const done = await batchForCaller(
        db,
        caller,
        RIGHT,
        {
          call: part(
            `UPDATE caller SET proved = trim(proved || ' id'), seconded_by = :caller, good_from_ms = :good_from,
               good_until_ms = :good_until
             WHERE id = :id AND user = :name AND realm = :realm AND account <> :caller AND seconded_by = ''
               AND ${GOES_ON} AND ${guard.sql} RETURNING id`,
            guard.parameters,
          ),
          note: after("call", await notes.of(note)),
        },
        guard,
      );
      return done.ok ? { ok: true, seconded: done.call.rows.length > 0 } : done;
    },

    async list(caller, { user: name, realm }, nowMs) {
      const parameters = { ...callerParameters(caller, RIGHT), name, realm, since: nowMs - LISTED_FOR_MS };
      const found = await batchForCaller(db, caller, RIGHT, {
        known: part(`SELECT 1 WHERE ${IS_KNOWN} AND ${CALLER_MAY} AND ${inRealms(":realm")}`, parameters),
        calls: part<CallRow>(
          `SELECT ${ROW} FROM caller WHERE user = :name AND realm = :realm AND made_at_ms > :since
               AND ${CALLER_MAY} AND ${inRealms(":realm")} ORDER BY made_at_ms DESC LIMIT ${MAX_LISTED}`,
          parameters,
        ),
      });
      if (!found.ok) return found;
      const calls = found.calls.rows.map((row) => callIn(row, nowMs));
      return { ok: true, known: found.known.rows.length > 0, calls };
    },

    async standing({ name }, whose, nowMs) {
      const { results } = await statement<{ id: string; proved: string }>(
        db,
        `SELECT id, proved FROM caller WHERE ${OF_NAMED_CALLER} AND account = :account AND proved <> '' AND ${STANDS}
         ORDER BY made_at_ms DESC LIMIT ${MAX_LISTED}`,
        { ...whoParameters(whose, settings), account: name, proof_now: nowMs },
      ).all();
      return results.map(({ id, proved }) => ({ id, proved: provedIn(proved), atMs: nowMs }));
    },
  };
}
