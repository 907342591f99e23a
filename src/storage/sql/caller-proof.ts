// An act that gives access is done only for a caller who has shown who they are. The batch of the
// act checks it: an "I didn't call" that comes a moment before the act still stops it.

import type { Caller } from "../../core/caller.ts";
import type { GivingAct } from "../../core/callers/acts.ts";
import type { Parameters } from "./sql.ts";

/** A sign-in during a wait shows that its owner needs no help. So no sign-in has to write it. */
export const SIGNED_IN_SINCE = `EXISTS (SELECT 1 FROM token AS used WHERE used.user = caller.user AND used.realm = caller.realm
  AND used.last_auth_ms > caller.made_at_ms)`;

/** Holds while what was shown counts. Parameter: `proof_now`. */
export const STANDS = `caller.refused_at_ms IS NULL AND caller.good_from_ms <= :proof_now AND caller.good_until_ms > :proof_now
  AND NOT (caller.proved = 'wait' AND ${SIGNED_IN_SINCE})`;

export interface ProofGuard {
  readonly sql: string;
  readonly parameters: Parameters;
  /** The act for which more has to be shown. */
  readonly act: GivingAct | undefined;
}

/** `touched`: a query of user and realm. Undefined where nothing has to be shown. */
export function proofGuard({ name, proof }: Caller, touched: string): ProofGuard | undefined {
  if (proof === undefined || proof === "exempt") return undefined;
  if ("missing" in proof)
    return {
      sql: `NOT EXISTS (SELECT 1 FROM (${touched}) AS touched WHERE touched.user IS NOT NULL)`,
      parameters: {},
      act: proof.missing,
    };
  return {
    sql: `NOT EXISTS (SELECT 1 FROM (${touched}) AS touched WHERE touched.user IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM caller WHERE caller.id = :proof AND caller.account = :proof_account AND caller.proved = :proved
        AND caller.user = touched.user AND caller.realm = touched.realm AND ${STANDS}))`,
    parameters: { proof: proof.id, proof_account: name, proved: proof.proved.join(" "), proof_now: proof.atMs },
    act: undefined,
  };
}
