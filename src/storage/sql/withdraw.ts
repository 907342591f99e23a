// Withdraws enrolment links, with the codes of those that were started: a phone that reads a code
// needs no link any more. A phone that has enrolled stays.

import { type Parameters, part } from "./sql.ts";

/** Ends an enrolment that is under way. */
export const NO_CODE = "session_hash = NULL, session_expires_at_ms = NULL, session_uses = NULL";

/** Holds for a link by which a phone could still enrol. A used one must not count as ended. */
export const MAY_ENROL = `(link.started_at_ms IS NULL OR EXISTS (SELECT 1 FROM token AS its WHERE its.serial = link.serial
  AND its.session_hash = link.session_hash AND its.rollout_state = 'clientwait'))`;

/** `which` is a condition on `link`. The code is first: a withdrawn link has no token any more. */
export function withdrawal(which: string, parameters: Parameters) {
  const open = `link.withdrawn_at_ms IS NULL AND link.expires_at_ms > :now AND ${which}`;
  return {
    code: part(
      `UPDATE token SET ${NO_CODE} WHERE rollout_state = 'clientwait' AND serial IN (SELECT link.serial FROM enrollment_link AS link WHERE ${open})
         AND session_hash IN (SELECT link.session_hash FROM enrollment_link AS link WHERE ${open})`,
      parameters,
    ),
    link: part(`UPDATE enrollment_link AS link SET withdrawn_at_ms = :now WHERE ${open} RETURNING hash`, parameters),
  };
}
