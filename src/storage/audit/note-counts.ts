// Cron makes one audit row of each count of a past minute (./refusal-count.ts).
//
// - a refusal and the cron: a count that has changed since cron read it is left for the next cron
// - two crons: the first to write a count's row removes the count, and the other finds none

import { type AuditEntry, endsLogin, entryOf } from "../../core/audit/audit.ts";
import type { AuditEvent } from "../../core/audit/events.ts";
import type { ReasonCode } from "../../core/reasons.ts";
import type { Keyring } from "../keys/keyring.ts";
import { batch } from "../sql/batch.ts";
import { statement } from "../sql/sql.ts";
import { MINUTE_MS } from "./refusal-count.ts";
import { INSERT_ROWS } from "./row.ts";
import { signRow } from "./signature.ts";

/** Counts that one call makes rows of. A batch of this size does not hold up logins. */
const MAX_COUNTS = 250;

/** The row of a count has this in place of method and path. */
const ACTION = "refusals, counted";

interface Count {
  readonly minute: number;
  readonly network: string;
  readonly reason: ReasonCode;
  readonly event: AuditEvent;
  readonly count: number;
  readonly noted: number;
}

/** Makes audit rows of the counts of past minutes. True when there may be more. */
export async function noteCounts(db: D1Database, keyring: Keyring, nowMs: number): Promise<boolean> {
  const { results: counts } = await statement(
    db,
    "SELECT * FROM refusal_count WHERE minute < :minute ORDER BY minute, network, reason LIMIT :most",
    { minute: Math.floor(nowMs / MINUTE_MS), most: MAX_COUNTS },
  ).all<Count>();
  if (counts.length === 0) return false;
  const rows = await Promise.all(
    counts
      .filter(({ count, noted }) => count > noted)
      .map(async (counted) => ({ ...(await signRow(keyring, entryFor(counted))), seen: counted })),
  );
  await batch(db, {
    rows: statement(
      db,
      `${INSERT_ROWS} WHERE EXISTS (
         SELECT 1 FROM refusal_count AS now WHERE now.minute = value ->> '$.seen.minute'
           AND now.network = value ->> '$.seen.network' AND now.reason = value ->> '$.seen.reason'
           AND now.count = value ->> '$.seen.count')`,
      { rows: JSON.stringify(rows) },
    ),
    counts: statement(
      db,
      `DELETE FROM refusal_count WHERE (minute, network, reason, count) IN (
         SELECT value ->> 'minute', value ->> 'network', value ->> 'reason', value ->> 'count' FROM json_each(:counts))`,
      { counts: JSON.stringify(counts) },
    ),
  });
  return counts.length === MAX_COUNTS;
}

function entryFor({ minute, network, reason, event, count, noted }: Count): AuditEntry {
  const call = { kind: "request", action: ACTION, client: network, nowMs: minute * MINUTE_MS } as const;
  // A bad auth token is not a failed login, however often it comes.
  const authentication = endsLogin(event) ? "REJECT" : "";
  return { ...entryOf(call, { success: false, reason, count: count - noted }), event, authentication };
}
