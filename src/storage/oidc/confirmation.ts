// The statements by which a phone's answer decides a confirmation, in the batch that takes it
// (../tokens/lock.ts): with the session that begins, so that a poll finds both or neither.
//
// - an answer and a decline: the first to change the row wins, and the phone hears of it
// - the same answer again, after a lost reply: finds the row as it left it

import type { ConfirmedRequest } from "../../core/ports/tokens/lock.ts";
import type { Settings } from "../../settings.ts";
import { type Parameters, part } from "../sql/sql.ts";
import { beginning } from "./session-beginning.ts";

/** Whether :request can be answered, or was: a condition of the answer itself. */
export const CAN_BE_ANSWERED = `EXISTS (SELECT 1 FROM ciba_request WHERE ciba_request.id = :request
  AND (state IN ('approved', 'spent') OR (state = 'pending' AND expires_at_ms > :now)))`;

/** `guard`: the answer is taken. `parameters`: its own, with :request and :now. */
export function confirming(
  { session, origin }: ConfirmedRequest,
  settings: Pick<Settings, "sessionIdleMs">,
  guard: string,
  parameters: Parameters,
) {
  // By this answer: a later one must not begin a session again that the person has ended.
  const isGiven =
    "EXISTS (SELECT 1 FROM ciba_request WHERE id = :request AND state = 'approved' AND decided_at_ms = :decided)";
  const { request = null, now: decided = null } = parameters;
  return {
    given: part(
      `UPDATE ciba_request SET state = 'approved', decided_at_ms = :now
       WHERE id = :request AND state = 'pending' AND expires_at_ms > :now AND ${guard}`,
      parameters,
    ),
    begun:
      session.expiresAtMs > session.signedInAtMs
        ? beginning({ session, origin }, settings, isGiven, { request, decided }).begun
        : undefined,
  };
}
