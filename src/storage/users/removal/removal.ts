// Removes people for good: all that is theirs, and their names in the trail.

import { MAX_DELAY_MS } from "../../audit/first-from.ts";
import { type Parameters, part } from "../../sql/sql.ts";

/** The names that the person had before a directory gave another, and the last row with each. */
const FORMER = `SELECT former.value ->> 'name' AS name, former.value ->> 'until' AS until, user.realm
  FROM user, json_each(user.scim, '$.names') AS former`;

/** Somebody has the name now. Rows that come after the last one are theirs. */
const isTaken = (of: string): string =>
  `EXISTS (SELECT 1 FROM user AS other WHERE other.realm = ${of}.realm AND other.name = ${of}.user)`;

/** A row that was on its way when the person got the next name. Later ones are somebody else's. */
const CAME_LATE = `audit.at_ms < ${MAX_DELAY_MS} + (SELECT last.at_ms FROM audit AS last WHERE last.number = held.until)`;

/**
 * `people`: a query of name and realm. The user's row comes last: `people` may read it. A batch
 * that notes the removal puts `names` and `trailNames` behind the note.
 */
export function removal(people: string, guard: string, parameters: Parameters) {
  const former = `${FORMER} WHERE (user.name, user.realm) IN (${people})`;
  const whose = `(user, realm) IN (${people}) AND ${guard}`;
  return {
    // The first condition lets the index on names find rows; the others compare exactly.
    formerNames: part(
      `UPDATE audit SET user = pseudonym WHERE number IN (
         SELECT audit.number FROM (${former}) AS held CROSS JOIN audit ON audit.user = held.name COLLATE NOCASE
         WHERE audit.user <> '' AND audit.user = held.name AND audit.realm = held.realm
           AND (audit.number <= held.until OR ${CAME_LATE} AND NOT ${isTaken("audit")}))
       AND ${guard}`,
      parameters,
    ),
    formerTrailNames: part(
      `DELETE FROM audit_name WHERE user COLLATE NOCASE IN (SELECT name FROM (${former}))
         AND (user, realm) IN (SELECT name, realm FROM (${former}))
         AND NOT ${isTaken("audit_name")} AND ${guard}`,
      parameters,
    ),
    // Of a name that somebody has now, the rows in parts up to this person's last have it no more.
    formerTrailRows: part(
      `UPDATE audit_name SET first_number = max(first_number, 1 + (
         SELECT max(held.until) FROM (${former}) AS held WHERE held.name = audit_name.user AND held.realm = audit_name.realm))
       WHERE user COLLATE NOCASE IN (SELECT name FROM (${former})) AND (user, realm) IN (SELECT name, realm FROM (${former}))
         AND ${guard}`,
      parameters,
    ),
    tokens: part(`DELETE FROM token WHERE ${whose} RETURNING id`, parameters),
    recovery: part(`DELETE FROM recovery WHERE ${whose}`, parameters),
    callers: part(`DELETE FROM caller WHERE ${whose}`, parameters),
    confirmations: part(`DELETE FROM ciba_request WHERE ${whose}`, parameters),
    // An unused link would make the user known again.
    links: part(`DELETE FROM enrollment_link WHERE ${whose}`, parameters),
    // The pseudonym takes the name's place.
    names: part(
      `UPDATE audit SET user = pseudonym
       WHERE user <> '' AND user COLLATE NOCASE IN (SELECT name FROM (${people})) AND ${whose}`,
      parameters,
    ),
    // Parts of the trail in the bucket have no name, so that this reaches them, too.
    trailNames: part(
      `DELETE FROM audit_name WHERE user COLLATE NOCASE IN (SELECT name FROM (${people})) AND ${whose}`,
      parameters,
    ),
    user: part(`DELETE FROM user WHERE (name, realm) IN (${people}) AND ${guard}`, parameters),
  };
}
