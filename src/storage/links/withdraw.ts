// Withdraws enrolment links, one for an account or several for a person. The phone that reads a code needs no link any more, so a link
// that was started takes its code along. A phone that has enrolled stays.

import { type Parameters, statement } from "../sql/sql.ts";

/**
 * `which` is a condition on `link`. Both statements read `now` from the parameters; the code precedes the link, which has no token
 * once it is withdrawn.
 */
export function withdrawal(db: D1Database, which: string, parameters: Parameters) {
  const open = `link.withdrawn_at_ms IS NULL AND link.expires_at_ms > :now AND ${which}`;
  return {
    code: statement(
      db,
      `UPDATE token SET session_hash = NULL, session_expires_at_ms = NULL, session_uses = NULL
       WHERE rollout_state = 'clientwait' AND serial IN (SELECT link.serial FROM enrollment_link AS link WHERE ${open})
         AND session_hash IN (SELECT link.session_hash FROM enrollment_link AS link WHERE ${open})`,
      parameters,
    ),
    link: statement(
      db,
      `UPDATE enrollment_link AS link SET withdrawn_at_ms = :now WHERE ${open} RETURNING hash`,
      parameters,
    ),
  };
}
