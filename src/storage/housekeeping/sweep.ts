// Deletes the sessions and grants that are over. An index of their ends would cost each sign-in
// another row for both, and a row written costs as much as a thousand that are read. So each run
// looks at the next few, in the order of their ids, and goes on while many of them are over: about
// as many are deleted as are made, and those that are over stay fewer than those that are not.

import { LAST_UNNAMED } from "../audit/archive/leaving.ts";
import { batch } from "../sql/batch.ts";
import { part, statement } from "../sql/sql.ts";

/** Rows of one look, which takes a fraction of a millisecond. */
export const MAX_LOOKED_AT = 500;
/** If one row in so many was over, the next ones are looked at right away. */
const ONE_OF = 4;

/** A session that was ended by hand expires at 0. It stays until its applications are told. */
const SESSIONS = {
  table: "browser_session",
  key: "id",
  place: "sessions_swept_to",
  isOver: "expires_at_ms > 0 AND expires_at_ms <= :before",
} as const;

/** Kept as long as the session, whose applications are told of its end. Codes are over by then. */
const GRANTS = {
  table: "oidc_grant",
  key: "id",
  place: "grants_swept_to",
  isOver: `expires_at_ms <= :before
    AND NOT EXISTS (SELECT 1 FROM browser_session WHERE browser_session.id = session_id)`,
} as const;

/**
 * Names of people whose rows are in no part that is left. A name is renewed after 31 days
 * (../audit/archive/leaving.ts), so it may be needed for so long after the row that it names.
 */
const TRAIL_NAMES = {
  table: "audit_name",
  key: "pseudonym",
  place: "trail_names_swept_to",
  isOver: `last_number <= ${LAST_UNNAMED}`,
} as const;

/** Each gives true when there may be much more to delete. */
export const sweeping = (db: D1Database, before: number) => ({
  browserSessions: () => sweep(db, SESSIONS, before),
  grants: () => sweep(db, GRANTS, before),
});

/** With a bucket alone. */
export const sweepTrailNames = (db: D1Database): Promise<boolean> => sweep(db, TRAIL_NAMES, 0);

async function sweep(
  db: D1Database,
  { table, key, place, isOver }: typeof SESSIONS | typeof GRANTS | typeof TRAIL_NAMES,
  before: number,
): Promise<boolean> {
  const { results } = await statement<{ id: string; over: number }>(
    db,
    `SELECT ${key} AS id, ${isOver} AS over FROM ${table} WHERE ${key} > (SELECT ${place} FROM housekeeping)
     ORDER BY ${key} LIMIT ${MAX_LOOKED_AT}`,
    { before },
  ).all();
  const over = results.filter((row) => row.over === 1).map(({ id }) => id);
  const isLast = results.length < MAX_LOOKED_AT;
  await batch(db, {
    // A session may have gone on meanwhile.
    over:
      over.length === 0
        ? undefined
        : part(`DELETE FROM ${table} WHERE ${key} IN (SELECT value FROM json_each(:ids)) AND ${isOver}`, {
            ids: JSON.stringify(over),
            before,
          }),
    place: part(`UPDATE housekeeping SET ${place} = :place WHERE ${place} <> :place`, {
      place: isLast ? "" : (results.at(-1)?.id ?? ""),
    }),
  });
  return !isLast && over.length * ONE_OF >= MAX_LOOKED_AT;
}
