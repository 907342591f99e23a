// Undoes acts of accounts in D1: ../tokens/replaced.ts keeps what it needs.
//
// - two at once: the first deletes the rows, and the second finds none
// - an enrolment of the new phone: whichever comes later finds another session, and does nothing
// - a start of the act's link: if it comes later it finds the link withdrawn, else its code ends

import type { UndoRecord, UndoStore } from "../../core/ports/tokens/undo.ts";
import type { Notes } from "../audit/store.ts";
import type { AdministratorSettings } from "../sql/administrators-guard.ts";
import { after } from "../sql/batch.ts";
import { batchForCaller, touchGuard } from "../sql/caller-guard.ts";
import { part, statement } from "../sql/sql.ts";
import { MAY_ENROL, withdrawal } from "../sql/withdraw.ts";
import { endPassOf } from "../tokens/pass.ts";
import { GIVE_BACK, IS_REPLACED, SEALED_WAS } from "../tokens/replaced.ts";

export const UNDO_COLUMNS = `undo.id, undo.serial, undo.kind, undo.made_by AS madeBy, undo.made_at_ms AS madeAtMs,
  undo.ends_at_ms AS endsAtMs`;

/** Of the person, and not over. */
export const CAN_BE_UNDONE = "undo.user = :user AND undo.realm = :realm AND undo.ends_at_ms > :now";

export function createUndoStore(db: D1Database, notes: Notes, settings: AdministratorSettings): UndoStore {
  return {
    async find(user, id, nowMs) {
      const { results } = await statement<UndoRecord & { readonly sealed: string }>(
        db,
        `SELECT ${UNDO_COLUMNS}, ${SEALED_WAS} AS sealed FROM undo WHERE ${CAN_BE_UNDONE} AND undo.id = :id`,
        { ...user, id, now: nowMs },
      ).all();
      return results.map(({ sealed, ...row }) => ({
        ...row,
        sealed: (JSON.parse(sealed) as (string | null)[]).filter((text) => text !== null),
      }));
    },

    async undo(caller, right, user, id, nowMs, note) {
      const touched = "SELECT :user AS user, :realm AS realm";
      const guard = touchGuard(caller, right, settings, touched, { ...user, id, now: nowMs });
      const { parameters } = guard;
      const own = `${CAN_BE_UNDONE} AND undo.id = :id AND ${guard.sql}`;
      const isOfPhone = `EXISTS (SELECT 1 FROM undo WHERE ${own} AND undo.kind = 'phone'`;
      const statements = {
        enrolments: part<{ id: string }>(
          `SELECT token.session_hash AS id FROM undo JOIN token ON token.serial = undo.serial
           WHERE ${own} AND ${IS_REPLACED} AND token.session_hash IS NOT NULL`,
          parameters,
        ),
        // Codes that whoever has the new phone has drawn would open the account again.
        codes: part(
          `DELETE FROM recovery WHERE user = :user AND realm = :realm AND ${isOfPhone} AND undo.made_at_ms <= recovery.made_at_ms)`,
          parameters,
        ),
        // Nothing ends for a phone that was not replaced yet: its link ends below.
        tokens: part(
          `UPDATE token SET generation = generation + (undo.kind = 'pin' OR ${IS_REPLACED}), ${GIVE_BACK},
             browsers_since_ms = CASE WHEN token.sealed_secret IS NOT NULL AND ${IS_REPLACED} THEN :now
               ELSE token.browsers_since_ms END
           FROM undo WHERE ${own} AND token.serial = undo.serial AND NOT token.revoked
           RETURNING id`,
          parameters,
        ),
        note: after("tokens", await notes.of(note)),
        pass: part(`${endPassOf(":user", ":realm")} AND EXISTS (SELECT 1 FROM undo WHERE ${own})`, parameters),
        ...withdrawal(
          `link.user = :user AND link.realm = :realm AND ${MAY_ENROL} AND ${isOfPhone} AND undo.serial IN (link.replaces, link.serial))`,
          parameters,
        ),
        // With the state before this act, those since mean nothing any more.
        over: part(
          `DELETE FROM undo WHERE (serial, kind) IN (SELECT serial, kind FROM undo WHERE ${own})
             AND made_at_ms >= (SELECT min(made_at_ms) FROM undo WHERE ${own})`,
          parameters,
        ),
      };
      const done = await batchForCaller(db, caller, right, statements, guard);
      if (!done.ok) return done;
      return { ok: true, undone: done.tokens.rows.length, enrolments: done.enrolments.rows.map((row) => row.id) };
    },
  };
}
