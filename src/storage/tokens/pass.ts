// Makes and ends day passes. The triggers of migration 0055 end what a pass has opened, however it
// ends, and end it when a phone enrols or the token gets another owner.

import type { UserStore } from "../../core/ports/people/users.ts";
import { refuse } from "../../core/reasons.ts";
import type { Notes } from "../audit/store.ts";
import type { AdministratorSettings } from "../sql/administrators-guard.ts";
import { after } from "../sql/batch.ts";
import { batchForCaller, touchGuard } from "../sql/caller-guard.ts";
import { part } from "../sql/sql.ts";

export const NO_PASS = "sealed_pass = NULL, pass_until_ms = NULL, pass_left = NULL";

/** Ends the pass of a person, named by two SQL expressions: for each batch that has to. */
export const endPassOf = (user: string, realm: string): string =>
  `UPDATE token SET ${NO_PASS} WHERE realm = ${realm} AND user = ${user} AND sealed_pass IS NOT NULL`;

const DAY_MS = 24 * 3600 * 1000;

/** Who often comes without a phone needs one, and a stolen account must not open many doors. */
const LIMITS = {
  person: { most: 3, ms: 7 * DAY_MS, whose: "realm = :realm AND user = :name" },
  account: { most: 20, ms: DAY_MS, whose: "administrator = :caller" },
} as const;

/**
 * The oldest of the most passes that one may have, if it is that many. Rows of the trail count, in
 * the batch that adds one: of two requests that meet at the limit, the second finds the first's.
 */
const oldestOf = ({ most, ms, whose }: (typeof LIMITS)[keyof typeof LIMITS]): string =>
  `SELECT at_ms + ${ms} AS free_at FROM audit WHERE event = 'PASS_MADE' AND ${whose} AND at_ms > :now - ${ms}
   ORDER BY at_ms DESC LIMIT 1 OFFSET ${most - 1}`;

const TOUCHED = "SELECT :name AS user, :realm AS realm";

export const createPasses = (
  db: D1Database,
  notes: Notes,
  settings: AdministratorSettings,
): Pick<UserStore, "makePass" | "endPass"> => ({
  async makePass(caller, { user: name, realm }, { token, sealed, untilMs, uses }, nowMs, note) {
    const guard = touchGuard(caller, "daypass", settings, TOUCHED, {
      ...{ name, realm, sealed, until: untilMs, uses, now: nowMs },
      ...{ id: token.id, generation: token.generation },
    });
    const { parameters } = guard;
    const { person, account } = LIMITS;
    const limit = `SELECT max(free_at) AS freeAtMs FROM
      (SELECT * FROM (${oldestOf(person)}) UNION ALL SELECT * FROM (${oldestOf(account)}))`;
    const done = await batchForCaller(
      db,
      caller,
      "daypass",
      {
        limit: part<{ freeAtMs: number | null }>(limit, parameters),
        made: part(
          `UPDATE token SET sealed_pass = :sealed, pass_until_ms = :until, pass_left = :uses
           WHERE id = :id AND generation = :generation AND sealed_pin IS NOT NULL AND active AND NOT revoked
             AND user = :name AND realm = :realm AND (${limit}) IS NULL AND ${guard.sql}`,
          parameters,
        ),
        note: after("made", await notes.of(note)),
        // A person has one, wherever the earlier one was.
        others: part(
          `${endPassOf(":name", ":realm")} AND id <> :id
           AND EXISTS (SELECT 1 FROM token AS made WHERE made.id = :id AND made.sealed_pass = :sealed)`,
          parameters,
        ),
      },
      guard,
    );
    if (!done.ok) return done;
    if (done.made.changes > 0) return { ok: true };
    const freeAtMs = done.limit.rows[0]?.freeAtMs ?? null;
    if (freeAtMs === null) return refuse({ code: "pass-needs-pin" });
    return refuse({ code: "pass-limit", retryAfterSeconds: Math.ceil((freeAtMs - nowMs) / 1000) });
  },

  async endPass(caller, { user: name, realm }, note) {
    // Nobody gives a pass to themselves, but anyone may take it away.
    const guard = touchGuard(caller, "daypass", settings, TOUCHED, { name, realm }, false);
    const { parameters } = guard;
    const done = await batchForCaller(
      db,
      caller,
      "daypass",
      {
        ended: part(`${endPassOf(":name", ":realm")} AND ${guard.sql}`, parameters),
        note: after("ended", await notes.of(note)),
        user: part(`SELECT 1 FROM user WHERE name = :name AND realm = :realm AND ${guard.sql}`, parameters),
      },
      guard,
    );
    return done.ok ? { ok: true, known: done.user.rows.length > 0, ended: done.ended.changes } : done;
  },
});
