// What the person does at /call, and at /me about a wait. All of it is bound to one call.

import { PROOFS } from "../../core/callers/acts.ts";
import type { CallerStore, OpenCall } from "../../core/ports/people/callers.ts";
import type { Notes } from "../audit/store.ts";
import { after, batch } from "../sql/batch.ts";
import { part, statement } from "../sql/sql.ts";
import { type UserSettings, WHO, whoParameters } from "../sql/subject-query.ts";
import { GOES_ON, MAX_CALL_MS, OF_NAMED_CALLER } from "./row.ts";

/** A number has six digits. */
const MAX_WRONG = 5;

const IS_THIS = "caller.id = :id AND caller.user = :user AND caller.realm = :realm";

/** The words of a call in the order of PROOFS, with these among them. */
const WITH_PROOFS = `trim(${PROOFS.map(
  (word) => `CASE WHEN ' ' || :proofs || ' ' || proved || ' ' LIKE '% ${word} %' THEN ' ${word}' ELSE '' END`,
).join(" || ")})`;

interface Typed extends OpenCall {
  readonly is_right: number;
}

export const createAnswers = (
  db: D1Database,
  notes: Notes,
  settings: UserSettings,
): Pick<CallerStore, "open" | "seen" | "prove" | "refuse"> => ({
  async open(named, numberHash, nowMs) {
    const parameters = { ...whoParameters(named, settings), number_hash: numberHash, now: nowMs };
    const { tried, who } = await batch(db, {
      who: part<{ user: string; realm: string; known: number }>(
        `SELECT name AS user, realm, EXISTS (SELECT 1 FROM user WHERE user.name = who.name AND user.realm = who.realm) AS known
         FROM (${WHO}) AS who`,
        parameters,
      ),
      tried: part<Typed>(
        `UPDATE caller SET fails = fails + (number_hash <> :number_hash) WHERE id = (
           SELECT id FROM caller WHERE ${OF_NAMED_CALLER} AND number_hash IS NOT NULL AND ends_at_ms > :now
             AND refused_at_ms IS NULL AND fails < ${MAX_WRONG} ORDER BY made_at_ms DESC LIMIT 1)
         RETURNING id, user, realm, act, number_hash = :number_hash AS is_right`,
        parameters,
      ),
    });
    const { user = "", realm = "", known = 0 } = who.rows[0] ?? {};
    const [row] = tried.rows;
    const call = row?.is_right === 1 ? { id: row.id, user: row.user, realm: row.realm, act: row.act } : undefined;
    return { whose: { user, realm }, known: known === 1, call };
  },

  async seen({ id, user, realm }, known, country) {
    await statement(db, `UPDATE caller SET known = :known, country = :country WHERE ${IS_THIS}`, {
      id,
      user,
      realm,
      known: known ? 1 : 0,
      country,
    }).run();
  },

  async prove({ id, user, realm }, proofs, used, nowMs, note) {
    const parameters = {
      id,
      user,
      realm,
      proofs: proofs.join(" "),
      since: nowMs - MAX_CALL_MS,
      now: nowMs,
      good_until: nowMs + MAX_CALL_MS,
      before: used?.before.sealedHashes ?? null,
      after: used?.after.sealedHashes ?? null,
      left: used?.after.left ?? null,
    };
    const done = await batch(db, {
      // Sealed text is never the same twice, so of two uses at once the second finds none.
      code:
        used &&
        part(
          `UPDATE recovery SET sealed_hashes = :after, left = :left WHERE user = :user AND realm = :realm
             AND sealed_hashes = :before AND EXISTS (SELECT 1 FROM caller WHERE ${IS_THIS} AND ${GOES_ON})`,
          parameters,
        ),
      call: part(
        `UPDATE caller SET proved = ${WITH_PROOFS}, good_from_ms = :now, good_until_ms = :good_until
         WHERE ${IS_THIS} AND ${GOES_ON} AND (:before IS NULL OR EXISTS (
           SELECT 1 FROM recovery WHERE recovery.user = :user AND recovery.realm = :realm AND sealed_hashes = :after))
         RETURNING id`,
        parameters,
      ),
      note: after("call", await notes.of(note)),
    });
    return done.call.rows.length > 0;
  },

  async refuse({ id, user, realm }, nowMs, note) {
    const done = await batch(db, {
      call: part(`UPDATE caller SET refused_at_ms = :now WHERE ${IS_THIS} AND refused_at_ms IS NULL RETURNING id`, {
        id,
        user,
        realm,
        now: nowMs,
      }),
      note: after("call", await notes.of(note)),
    });
    return done.call.rows.length > 0;
  },
});
