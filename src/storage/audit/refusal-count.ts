// Anyone can cause some refusals again and again. A row for each would fill the database at no cost to the sender, so for each
// minute and network the first few get rows and the others are counted. Cron makes one audit row of a past minute's count.
//
//   two refusals at once            D1 runs one batch after the other, so at most MAX_FULL_ROWS get rows
//   a refusal and the cron          a count that has changed since cron read it is left for the next cron
//   two crons                       the first to write a count's row removes the count, and the other finds none

import { type AuditEntry, entryOf } from "../../core/audit.ts";
import type { AuditEvent } from "../../core/events.ts";
import type { Reason } from "../../core/reasons.ts";
import { endsLogin } from "../../core/refusal-events.ts";
import { networkOf } from "../../lib/network.ts";
import { noteRow } from "../../request-record.ts";
import type { Keyring } from "../keys/keyring.ts";
import { after, batch } from "../sql/batch.ts";
import { followUp, statement } from "../sql/sql.ts";
import { INSERT_ROWS, signRow } from "./row.ts";

/** Refusals of one minute and network that get a row each. */
const MAX_FULL_ROWS = 5;
/** Networks of one minute that are counted separately. The further addresses of a sender share one count. */
const MAX_NETWORKS = 100;
/** Counts that one call makes rows of. A batch of this size does not hold up logins. */
const MAX_COUNTS = 500;
const MINUTE_MS = 60_000;

/** The row of a count has this in place of method and path. */
const ACTION = "refusals, counted";

/** The sender's own count if it already has one or there is room for another, else the shared one. */
const COUNTED_AS = `SELECT CASE
  WHEN EXISTS (SELECT 1 FROM refusal_count WHERE minute = :minute AND network = :network) THEN :network
  WHEN (SELECT count(DISTINCT network) FROM refusal_count WHERE minute = :minute AND network <> '') < ${MAX_NETWORKS}
    THEN :network
  ELSE '' END`;

/** Writes the entry or counts it, in one round trip. */
export async function writeOrCount(db: D1Database, keyring: Keyring, entry: AuditEntry): Promise<void> {
  const parameters = {
    minute: Math.floor(entry.atMs / MINUTE_MS),
    network: networkOf(entry.client),
    reason: entry.reason,
    event: entry.event,
  };
  const { row } = await batch(db, {
    row: statement(
      db,
      `${INSERT_ROWS} WHERE ${MAX_FULL_ROWS} > (
         SELECT coalesce(sum(count), 0) FROM refusal_count WHERE minute = :minute AND network = (${COUNTED_AS}))`,
      { ...parameters, rows: JSON.stringify([await signRow(keyring, entry)]) },
    ),
    // `noted` counts the refusals that got a row.
    count: after(
      "row",
      followUp(
        db,
        `INSERT INTO refusal_count (minute, network, reason, event, count, noted)
         SELECT :minute, (${COUNTED_AS}), :reason, :event, 1, changes()
         WHERE true ON CONFLICT DO UPDATE SET count = count + 1, noted = noted + excluded.noted`,
        parameters,
      ),
    ),
  });
  if (row.changes > 0) noteRow();
}

interface Count {
  readonly minute: number;
  readonly network: string;
  readonly reason: Reason["code"];
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
  const call = { action: ACTION, client: network, nowMs: minute * MINUTE_MS };
  // A bad auth token is not a failed login, however often it comes.
  const authentication = endsLogin(event) ? "REJECT" : "";
  return { ...entryOf(call, { success: false, authentication, reason, count: count - noted }), event };
}
