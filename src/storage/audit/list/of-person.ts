// Who may read which rows of the trail. The whole of it concerns every realm. The rows of one
// person are for accounts with a smaller right, too: whoever helps people on the phone has to see
// what has happened to one of them, in the realms of the account, and must not leaf through all.

import { type Caller, MAY_READ_PERSON } from "../../../core/caller.ts";
import type { AuditFilter } from "../../../core/ports/audit.ts";
import type { Outcome } from "../../../core/reasons.ts";
import type { Settings } from "../../../settings.ts";
import { inRealms, OF_EVERY_REALM } from "../../sql/administrators-guard.ts";
import type { Parts, Results } from "../../sql/batch.ts";
import {
  batchEverywhere,
  batchForCaller,
  CALLER_MAY,
  callerParameters,
  type Guard,
  type ReservedNames,
} from "../../sql/caller-guard.ts";

/**
 * The realm of the person whom a search names, and nobody else. A pattern would reach others. The
 * persons of ADMIN_REALM are accounts, whose rows are for those who read the whole trail.
 */
function realmOfPerson({ matching, ofClient }: AuditFilter, adminRealm: string): string | undefined {
  const { user = "", realm = "" } = matching;
  const isNamed = ofClient === undefined && [user, realm].every((text) => text !== "" && !text.includes("*"));
  return isNamed && realm.toLowerCase() !== adminRealm ? realm.toLowerCase() : undefined;
}

/** Runs the statements with the right that the search needs. */
export function batchForReader<Batch extends Parts<Batch> & ReservedNames>(
  db: D1Database,
  caller: Caller,
  filter: AuditFilter,
  { adminRealm }: Pick<Settings, "adminRealm">,
  statementsUnder: (guard: Guard) => Batch,
): Promise<Outcome<Results<Batch>>> {
  const realm = realmOfPerson(filter, adminRealm);
  if (realm === undefined) {
    const right = filter.ofClient === undefined ? "auditlog" : "oidcclients";
    return batchEverywhere(db, caller, right, statementsUnder);
  }
  const parameters = { ...callerParameters(caller, MAY_READ_PERSON), person_realm: realm };
  const guard = { sql: `${CALLER_MAY} AND ${inRealms(":person_realm")}`, parameters };
  const person = { ...OF_EVERY_REALM.parameters, ...parameters };
  const touched = { touched: "SELECT NULL AS user, :person_realm AS realm", parameters: person };
  return batchForCaller(db, caller, MAY_READ_PERSON, statementsUnder(guard), touched);
}
