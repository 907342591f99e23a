// Recovery codes in D1. One batch uses a code, ends the earlier phones and makes the link for a new
// one, so no code is spent for nothing, and none gives two links: of two uses at once, the second
// finds another sealed text. If a stolen code comes with many PINs at once, even the right PIN
// gives no link once the wrong ones have closed the lock.

import type { SelfStore } from "../../core/ports/people/me.ts";
import type { Notes } from "../audit/store.ts";
import { after, batch } from "../sql/batch.ts";
import { part, statement } from "../sql/sql.ts";
import { FORGET_PHONE } from "../tokens/changes.ts";
import { isUsable, type LockRules, pathsOfCheck } from "../tokens/conditions.ts";
import { MINE } from "./mine.ts";
import { makeOwnLink, withdrawOwnLinks } from "./own-links.ts";

/** Sealed text is never the same twice, so a match is the use that this batch has made. */
const USED = `EXISTS (SELECT 1 FROM recovery AS own WHERE own.user = :user AND own.realm = :realm
  AND own.sealed_hashes = :after)`;

export function createRecovery(
  db: D1Database,
  notes: Notes,
  rules: LockRules,
): Pick<SelfStore, "recoveryOf" | "recover"> {
  return {
    async recoveryOf({ user, realm }) {
      const row = await statement<{ id: string; sealedHashes: string; left: number }>(
        db,
        `SELECT id, sealed_hashes AS sealedHashes, left FROM recovery WHERE ${MINE}`,
        { user, realm },
      ).first();
      return row ?? undefined;
    },

    async recover({ user, realm }, { before, after: left, lost, link }, nowMs, note) {
      const parameters = {
        user,
        realm,
        now: nowMs,
        before: before.sealedHashes,
        after: left.sealedHashes,
        left: left.left,
        lost_id: lost.id,
        lost_generation: lost.generation,
        replaces: lost.serial,
        asks_pin: 0,
        hash: link.hash,
        expires: link.expiresAtMs,
      };
      const done = await batch(db, {
        code: part(
          `UPDATE recovery SET sealed_hashes = :after, left = :left WHERE ${MINE} AND sealed_hashes = :before
             AND EXISTS (SELECT 1 FROM token WHERE id = :lost_id AND generation = :lost_generation AND ${MINE}
               AND ${isUsable(pathsOfCheck("pin"), rules)})`,
          parameters,
        ),
        note: after("code", await notes.of(note)),
        phone: part(`UPDATE token SET ${FORGET_PHONE} WHERE id = :lost_id AND ${MINE} AND ${USED}`, parameters),
        others: part(
          `UPDATE token SET active = 0, disabled_by_job = NULL WHERE ${MINE} AND id <> :lost_id AND revoked = 0 AND ${USED}`,
          parameters,
        ),
        // Links that a thief has begun, or an earlier use of a code.
        ...withdrawOwnLinks(USED, parameters),
        link: makeOwnLink(USED, parameters),
      });
      return done.code.changes > 0;
    },
  };
}
