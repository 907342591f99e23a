// Cron begins and ends blocks by their dates. An index has only those with a date, in its order, so
// while none is due nothing is read but the next one.
//
// - a desk and cron: each statement asks again whether the date is due, so what a desk has changed
//   meanwhile is left as it is
// - two crons: the second finds the date gone

import { type AuditEntry, entryOf } from "../../core/audit/audit.ts";
import { INSERT_ROWS } from "../audit/row.ts";
import { signRow } from "../audit/signature.ts";
import type { Keyring } from "../keys/keyring.ts";
import { batch } from "../sql/batch.ts";
import { part, statement } from "../sql/sql.ts";
import { NO_BLOCK } from "./block.ts";
import { letIn, shutOut } from "./shut-out.ts";

/** People of one batch, each with tokens, sessions and links. Logins wait for the single writer. */
const MAX_PEOPLE = 100;

/** The row of a date has this in place of method and path. */
const ACTION = "a block, by its date";

/** The index user_block_due has this expression. */
const DUE = "CASE WHEN blocked_at_ms IS NULL THEN block_from_ms ELSE block_until_ms END";
const IS_DUE = `${DUE} IS NOT NULL AND ${DUE} <= :now`;

const AMONG = (ids: string) => `id IN (SELECT value FROM json_each(${ids}))`;
const BEGINS = `${AMONG(":begins")} AND blocked_at_ms IS NULL AND block_from_ms <= :now`;
const ENDS = `${AMONG(":ends")} AND blocked_at_ms IS NOT NULL AND block_until_ms <= :now`;

interface DueRow {
  readonly id: number;
  readonly name: string;
  readonly realm: string;
  readonly by: string | null;
  readonly begins: number;
}

/** True when there may be more, such as a block whose both dates are past. */
export async function moveDueBlocks(db: D1Database, keyring: Keyring, nowMs: number): Promise<boolean> {
  const { results: due } = await statement<DueRow>(
    db,
    `SELECT id, name, realm, blocked_by AS by, blocked_at_ms IS NULL AS begins FROM user
     WHERE ${IS_DUE} ORDER BY ${DUE} LIMIT ${MAX_PEOPLE}`,
    { now: nowMs },
  ).all();
  if (due.length === 0) return false;
  const rows = due.map(async (row) => ({ ...(await signRow(keyring, entryFor(row, nowMs))), seen: row.id }));
  const idsOf = (begins: number) => JSON.stringify(due.filter((row) => row.begins === begins).map(({ id }) => id));
  const parameters = { now: nowMs, begins: idsOf(1), ends: idsOf(0) };
  await batch(db, {
    rows: part(
      `${INSERT_ROWS} WHERE EXISTS (SELECT 1 FROM user WHERE id = value ->> '$.seen' AND (${BEGINS} OR ${ENDS}))`,
      { ...parameters, rows: JSON.stringify(await Promise.all(rows)) },
    ),
    begun: part(`UPDATE user SET blocked_at_ms = :now, block_from_ms = NULL WHERE ${BEGINS}`, parameters),
    ...shutOut(AMONG(":begins"), "true", parameters),
    ended: part(`UPDATE user SET ${NO_BLOCK} WHERE ${ENDS}`, parameters),
    on: letIn(AMONG(":ends"), "true", parameters),
  });
  return true;
}

/** The row names the account that set the date. */
function entryFor({ name: user, realm, by, begins }: DueRow, nowMs: number): AuditEntry {
  const call = { kind: "request", action: ACTION, client: "", nowMs } as const;
  const event = begins === 1 ? "USER_DEACTIVATED" : "USER_ACTIVATED";
  return entryOf(call, { success: true, event, user, realm, administrator: by ?? "", detail: "desk" });
}
