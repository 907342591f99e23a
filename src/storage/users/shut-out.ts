// What keeps people out, and lets them in again: the part that is the same for both causes, a desk
// (./block.ts) and a directory. The tokens that go off bear a mark, so that exactly these go on
// again, and a login learns of it from the token that it reads anyway.
//
// A sign-in, an answer or an enrolment that comes at the same time either comes first, and what it
// began ends here, or finds its token or its link gone.

import type { BlockedFilter } from "../../core/ports/people/blocks.ts";
import { SHUT_OUT_MARK } from "../../core/token.ts";
import { SHUT_OUT } from "../sql/shut-out.ts";
import { type Parameters, part } from "../sql/sql.ts";
import { NO_CODE, withdrawal } from "../sql/withdraw.ts";
import { NO_PASS } from "../tokens/pass.ts";
import { signOutStatements } from "./sign-out.ts";

/** The conditions on a row, along whichever index. */
export const BLOCKED: Readonly<Record<BlockedFilter, string>> = {
  yes: SHUT_OUT,
  directory: "deactivated_at_ms IS NOT NULL",
  planned: "blocked_at_ms IS NULL AND block_from_ms IS NOT NULL",
};

/** The index user_kept_out has this expression, and only rows where it is not null. */
const SINCE = "coalesce(user.blocked_at_ms, user.deactivated_at_ms, user.block_from_ms)";

/** Few are kept out, so the realm is asked of each: its own index would have everybody. */
export const ALONG_BLOCKED = {
  keys: [SINCE, "user.id"],
  within: [`${SINCE} IS NOT NULL`],
  lower: [`${SINCE} >= 0`],
  upper: [],
  parameters: {},
};

/** `which`: a condition on rows of `user`. Holds for rows with these users' names. */
const theirs = (which: string): string => `(realm, user) IN (SELECT realm, name FROM user WHERE ${which})`;

/**
 * Everything that opens a way in ends here. Recovery codes stay: they open nothing without a token
 * that is on, and so undoing is whole.
 */
export function shutOut(which: string, guard: string, parameters: Parameters) {
  const them = `${theirs(`${which} AND ${SHUT_OUT}`)} AND ${guard}`;
  const { code, link } = withdrawal(them, parameters);
  return {
    tokens: part(
      `UPDATE token SET active = 0, disabled_by_job = '${SHUT_OUT_MARK}' WHERE active = 1 AND revoked = 0 AND ${them}
       RETURNING id`,
      parameters,
    ),
    // A phone that has scanned a code of /token/init needs nothing more to send its secret.
    enrolments: part(
      `UPDATE token SET ${NO_CODE} WHERE session_hash IS NOT NULL AND proven_at_ms IS NULL AND revoked = 0 AND ${them}`,
      parameters,
    ),
    pass: part(`UPDATE token SET ${NO_PASS} WHERE sealed_pass IS NOT NULL AND ${them}`, parameters),
    code,
    link,
    ...signOutStatements(them, parameters),
    // What a caller has shown counts for nobody who is kept out. It is last: the guard may ask
    // for it.
    proofs: part(`UPDATE caller SET good_until_ms = 0 WHERE good_until_ms > :now AND ${them}`, parameters),
  };
}

/** What was off before, or was switched off otherwise since, bears no mark and stays off. */
export const letIn = (which: string, guard: string, parameters: Parameters) =>
  part(
    `UPDATE token SET active = 1, disabled_by_job = NULL
     WHERE active = 0 AND revoked = 0 AND disabled_by_job = '${SHUT_OUT_MARK}'
       AND ${theirs(`${which} AND NOT ${SHUT_OUT}`)} AND ${guard} RETURNING id`,
    parameters,
  );
