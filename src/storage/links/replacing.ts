// What follows a link for another phone in the batch that makes it: the phone can be given back for
// a day, and with `stop` it works no longer, nor does any other link of its person. An older one
// may be in the hands of whoever has the phone.

import { after } from "../sql/batch.ts";
import { type FollowUp, type Parameters, part } from "../sql/sql.ts";
import { MAY_ENROL, withdrawal } from "../sql/withdraw.ts";
import { FORGET_PHONE } from "../tokens/changes.ts";
import { keepReplaced } from "../tokens/replaced.ts";

/** The link that this batch has made: its key is random, so no other batch knows it. */
const MADE = "SELECT made.user, made.realm FROM enrollment_link AS made WHERE made.hash = :hash";

/** `stopped`: what the trail notes of a stopped phone. Binds replaces, hash, now and caller. */
export function replacing(stopped: FollowUp | undefined, asksPin: boolean, parameters: Parameters) {
  const its = `token.serial = :replaces AND EXISTS (${MADE})`;
  const others = withdrawal(`link.hash <> :hash AND ${MAY_ENROL} AND (link.user, link.realm) IN (${MADE})`, parameters);
  return {
    kept: part(
      keepReplaced({ kind: "phone", withPin: asksPin, id: ":hash", tokens: `FROM token WHERE ${its}` }),
      parameters,
    ),
    ...(stopped && {
      otherCodes: others.code,
      otherLinks: others.link,
      phone: part(`UPDATE token SET ${FORGET_PHONE} WHERE ${its}`, parameters),
      stopped: after("phone", stopped),
    }),
    // Of a phone that was stopped before, this is the earlier act: this one has taken nothing.
    undo: part<{ id: string | null }>(
      `SELECT id, max(made_at_ms) FROM undo
       WHERE serial = :replaces AND kind = 'phone' AND ends_at_ms > :now AND EXISTS (${MADE})`,
      parameters,
    ),
  };
}
