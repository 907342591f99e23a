// The rows of the trail that are about what was wrong with an application's requests. The index
// audit_by_client finds them: a row has it only with a detail, so no login writes to it.

import type { AuditEntry } from "../../core/audit/audit.ts";
import { noteRow } from "../../request-record.ts";
import type { Keyring } from "../keys/keyring.ts";
import { statement } from "../sql/sql.ts";
import { insertRow } from "./row.ts";
import { signRow } from "./signature.ts";

/** As in the index. The id of a client has 32 digits and ends the action. */
export const OF_CLIENT = "substr(action, -32) = :of_client AND detail <> ''";

/** After this time the same fault of a client is written again. */
const DAILY_MS = 24 * 3600 * 1000;
/** So is one that this many other rows of the client have followed: the list shows it early. */
const MAX_LOOKED_AT = 50;

const IS_KNOWN = `EXISTS (
  SELECT 1 FROM (SELECT at_ms, detail FROM audit WHERE ${OF_CLIENT} ORDER BY number DESC LIMIT ${MAX_LOOKED_AT})
  WHERE detail = :detail AND at_ms > :since)`;

/** One statement: of two sign-ins at the same moment, the second finds the row of the first. */
export async function writeDaily(db: D1Database, keyring: Keyring, entry: AuditEntry): Promise<void> {
  const { changes } = (
    await statement(db, `${insertRow(":row")} AND NOT ${IS_KNOWN}`, {
      row: JSON.stringify(await signRow(keyring, entry)),
      of_client: entry.action.slice(-32),
      detail: entry.detail,
      since: entry.atMs - DAILY_MS,
    }).run()
  ).meta;
  if (changes > 0) noteRow();
}
