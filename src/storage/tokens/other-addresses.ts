// Finds addresses, other than the service's own, that phones were given. It jumps along the index
// from each to the next, so it never reads all tokens.

import type { Caller, Right } from "../../core/caller.ts";
import type { OtherAddress } from "../../core/ports/tokens/management.ts";
import type { Outcome } from "../../core/reasons.ts";
import { MAX_ADDRESSES, MAX_COUNTED_TOKENS } from "../../core/system/findings.ts";
import { batchForCaller, CALLER_MAY_EVERYWHERE, callerParameters } from "../sql/caller-guard.ts";
import { statement } from "../sql/sql.ts";

/** The condition of the partial index, which holds no other tokens. */
const ENROLLED = "token.rollout_state = 'enrolled'";

/**
 * The recursion starts before the first address and also finds our own: hence two more. After the
 * last address it finds nulls, which the selection leaves out.
 */
const OTHERS = `WITH RECURSIVE known(address) AS (
    SELECT ''
    UNION ALL
    SELECT (SELECT authentication_url FROM token WHERE ${ENROLLED} AND authentication_url > known.address
      ORDER BY authentication_url LIMIT 1)
    FROM known LIMIT ${MAX_ADDRESSES + 2})
  SELECT address, (SELECT count(*) FROM (
    SELECT 1 FROM token WHERE ${ENROLLED} AND authentication_url = known.address LIMIT ${MAX_COUNTED_TOKENS})) AS tokens
  FROM known WHERE address NOT IN ('', :own) AND ${CALLER_MAY_EVERYWHERE} ORDER BY address LIMIT ${MAX_ADDRESSES}`;

export async function otherAddresses(
  db: D1Database,
  caller: Caller,
  right: Right,
  own: string,
): Promise<Outcome<{ readonly addresses: readonly OtherAddress[] }>> {
  const addresses = statement<OtherAddress>(db, OTHERS, { ...callerParameters(caller, right), own });
  const found = await batchForCaller(db, caller, right, { addresses });
  return found.ok ? { ok: true, addresses: found.addresses.rows } : found;
}
